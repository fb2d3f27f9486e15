"""The map's shell: tools with names, the level switch."""

import pytest

from callbacks.explore.map import layout
from tests.callbacks.questions import attribute, having, of_kind, text, words
from tests.callbacks.towns import shares_town
from tests.toytown import toytown
from texts import load_texts


@pytest.mark.parametrize(
    ("language", "names"), [("de", ["9 Quartiere", "3 Stadtbezirke"]), ("en", ["9 quarters", "3 districts"])]
)
def test_the_level_switch_counts_quarters_and_districts(language: str, names: list[str]) -> None:
    (switch,) = having(layout(load_texts(language), toytown()), "map-levels")
    assert words(switch) == names
    assert [attribute(one, "data-view-level") for one in of_kind(switch, "Button")] == ["quarter", "district"]


def test_a_city_without_districts_has_no_level_switch() -> None:
    assert not having(layout(load_texts("de"), shares_town()), "map-levels")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_tool_has_a_name(language: str) -> None:
    (bar,) = having(layout(load_texts(language), toytown()), "map-tools")
    names = [attribute(tool, "aria-label") for tool in of_kind(bar, "Button")]
    assert len(set(names)) == 9
    assert all(names)


def test_tools_that_draw_and_tools_that_show_say_whether_they_are_on() -> None:
    buttons = {
        button.id: button for button in of_kind(layout(load_texts("de"), toytown()), "Button") if hasattr(button, "id")
    }
    pressed = {name for name, button in buttons.items() if attribute(button, "aria-pressed") in ("true", "false")}
    assert pressed == {f"map-tool-{name}" for name in ("box", "lasso", "circle", "names", "facilities")}
    assert attribute(buttons["map-tool-search"], "aria-controls") == "search-panel"


def test_the_map_has_a_place_before_its_geometry_arrives() -> None:
    (shell,) = having(layout(load_texts("de"), toytown()), "map-shell")
    assert shell.center
    assert shell.zoom


def test_the_keys_are_explained_to_those_who_do_not_see_the_map() -> None:
    assert "Mit den Pfeiltasten" in text(layout(load_texts("de"), toytown()))

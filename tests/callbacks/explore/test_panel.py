"""The tabs of the right column."""

import pytest
from dash import html

from callbacks.explore.panel import layout
from tests.callbacks.questions import attribute, of_kind, text
from texts import load_texts

PARTS = {"finding": [html.P("one"), html.P("two")], "table": [html.P("three")]}


@pytest.mark.parametrize(("language", "titles"), [("de", ["Befund", "Tabelle"]), ("en", ["Finding", "Table"])])
def test_each_group_of_parts_has_a_tab(language: str, titles: list[str]) -> None:
    shown = layout(load_texts(language), PARTS)
    assert [text(tab) for tab in of_kind(shown, "TabsTab")] == titles
    assert [text(body) for body in of_kind(shown, "TabsPanel")] == ["one two", "three"]


def test_the_first_tab_is_open_and_the_others_stay_alive() -> None:
    (tabs,) = of_kind(layout(load_texts("de"), PARTS), "Tabs")
    assert tabs.value == "finding"
    assert tabs.keepMounted is True


def test_the_column_has_a_name() -> None:
    assert attribute(layout(load_texts("de"), PARTS), "aria-label") == "Auswertung"


def test_a_group_without_a_title_is_noticed() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        layout(load_texts("de"), {"nonsense": []})

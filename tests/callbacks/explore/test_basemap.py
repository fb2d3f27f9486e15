"""The menu of base maps before the browser fills it."""

import pytest

from callbacks.explore.basemap import button, layout
from tests.callbacks.questions import attribute, pieces, text
from texts import LANGUAGES, load_texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_seen_of_it_where_no_base_map_was_laid_ready(language: str) -> None:
    words = load_texts(language)
    hidden = {one.id for one in pieces([layout(words), button(words)]) if getattr(one, "hidden", False)}
    assert {"basemap-open", "basemap-menu", "basemap-consent", "basemap-cover"} <= hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_warning_names_map_and_machine(language: str) -> None:
    warning = attribute(layout(load_texts(language)), "data-warning")
    assert "{title}" in warning
    assert "{host}" in warning


def test_consent_and_refusal_stand_side_by_side() -> None:
    found = {
        one.id: text(one)
        for one in pieces(layout(load_texts("de")))
        if getattr(one, "id", "") in ("basemap-allow", "basemap-refuse")
    }
    assert found == {"basemap-allow": "Von dort laden", "basemap-refuse": "Nicht laden"}


def test_the_button_says_whether_the_menu_is_open() -> None:
    found = button(load_texts("de"))
    assert attribute(found, "aria-expanded") == "false"
    assert attribute(found, "aria-controls") == "basemap-menu"

"""Small pieces of the page."""

from callbacks.shared.pieces import attributes, empty_state, heading, icon, icon_button, link_button
from tests.callbacks.questions import attribute, words


def test_attributes_are_written_with_hyphens() -> None:
    assert attributes(aria_label="x", data_view_year="2024") == {"aria-label": "x", "data-view-year": "2024"}


def test_an_icon_is_silent() -> None:
    assert attribute(icon("map"), "aria-hidden") == "true"
    assert words(icon("map")) == []


def test_a_button_with_an_icon_has_a_name_and_a_tooltip() -> None:
    button = icon_button("play", "play", "Abspielen", **attributes(aria_pressed="false"))
    assert attribute(button, "aria-label") == attribute(button, "title") == "Abspielen"
    assert attribute(button, "aria-pressed") == "false"
    assert attribute(button, "type") == "button"


def test_a_link_says_where_it_leads_and_which_one_matters_most() -> None:
    link = link_button("/de/map", "map", "Zur Karte", primary=True)
    assert (attribute(link, "href"), words(link)) == ("/de/map", ["Zur Karte"])
    assert "is-primary" in attribute(link, "className")
    assert "is-primary" not in attribute(link_button("/de/map", "map", "x"), "className")


def test_a_heading_may_carry_a_note() -> None:
    assert words(heading("Rangliste")) == ["Rangliste"]
    assert words(heading("Rangliste", "2024")) == ["Rangliste", "2024"]


def test_an_empty_state_gives_advice_where_there_is_some() -> None:
    assert words(empty_state("Nichts da.", "Laden Sie Daten.")) == ["Nichts da.", "Laden Sie Daten."]
    assert words(empty_state("Nichts da.")) == ["Nichts da."]

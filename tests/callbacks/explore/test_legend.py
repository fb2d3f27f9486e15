"""The legend: title, blanks, circles, the controls, and what its scripts are given."""

import json
from dataclasses import replace
from typing import Any, get_args

import pytest

from analysis.classification import Note
from callbacks.explore.legend import below, explained, heading, layout, picture, same_is_off, subtitle, title
from callbacks.shared.question import Question
from layers.palettes import PALETTES, sequential
from layers.view import MOST_CLASSES, SCHEMES
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text, words
from tests.callbacks.towns import INDEX, hostile_town, town, undated_town
from tests.toytown import CHILDREN, POVERTY
from texts import load_texts


def blanks(asked: Question) -> list[list[str]]:
    return [words(row) for row in having(below(asked), "is-blank")]


def line(asked: Question) -> str:
    return "".join(words(subtitle(asked)))


def scripted(language: str = "de") -> dict[str, Any]:
    """The wording that the legend's scripts get."""
    return json.loads(attribute(picture(load_texts(language)), "data-words"))


def test_the_title_names_indicator_and_year() -> None:
    assert title(ask()) == "SGB II-Quote 2024"
    assert title(ask("en", y="2023")) == "SGB II rate 2023"
    assert title(ask_of(undated_town())) == "SGB II-Quote"


def test_the_subtitle_says_what_the_share_refers_to_its_unit_and_the_scheme() -> None:
    assert line(ask()) == "Anteil an: Personen unter der Regelaltersgrenze · % · natürliche Brüche"
    assert line(ask("en", scheme="quantile")) == "Share of: residents below pension age · % · equal numbers of quarters"


def test_only_a_percentage_is_a_share_of_what_it_refers_to() -> None:
    space = replace(POVERTY, kind="value", unit={"de": "m² je Person"}, denominator={"de": "Einwohnerinnen"})
    assert line(ask_of(town("space", (space, [30, 40, 50])))).startswith("je: Einwohnerinnen · m² je Person")


def test_the_subtitle_says_that_all_years_share_their_classes() -> None:
    assert line(ask(same="1")).endswith("% · natürliche Brüche · gleiche Klassen in allen Jahren")
    assert line(ask("en", same="1", scheme="own", breaks="5")).endswith("own limits · same classes in all years")
    assert line(ask(same="1", i="population")).endswith("in allen Jahren im selben Maßstab")


def test_a_number_without_a_unit_leaves_no_gap_in_the_subtitle() -> None:
    assert line(ask_of(town("index-3", (INDEX, [1, 2, 3]), counts=False))) == "Index · natürliche Brüche"


def test_every_kind_of_blank_has_its_own_row() -> None:
    assert blanks(ask(y="2023")) == [["genau null", "1"], ["nicht geliefert", "1"], ["geheim gehalten", "1"]]
    assert blanks(ask("en", y="2023"))[0] == ["exactly zero", "1"]


def test_a_blank_row_explains_itself_and_selects_its_quarters() -> None:
    suppressed = having(below(ask(y="2023")), "is-blank")[-1]
    assert "Geheim gehalten: Hier wäre die Zahl zu klein" in attribute(suppressed, "title")
    assert attribute(suppressed, "data-reason-class") == "suppressed"


def test_a_year_in_which_nothing_is_missing_lists_no_blanks() -> None:
    assert blanks(ask(i="F1")) == []


def test_fewer_classes_than_asked_for_are_explained() -> None:
    assert "Weniger Klassen als gewünscht: Es gibt nicht genug verschiedene Werte." in words(below(ask(k="9")))


@pytest.mark.parametrize(
    ("language", "why"), [("de", "Eine Anzahl steht als Kreis:"), ("en", "A count is drawn as a circle:")]
)
def test_a_count_shows_circles_and_says_why(language: str, why: str) -> None:
    card = below(ask(language, i="population"))
    assert why in text(card)
    widths = [float(circle.style["width"].rstrip("px")) for circle in having(card, "legend-circle")]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 3


def test_a_year_without_values_shows_only_blanks() -> None:
    asked = ask_of(town("none-yet", (POVERTY, [float("nan")] * 3), (CHILDREN, [1, 2, 3])), i="A1")
    assert blanks(asked) == [["nicht geliefert", "3"]]
    assert "Hier gibt es keine Werte, die sich einteilen lassen." in words(below(asked))


@pytest.mark.parametrize("note", [note for note in get_args(Note) if note])
def test_every_remark_of_the_classification_has_a_wording(note: str) -> None:
    assert load_texts("de")(f"legend.notes.{note}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_scheme_is_named_explained_and_shown(language: str, scheme: str) -> None:
    asked = ask(language, scheme=scheme, breaks="15,25")
    assert len(explained(asked)) > 20
    assert asked.texts(f"schemes.{scheme}.name") in words(subtitle(asked))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Berechnet aus den Werten aller Jahre von 2023 bis 2024."),
        ("en", "Computed from the values of all years from 2023 to 2024."),
    ],
)
def test_same_classes_are_explained_with_the_scheme(language: str, said: str) -> None:
    assert explained(ask(language, same="1")).endswith(said)
    assert not explained(ask(language)).endswith(said)


def test_same_classes_are_no_choice_where_there_is_one_year() -> None:
    alone = town("one-year-2", (POVERTY, [1, 2]))
    assert same_is_off(ask_of(alone))
    assert not same_is_off(ask_of(alone, same="1"))
    assert not same_is_off(ask())


@pytest.mark.parametrize("language", ["de", "en"])
def test_scripts_get_words_for_every_level_and_kind_of_city_value(language: str) -> None:
    given = scripted(language)
    assert set(given["city"]) == {"delivered", "computed", "median"}
    assert set(given["chosen"]) == set(given["select_class"]) == {"quarter", "district"}
    assert given["own"] == load_texts(language)("schemes.own.name")
    assert "{low}" in given["range"]


def test_scripts_get_the_colours_of_every_palette_for_every_number_of_classes() -> None:
    ramps = json.loads(attribute(picture(load_texts("de")), "data-ramps"))
    signed = ramps.pop("diverging")
    assert [len(ramp) for ramp in signed] == list(range(1, 2 * MOST_CLASSES + 2))
    assert set(ramps) == set(PALETTES)
    for palette, by_number in ramps.items():
        assert [tuple(ramp) for ramp in by_number] == [sequential(palette, k) for k in range(1, MOST_CLASSES + 1)]


def test_a_hostile_indicator_stays_text() -> None:
    assert words(heading(ask_of(hostile_town())))[0] == "<script>alert(1)</script>{x} 2024"


def test_the_controls_offer_every_scheme_and_palette_by_name() -> None:
    card = layout(load_texts("de"))
    (schemes,) = of_kind(card, "Select")
    assert [one["value"] for one in schemes.data] == list(SCHEMES)
    named = having(card, "palette")
    assert [attribute(one, "data-view-palette") for one in named] == list(PALETTES)
    assert attribute(named[0], "aria-label") == "Blau"


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_count_offers_a_rate_that_can_be_coloured(language: str) -> None:
    (offer,) = having(below(ask(language, i="population")), "legend-offer")
    atlas = ask(language).atlas
    offered = atlas.indicators[atlas.indicator_position(getattr(offer, "data-view-indicator"))]
    assert offered.kind == "rate"
    assert offered.short[language] in text(offer)
    assert having(below(ask(language, i="A1")), "legend-offer") == []

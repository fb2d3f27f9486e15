"""The legend: classes, counts, blanks, the city's mark, the controls."""

from itertools import pairwise
from typing import get_args

import pytest

from analysis.classification import Note
from callbacks.explore.legend import content, control_values, layout, subtitle, title
from callbacks.shared.question import Question
from layers.palettes import PALETTES
from layers.view import SCHEMES
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text, words
from tests.callbacks.towns import INDEX, RENT, hostile_town, large_town, shares_town, town, undated_town
from tests.toytown import CHILDREN, POVERTY
from texts import load_texts


def classes(asked: Question) -> list[list[str]]:
    return [words(row) for row in having(content(asked), "legend-class") if "is-blank" not in row.className]


def blanks(asked: Question) -> list[list[str]]:
    return [words(row) for row in having(content(asked), "is-blank")]


def test_the_title_names_indicator_and_year() -> None:
    assert title(ask()) == "SGB II-Quote 2024"
    assert title(ask("en", y="2023")) == "SGB II rate 2023"
    assert title(ask_of(undated_town())) == "SGB II-Quote"


def test_the_subtitle_says_what_the_share_refers_to_its_unit_and_the_scheme() -> None:
    assert subtitle(ask()) == "Anteil an: Personen unter der Regelaltersgrenze · % · natürliche Brüche"
    assert subtitle(ask("en", scheme="quantile")) == (
        "Share of: residents below pension age · % · equal numbers of quarters"
    )


def test_a_number_without_a_unit_leaves_no_gap_in_the_subtitle() -> None:
    assert subtitle(ask_of(town("index-3", (INDEX, [1, 2, 3]), counts=False))) == "Index · natürliche Brüche"


def test_classes_follow_each_other_with_their_counts_low_first() -> None:
    assert classes(ask()) == [["10,0", "2"], ["10,0 – 20,0", "3"], ["20,0 – 30,0", "2"], ["30,0 – 60,0", "1"]]


def test_english_limits_use_the_decimal_point() -> None:
    assert classes(ask("en"))[-1] == ["30.0 – 60.0", "1"]


def test_classes_and_blanks_count_every_quarter_once() -> None:
    asked = ask(y="2023")
    assert sum(int(row[-1]) for row in [*classes(asked), *blanks(asked)]) == 9


def test_every_kind_of_blank_has_its_own_row() -> None:
    assert blanks(ask(y="2023")) == [["genau null", "1"], ["nicht geliefert", "1"], ["geheim gehalten", "1"]]
    assert blanks(ask("en", y="2023"))[0] == ["exactly zero", "1"]


def test_a_blank_row_explains_itself_and_selects_its_quarters() -> None:
    suppressed = having(content(ask(y="2023")), "is-blank")[-1]
    assert "zum Schutz der Menschen" in attribute(suppressed, "title")
    assert attribute(suppressed, "data-reason-class") == "suppressed"


def test_a_year_in_which_nothing_is_missing_lists_no_blanks() -> None:
    assert blanks(ask(i="F1")) == []


@pytest.mark.parametrize(
    ("language", "level", "tooltip"),
    [
        ("de", "quarter", "Dieses Quartier auswählen"),
        ("de", "district", "Diesen Stadtbezirk auswählen"),
        ("en", "quarter", "Select this quarter"),
        ("en", "district", "Select this district"),
    ],
)
def test_a_click_on_a_class_selects_areas_of_the_level(language: str, level: str, tooltip: str) -> None:
    last = having(content(ask(language, level=level)), "legend-class")
    assert tooltip in [attribute(row, "title") for row in last]


def test_the_city_stands_in_the_histogram_between_the_values() -> None:
    (mark,) = having(content(ask()), "legend-city")
    assert text(mark) == "Stadt 22,2"
    assert 0 < float(mark.style["left"].rstrip("%")) < 50


def test_the_median_is_called_median() -> None:
    assert text(having(content(ask_of(shares_town())), "legend-city")) == "Median 6,5"


def test_a_city_beyond_all_values_has_no_mark() -> None:
    atlas = town("beyond", (POVERTY, [1, 2, 3, 4]), counts=False, city=50)
    assert not having(content(ask_of(atlas)), "legend-city")


def test_a_change_shows_the_sign_of_the_city() -> None:
    asked = ask_of(town("rents-3", (RENT, [-4, 2, 7]), counts=False, city=1.5), "en")
    assert text(having(content(asked), "legend-city")) == "City +1.5"
    assert classes(asked)[0][0].startswith("−4.0")


def test_the_bars_have_the_colours_of_the_classes() -> None:
    swatches = {
        one.style["background"] for one in having(content(ask()), "legend-swatch") if getattr(one, "style", None)
    }
    drawn = {bar.style["background"] for bar in having(content(ask()), "legend-bar") if bar.style["height"] != "0px"}
    assert drawn <= swatches


def test_the_histogram_says_what_it_counts() -> None:
    said = [attribute(one, "aria-label") for one in having(content(ask(y="2023")), "legend-histogram")]
    assert said == ["Verteilung von SGB II-Quote 2023 über 7 Quartiere"]
    districts = having(content(ask("en", level="district")), "legend-histogram")
    assert attribute(districts[0], "aria-label") == "Distribution of SGB II rate 2024 over 3 districts"


def test_own_limits_outside_the_values_stay_out_of_the_picture() -> None:
    asked = ask(scheme="own", breaks="15,500")
    places = [float(mark.style["left"].rstrip("%")) for mark in having(content(asked), "legend-limit")]
    assert places
    assert all(0 <= place <= 100 for place in places)
    assert "Einzelne Grenzen liegen außerhalb der Werte; ihre Klassen sind leer." in words(content(asked))


def test_fewer_classes_than_asked_for_are_explained() -> None:
    assert "Weniger Klassen als gewünscht: Es gibt nicht genug verschiedene Werte." in words(content(ask(k="9")))


@pytest.mark.parametrize(
    ("language", "why"), [("de", "Eine Anzahl steht als Kreis:"), ("en", "A count is drawn as a circle:")]
)
def test_a_count_shows_circles_and_says_why(language: str, why: str) -> None:
    card = content(ask(language, i="population"))
    assert why in text(card)
    assert not having(card, "legend-histogram")
    widths = [float(circle.style["width"].rstrip("px")) for circle in having(card, "legend-circle")]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 3


def test_a_year_without_values_shows_only_blanks() -> None:
    asked = ask_of(town("none-yet", (POVERTY, [float("nan")] * 3), (CHILDREN, [1, 2, 3])), i="A1")
    assert classes(asked) == []
    assert blanks(asked) == [["nicht geliefert", "3"]]
    assert "Hier gibt es keine Werte, die sich einteilen lassen." in words(content(asked))


@pytest.mark.parametrize("note", [note for note in get_args(Note) if note])
def test_every_remark_of_the_classification_has_a_wording(note: str) -> None:
    assert load_texts("de")(f"legend.notes.{note}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_scheme_is_named_explained_and_shown(language: str, scheme: str) -> None:
    asked = ask(language, scheme=scheme, breaks="15,25")
    shown, k, limits, explained = control_values(asked)
    assert shown == scheme
    assert 2 <= k <= 9
    assert len(explained) > 20
    rows = classes(asked)
    assert len(rows) == len(limits.split("; ")) + 1
    assert all(low[0] != high[0] for low, high in pairwise(rows))


def test_the_field_of_limits_shows_the_inner_ones_in_the_language_of_the_page() -> None:
    assert control_values(ask(scheme="own", breaks="12.5,25"))[1:3] == (3, "12,5; 25,0")
    assert control_values(ask("en", scheme="own", breaks="12.5,25"))[2] == "12.5; 25.0"


def test_two_thousand_quarters_make_the_card_no_longer() -> None:
    assert len(str(content(ask_of(large_town(), k="9")))) < 12000


def test_a_hostile_indicator_stays_text() -> None:
    assert words(content(ask_of(hostile_town())))[0] == "<script>alert(1)</script>{x} 2024"


def test_the_controls_offer_every_scheme_and_palette_by_name() -> None:
    card = layout(load_texts("de"))
    (schemes,) = of_kind(card, "Select")
    assert [one["value"] for one in schemes.data] == list(SCHEMES)
    named = having(card, "palette")
    assert [attribute(one, "data-view-palette") for one in named] == list(PALETTES)
    assert attribute(named[0], "aria-label") == "Blau"

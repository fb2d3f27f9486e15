"""Concentration: curve, sets and sentence for the slider, and the reasons for having none."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from callbacks.explore.concentration import layout, maps, sentence, shown
from callbacks.shared.question import Question
from layers.derived import asked_atlas
from loading.atlas import Counted
from tests.callbacks.questions import ask, ask_of, attribute, of_kind, text
from tests.callbacks.towns import RENT, hostile_town, large_town, shares_town, town
from tests.toytown import CHILDREN, POPULATION, POVERTY, toytown
from texts import load_texts

#: One quarter holds 55 of 100 poor people, another 9, the other nine hold 4 each.
LOPSIDED = town("lopsided", (POVERTY, [55, 9, *([4] * 9)]))


def lopsided(language: str = "de", **query: str) -> Question:
    return ask_of(LOPSIDED, language, **query)


def plain(said: str) -> str:
    return said.replace("\N{NO-BREAK SPACE}", " ")


def slid(asked: Question) -> dict[str, Any]:
    found: dict[str, Any] = shown(asked)[0]
    return found


def ids(asked: Question, share: int, way: str = "quarters") -> list[str]:
    """The set as the browser looks it up."""
    found = slid(asked)["ways"][way]
    return [asked.atlas.levels[asked.view.level].ids[at] for at in found["order"][: found["cuts"][share - 1]]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "de",
            "{group} % der Leistungsberechtigten im SGB II leben in {n} von 11 Quartieren; "
            "dort wohnen {residents} % der Bezugsbevölkerung.",
        ),
        (
            "en",
            "{group} % of people on SGB II benefits live in {n} of 11 quarters, "
            "home to {residents} % of the reference population.",
        ),
    ],
)
def test_the_sentence_leaves_open_what_follows_the_slider(language: str, said: str) -> None:
    assert plain(sentence(lopsided(language))) == said


@pytest.mark.parametrize("counts", ["things", ""])
def test_of_dwellings_nobody_says_that_they_live_somewhere(counts: Counted) -> None:
    dwellings = replace(POVERTY, counts=counts, share_of={"de": "der Sozialwohnungen"}, denominator={"de": "Wohnungen"})
    asked = ask_of(town(f"dwellings{counts}", (dwellings, [55, 9, *([4] * 9)])))
    assert plain(sentence(asked)) == (
        "{group} % der Sozialwohnungen entfallen auf {n} von 11 Quartieren; "
        "von der Bezugsgröße („Wohnungen“) sind es {residents} %."
    )
    assert shown(asked)[1]["layout"]["yaxis"]["title"]["text"] == "Anzahl, kumuliert"


def test_only_areas_with_numbers_are_counted() -> None:
    asked = ask_of(town("one-missing", (POVERTY, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 50, float("nan")])))
    assert "von 11 Quartieren" in sentence(asked)


def test_a_copied_sentence_says_where_it_comes_from() -> None:
    origin = slid(lopsided())["from"]
    assert "SGB II-Quote 2024" in origin
    assert "11 Quartiere" in origin


def test_the_sets_are_those_of_the_share() -> None:
    assert ids(lopsided(), 50) == ["0000"]
    assert ids(lopsided(), 60) == ["0000", "0001"]
    assert len(ids(lopsided(), 99)) == 11


def test_a_larger_share_needs_at_least_as_many_quarters() -> None:
    cuts = slid(lopsided())["ways"]["residents"]["cuts"]
    assert cuts == sorted(cuts)
    assert (cuts[0], cuts[-1]) == (1, 11)


def test_the_curve_begins_and_ends_in_the_corners() -> None:
    _, curve = shown(lopsided())[1]["data"]
    assert (curve["x"][0], curve["y"][0], curve["x"][-1], curve["y"][-1]) == (0, 0, 100, 100)
    assert curve["x"] == sorted(curve["x"])


def test_the_axes_use_the_decimal_mark_of_the_language() -> None:
    assert shown(lopsided("de"))[1]["layout"]["separators"] == ",."
    assert shown(lopsided("en"))[1]["layout"]["separators"] == ".,"


def refused(asked: Question) -> str:
    found, figure, buttons, reason, hidden = shown(asked)
    assert (found, figure["data"], buttons, hidden) == (None, [], None, True)
    return text(reason)


def test_nine_quarters_are_too_few() -> None:
    assert refused(ask()).startswith("Gebiete mit Zahlen: 9. Unter 10 sagt eine Konzentration nichts aus.")
    assert refused(ask("en", y="2023")).startswith("Areas with figures: 7. Below 10 a concentration says nothing.")


def test_a_refusal_says_what_helps() -> None:
    assert refused(ask()).endswith("Bitte wählen Sie eine feinere Ebene oder ein anderes Jahr.")


def test_too_few_people_are_not_shared_out() -> None:
    few = town("few-people", (POVERTY, [0.1, *([0.5] * 11)]))
    assert refused(ask_of(few)).startswith("Zusammen sind es 56. Unter 100 sagt eine Konzentration nichts aus.")


def test_shares_without_counts_are_refused_with_the_reason() -> None:
    assert refused(ask_of(shares_town())).startswith("Für diesen Indikator liegen keine Anzahlen vor")


def test_an_amount_is_no_number_of_people() -> None:
    rents = town("rents-12", (RENT, list(range(12))), counts=False)
    assert refused(ask_of(rents, "en")).startswith("There are no counts")


def test_residents_are_not_compared_with_themselves() -> None:
    assert refused(ask(i="population")).startswith("Der Indikator zählt die ganze Bezugsbevölkerung")


def test_a_count_is_set_against_all_residents() -> None:
    some = replace(POPULATION, id="unemployed", factor=1.0)
    asked = ask_of(town("counts", (some, [550, 90, *([40] * 9)]), counts=False), i="unemployed")
    assert ids(asked, 50) == ["0000"]


def test_a_quarter_without_numbers_is_in_no_set() -> None:
    asked = ask_of(town("gap-12", (POVERTY, [np.nan, *([10] * 11)])))
    assert "0000" not in ids(asked, 99)
    assert len(ids(asked, 99)) == 11


def test_a_city_without_anyone_concerned_has_no_curve() -> None:
    nobody = town("nobody", (POVERTY, [0] * 12), (CHILDREN, [1] * 12))
    assert refused(ask_of(nobody, i="A1")).startswith("Zusammen sind es 0.")


def test_two_thousand_quarters_give_one_curve() -> None:
    asked = ask_of(large_town())
    assert len(shown(asked)[1]["data"]) == 2
    assert "von 2.000 Quartieren" in sentence(asked)


def test_hostile_names_reach_no_chart_as_code() -> None:
    assert "onerror" not in str(shown(ask_of(hostile_town()))[1])


def offered(asked: Question) -> dict[str, str]:
    """Whether a button is pressed, by the indicator it shows on the map."""
    _, _, (_, (_, _, buttons)) = json.loads(str(attribute(maps(asked), "data-tree")))
    return {said["data-concentration-map"]: said["aria-pressed"] for _, said, _ in buttons}


def test_quotient_and_share_of_the_city_are_shown_on_the_map_by_a_click() -> None:
    assert offered(lopsided()) == {"A1": "true", "ratio:A1": "false", "share:A1": "false"}


def test_the_quotient_on_the_map_is_about_the_same_group() -> None:
    query = {"i": "ratio:A1"}
    asked = ask_of(asked_atlas(LOPSIDED, query), **query)
    assert sentence(asked) == sentence(lopsided())
    assert offered(asked) == {"A1": "false", "ratio:A1": "true", "share:A1": "false"}


def test_the_slider_has_a_name_for_screen_readers() -> None:
    divs = of_kind(layout(load_texts("en"), toytown()), "Div")
    (place,) = [one for one in divs if attribute(one, "id") == "concentration-share"]
    assert attribute(place, "data-label") == "Share in per cent"

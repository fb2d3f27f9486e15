"""Concentration: curve, smallest set, sentence, and the reasons for having none."""

from dataclasses import replace

import numpy as np
import pytest

from callbacks.explore.concentration import chosen, layout, people, refusal, shown
from callbacks.shared.question import Question
from loading.atlas import Counted
from tests.callbacks.questions import ask, ask_of, of_kind, text
from tests.callbacks.towns import RENT, hostile_town, large_town, shares_town, town
from tests.toytown import CHILDREN, POPULATION, POVERTY
from texts import load_texts

#: One quarter holds 55 of 100 poor people, another 9, the other nine hold 4 each.
LOPSIDED = town("lopsided", (POVERTY, [55, 9, *([4] * 9)]))


def lopsided(language: str = "de", **query: str) -> Question:
    return ask_of(LOPSIDED, language, **query)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "de",
            "55,0 % der Leistungsberechtigten im SGB II leben in 1 von 11 Quartieren; "
            "dort wohnen 9,1 % der Bezugsbevölkerung.",
        ),
        (
            "en",
            "55.0 % of people on SGB II benefits live in 1 of 11 quarters, home to 9.1 % of the reference population.",
        ),
    ],
)
def test_the_sentence_says_where_half_of_the_people_live(language: str, sentence: str) -> None:
    assert shown(lopsided(language), "quarters")[0].replace("\N{NO-BREAK SPACE}", " ") == sentence


@pytest.mark.parametrize(
    ("counts", "sentence", "axis"),
    [
        (
            "things",
            "55,0 % der Sozialwohnungen entfallen auf 1 von 11 Quartieren; "
            "von der Bezugsgröße („Wohnungen“) sind es 9,1 %.",
            "Anzahl, kumuliert",
        ),
        (
            "",
            "55,0 % der Sozialwohnungen entfallen auf 1 von 11 Quartieren; "
            "von der Bezugsgröße („Wohnungen“) sind es 9,1 %.",
            "Anzahl, kumuliert",
        ),
    ],
)
def test_of_dwellings_nobody_says_that_they_live_somewhere(counts: Counted, sentence: str, axis: str) -> None:
    dwellings = replace(POVERTY, counts=counts, share_of={"de": "der Sozialwohnungen"}, denominator={"de": "Wohnungen"})
    asked = ask_of(town(f"dwellings{counts}", (dwellings, [55, 9, *([4] * 9)])))
    said, drawn, *_ = shown(asked, "quarters")
    assert said.replace("\N{NO-BREAK SPACE}", " ") == sentence
    assert drawn["layout"]["yaxis"]["title"]["text"] == axis


def test_sentence_and_measures_count_the_same_areas() -> None:
    numbers = [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 50, float("nan")]
    asked = ask_of(town("one-missing", (POVERTY, numbers)))
    sentence, _, _, measures, *_ = shown(asked, "quarters")
    assert "von 11 Quartieren" in sentence
    assert "11 Quartieren" in measures


def test_the_members_of_the_set_are_given_as_keys_to_select_them() -> None:
    assert shown(lopsided(), "quarters")[2] == ["0000"]
    assert set(shown(lopsided(share="60"), "quarters")[2]) == {"0000", "0001"}


def test_a_larger_share_needs_at_least_as_many_quarters() -> None:
    sizes = [len(chosen(lopsided(share=str(share)), "quarters").members) for share in range(1, 100)]
    assert sizes == sorted(sizes)
    assert sizes[0] == 1
    assert sizes[-1] == 11


def test_the_measures_name_what_they_were_computed_from() -> None:
    # 550 of 1,000 poor and 450 of 10,000 others live in the first quarter: D = 0.55 - 0.045.
    measures = shown(lopsided(), "quarters")[3].replace("\N{NO-BREAK SPACE}", " ")
    assert measures == "Gini 0,55 · Dissimilarität D 50,5 % · berechnet aus 11 Quartieren"


def test_the_curve_begins_and_ends_in_the_corners_and_the_point_lies_on_it() -> None:
    _, curve, _, point = shown(lopsided(), "quarters")[1]["data"]
    assert (curve["x"][0], curve["y"][0], curve["x"][-1], curve["y"][-1]) == (0, 0, 100, 100)
    assert curve["x"] == sorted(curve["x"])
    assert (round(point["x"][0], 1), round(point["y"][0], 1)) == (9.1, 55.0)
    assert point["text"] == ["55,0\N{NO-BREAK SPACE}%"]


def test_the_axes_use_the_decimal_mark_of_the_language() -> None:
    assert shown(lopsided("de"), "quarters")[1]["layout"]["separators"] == ",."
    assert shown(lopsided("en"), "quarters")[1]["layout"]["separators"] == ".,"


def refused(asked: Question) -> str:
    sentence, figure, members, measures, reason, hidden = shown(asked, "quarters")
    assert (sentence, figure["data"], members, measures, hidden) == ("", [], [], "", True)
    return text(reason)


def test_nine_quarters_are_too_few() -> None:
    assert refused(ask()) == "Gebiete mit Zahlen: 9. Unter 10 sagt eine Konzentration nichts aus."
    assert refused(ask("en", y="2023")) == "Areas with figures: 7. Below 10 a concentration says nothing."


def test_too_few_people_are_not_shared_out() -> None:
    few = town("few-people", (POVERTY, [0.1, *([0.5] * 11)]))
    assert refused(ask_of(few)) == "Zusammen sind es 56. Unter 100 sagt eine Konzentration nichts aus."


def test_shares_without_counts_are_refused_with_the_reason() -> None:
    asked = ask_of(shares_town())
    assert people(asked) is None
    assert refused(asked).startswith("Für diesen Indikator liegen keine Anzahlen vor")


def test_an_amount_is_no_number_of_people() -> None:
    assert refused(ask_of(town("rents-12", (RENT, list(range(12))), counts=False), "en")).startswith(
        "There are no counts"
    )


def test_residents_are_not_compared_with_themselves() -> None:
    assert refused(ask(i="population")).startswith("Der Indikator zählt die Bevölkerung selbst")


def test_a_count_is_set_against_all_residents() -> None:
    some = replace(POPULATION, id="unemployed", factor=1.0)
    asked = ask_of(town("counts", (some, [550, 90, *([40] * 9)]), counts=False), i="unemployed")
    assert refusal(asked) == ""
    assert chosen(asked, "quarters").members.tolist() == [0]


def test_a_quarter_without_numbers_is_in_no_set() -> None:
    asked = ask_of(town("gap-12", (POVERTY, [np.nan, *([10] * 11)])), share="99")
    assert "0000" not in shown(asked, "quarters")[2]
    assert len(shown(asked, "quarters")[2]) == 11


def test_a_city_without_anyone_concerned_has_no_curve() -> None:
    assert refused(ask_of(town("nobody", (POVERTY, [0] * 12), (CHILDREN, [1] * 12)), i="A1")).startswith(
        "Zusammen sind es 0."
    )


def test_two_thousand_quarters_give_one_curve() -> None:
    asked = ask_of(large_town())
    assert len(shown(asked, "residents")[1]["data"]) == 4
    assert "von 2.000 Quartieren" in shown(asked, "quarters")[0]


def test_hostile_names_reach_no_chart_as_code() -> None:
    assert "onerror" not in str(shown(ask_of(hostile_town()), "quarters")[1])


def test_the_slider_has_a_name_for_screen_readers() -> None:
    (slider,) = of_kind(layout(load_texts("en")), "Slider")
    assert slider.thumbLabel == "Share in per cent"

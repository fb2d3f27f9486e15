"""From the question to the answer."""

import json
from dataclasses import replace

import pytest

from callbacks.explore.answer import answer
from tests.callbacks.questions import services_of
from tests.callbacks.towns import empty_town, hostile_town, large_town, shares_town, town, undated_town
from tests.toytown import POVERTY, toytown

TOWNS = services_of(toytown(), hostile_town(), empty_town(), shares_town(), undated_town())
PAGE = {"language": "de", "page": "map", "project": "toytown"}


def test_the_answer_carries_the_question_it_was_computed_for() -> None:
    found = answer(TOWNS, PAGE, {"i": "A1", "y": "2023", "k": "3", "scheme": "quantile"})
    assert found is not None
    assert {key: found["query"][key] for key in ("i", "y", "k", "scheme")} == {
        "i": "A1",
        "y": "2023",
        "k": "3",
        "scheme": "quantile",
    }
    assert found["question"].startswith("p=toytown&level=quarter&i=A1&y=2023")


def test_two_questions_never_share_one_name() -> None:
    asked = [{"y": "2023"}, {"y": "2024"}, {"level": "district"}, {"i": "F1"}, {"palette": "teal"}, {"k": "3"}]
    names = [(answer(TOWNS, PAGE, one) or {})["question"] for one in asked]
    assert len(set(names)) == len({(answer(TOWNS, PAGE, one) or {})["question"] for one in [{}, *asked]}) == 5 + 1


def test_counts_and_blanks_add_up_to_all_quarters() -> None:
    found = answer(TOWNS, PAGE, {"i": "A1", "y": "2023"})
    assert found is not None
    assert found["blanks"] == {"zero": 1, "suppressed": 1, "not_delivered": 1}
    assert sum(found["counts"]) + sum(found["blanks"].values()) == found["n"] == 9


@pytest.mark.parametrize(
    ("language", "short", "people"),
    [
        ("de", "SGB II-Quote", "Leistungsberechtigte im SGB II"),
        ("en", "SGB II rate", "people on SGB II benefits"),
    ],
)
def test_scripts_get_the_names_in_the_language_of_the_page(language: str, short: str, people: str) -> None:
    found = answer(TOWNS, {**PAGE, "language": language}, {"i": "A1"})
    assert found is not None
    assert (found["short"], found["people"], found["unit"], found["factor"]) == (short, people, "%", 100.0)


def test_no_project_in_the_address_means_the_first_one() -> None:
    found = answer(TOWNS, {}, {})
    assert found is not None
    assert (found["city"], found["language"]) == ("Toytown", "de")


@pytest.mark.parametrize("project", ["gone", "empty"])
def test_an_unknown_project_and_one_without_numbers_have_no_answer(project: str) -> None:
    assert answer(TOWNS, {**PAGE, "project": project}, {}) is None


@pytest.mark.parametrize("project", ["toytown", "hostile", "shares", "undated"])
def test_an_answer_is_plain_json_without_numbers_that_json_does_not_know(project: str) -> None:
    found = answer(TOWNS, {**PAGE, "project": project}, {"y": "2023"})
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_median_stands_in_where_no_city_value_was_delivered() -> None:
    found = answer(TOWNS, {**PAGE, "project": "shares"}, {"i": "A1"})
    assert found is not None
    assert (found["city_value"], found["city_value_is"]) == (6.5, "median")


def test_the_answer_for_two_thousand_quarters_stays_small() -> None:
    found = answer(services_of(large_town()), {}, {})
    assert len(json.dumps(found)) < 4000


def test_the_address_of_an_indicator_is_quoted() -> None:
    found = answer(TOWNS, {**PAGE, "project": "hostile"}, {})
    assert found is not None
    assert found["column_url"].startswith("/data/hostile/quarter/a%2Fb%3F%3Ci%3E/2024.column?v=")


def test_a_difference_names_what_it_compares() -> None:
    found = answer(TOWNS, PAGE, {"i": "A1", "y": "2024", "against": "2023"})
    assert found is not None
    assert found["kind"] == "difference"
    assert found["difference"] == {
        "name": "Unterschied",
        "minuend": "SGB II-Quote 2024",
        "subtrahend": "SGB II-Quote 2023",
        "unit": "Prozentpunkte",
    }
    assert "/2024-minus-2023.column?v=" in found["column_url"]


def test_two_indicators_bring_names_and_units_of_both() -> None:
    found = answer(TOWNS, PAGE, {"i": "A1", "x": "F1", "bi": "1"})
    assert found is not None
    assert (found["kind"], found["short"], found["second"]["short"]) == ("bivariate", "SGB II-Quote", "Unter 18")
    assert found["second"]["unit"] == "%"


def test_a_refused_comparison_is_answered_with_the_indicator_alone() -> None:
    found = answer(TOWNS, PAGE, {"i": "population", "against": "city"})
    assert found is not None
    assert found["kind"] == "circles"
    assert "difference" not in found


def test_the_answer_names_the_group_behind_a_share_and_none_where_things_are_counted() -> None:
    space = replace(POVERTY, id="space", counts="things", share_of={"de": "der Wohnfläche"})
    trees = replace(POVERTY, id="trees", counts="", numerator={"de": "Bäume"}, share_of={})
    page = {**PAGE, "project": "counted"}
    towns = services_of(town("counted", (POVERTY, [1, 2, 3]), (space, [1, 2, 3]), (trees, [1, 2, 3])))
    named = [(answer(towns, page, {"i": one}) or {})["share_of"] for one in ("A1", "space", "trees")]
    assert named == ["der Leistungsberechtigten im SGB II", "", "von „Bäume“"]

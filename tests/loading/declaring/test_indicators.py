"""Which indicators a delivery declares, with small made tables."""

import string

import numpy as np
import pytest

from loading.choices import Choices, IndicatorChoice
from loading.declaring.catalogue import Definition, definitions
from loading.declaring.indicators import Declaration, declare, residents_measures
from loading.declaring.measures import MeasureRef
from loading.recognised import Table
from tests.loading.made_tables import table
from texts import LANGUAGES, load_texts

Columns = dict[str, dict[int, tuple[float, ...]]]

PEOPLE: dict[int, tuple[float, ...]] = {2023: (900, 1000, 1100), 2024: (1000, 1000, 1000)}


def by_id(tables: list[Table], choices: Choices | None = None) -> dict[str, Declaration]:
    declared = declare(tables, choices)
    assert len({one.indicator.id for one in declared}) == len(declared)
    return {one.indicator.id: one for one in declared}


def codes(declaration: Declaration) -> list[str]:
    return [finding.code.removeprefix("indicators.") for finding in declaration.findings]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "definition", [one for one in definitions() if one.numerator], ids=lambda one: one.indicator.id
)
def test_every_indicator_of_the_catalogue_is_declared_from_its_own_words(definition: Definition, language: str) -> None:
    indicator = definition.indicator
    headings: Columns = {indicator.numerator[language]: {2024: (10, 20, 30)}, indicator.denominator[language]: PEOPLE}
    found = by_id([table(headings)])[indicator.id]
    assert found.indicator == indicator
    assert (found.numerator, found.denominator, found.value) == ((MeasureRef(0, 0),), (MeasureRef(0, 1),), ())


def test_a_count_and_the_residents_give_a_proposed_rate() -> None:
    found = by_id([table({"Arbeitslose": {2024: (20, 30, 66)}}, sheet="A"), table({"Einwohner": PEOPLE}, sheet="B")])
    assert list(found) == ["residents", "arbeitslose", "arbeitslose-je-100-einwohner"]
    rate = found["arbeitslose-je-100-einwohner"]
    assert rate.indicator.title["de"] == "Arbeitslose je 100 Einwohner/innen"
    assert (rate.indicator.kind, rate.indicator.factor, rate.indicator.dimension) == ("rate", 100, "work")
    assert rate.indicator.direction == "more_disadvantage"
    assert (rate.numerator, rate.denominator) == ((MeasureRef(0, 0),), (MeasureRef(1, 0),))
    assert found["arbeitslose"].indicator.kind == "count"


def test_a_better_denominator_wins_over_all_residents() -> None:
    working_age = "Einwohner von 15 bis unter 65 Jahren"
    found = by_id([table({"Arbeitslose": {2024: (20, 30, 66)}, working_age: PEOPLE, "Einwohner": PEOPLE})])
    assert list(found) == ["B2", "residents"]


def test_another_denominator_than_the_catalogues_is_named() -> None:
    found = by_id([table({"Arbeitslose im SGB II": {2024: (20, 30, 66)}, "Einwohner 15 bis unter 65": PEOPLE})])["B1"]
    assert codes(found)[0] == "other_denominator"
    assert found.indicator.denominator["de"] == "Einwohnerinnen und Einwohner von 15 bis unter 65 Jahren"


def test_households_and_square_metres_are_not_put_on_residents() -> None:
    found = by_id([table({"Haushalte": {2024: (500, 600, 400)}, "Einwohner": PEOPLE})])
    assert list(found) == ["residents", "haushalte"]


def test_a_count_larger_than_all_residents_gets_no_rate() -> None:
    found = by_id([table({"Bücher": {2024: (50_000, 600, 400)}, "Einwohner": PEOPLE})])
    assert list(found) == ["residents", "buecher"]


def test_years_without_denominator_are_reported() -> None:
    first = table({"Beschäftigte": {2022: (4, 5, 6), 2023: (4, 5, 6)}}, sheet="A")
    found = by_id([first, table({"Einwohner": PEOPLE}, sheet="B")])["beschaeftigte-je-100-einwohner"]
    assert codes(found) == ["years_without_denominator"]
    assert found.findings[0].values["years"] == "2022"


def test_without_a_common_year_a_count_stays_a_count() -> None:
    first = table({"Kinder unter 15 Jahren im SGB II": {2010: (4, 5, 6)}})
    found = by_id([first, table({"Einwohner unter 15 Jahren": PEOPLE})])
    assert all(one.indicator.kind == "count" for one in found.values())


def test_ready_shares_become_the_catalogues_indicators_without_counts() -> None:
    shares: Columns = {
        "inhabitants": {2019: (3384, 196, 5000)},
        "s1_percentage_unemployed": {2019: (2.5, 7.5, 15)},
        "d1_percentage_unemployed": {2019: (-0.5, 0.25, 1)},
    }
    found = by_id([table(shares)])
    assert list(found) == ["B1", "B1-change", "residents"]
    assert (found["B1"].numerator, found["B1"].denominator, found["B1"].value) == ((), (), (MeasureRef(0, 1),))
    change = found["B1-change"].indicator
    assert (change.kind, change.signed, change.unit["de"], change.dimension) == ("value", True, "Prozentpunkte", "work")


def test_a_share_beside_its_counts_is_kept_under_its_own_title() -> None:
    headings: Columns = {
        "Ausländer": {2024: (10, 20, 30)},
        "Einwohner": PEOPLE,
        "Ausländeranteil": {2024: (1.0, 2.0, 3.5)},
    }
    found = by_id([table(headings)])
    assert list(found) == ["F7", "auslaenderanteil", "residents"]
    assert codes(found["auslaenderanteil"]) == ["share_beside_counts"]


def test_an_unknown_share_is_an_own_rate() -> None:
    found = by_id([table({"k02_percentage_trees": {2024: (1, 2, 30)}})])["k02-percentage-trees"]
    assert (found.indicator.kind, found.indicator.factor, found.indicator.dimension) == ("rate", 100, "own")
    assert found.indicator.title["de"] == "K02 percentage trees"
    assert found.scale == 1


def test_fractions_become_per_cent_and_are_reported() -> None:
    found = by_id([table({"Anteil Bäume": {2024: (0.25, 0.5, 1)}})])["anteil-baeume"]
    assert found.scale == 100
    assert codes(found) == ["fractions"]


def test_a_share_of_a_few_per_cent_is_no_fraction() -> None:
    assert by_id([table({"Anteil Bäume": {2024: (0.25, 0.5, 1.1)}})])["anteil-baeume"].scale == 1


def test_amounts_are_values_with_the_decimals_they_have() -> None:
    found = by_id([table({"mean": {0: (56077, 40365, 16603)}, "gini": {0: (0.523, 0.41, 0.4)}})])
    assert [one.indicator.kind for one in found.values()] == ["value", "value"]
    assert [one.indicator.decimals for one in found.values()] == [0, 3]


def test_places_above_children_are_nothing_to_report() -> None:
    headings = {"Kitaplätze": {2024: (90, 110, 100)}, "Einwohner unter 6 Jahren": {2024: (100, 100, 100)}}
    assert codes(by_id([table(headings)])["H1"]) == []


def test_a_value_outside_the_range_seen_elsewhere_is_worth_a_look() -> None:
    headings = {"Kinder unter 15 im SGB II": {2024: (0, 80, 20)}, "Einwohner unter 15 Jahren": {2024: (100, 100, 100)}}
    assert codes(by_id([table(headings)])["A2"]) == ["outside_usual_range"]


def test_totals_are_not_compared_with_areas() -> None:
    headings = {"Kinder unter 15 im SGB II": {2024: (20, 30, 50)}, "Einwohner unter 15 Jahren": {2024: (90, 90, 40)}}
    found = by_id([table(headings, totals={2: "city"})])["A2"]
    assert codes(found) == []


def test_without_residents_the_counts_say_so() -> None:
    found = by_id([table({"Bäume": {2024: (1, 2, 3)}})])
    assert codes(found["baeume"]) == ["no_residents"]
    assert residents_measures([table({"Bäume": {2024: (1, 2, 3)}})]) == ()


def test_residents_come_from_every_file_that_has_them() -> None:
    tables = [
        table({"x": {2015: (1, 2, 3)}, "inhabitants": {year: (5, 6, 7)}}, f"t{year}.csv") for year in (2015, 2017)
    ]
    assert residents_measures(tables) == (MeasureRef(0, 1), MeasureRef(1, 1))


def test_nothing_delivered_means_nothing_declared() -> None:
    assert declare([]) == ()


def test_every_finding_can_be_said_in_both_languages() -> None:
    nan = float("nan")
    tables = [
        table({"Kinder unter 15 im SGB II": {2023: (1, 1, 1), 2024: (120, 2, nan)}}, "a.csv"),
        table({"Einwohner unter 15 Jahren": {2024: (100, 100, 100)}, "Anteil Bäume": {2024: (0.5, 0.1, 0)}}, "b.csv"),
        table({"Bäume": {2024: (1, 2, 3)}}, "c.csv"),
        table({"Bäume": {2024: (1, 2, 4)}}, "d.csv"),
        table({"Anteil Bäume": {2024: (0.5, 0.1, 0)}}, "e.csv"),
        table(
            {"Arbeitslose im SGB II": {2024: (1, 2, 4)}, "Einwohner 15 bis unter 65": {2024: (100, 90, 80)}}, "f.csv"
        ),
        table({"Kinderarmut unter 15": {2024: (12.5, 3, 4)}}, "g.csv"),
    ]
    choices = Choices(indicators=(IndicatorChoice("baeume-c", numerator="waelder"),))
    findings = [finding for one in declare(tables, choices) for finding in one.findings]
    known = set(load_texts("de").entry("indicators"))
    assert {finding.code.removeprefix("indicators.") for finding in findings} == known
    for finding in findings:
        for language in LANGUAGES:
            for part in ("text", "repair"):
                said = load_texts(language)(f"{finding.code}.{part}", **finding.values)
                assert not set(said) & set("{}")
                assert said[-1] in string.punctuation


def test_arrays_are_left_as_they_were() -> None:
    given = table({"Arbeitslose": {2024: (20, 30, 66)}, "Einwohner": PEOPLE})
    before = given.values.copy()
    declare([given])
    assert np.array_equal(given.values, before, equal_nan=True)

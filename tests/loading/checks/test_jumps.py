"""Single quarters that leap; chance and growth are let be."""

import pytest

from loading.choices import Choices, NumberChoice
from tests.loading.checks.made_town import SIZE, YEARS, atlas, changed, steady, told
from tests.loading.checks.made_town import table as made

PEOPLE = {year: [1500.0 + 10 * at for at in range(SIZE)] for year in YEARS}
UNEMPLOYED = steady(100)


def test_where_nothing_happens_nothing_is_told() -> None:
    columns = {"Einwohner": PEOPLE, "Arbeitslose": UNEMPLOYED}
    assert told(made(columns), about="checks.jump") == []


def test_people_registered_at_an_office_are_a_leap_that_stays() -> None:
    leap = UNEMPLOYED
    for year in (2021, 2022, 2023, 2024):
        leap = changed(leap, year, {4: 700.0})
    (found,) = told(made({"Einwohner": PEOPLE, "Arbeitslose": leap}), about="checks.jump")
    assert (found.code, found.severity) == ("checks.jump", "warning")
    assert (found.values["quarter"], found.values["before"], found.values["year"]) == ("Quartier 31", "2020", "2021")
    assert found.values["new"] == 700
    assert found.remedy is None


def test_a_typing_error_is_back_after_a_year_and_can_be_left_out() -> None:
    table = made({"Einwohner": PEOPLE, "Arbeitslose": changed(UNEMPLOYED, 2021, {4: 1000.0})})
    (found,) = told(table, about="checks.jump")
    assert found.code == "checks.jump_of_one_year"
    assert found.remedy is not None
    choices = Choices(numbers=tuple(NumberChoice(**entry) for entry in found.remedy.entries))  # type: ignore[arg-type]
    assert told(table, about="checks.jump", choices=choices) == []


@pytest.mark.parametrize("wrong", [2.0, 9.0])
def test_small_quarters_do_not_cry_wolf(wrong: float) -> None:
    few = {year: [4.0 + (at + year) % 3 for at in range(SIZE)] for year in YEARS}
    assert told(made({"Arbeitslose": changed(few, 2021, {4: wrong})}), about="checks.jump") == []


def test_three_columns_that_leap_together_are_one_finding() -> None:
    columns = {
        name: changed(steady(base), 2021, {4: 2000.0})
        for name, base in (("Bäume", 100), ("Bänke", 140), ("Brunnen", 180))
    }
    (found,) = told(made(columns), about="checks.jump")
    assert (found.code, found.values["n"]) == ("checks.jump_of_several", 3)


def test_of_many_leaps_the_strongest_are_told_and_the_rest_is_counted() -> None:
    names = [("Bäume", 100), ("Bänke", 140), ("Brunnen", 180), ("Brücken", 220)]
    columns = {
        name: changed(steady(base), 2021, {4 * at: 2000.0, 4 * at + 2: 1800.0}) for at, (name, base) in enumerate(names)
    }
    found = told(made(columns), about="")
    assert [one.code for one in found].count("checks.jump_of_one_year") == 5
    assert next(one for one in found if one.code == "checks.more_jumps").values["n"] == 3


def test_the_mark_is_the_same_when_another_year_has_come() -> None:
    leap = changed(UNEMPLOYED, 2021, {4: 700.0})
    (before,) = told(made({"Arbeitslose": leap}, file="2024.xlsx"), about="checks.jump")
    more = {**leap, 2025: [value + 1 for value in leap[2024]]}
    (after,) = told(made({"Arbeitslose": more}, file="2025.xlsx"), about="checks.jump")
    assert before.mark == after.mark
    assert before.place != after.place


def test_the_spot_can_be_looked_at_in_the_atlas() -> None:
    found = atlas(made({"Arbeitslose": changed(UNEMPLOYED, 2021, {4: 700.0})}))
    spot = next(one.spot for one in found.findings if one.code.startswith("checks.jump"))
    assert spot is not None
    cell = found.levels["quarter"].ids.index(spot.quarter), found.indicator_position(spot.indicator)
    assert found.cubes["quarter"].value[(*cell, found.year_position(spot.year or 0))] == 700

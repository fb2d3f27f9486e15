"""Years in which everything leaps at once."""

import pytest

from tests.loading.checks.made_town import YEARS, steady, told
from tests.loading.checks.made_town import table as made

TREES = steady(400)


def times(factor: float, years: tuple[int, ...]) -> dict[int, list[float]]:
    return {year: [round(value * factor) if year in years else value for value in TREES[year]] for year in YEARS}


def test_another_definition_from_a_year_on_is_told_once_for_the_column() -> None:
    found = told(made({"Bäume": times(1.8, (2022, 2023, 2024))}), about="checks.")
    assert [one.code for one in found if one.severity == "warning"] == ["checks.break_in_series"]
    assert (found[0].values["before"], found[0].values["year"]) == ("2021", "2022")
    assert found[0].remedy is None


def test_one_year_in_another_unit_can_be_treated_as_not_delivered() -> None:
    (found,) = told(made({"Bäume": times(10, (2021,))}), about="checks.break")
    assert found.code == "checks.break_of_one_year"
    assert found.remedy is not None
    assert [entry["year"] for entry in found.remedy.entries] == [2021]


@pytest.mark.parametrize("factor", [1.0, 1.15])
def test_a_town_may_grow_a_little(factor: float) -> None:
    assert told(made({"Bäume": times(factor, (2022, 2023, 2024))}), about="checks.break") == []


def test_half_the_quarters_are_not_all() -> None:
    half = {year: [v * (2 if at % 2 and year >= 2022 else 1) for at, v in enumerate(TREES[year])] for year in YEARS}
    assert told(made({"Bäume": half}), about="checks.break") == []


def test_columns_that_leap_together_are_named_together() -> None:
    columns = {"Bäume": times(1.8, (2022, 2023, 2024)), "Bänke": times(2.1, (2022, 2023, 2024))}
    (found,) = told(made(columns), about="checks.break")
    assert found.values["n"] == 2

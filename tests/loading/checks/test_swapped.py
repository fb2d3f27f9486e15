"""Two quarters exchanged between two years."""

from tests.loading.checks.made_town import SIZE, YEARS, changed, told
from tests.loading.checks.made_town import table as made

TREES = {year: [200.0 + 60 * at + (at * 3 + year) % 5 for at in range(SIZE)] for year in YEARS}


def exchanged(years: tuple[int, ...]) -> dict[int, list[float]]:
    given = TREES
    for year in years:
        given = changed(given, year, {2: TREES[year][9], 9: TREES[year][2]})
    return given


def test_two_quarters_exchanged_in_one_year_are_one_finding_and_no_leaps() -> None:
    found = told(made({"Bäume": exchanged((2021,))}), about="checks.")
    assert [one.code for one in found if one.severity == "warning"] == ["checks.swapped"]
    values = found[0].values
    assert {values["first"], values["second"]} == {"Quartier 13", "Quartier 52"}
    assert values["year"] == "2021"


def test_they_may_stay_exchanged_to_the_end() -> None:
    found = told(made({"Bäume": exchanged(tuple(year for year in YEARS if year >= 2022))}), about="checks.swapped")
    assert [one.values["year"] for one in found] == ["2022"]


def test_two_quarters_that_merely_leap_in_opposite_directions_are_not_exchanged() -> None:
    leap = changed(TREES, 2021, {2: 3 * TREES[2021][2], 9: TREES[2021][9] / 3})
    assert told(made({"Bäume": leap}), about="checks.swapped") == []


def test_columns_exchanged_together_are_named_together() -> None:
    columns = {
        "Bäume": exchanged((2021,)),
        "Bänke": {year: [2 * one + 1 for one in exchanged((2021,))[year]] for year in YEARS},
    }
    (found,) = told(made(columns), about="checks.swapped")
    assert found.values["n"] == 2

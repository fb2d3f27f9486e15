"""A year that carries the numbers of the year before."""

from tests.loading.checks.made_town import SIZE, changed, steady, told
from tests.loading.checks.made_town import table as made

UNEMPLOYED = steady(100)
COPIED = {**UNEMPLOYED, 2022: UNEMPLOYED[2021]}


def test_a_copied_year_is_told_with_its_columns_and_can_be_treated_as_not_delivered() -> None:
    (found,) = told(made({"Arbeitslose": COPIED, "Bäume": steady(80)}), about="checks.copied_year")
    assert (found.values["before"], found.values["year"], found.values["n"]) == ("2021", "2022", 1)
    assert found.remedy is not None
    assert {entry["year"] for entry in found.remedy.entries} == {2022}


def test_one_number_in_ten_makes_it_another_year() -> None:
    other = changed(COPIED, 2022, {at: COPIED[2022][at] + 1 for at in (0, 8)})
    assert told(made({"Arbeitslose": other}), about="checks.copied_year") == []


def test_playgrounds_stay_where_they_are() -> None:
    still = {year: [float(at % 7) for at in range(SIZE)] for year in range(2018, 2025)}
    assert told(made({"Spielplätze": still}), about="checks.copied_year") == []


def test_of_two_years_only_people_in_numbers_that_never_stay_are_doubted() -> None:
    twice = {2023: UNEMPLOYED[2023], 2024: UNEMPLOYED[2023]}
    assert [one.values["n"] for one in told(made({"Arbeitslose": twice}), about="checks.copied_year")] == [1]
    assert told(made({"Bäume": twice}), about="checks.copied_year") == []

"""Years that are missing inside a series."""

import pytest

from loading.checks.gaps import missing_years
from tests.loading.checks.made_town import YEARS, changed, steady, told
from tests.loading.checks.made_town import table as made

NOTHING = float("nan")


@pytest.mark.parametrize(
    ("years", "missing"),
    [
        ([2015, 2016, 2018, 2019], (2017,)),
        ([2015, 2017, 2019], ()),
        ([2015, 2017, 2021, 2023], (2019,)),
        ([2010, 2015, 2016], ()),
        ([2011, 2012, 2014], (2013,)),
        ([2005, 2006, 2007, 2015], ()),
        ([2024], ()),
    ],
)
def test_a_series_has_its_own_rhythm(years: list[int], missing: tuple[int, ...]) -> None:
    assert missing_years(years) == missing


def test_a_missing_year_is_told_once_with_its_columns() -> None:
    years = [year for year in YEARS if year != 2021]
    columns = {"Bäume": steady(100, years=years), "Bänke": steady(80, years=years), "Brunnen": steady(60)}
    (found,) = told(made(columns), about="checks.missing_years")
    assert (found.values["years"], found.values["n"], found.values["titles"]) == ("2021", 2, "Bäume; Bänke")


def test_a_row_that_is_missing_in_one_year_is_named() -> None:
    columns = {name: changed(steady(base), 2021, {3: NOTHING}) for name, base in (("Bäume", 100), ("Bänke", 80))}
    (found,) = told(made(columns), about="checks.rows_missing")
    assert (found.values["quarters"], found.values["year"]) == ("Quartier 14", "2021")


def test_a_single_number_is_only_a_note() -> None:
    columns = {"Bäume": changed(steady(100), 2021, {3: NOTHING}), "Bänke": steady(80), "Brunnen": steady(60)}
    (found,) = told(made(columns), about="checks.numbers_missing")
    assert (found.severity, found.values["n"]) == ("info", 1)


def test_a_quarter_that_begins_or_ends_has_no_gap() -> None:
    begins = changed(changed(steady(100), 2018, {3: NOTHING}), 2024, {5: NOTHING})
    assert [one.code for one in told(made({"Bäume": begins}), about="checks.")] == []


def test_suppressed_numbers_are_no_gap() -> None:
    columns = {"Bäume": steady(100), "Bänke": steady(80)}
    assert told(made(columns, suppressed=[(3, "Bäume")]), about="checks.") == []

"""The same measure in several files."""

import pytest

from loading.declaring.merging import common_rows, series_of
from loading.recognised import Table
from tests.loading.made_tables import table


def codes(tables: list[Table]) -> list[str]:
    return [finding.code for series in series_of(tables) for finding in series.findings]


def test_years_from_several_files_become_one_series() -> None:
    first = table({"Bäume": {2015: (1, 2, 3)}}, "t2015.csv")
    second = table({"Bäume": {2017: (2, 2, 3)}}, "t2017.csv")
    (series,) = series_of([first, second])
    assert series.years == (2015, 2017)
    assert [(ref.table, ref.measure) for ref in series.refs] == [(0, 0), (1, 0)]


def test_other_words_for_the_same_thing_are_the_same_series() -> None:
    first = table({"Einwohner": {2015: (10, 20, 30)}}, "a.csv")
    second = table({"Bevölkerung insgesamt": {2016: (11, 21, 31)}}, "b.csv")
    (series,) = series_of([first, second])
    assert series.quantity == "residents"


def test_equal_numbers_twice_are_taken_once_and_reported() -> None:
    first = table({"Bäume": {2015: (1, 2, 3)}}, "a.csv")
    second = table({"Bäume": {2015: (1, 2, 3), 2016: (1, 2, 4)}}, "b.csv")
    (series,) = series_of([first, second])
    assert series.years == (2015, 2016)
    assert codes([first, second]) == ["indicators.delivered_twice"]


def test_different_numbers_are_kept_apart_under_their_places() -> None:
    first = table({"Bäume": {2015: (1, 2, 3)}}, "a.xlsx", "Park")
    second = table({"Bäume": {2015: (1, 2, 4)}}, "a.xlsx", "Straße")
    assert [series.title for series in series_of([first, second])] == ["Bäume (Park)", "Bäume (Straße)"]
    assert codes([first, second]) == ["indicators.contradiction"]


def test_of_contradicting_residents_those_of_the_residents_file_count() -> None:
    other = table({"residents": {2015: (1, 2, 3)}}, "fl_beneficiaries_by_district.csv")
    real = table({"residents": {2015: (100, 200, 300)}}, "fl_residents_by_district.csv")
    found = series_of([other, real])
    assert [(series.title, series.quantity) for series in found] == [
        ("Residents (beneficiaries)", None),
        ("Residents", "residents"),
    ]


def test_other_areas_complete_a_series() -> None:
    first = table({"Bäume": {2015: (1, 2)}}, "nord.csv", keys=("01", "02"))
    second = table({"Bäume": {2015: (7, 8)}}, "sued.csv", keys=("03", "04"))
    (series,) = series_of([first, second])
    assert len(series.columns) == 2
    assert codes([first, second]) == []


def test_rounded_shares_are_equal() -> None:
    first = table({"Anteil Bäume": {2015: (1.234, 2, 3)}}, "a.csv")
    second = table({"Anteil Bäume": {2015: (1.23, 2, 3)}}, "b.csv")
    assert len(series_of([first, second])) == 1


def test_rows_are_matched_by_the_identifiers_with_most_in_common() -> None:
    first = table({"a": {2015: (1, 2, 3)}})
    second = table({"b": {2015: (1, 2)}}, keys=("03", "01"))
    assert sorted(common_rows(first, second)) == [(0, 1), (2, 0)]


@pytest.mark.parametrize("keys", [("01", "02", "03"), ("01", "02", "02"), ("01", "", "03"), ("01", "02", " 02")])
def test_tables_with_the_same_rows_are_matched_row_by_row_where_each_has_a_name_of_its_own(
    keys: tuple[str, ...],
) -> None:
    first, second = (table({name: {2015: (1, 2, 3)}}, keys=keys) for name in ("a", "b"))
    named = {key.strip(): row for row, key in enumerate(keys) if key.strip()}
    expected = [(named[key.strip()], row) for row, key in enumerate(keys) if key.strip()]
    assert [tuple(pair) for pair in common_rows(first, second)] == expected


@pytest.mark.parametrize("place", [("a.csv", None), ("a.xlsx", "Blatt")])
def test_a_place_names_file_sheet_and_heading(place: tuple[str, str | None]) -> None:
    (series,) = series_of([table({"Bäume": {2015: (1, 2, 3)}}, *place)])
    assert series.place.startswith(place[0])
    assert series.place.endswith("Bäume")

"""Keys are text; number and name are taken apart."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from loading.tables.keys import dated_cells, is_area_heading, is_key_heading, key_texts, split_keys


def test_keys_keep_leading_zeros_and_lose_the_decimals_of_a_spreadsheet() -> None:
    assert key_texts(["0101", "01101"]) == ("0101", "01101")
    assert key_texts([1100101.0, 5315000.0]) == ("1100101", "5315000")
    assert key_texts(["11.0", "", "12.0"]) == ("11", "", "12")


def test_blanks_around_and_inside_keys_are_tidied() -> None:
    assert key_texts(["95AA     ", "Berg\u00a0 Fidel"]) == ("95AA", "Berg Fidel")


def test_number_and_name_in_one_cell_are_taken_apart() -> None:
    assert split_keys(["0101 Altstadt", "03 Nordstadt", "Summe"]) == (
        ("0101", "03", ""),
        ("Altstadt", "Nordstadt", "Summe"),
    )
    assert split_keys(["Altstadt (0101)", "Nord (0102)"]) == (("0101", "0102"), ("Altstadt", "Nord"))


def test_age_groups_are_not_keys_with_names() -> None:
    assert split_keys(["10 - < 15", "15 - < 18", "75 und älter"]) is None


def test_headings_of_keys_and_areas_are_known() -> None:
    assert all(map(is_key_heading, ("BezirkNummer", "bfs_id", "Schlüssel-nummer", "AGS", "GEO_CODE", "Nr.")))
    assert not any(map(is_key_heading, ("Anzahl", "status_index", "Einwohner", "mean", "Notlage")))
    assert all(map(is_area_heading, ("Stadtteil", "Statistischer Bezirk", "raum_id", "district_id")))
    assert not any(map(is_area_heading, ("household_type_id", "Einwohner im Bezirk", "zeile")))


def test_cells_that_became_dates_are_found() -> None:
    assert dated_cells(["0-2", datetime.date(2024, 6, 3), "03. Jun", "6-9"]) == ("03.06.2024", "03. Jun")


@given(st.lists(st.one_of(st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False)), max_size=20))
def test_key_reading_never_fails_and_loses_no_row(cells: list[str | float]) -> None:
    texts = key_texts(cells)
    parts = split_keys(texts)
    assert len(texts) == len(cells)
    assert parts is None or len(parts[0]) == len(parts[1]) == len(cells)


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=20))
def test_whole_numbers_come_back_as_their_digits(numbers: list[int]) -> None:
    assert key_texts([float(number) for number in numbers]) == tuple(map(str, numbers))

"""Whole columns put into the forms in which single texts would be put, only faster."""

import pytest

from loading.joining.matching import pair
from loading.joining.spelling import REPAIRS, Spellings, lookup_of

COLUMNS = {
    "plain digits": ("0101", "0102", "0000", "7"),
    "digits with a blank cell": ("0101", "", "0102"),
    "no value at all": (),
    "only blank cells": ("", ""),
    "blanks around": (" 01", "02 ", "0 3"),
    "double blanks": ("Neu  Stadt", "Alt Stadt"),
    "a line break and a tab inside": ("Neu\nStadt", "Alt\tStadt", "12\n", "\n7"),
    "invisible and wide blanks": ("\N{ZERO WIDTH NO-BREAK SPACE}01", "02\N{NO-BREAK SPACE}", "\N{EM SPACE}Süd"),
    "decimal zeros": ("11.0", "012.00", "13.5", "St. Jürgen"),
    "digits of other scripts": ("\N{FULLWIDTH DIGIT ONE}2", "\N{SUPERSCRIPT TWO}", "0\N{SUPERSCRIPT TWO}"),
    "numbers in names": ("03 Nordstadt", "Bezirk 007", "A1 und B2", "Süd", "", "0"),
    "spellings of names": ("St. Jürgen", "Sankt Jürgen", "Weststraße", "Neustadt \N{EN DASH} Süd", "JU\u0308RGEN"),
}


@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_a_column_has_the_forms_of_its_values(values: tuple[str, ...]) -> None:
    forms = Spellings(values)
    assert {repair: forms[repair] for repair in REPAIRS} == {
        repair: tuple(map(repaired, values)) for repair, repaired in REPAIRS.items()
    }


@pytest.mark.parametrize("repair", reversed(REPAIRS))
def test_a_form_does_not_depend_on_which_was_asked_for_first(repair: str) -> None:
    values = ("007", "Bezirk 12", "13.0")
    assert Spellings(values)[repair] == tuple(map(REPAIRS[repair], values))


def test_a_form_that_changes_nothing_is_the_same_tuple() -> None:
    forms = Spellings(("11", "12"))
    assert forms["exact"] is forms["blanks"] is forms["decimal_zero"] is forms["zero_padding"]
    assert forms.lookup("exact") is forms.lookup("zero_padding")


def test_polygons_of_one_form_are_none_of_them() -> None:
    assert lookup_of(["a", "b", "", "a"]) == {"a": -2, "b": 1}


def test_rows_find_their_polygon_by_the_mildest_repair_and_none_takes_a_polygon_that_has_its_row() -> None:
    of_map = ("01", "02", "03", "04")
    found = pair("NR", Spellings(of_map), "Nr", Spellings(("01", "1", "2", "03 ", "4.0", "x", "03")))
    assert found.positions.tolist() == [0, -1, 1, -1, 3, -1, 2]
    assert found.ways == ("exact", "", "zero_padding", "", "zero_padding", "", "exact")
    assert found.repairs == {"exact": 2, "zero_padding": 2}


def test_a_refused_repair_leaves_its_rows_to_a_bolder_one_that_brings_enough() -> None:
    of_map, of_table = Spellings(("01", "02")), Spellings(("1", "2"))
    assert pair("NR", of_map, "Nr", of_table).repairs == {"zero_padding": 2}
    assert pair("NR", of_map, "Nr", of_table, ["zero_padding"]).repairs == {"number_in_name": 2}

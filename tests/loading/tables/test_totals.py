"""Rows that are sums or a remainder."""

import numpy as np
import pytest

from loading.tables.totals import find_totals


def column(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float).reshape(-1, 1, 1)


def test_rows_without_key_among_keyed_rows_are_subtotals() -> None:
    found = find_totals(
        {"Nr": ("11", "12", "", "21", ""), "Name": ("A", "B", "Mitte", "C", "Stadt X")}, column(1, 2, 3, 4, 7)
    )
    assert found == {2: "subtotal", 4: "city"}


def test_a_remainder_is_no_area() -> None:
    for wording in ("nicht zuzuordnen", "unbekannt", "ohne Angabe", "keine Zuordnung"):
        assert find_totals({"Name": ("A", "B", wording)}, column(1, 2, 3)) == {2: "unassigned"}


def test_a_list_of_towns_has_no_city() -> None:
    names = ("Stadt Bonn", "Stadt Siegburg", "Gemeinde Much")
    assert find_totals({"AGS": ("05314000", "05382060", "05382032"), "Name": names}, column(3, 2, 1)) == {}


def test_a_district_by_name_is_a_subtotal_unless_all_rows_are_districts() -> None:
    assert find_totals({"Name": ("A", "B", "Stadtbezirk Mitte", "C")}, column(1, 2, 3, 4)) == {2: "subtotal"}
    assert find_totals({"Name": ("Bezirk 1", "Bezirk 2", "Bezirk 3")}, column(1, 2, 3)) == {}


def test_the_beginning_of_longer_keys_is_an_upper_unit() -> None:
    keys = ("01", "0101", "0102", "02", "0201", "0202")
    assert find_totals({"Nr": keys}, column(3, 1, 2, 7, 3, 4)) == {0: "subtotal", 3: "subtotal"}


def test_one_is_not_the_beginning_of_ten() -> None:
    keys = tuple(str(number) for number in range(1, 26))
    assert find_totals({"Bezirk": keys}, column(*range(1, 26))) == {}


def test_of_several_grand_totals_the_largest_is_the_citys() -> None:
    names = ("A", "Insgesamt", "B", "Insgesamt", "Insgesamt", *tuple(f"Q{number}" for number in range(60)))
    found = find_totals({"Name": names}, column(1, 1, 2, 2, 3, *[0] * 60))
    assert found == {1: "subtotal", 3: "subtotal", 4: "city"}


def test_a_row_that_equals_the_sum_is_the_citys_even_without_name() -> None:
    assert find_totals({"district_id": ("1", "2", "3", "")}, column(10, 20, 30, 60)) == {3: "city"}
    assert find_totals({"district_id": ("1", "2", "3", "")}, column(10, 20, 30, 5)) == {3: "unassigned"}


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        *((wording, "city") for wording in ("die Stadt", "INSGESAMT", "\u0130nsgesamt", "\u017fumme", "Whole Town")),
        *((wording, "city") for wording in ("Kreis gesamt", "\N{KELVIN SIGN}reis gesamt", "City total", "zusammen")),
        *((wording, "unassigned") for wording in ("Ohne Angabe", "Übrige", "k. A.", "Außerhalb", "restliche")),
        *((wording, "subtotal") for wording in ("Ortschaft 3", "DISTRICT 1", "prognoseraum 2", "Teilsumme")),
    ],
)
def test_wordings_are_known_however_their_first_letter_is_written(wording: str, kind: str) -> None:
    names = ("A", "B", "C", "D", wording)
    assert find_totals({"Name": names}, column(1, 2, 3, 4, 10)) == {4: kind}

"""Delivered sums are held against the quarters; shares and gaps are left alone."""

from collections.abc import Sequence

import pytest

from loading.cubes.placing import Placed, place_numbers
from loading.cubes.sums_checked import check_sums
from loading.errors import Finding
from loading.join import join
from loading.joining.totals import recognise_totals
from tests.loading.squares import squares, table

KEYS = [f"{district}{number}" for district in (1, 3, 5, 7) for number in range(1, 5)]
NUMBERS = [20.0 + number for number in range(16)]
BEZIRKE = [f"{key[0]} Bezirk {key[0]}" for key in KEYS]


def checked(city: float, district: float, numbers: Sequence[float | None] = NUMBERS) -> list[Finding]:
    cells = {"Nr": [*KEYS, "", ""], "Name": [*KEYS, "Bezirk 3", "Stadt"]}
    made = table(cells, {"Kinder": [*numbers, district, city]}, totals={16: "subtotal", 17: "city"})
    joined, totals, _ = recognise_totals(join([squares({"NR": KEYS, "BEZ": BEZIRKE}, 4)], [made]))
    placed: Placed = place_numbers(joined, joined.rows[0], totals[0], (2024,))
    return check_sums(made, placed, joined.hierarchy, [0], (2024,))


def test_sums_that_fit_are_told_once() -> None:
    found = checked(sum(NUMBERS), sum(NUMBERS[4:8]))
    assert [one.code for one in found] == ["load.city_adds_up"]
    assert found[0].values["city"] == 440


def test_sums_that_do_not_fit_are_warnings_with_both_numbers() -> None:
    found = checked(500, 90)
    assert [one.code for one in found] == ["load.city_does_not_add_up", "load.district_does_not_add_up"]
    assert (found[0].values["sum"], found[0].values["city"]) == (440, 500)
    assert (found[1].values["sum"], found[1].values["delivered"]) == (102, 90)


@pytest.mark.parametrize("rounding", [-0.2, 0.2])
def test_rounded_sources_may_differ_by_a_little(rounding: float) -> None:
    assert [one.severity for one in checked(sum(NUMBERS) + rounding, sum(NUMBERS[4:8]))] == ["info"]


def test_with_a_gap_nothing_can_be_compared() -> None:
    assert checked(440, 102, [None, *NUMBERS[1:]]) == []

"""Delivered sums held against the sums of the quarters."""

from collections.abc import Sequence

import numpy as np

from loading.cubes.placing import Numbers, Placed, add_up
from loading.errors import Finding
from loading.hierarchy import Hierarchy
from loading.joining.rows import place
from loading.recognised import Table

ROUNDING = 0.5
ROUNDED_SHARE = 0.0005


def check_sums(
    table: Table, placed: Placed, hierarchy: Hierarchy | None, measures: Sequence[int], years: Sequence[int]
) -> list[Finding]:
    """Compare the delivered rows of city and districts with the quarters they consist of.

    Parameters
    ----------
    table : Table
    placed : Placed
        The same table on the map.
    hierarchy : Hierarchy or None
    measures : sequence of int
        Measures that count something; shares do not add up.
    years : sequence of int
        All years of the Atlas.

    Returns
    -------
    list of Finding
        At most three: the city adds up (with an example, latest year first), it does not, districts do not.

    Notes
    -----
    A difference up to half a unit, or 0.05 % of the sum in rounded sources, counts as adding up.
    """
    findings = []
    chosen = list(measures)
    whole = add_up(placed.quarters, np.zeros(len(placed.quarters.values), dtype=int), 1)
    expected = whole.values[0] + placed.unassigned
    city = _compared(table, chosen, years, expected, placed.city.values[0])
    if city["right"]:
        measure, year = _telling(city["right"], placed.unassigned)
        values = {
            "title": table.measures[measure].title,
            "year": _year(years[year]),
            "sum": _plain(whole.values[0, measure, year]),
            "unassigned": _plain(placed.unassigned[measure, year]),
            "city": _plain(placed.city.values[0, measure, year]),
            "n": len(city["right"]),
        }
        code = "load.city_adds_up_with_rest" if placed.unassigned[measure, year] else "load.city_adds_up"
        findings.append(Finding("info", place(table), code, values))
    if city["wrong"]:
        measure, year = city["wrong"][0]
        values = {
            "title": table.measures[measure].title,
            "year": _year(years[year]),
            "sum": _plain(expected[measure, year]),
            "city": _plain(placed.city.values[0, measure, year]),
            "n": len(city["wrong"]),
        }
        findings.append(Finding("warning", place(table), "load.city_does_not_add_up", values))
    return findings + (_districts(table, placed, hierarchy, chosen, years) if hierarchy else [])


def _districts(
    table: Table, placed: Placed, hierarchy: Hierarchy, measures: list[int], years: Sequence[int]
) -> list[Finding]:
    sums: Numbers = add_up(placed.quarters, hierarchy.parents, len(hierarchy.ids))
    for district, name in enumerate(hierarchy.names):
        found = _compared(table, measures, years, sums.values[district], placed.districts.values[district])
        if found["wrong"]:
            measure, year = found["wrong"][0]
            values = {
                "district": name,
                "title": table.measures[measure].title,
                "year": _year(years[year]),
                "sum": _plain(sums.values[district, measure, year]),
                "delivered": _plain(placed.districts.values[district, measure, year]),
            }
            return [Finding("warning", place(table), "load.district_does_not_add_up", values)]
    return []


def _compared(
    table: Table, measures: list[int], years: Sequence[int], expected: np.ndarray, delivered: np.ndarray
) -> dict[str, list[tuple[int, int]]]:
    """List cells (measure, year) that can be compared, latest year first, by right and wrong."""
    difference = np.abs(expected - delivered)
    right = difference <= np.maximum(ROUNDING, ROUNDED_SHARE * np.abs(delivered))
    known = np.isfinite(difference)
    cells = [
        (measure, year)
        for year in reversed(range(len(years)))
        for measure in measures
        if known[measure, year] and measure < len(table.measures)
    ]
    return {"right": [cell for cell in cells if right[cell]], "wrong": [cell for cell in cells if not right[cell]]}


def _telling(cells: list[tuple[int, int]], unassigned: np.ndarray) -> tuple[int, int]:
    """Prefer an example with a remainder, since it shows most."""
    return next((cell for cell in cells if unassigned[cell]), cells[0])


def _plain(number: float) -> float | int:
    return int(number) if float(number).is_integer() else float(number)


def _year(year: int) -> str:
    return str(year) if year else "\N{EN DASH}"

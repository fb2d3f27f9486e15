"""Rows that are sums: which district or city each stands for, by its wording, its key or its numbers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from loading.errors import Finding
from loading.ingest.pace import step
from loading.joining.hierarchy import Hierarchy
from loading.joining.join import Joined
from loading.joining.rows import EXAMPLES, Rows, place, same_sums
from loading.joining.spelling import REPAIRS, name_form
from loading.recognised import TotalKind

LARGEST_DEVIATION = 0.05
BEYOND_THE_MAP = 0.2
_SUM_WORDS = re.compile(
    r"\b(stadtbezirk|bezirk|stadtteil|ortsteil|ortsamt|distrikt|district|gebiet|summe|insgesamt|gesamt|zusammen|total)\b"
)


@dataclass(frozen=True)
class Totals:
    """Delivered sums of one table.

    Attributes
    ----------
    city : int or None
        Row of the whole city.
    districts : mapping of district position to row
    unassigned : tuple of int
        Rows of cases that belong to no quarter.
    """

    city: int | None
    districts: dict[int, int]
    unassigned: tuple[int, ...]


def recognise_totals(joined: Joined) -> tuple[Joined, tuple[Totals, ...], tuple[Finding, ...]]:
    """Find out which rows are sums, also among those that matched nothing.

    Parameters
    ----------
    joined : Joined

    Returns
    -------
    Joined
        The same, with the rows found; districts known by key only take the name their row carries.
    tuple of Totals
        One per table of ``joined.rows``.
    tuple of Finding
        Rows taken for sums by their numbers or their key, not by their wording.

    Notes
    -----
    A row that matches no quarter is a district's sum if it carries the district's key or name and its
    numbers do not contradict, or if its numbers are those of the district; it is the city's if they are the
    sum of all quarters.
    """
    all_rows, all_totals, findings = [], [], []
    for rows in joined.rows:
        found, totals = _totals_of(rows, joined.hierarchy)
        silent = [row for row in found.totals if row not in rows.totals]
        if silent:
            examples = ", ".join(rows.wording(row) for row in silent[:EXAMPLES])
            values = {"n": len(silent), "examples": examples}
            findings.append(Finding("info", place(rows.table), "join.totals_by_numbers", values))
        city = [row for row, kind in found.totals.items() if kind == "city"]
        if city and totals.city is None:
            values = {"name": rows.wording(city[0])}
            findings.append(Finding("info", place(rows.table), "join.total_of_larger_area", values))
        all_rows.append(found)
        all_totals.append(totals)
    hierarchy = _named(joined.hierarchy, all_rows, all_totals)
    return replace(joined, rows=tuple(all_rows), hierarchy=hierarchy), tuple(all_totals), tuple(findings)


def _totals_of(rows: Rows, hierarchy: Hierarchy | None) -> tuple[Rows, Totals]:
    kinds: dict[int, TotalKind] = dict(rows.totals)
    sums = _district_sums(rows, hierarchy)
    whole = np.nansum(rows.table.values[rows.quarter >= 0], axis=0)
    districts: dict[int, int] = {}
    candidates = [row for row in sorted(kinds) if kinds[row] != "unassigned"] + rows.open_rows
    found = {row: _district_of(rows, row, hierarchy, sums, open_row=row not in kinds) for row in candidates}
    rivals = Counter(found[row] for row in rows.open_rows)
    for row in candidates:
        district = found[row]
        if row not in kinds and rivals[district] > 1:  # a column that names the district of every row
            continue
        if district is not None and kinds.get(row) != "city":
            districts.setdefault(district, row)
            kinds[row] = "subtotal"
        elif row not in kinds and (rows.quarter >= 0).sum() > 1 and same_sums(whole, rows.table.values[row]):
            kinds[row] = "city"
    for row in _sums_of_districts(rows, kinds, set(districts.values())):
        kinds[row] = "subtotal"
    city = [row for row in sorted(kinds) if kinds[row] == "city"]
    unassigned = tuple(row for row in sorted(kinds) if kinds[row] == "unassigned")
    whole_city = _fullest(rows, [row for row in city if not _of_larger_area(rows, kinds, row, whole)])
    return replace(rows, totals=kinds), Totals(whole_city, districts, unassigned)


def _of_larger_area(rows: Rows, kinds: Mapping[int, TotalKind], row: int, whole: np.ndarray) -> bool:
    """Tell a country's total above a table that reaches beyond the map from the total of the map."""
    beyond = [other for other in rows.open_rows if other not in kinds]
    reaches_beyond = len(beyond) > BEYOND_THE_MAP * (rows.quarter >= 0).sum()
    return reaches_beyond and _contradicts(whole, rows.table.values[row])


def _sums_of_districts(rows: Rows, kinds: Mapping[int, TotalKind], districts: set[int]) -> list[int]:
    """Find unrecognised rows that add up the districts standing directly before or after them."""
    found = []
    values = rows.table.values
    order = sorted(districts)
    for row in [row for row in rows.open_rows if row not in kinds]:
        step()
        before = [district for district in reversed(order) if district < row]
        after = [district for district in order if district > row]
        for run in (before, after):
            sums = np.cumsum(values[run], axis=0)[1:]
            if len(run) > 1 and same_sums(sums, values[row]).any():
                found.append(row)
                break
    return found


def _fullest(rows: Rows, candidates: Sequence[int]) -> int | None:
    """Take the row with most numbers, the first of equals."""
    return max(candidates, key=lambda row: np.isfinite(rows.table.values[row]).sum(), default=None)


def _district_sums(rows: Rows, hierarchy: Hierarchy | None) -> np.ndarray:
    """Add up the quarters of each district; float, shape (districts, measures, years), NaN with gaps."""
    shape = rows.table.values.shape[1:]
    if hierarchy is None:
        return np.empty((0, *shape))
    placed = np.flatnonzero(rows.quarter >= 0)
    districts = hierarchy.parents[rows.quarter[placed]]
    values = rows.table.values
    of_each = [values[placed[districts == district]] for district in range(len(hierarchy.ids))]
    return np.array([of_one.sum(axis=0) for of_one in of_each])


def _district_of(rows: Rows, row: int, hierarchy: Hierarchy | None, sums: np.ndarray, *, open_row: bool) -> int | None:
    if hierarchy is None:
        return None
    values = rows.table.values[row]
    equal = np.flatnonzero(same_sums(sums, values)).tolist()
    named = _by_key_or_name(rows, row, hierarchy)
    if named is not None and (named in equal or not open_row or not _contradicts(sums[named], values)):
        return named
    return equal[0] if len(equal) == 1 else None


def _by_key_or_name(rows: Rows, row: int, hierarchy: Hierarchy) -> int | None:
    plain = REPAIRS["zero_padding"]
    keys = {plain(identity): district for district, identity in enumerate(hierarchy.ids)}
    names = {name_form(name): district for district, name in enumerate(hierarchy.names) if name_form(name)}
    cells = [values[row] for values in rows.table.identifiers.values()]
    called = [form for cell in cells for form in (name_form(cell), _without_level(cell))]
    by_name = [names[form] for form in called if form in names]
    by_key = [keys[plain(cell)] for cell in cells if cell.strip() and plain(cell) in keys]
    return next(iter(by_name + by_key), None)


def _without_level(cell: str) -> str:
    """Take off words that only say that this is a district, or a sum: "Stadtbezirk Mitte zusammen"."""
    return name_form(_SUM_WORDS.sub(" ", name_form(cell)))


def _contradicts(expected: np.ndarray, found: np.ndarray) -> bool:
    """Tell whether no measure is near to its sum, though there are numbers to compare."""
    both = np.isfinite(expected) & np.isfinite(found) & (np.abs(expected) >= 1)
    if not both.any():
        return False
    deviation = np.abs(found[both] - expected[both]) / np.abs(expected[both])
    return bool(deviation.min() > LARGEST_DEVIATION)


def _named(hierarchy: Hierarchy | None, rows: Sequence[Rows], totals: Sequence[Totals]) -> Hierarchy | None:
    """Give districts known by key only the name that their delivered row carries."""
    if hierarchy is None or hierarchy.names != hierarchy.ids:
        return hierarchy
    names = list(hierarchy.names)
    for of_table, found in zip(rows, totals, strict=True):
        for district, row in found.districts.items():
            cells = [values[row].strip() for values in of_table.table.identifiers.values()]
            called = [cell for cell in cells if cell and not cell[0].isdigit() and any(map(str.isalpha, cell))]
            if called and names[district] == hierarchy.ids[district]:
                names[district] = called[-1]
    return replace(hierarchy, names=tuple(names))

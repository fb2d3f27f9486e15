"""The rows of a sheet in the town hall's order: districts with their quarters, remainder, city."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sample_data import names
from sample_data.city import City


@dataclass(frozen=True)
class Row:
    """One row of a sheet.

    Attributes
    ----------
    key, name : str
        Key is "" for sums.
    quarter : int
        Position of the quarter, -1 for sums.
    quarters : int array
        What the row adds up.
    with_unassigned : bool
    """

    key: str
    name: str
    quarter: int
    quarters: np.ndarray
    with_unassigned: bool = False

    @property
    def is_sum(self) -> bool:
        """Whether the row adds up others."""
        return self.quarter < 0


def rows(city: City, *, district_keys: bool, total_first: bool, unassigned: bool) -> list[Row]:
    """Give the rows of a sheet.

    Parameters
    ----------
    city : City
    district_keys : bool
        "01 Mitte" instead of "Stadtbezirk Mitte".
    total_first : bool
    unassigned : bool
        Whether there is a remainder, "nicht zuzuordnen".
    """
    everything = np.arange(len(city.keys))
    total = Row("", f"Stadt {names.CITY} insgesamt", -1, everything, unassigned)
    middle = list(_districts(city, district_keys))
    if unassigned:
        middle.append(Row("", "nicht zuzuordnen", -1, everything[:0], True))
    return [total, *middle] if total_first else [*middle, total]


def _districts(city: City, district_keys: bool) -> Iterator[Row]:
    for number, name in enumerate(names.DISTRICTS, 1):
        members = np.flatnonzero(city.district == number)
        key = f"{number:02d}" if district_keys else ""
        yield Row(key, name if district_keys else f"Stadtbezirk {name}", -1, members)
        for quarter in members:
            yield Row(city.keys[quarter], city.quarter_names[quarter], int(quarter), members[members == quarter])


def amounts(city: City, row: Row, quantity: str) -> list[float | str]:
    """Give what a row shows of a quantity, year by year: a number or a symbol.

    Sums hold the true values of all their quarters, also of those held back.
    """
    numbers = city.counts[quantity][row.quarters].sum(axis=0)
    if row.is_sum:
        if row.with_unassigned and quantity in city.unassigned:
            numbers = numbers + city.unassigned[quantity]
        return [float(number) if number else "-" for number in numbers]
    shown = city.symbols(quantity)[row.quarter]
    return [str(symbol) if symbol else float(number) for number, symbol in zip(numbers, shown, strict=True)]

"""Sixteen quarters in four districts with one table, checked with a pencil: what is told about its numbers."""

from collections.abc import Mapping, Sequence

import numpy as np

from loading.atlas import Atlas
from loading.choices import Choices
from loading.delivery import Delivery
from loading.errors import Finding
from loading.load import atlas_of, recognise_delivery
from loading.reasons import Reason
from loading.recognised import Measure, Table, TotalKind
from tests.loading.squares import squares

KEYS = [f"{district}{number}" for district in (1, 3, 5, 7) for number in range(1, 5)]
NAMES = [f"Quartier {key}" for key in KEYS]
DISTRICTS = [f"{key[0]} Bezirk {key[0]}" for key in KEYS]
YEARS = tuple(range(2018, 2025))
SIZE = len(KEYS)

Columns = Mapping[str, Mapping[int, Sequence[float]]]


def steady(base: int, *, step: int = 7, years: Sequence[int] = YEARS) -> dict[int, list[float]]:
    """Numbers that differ between quarters and hardly from year to year, as in a town where nothing happens."""
    return {
        year: [float(base + (step * place * place) % (base // 2 + 1) + (place * 3 + year) % 4) for place in range(SIZE)]
        for year in years
    }


def shifted(numbers: Sequence[float], by: int = 1) -> list[float]:
    return [*numbers[-by:], *numbers[:-by]]


def table(
    columns: Columns,
    *,
    rows: Mapping[str, TotalKind] | None = None,
    units: Mapping[str, str] | None = None,
    suppressed: Sequence[tuple[int, str]] = (),
    file: str = "zahlen.xlsx",
) -> Table:
    """A table of the quarters, with rows of sums behind them, called as in ``rows``.

    NaN stands for a cell that was not delivered; ``suppressed`` names rows and headings that are suppressed in all
    years.
    """
    rows = rows or {}
    years = tuple(sorted({year for numbers in columns.values() for year in numbers}))
    values = np.full((SIZE + len(rows), len(columns), len(years)), np.nan)
    for position, numbers in enumerate(columns.values()):
        for year, given in numbers.items():
            values[: len(given), position, years.index(year)] = given
    reasons = np.where(np.isnan(values), Reason.NOT_DELIVERED, np.where(values == 0, Reason.ZERO, Reason.VALUE))
    for row, heading in suppressed:
        measure = list(columns).index(heading)
        values[row, measure], reasons[row, measure] = np.nan, Reason.SUPPRESSED
    identifiers = {"Nr": (*KEYS, *("" for _ in rows)), "Name": (*NAMES, *rows)}
    measures = tuple(Measure(title, (title,), (units or {}).get(title)) for title in columns)
    totals = {SIZE + at: kind for at, kind in enumerate(rows.values())}
    lines = tuple(range(2, len(values) + 2))
    return Table(
        file, None, "xlsx", None, identifiers, measures, years, values, reasons.astype(np.uint8), totals, lines
    )


def atlas(*tables: Table, choices: Choices | None = None) -> Atlas:
    """The Atlas of the town."""
    layer = squares({"NR": KEYS, "NAME": NAMES, "BEZ": DISTRICTS}, 4)
    choices = choices or Choices()
    return atlas_of(recognise_delivery(Delivery((layer,), tables, (), (), (), ()), choices, "0123456789abcdef"))


def told(*tables: Table, about: str, choices: Choices | None = None) -> list[Finding]:
    """What is told under codes that begin like this."""
    return [one for one in atlas(*tables, choices=choices).findings if one.code.startswith(about)]


def changed(numbers: Mapping[int, Sequence[float]], year: int, cells: Mapping[int, float]) -> dict[int, list[float]]:
    """The same numbers with some of one year replaced: place to number."""
    given = {one: list(of_year) for one, of_year in numbers.items()}
    for place, value in cells.items():
        given[year][place] = value
    return given

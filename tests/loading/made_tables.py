"""Small tables for the tests of indicators: three areas, as a reader would hand them on."""

from collections.abc import Mapping, Sequence

import numpy as np

from loading.reasons import Reason
from loading.recognised import Measure, Table, TotalKind

KEYS = ("01", "02", "03")


def table(
    columns: Mapping[str, Mapping[int, Sequence[float]]],
    file: str = "statistik.xlsx",
    sheet: str | None = None,
    keys: Sequence[str] = KEYS,
    units: Mapping[str, str] | None = None,
    headings: Mapping[str, tuple[str, ...]] | None = None,
    totals: Mapping[int, TotalKind] | None = None,
) -> Table:
    """A table of the columns: heading to year to numbers, one for each key."""
    years = tuple(sorted({year for numbers in columns.values() for year in numbers}))
    values = np.full((len(keys), len(columns), len(years)), np.nan)
    for position, numbers in enumerate(columns.values()):
        for year, given in numbers.items():
            values[:, position, years.index(year)] = given
    reasons = np.where(np.isnan(values), Reason.NOT_DELIVERED, np.where(values == 0, Reason.ZERO, Reason.VALUE))
    measures = tuple(Measure(name, (headings or {}).get(name, (name,)), (units or {}).get(name)) for name in columns)
    return Table(
        file, sheet, "xlsx", None, {"Nr": tuple(keys)}, measures, years, values, reasons.astype(np.uint8), totals or {}
    )

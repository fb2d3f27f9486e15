"""Made maps and tables: squares of one kilometre in rows of three, and rows of numbers beside them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyproj
import shapely

from loading.reasons import Reason
from loading.recognised import Boundaries, Measure, Table, TotalKind

CRS = pyproj.CRS.from_epsg(25832)


def square(position: int, width: int = 3) -> shapely.Polygon:
    row, column = divmod(position, width)
    return shapely.box(500_000 + 1000 * column, 5_700_000 + 1000 * row, 501_000 + 1000 * column, 5_701_000 + 1000 * row)


def squares(columns: Mapping[str, Sequence[str]], width: int = 3, file: str = "quartiere.zip") -> Boundaries:
    number = len(next(iter(columns.values())))
    shapes = np.array([square(position, width) for position in range(number)], dtype=object)
    return Boundaries(
        file=file,
        layer=None,
        format="shapefile",
        encoding="cp1252",
        columns={name: tuple(values) for name, values in columns.items()},
        geometry=shapes,
        crs=CRS,
    )


def table(
    identifiers: Mapping[str, Sequence[str]],
    measures: Mapping[str, Sequence[float | None]],
    *,
    year: int = 2024,
    totals: Mapping[int, TotalKind] | None = None,
    suppressed: Sequence[tuple[int, int]] = (),
    file: str = "zahlen.xlsx",
    units: Mapping[str, str] | None = None,
) -> Table:
    """Make a table of one year; None is a blank cell, ``suppressed`` names cells by row and measure."""
    values = np.array([[np.nan if cell is None else cell for cell in column] for column in measures.values()]).T
    values = values.astype(float).reshape(-1, len(measures), 1)
    reasons = np.where(np.isnan(values), Reason.NOT_DELIVERED, np.where(values == 0, Reason.ZERO, Reason.VALUE))
    for row, measure in suppressed:
        values[row, measure], reasons[row, measure] = np.nan, Reason.SUPPRESSED
    return Table(
        file=file,
        sheet=None,
        format="xlsx",
        encoding=None,
        identifiers={name: tuple(cells) for name, cells in identifiers.items()},
        measures=tuple(Measure(title, unit=(units or {}).get(title)) for title in measures),
        years=(year,),
        values=values,
        reasons=reasons.astype(np.uint8),
        totals=totals or {},
        first_rows=tuple(range(2, 2 + len(values))),
    )

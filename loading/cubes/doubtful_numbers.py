"""Numbers that look as if something was copied or left empty."""

from collections.abc import Sequence

import numpy as np

from loading.atlas import Cube, Indicator
from loading.errors import Finding
from loading.joining.rows import place
from loading.recognised import Table

SMALLEST_TELLING_COLUMN = 5


def years_of_zeros(cube: Cube, indicators: Sequence[Indicator], years: Sequence[int]) -> list[Finding]:
    """Find years in which all quarters are exactly zero, while other years are not.

    Parameters
    ----------
    cube : Cube
        Of the quarters.
    indicators : sequence of Indicator
    years : sequence of int

    Returns
    -------
    list of Finding
        One for each indicator concerned.
    """
    findings = []
    for position, indicator in enumerate(indicators):
        zero = (cube.numerator[:, position] == 0) | (cube.value[:, position] == 0)
        known = np.isfinite(cube.value[:, position])
        delivered = known.sum(axis=0) >= SMALLEST_TELLING_COLUMN
        empty = delivered & ((zero & known).sum(axis=0) == known.sum(axis=0))
        if empty.any() and (delivered & ~empty).any():
            title = indicator.title["de"]
            named = ", ".join(str(years[year]) for year in np.flatnonzero(empty).tolist())
            findings.append(Finding("warning", title, "load.year_of_zeros", {"title": title, "years": named}))
    return findings


def same_columns(tables: Sequence[Table]) -> list[Finding]:
    """Find columns that stand in one table twice under different names.

    Parameters
    ----------
    tables : sequence of Table

    Returns
    -------
    list of Finding
        One for each pair; columns of zeros or of one number only are left out.
    """
    findings = []
    for table in tables:
        seen: dict[bytes, str] = {}
        for position, measure in enumerate(table.measures):
            column = table.values[:, position]
            known = column[np.isfinite(column)]
            if len(known) < SMALLEST_TELLING_COLUMN or len(np.unique(known)) < SMALLEST_TELLING_COLUMN:
                continue
            first = seen.setdefault(np.ascontiguousarray(column).tobytes(), measure.title)
            if first != measure.title:
                values = {"first": first, "second": measure.title}
                findings.append(Finding("warning", place(table), "load.same_column_twice", values))
    return findings

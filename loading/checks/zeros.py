"""Years in which a column is zero everywhere, while other years are not: rather not delivered."""

import numpy as np

from loading.checks.examined import Examined
from loading.errors import Finding

FEWEST_QUARTERS = 5


def zeros(examined: Examined) -> list[Finding]:
    """Find years of zeros.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        One for each column concerned, with the repair to treat these years as not delivered.
    """
    findings = []
    for course in examined.courses:
        known = np.isfinite(course.values)
        delivered = known.sum(axis=0) >= FEWEST_QUARTERS
        empty = delivered & ~((course.values != 0) & known).any(axis=0)
        if not (empty.any() and (delivered & ~empty).any()):
            continue
        years = np.flatnonzero(empty).tolist()
        values = {"title": course.title, "years": examined.span(years)}
        findings.append(
            Finding(
                "warning",
                examined.place(course.refs, year=years[0]),
                "load.year_of_zeros",
                values,
                about=(examined.indicators[course.position].id, str(values["years"])),
                spot=examined.spot(course.position, year=years[0]),
                remedy=examined.not_used(course.refs, [(None, year) for year in years]),
            )
        )
    return findings

"""Numbers that look wrong: one module for each thing that can be wrong, run together on a delivery on the map."""

from collections.abc import Sequence

from loading.checks.breaks import breaks
from loading.checks.claims import claims
from loading.checks.copied_year import copied_year
from loading.checks.denominators import denominators
from loading.checks.examined import Examined
from loading.checks.gaps import gaps
from loading.checks.jumps import jumps
from loading.checks.mixed_units import mixed_units
from loading.checks.outliers import outliers
from loading.checks.same_column import same_column
from loading.checks.set_aside import set_aside
from loading.checks.shares import shares
from loading.checks.shifted_rows import shifted_rows
from loading.checks.sums import sums
from loading.checks.swapped import swapped
from loading.checks.year_twice import year_twice
from loading.checks.zeros import zeros
from loading.errors import Finding

ALONE = (sums, shares, zeros, gaps, copied_year, year_twice, same_column, shifted_rows, claims, denominators, set_aside)

__all__ = ["Examined", "check"]


def check(examined: Examined) -> Sequence[Finding]:
    """Run all checks.

    Parameters
    ----------
    examined : Examined

    Returns
    -------
    list of Finding
        What one check has explained is not told again by the next: two exchanged quarters are no two jumps, a year
        in per thousand is no jump of every quarter.
    """
    findings = [finding for one in ALONE for finding in one(examined)]
    mixed, mixed_years = mixed_units(examined)
    broken = breaks(examined, mixed_years | _told_years(examined, findings))
    exchanged, explained = swapped(examined)
    jumping = jumps(examined, explained)
    in_time = {(spot.quarter, spot.year) for spot in (one.spot for one in jumping) if spot and spot.quarter}
    ids, years = examined.joined.ids, examined.years
    known = explained | {(ids.index(quarter), years.index(year)) for quarter, year in in_time if year is not None}
    return [*findings, *mixed, *broken, *exchanged, *jumping, *outliers(examined, known)]


def _told_years(examined: Examined, findings: Sequence[Finding]) -> set[tuple[int, int]]:
    """Give columns and years that were told to be empty or copied as a whole."""
    ids = [examined.key(position) for position in range(len(examined.declarations))]
    entries = [
        entry
        for finding in findings
        if finding.remedy is not None and finding.remedy.name == "year_not_delivered"
        for entry in finding.remedy.entries
    ]
    return {(ids.index(str(entry["indicator"])), examined.years.index(entry["year"])) for entry in entries}

"""Doubts about the data of one indicator: what the check of the delivery noticed, gaps in the series, reservations."""

from collections.abc import Iterator
from typing import Final

from analysis.findings import Statement
from layers.derived import base_id
from layers.flags import flags
from layers.view import years_with_values
from loading.atlas import Atlas, LevelName
from loading.checks.gaps import missing_years
from loading.errors import Finding

SEVERITIES: Final = ("error", "warning", "info")
TOLD_ALREADY: Final = ("checks.missing_years", "checks.rate_without_denominator")
MOST_NAMES: Final = 3


def doubts(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Iterator[Statement]:
    """Say what makes the numbers of an indicator doubtful.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
        A derived one is doubtful where the one it comes from is.
    year : int

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    yield from _noticed(atlas, level, base_id(indicator))
    yield from _missing_years(atlas, level, indicator)
    yield from _flagged(atlas, level, base_id(indicator), year)


def concerning(atlas: Atlas, indicator: str) -> list[Finding]:
    """Give the open findings about an indicator, the gravest first."""
    open_ones = [
        one
        for one in atlas.findings
        if one.spot and one.spot.indicator == indicator and not one.ignored and one.code not in TOLD_ALREADY
    ]
    return sorted(open_ones, key=lambda one: SEVERITIES.index(one.severity))


def _noticed(atlas: Atlas, level: LevelName, indicator: str) -> Iterator[Statement]:
    found = concerning(atlas, indicator)
    if not found:
        return
    first, ids = found[0], atlas.levels["quarter"].ids
    spot = first.spot
    place = ids.index(spot.quarter) if level == "quarter" and spot and spot.quarter in ids else None
    yield Statement(
        "findings.to_be_checked",
        {"n": len(found)},
        quarters=() if place is None else (place,),
        weight=40 if first.severity == "info" else 58,
        doubt=True,
        shown_by="time",
        quotes={"told": (first.text_key, first.values), "repair": (first.repair_key, first.values)},
        year=spot.year if spot and spot.year in atlas.years else None,
    )


def _missing_years(atlas: Atlas, level: LevelName, indicator: str) -> Iterator[Statement]:
    delivered = [year for year in years_with_values(atlas, level, indicator) if year]
    missing = missing_years(delivered)
    if missing:
        values = {"n": len(missing), "first": delivered[0], "last": delivered[-1]}
        quotes = {"years": ", ".join(map(str, missing))}
        yield Statement("findings.missing_years", values, weight=45, doubt=True, shown_by="time", quotes=quotes)


def _flagged(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Iterator[Statement]:
    """The reservation that most areas have."""
    found = flags(atlas, level, indicator, year)
    if not found:
        return
    label = max(found, key=lambda one: len(found[one]))
    members = found[label]
    yield Statement(
        "findings.flagged",
        {"n": len(members), "of": len(atlas.levels[level])},
        names={"names": members[:MOST_NAMES]},
        quarters=members,
        weight=48,
        doubt=True,
        quotes={"flag": (f"flags.{label}", {})},
    )

"""From a view to the figures that the rules read, and to what they say."""

import numpy as np
from numpy.typing import NDArray

from analysis.clusters.guardrails import ENOUGH_AREAS
from analysis.findings import Burdens, Clustering, Figures, Statement, burdens, findings
from layers.clusters import SMOOTHED, cluster_analysis, compared
from layers.columns import column
from layers.findings.doubts import doubts
from layers.remembered import remembered
from layers.totals import totals
from layers.view import View
from layers.weights import area_weights
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason


def statements(atlas: Atlas, view: View) -> tuple[Statement, ...]:
    """Give what the figures of a view say, the most important first, at most seven; colours and classes do not matter.

    Parameters
    ----------
    atlas : Atlas
    view : View

    Returns
    -------
    tuple of Statement

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicators or year.
    """
    other = view.second if view.second != view.indicator else ""
    return _statements(atlas, view.level, view.indicator, view.year, other)


@remembered(64, if_small=1024)
def _statements(atlas: Atlas, level: LevelName, indicator: str, year: int, second: str) -> tuple[Statement, ...]:
    read = figures(atlas, level, indicator, year, second)
    return findings(read, further=doubts(atlas, level, indicator, year))


def judged_areas(atlas: Atlas, view: View) -> int:
    """Count the areas whose value can be judged."""
    return int(np.isfinite(column(atlas, view.level, view.indicator, view.year).comparable).sum())


def figures(atlas: Atlas, level: LevelName, indicator: str, year: int, second: str = "") -> Figures:
    """Read everything the rules want to know about one indicator.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicators or year.
    """
    cube, at, now = atlas.cubes[level], atlas.indicator_position(indicator), atlas.year_position(year)
    declared, reasons, city = atlas.indicators[at], cube.reason[:, at, :], atlas.cubes["city"]
    return Figures(
        value=cube.value[:, at, :],
        numerator=cube.numerator[:, at, :],
        denominator=cube.denominator[:, at, :],
        judged=np.isin(reasons, (Reason.VALUE, Reason.ZERO)),
        residents=cube.residents,
        city=city.value[0, at, :],
        city_part=city.numerator[0, at, :],
        city_whole=city.denominator[0, at, :],
        wholes=totals(atlas, level, indicator, year),
        years=atlas.years,
        now=now,
        reasons=tuple(Reason(code).label for code in reasons[:, now].tolist()),
        kind=declared.kind,
        direction=declared.direction,
        factor=declared.factor,
        neighbours=area_weights(atlas, level).tuples,
        second=column(atlas, level, second, year).comparable if second else None,
        adds_up=adds_up(atlas, level, at),
        clustering=clustering(atlas, level, indicator, year),
        burdens=burdens_of(atlas, level, year),
    )


def adds_up(atlas: Atlas, level: LevelName, at: int) -> bool:
    """Tell whether districts can have numbers: rates of their quarters add up only together with their counts."""
    fine, own = atlas.cubes["quarter"], atlas.cubes[level]
    if level == "quarter" or np.isfinite(own.value[:, at]).any():
        return True
    return not np.isfinite(fine.value[:, at]).any() or bool(np.isfinite(fine.numerator[:, at]).any())


def clustering(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Clustering | None:
    """Give the outcome of the local Moran test; None where nothing differs, or it would say something else.

    Numbers of people follow the size of the areas; smoothed rates resemble those of the neighbours, or the city's, by
    computation; and below thirty areas the test has too little power to say that there is no cluster.
    """
    declared = atlas.indicators[atlas.indicator_position(indicator)]
    values = compared(atlas, level, indicator, year)
    known = values[np.isfinite(values)]
    unfit = declared.kind == "count" or indicator.partition(":")[0] in SMOOTHED
    if unfit or len(known) < ENOUGH_AREAS or known.min() == known.max():
        return None
    found = cluster_analysis(atlas, level, indicator, year)
    if not found.tested:
        return None
    around: NDArray[np.float64] = known.mean() + known.std() * found.local.lag
    return Clustering(
        marks=found.marks,
        clusters=found.clusters,
        around=around,
        p=found.local.two_sided,
        tested=found.tested,
        moran=found.city.statistic,
        p_moran=found.city.p,
        permutations=found.options.permutations,
        seed=found.options.seed,
        alpha=found.options.alpha,
    )


@remembered(8)
def burdens_of(atlas: Atlas, level: LevelName, year: int) -> Burdens | None:
    """Find the tenth most concerned on every indicator of disadvantage; None where the year has none of them."""
    cube, now = atlas.cubes[level], atlas.year_position(year)
    sides = {"more_disadvantage": 1, "less_disadvantage": -1}
    judged = np.isin(cube.reason[:, :, now], (Reason.VALUE, Reason.ZERO))
    used = [
        at
        for at, one in enumerate(atlas.indicators)
        # What is derived from an indicator would count it twice.
        if one.direction in sides and one.kind != "count" and ":" not in one.id and judged[:, at].any()
    ]
    if not used:
        return None
    chosen = [atlas.indicators[at] for at in used]
    return burdens(
        np.where(judged[:, used], cube.value[:, used, now], np.nan),
        [sides[one.direction] for one in chosen],
        tuple(one.dimension for one in chosen),
    )

"""What anybody works out from published numbers alone, done once more by other means than the app's.

A mean of neighbours, a share of a sum or a quartile is now and then the very number that is hidden of some quarter: 17
of 60 are as many per cent as the mean of 25 and 31.7. Such a number gives nothing away, if it follows from what is
published; that what is published gives nothing away is for the attacks to show (C1 to C4). A number is only excused
where the app tells numbers of this kind, and only if it is one of those that come out here.
"""

import json
from collections.abc import Iterator

import numpy as np

from layers.weights import area_weights
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason, is_comparable
from tests.leaks.about import asked
from tests.leaks.obtainable import Obtained
from tests.leaks.seen import Floats

#: Which addresses tell what.
_MEANS, _SHARES, _QUARTILES = "show=clusters", "concentration-sets.data", "timelines-chart.figure"
_LINES, _MIDDLES = "scatter-chart.figure", "clusters-chart.figure"
_COUNTED = (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL)
_CLOSE = 1e-9


def computed(public: Atlas, one: Obtained) -> list[float]:
    """Everything that is worked out from published numbers at this place."""
    about = asked(one.where)
    if about is None or about[1] not in {known.id for known in public.indicators}:
        return []
    if _MEANS in one.where:
        return list(means_of_neighbours(public, *about))
    if one.where.startswith(_SHARES) and one.content.startswith(b"{"):
        return list(shares_of_sums(public, *about, one.content))
    if one.where.startswith(_QUARTILES):
        return list(quartiles(public, *about[:2]))
    if one.where.startswith(_LINES) and one.content.startswith(b"{"):
        return list(lines_through_points(public, *about, one.content))
    if one.where.startswith(_MIDDLES):
        return list(means(public, *about))
    return []


def means(public: Atlas, level: LevelName, indicator: str, year: int) -> Iterator[float]:
    """Give the mean of the published values, at which the scatter of neighbours has its middle."""
    cube, at, moment = public.cubes[level], public.indicator_position(indicator), public.year_position(year)
    told = cube.value[is_comparable(cube.reason[:, at, moment]), at, moment]
    if np.isfinite(told).any():
        yield float(np.nanmean(told))


def quartiles(public: Atlas, level: LevelName, indicator: str) -> Iterator[float]:
    """Between which of the published values half of them lie, in each year."""
    cube, at = public.cubes[level], public.indicator_position(indicator)
    for moment in range(len(public.years)):
        told = np.sort(cube.value[is_comparable(cube.reason[:, at, moment]), at, moment])
        for part in (0.25, 0.75) if len(told) else ():
            yield float(np.interp(part * (len(told) - 1), np.arange(len(told)), told))


def means_of_neighbours(public: Atlas, level: LevelName, indicator: str, year: int) -> Iterator[float]:
    """For each area the mean of the published values around it."""
    cube, at, moment = public.cubes[level], public.indicator_position(indicator), public.year_position(year)
    told = np.where(is_comparable(cube.reason[:, at, moment]), cube.value[:, at, moment], np.nan)
    weights = area_weights(public, level)
    for start, end in zip(weights.indptr, weights.indptr[1:], strict=False):
        around = told[weights.indices[start:end]]
        if np.isfinite(around).any():
            yield float(np.mean(around[np.isfinite(around)]))


def lines_through_points(public: Atlas, level: LevelName, indicator: str, year: int, content: bytes) -> Iterator[float]:
    """Ends of the straight line nearest to the published values, as they are told, beside those of each other one."""
    drawn = json.loads(content)["response"]["scatter-chart"]["figure"]["data"]
    ends = np.array([x for trace in drawn if trace.get("mode") == "lines" for x in trace["x"]], dtype=float)
    cube, moment = public.cubes[level], public.year_position(year)
    told = np.where(is_comparable(cube.reason[:, :, moment]), cube.value[:, :, moment], np.nan)
    told = np.column_stack([np.round(of, one.decimals) for of, one in zip(told.T, public.indicators, strict=True)])
    y = told[:, public.indicator_position(indicator)]
    for x in told.T:
        both = np.isfinite(x) & np.isfinite(y)
        if len(np.unique(x[both])) > 1:
            slope, intercept = np.polyfit(x[both], y[both], 1)
            yield from (intercept + slope * ends).tolist()


def shares_of_sums(public: Atlas, level: LevelName, indicator: str, year: int, content: bytes) -> Iterator[float]:
    """Published counts of the areas in the order of the curve, summed up: per cent of all that is published."""
    drawn = (json.loads(content)["response"]["concentration-sets"]["data"] or {}).get("ways", {})
    of_city = counts_of(public, "city", indicator, year) if "city" in public.cubes else (np.empty(0), np.empty(0))
    of_areas = counts_of(public, level, indicator, year)
    cube, at, moment = public.cubes[level], public.indicator_position(indicator), public.year_position(year)
    fits = np.isin(cube.reason[:, at, moment], _COUNTED) & (of_areas[0] <= of_areas[1])
    for counts, city in zip(of_areas, of_city, strict=True):
        # Of all that are drawn, of all that are told, or of all there are.
        wholes = [np.nansum(counts[fits]), np.nansum(counts), *city]
        for way in drawn.values():
            sums = np.cumsum(counts[way["order"]])
            yield from (100 * sums / np.array(wholes)[:, None]).ravel().tolist()


def counts_of(public: Atlas, level: LevelName, indicator: str, year: int) -> tuple[Floats, Floats]:
    """Published numerators and denominators; a count itself, and residents."""
    cube, at, moment = public.cubes[level], public.indicator_position(indicator), public.year_position(year)
    if public.indicators[at].kind == "count":
        return cube.value[:, at, moment], cube.residents[:, moment]
    return cube.numerator[:, at, moment], cube.denominator[:, at, moment]


def excused(numbers: list[float], written: str) -> bool:
    """Whether a number in a text is one of those, written with as many decimals."""
    half = 0.5 * 10.0 ** -len(written.partition(".")[2])
    return any(abs(one - float(written)) <= half + _CLOSE for one in numbers)

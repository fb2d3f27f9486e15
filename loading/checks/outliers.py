"""Quarters that lie far away from all others, in shares and amounts; counts follow the size of a quarter."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from loading.checks.examined import Examined, number
from loading.checks.robust import medians, spread
from loading.errors import Finding
from loading.reasons import Reason

SCORE = 8.0
FEWEST_QUARTERS = 12
SMALLEST_DENOMINATOR = 100
MOST_TOLD, MOST_OF_INDICATOR = 5, 1
USUAL = 1e-9


@dataclass(frozen=True)
class Outlier:
    """A quarter far away from all others.

    Attributes
    ----------
    position, quarter, year : int
        Positions; the year in which it is furthest.
    score : float
    years : int
        In how many years.
    middle : float
        Median of that year.
    """

    position: int
    quarter: int
    year: int
    score: float
    years: int
    middle: float


def outliers(examined: Examined, known: Collection[tuple[int, int]] = ()) -> list[Finding]:
    """Find quarters far away from all others.

    Parameters
    ----------
    examined : Examined
    known : collection of (quarter, year)
        Positions of numbers that other checks have explained.

    Returns
    -------
    list of Finding
        Notes, since most are true: homes, clinics, student halls. The strongest few, and how many more there are.

    Notes
    -----
    A distance of eight robust standard deviations from the median, measured on the side of the median on which the
    quarter lies, since most shares are skewed; the variance of a share of few people is added.
    """
    found = [one for position in range(len(examined.indicators)) for one in _of_indicator(examined, position)]
    found = [one for one in found if (one.quarter, one.year) not in known]
    told: list[Outlier] = []
    for one in sorted(found, key=lambda outlier: -outlier.score):
        of_indicator = sum(other.position == one.position for other in told)
        if len(told) < MOST_TOLD and of_indicator < MOST_OF_INDICATOR:
            told.append(one)
    findings = [_finding(examined, one) for one in told]
    rest = [one for one in found if one not in told]
    return findings + ([_more(examined, rest)] if rest else [])


def _of_indicator(examined: Examined, position: int) -> list[Outlier]:
    indicator = examined.indicators[position]
    if indicator.kind == "count" or indicator.signed:
        return []
    judged = np.isin(examined.cube.reason[:, position], (Reason.VALUE, Reason.ZERO))
    values = np.where(judged, examined.cube.value[:, position], np.nan)
    bottom = examined.cube.denominator[:, position]
    values = np.where(bottom < SMALLEST_DENOMINATOR, np.nan, values)
    middle = medians(values)
    deviation = values - middle
    above = _side(deviation, deviation > 0)
    below = _side(deviation, deviation < 0)
    usual = np.where(deviation > 0, above, below)
    noise = _noise(values, bottom, indicator.factor) if indicator.kind == "rate" else 0.0
    score = np.abs(deviation) / np.sqrt(np.maximum(usual, USUAL) ** 2 + noise)
    varied = (usual > USUAL) & (np.isfinite(values).sum(axis=0) >= FEWEST_QUARTERS)
    far = (np.nan_to_num(score) >= SCORE) & varied
    return [_furthest(position, quarter, score, far, middle) for quarter in np.flatnonzero(far.any(axis=1)).tolist()]


def _side(deviation: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Give the spread on one side of the median."""
    return spread(np.where(chosen, deviation, np.nan), axis=0)


def _noise(values: np.ndarray, bottom: np.ndarray, factor: float) -> np.ndarray:
    share = np.clip(values / factor, 0.01, 0.99)
    return np.asarray(factor**2 * np.nan_to_num(share * (1 - share) / np.where(bottom > 0, bottom, np.nan)))


def _furthest(position: int, quarter: int, score: np.ndarray, far: np.ndarray, middle: np.ndarray) -> Outlier:
    year = int(np.argmax(np.where(far[quarter], score[quarter], -1)))
    return Outlier(position, quarter, year, float(score[quarter, year]), int(far[quarter].sum()), float(middle[year]))


def _finding(examined: Examined, one: Outlier) -> Finding:
    declaration = examined.declarations[one.position]
    refs = declaration.value or declaration.numerator
    unit = examined.indicators[one.position].unit.get("de", "")
    values = {
        "title": examined.title(one.position),
        "quarter": examined.name(one.quarter),
        "year": examined.year(one.year),
        "value": number(float(examined.cube.value[one.quarter, one.position, one.year])),
        "middle": number(one.middle),
        "unit": f" {unit}" if unit else "",
        "line": examined.line(refs, one.quarter, one.year),
        "n": one.years,
    }
    return Finding(
        "info",
        examined.place(refs, one.quarter, one.year),
        "checks.outlier",
        values,
        about=(examined.indicators[one.position].id, examined.joined.ids[one.quarter]),
        spot=examined.spot(one.position, one.quarter, one.year),
        remedy=examined.not_used(refs, [(one.quarter, one.year)]) if one.years == 1 else None,
    )


def _more(examined: Examined, rest: list[Outlier]) -> Finding:
    quarters = list(dict.fromkeys(one.quarter for one in rest))
    values = {"n": len(rest), "examples": examined.names(quarters)}
    declaration = examined.declarations[rest[0].position]
    place = examined.place_of_table((declaration.value or declaration.numerator)[0].table)
    return Finding("info", place, "checks.more_outliers", values, about=(str(len(rest)), str(values["examples"])))

"""From year to year: how much each quarter changes beyond what is usual and beyond what chance does."""

from dataclasses import dataclass

import numpy as np

from loading.checks.course import Course
from loading.checks.robust import medians, spread

SMALLEST_FACTOR = 1.5
FEWEST_PEOPLE = 20
SMALLEST_POINTS = 10.0
USUAL_LOG, USUAL_POINTS = 0.03, 1.0
SUBGROUP = 0.1


@dataclass(frozen=True)
class Changes:
    """Changes of one column, each from one delivered year to the next; arrays have the shape (quarters, steps).

    Attributes
    ----------
    before, after : int array, shape (steps,)
        Positions of the years.
    change : float
        Logarithm of the ratio, or the difference for shares and for amounts that may be negative.
    typical : float array, shape (steps,)
        Its median over the quarters.
    score : float
        Distance from the typical change in robust standard deviations.
    large : bool
        Whether a reader would call the change large: half as much again, and by at least 20 people or 10 points.
    scale : float
        The standard deviation behind the score.
    is_ratio : bool
        Whether ``change`` is a logarithm.
    """

    before: np.ndarray
    after: np.ndarray
    change: np.ndarray
    typical: np.ndarray
    score: np.ndarray
    large: np.ndarray
    scale: np.ndarray
    is_ratio: bool


def changes(course: Course, residents: np.ndarray, *, is_people: bool = False) -> Changes | None:
    """Measure the changes of a column.

    Parameters
    ----------
    course : Course
    residents : float array, shape (quarters, years)
        NaN where unknown.
    is_people : bool
        The column itself counts all residents.

    Returns
    -------
    Changes or None
        None with fewer than two delivered years.

    Notes
    -----
    Counts are compared as logarithms with the variance ``1/x + 1/y`` of two Poisson counts, shares in points with the
    binomial variance of a tenth of the residents. To it comes the usual variation: the median absolute deviation of
    all quarters or of the quarter itself, whichever is larger. A quarter in which more people live than the year
    before has more of everything; so a count must jump by itself and in relation to its residents.
    """
    years = course.delivered
    if len(years) < 2:
        return None
    values = course.values[:, years]
    before, after = values[:, :-1], values[:, 1:]
    is_ratio = course.nature == "count" or bool((values[np.isfinite(values)] > 0).all() and course.nature == "value")
    people = residents[:, years]
    if course.nature == "count":
        logs = np.log(np.maximum(values, 0) + 0.5)
        noise = 1 / (np.maximum(before, 0) + 0.5) + 1 / (np.maximum(after, 0) + 0.5)
        change, typical, score, scale = _measured(np.diff(logs, axis=1), noise, USUAL_LOG)
        if not is_people and np.isfinite(people).any():
            relative = np.diff(logs - np.log(np.maximum(people, 1)), axis=1)
            related = _measured(relative, noise, USUAL_LOG)[2]
            score = np.where(np.isfinite(related) & (np.abs(related) < np.abs(score)), related, score)
        enough = np.abs(after - before) >= FEWEST_PEOPLE
    elif is_ratio:
        change, typical, score, scale = _measured(np.diff(np.log(values), axis=1), 0.0, USUAL_LOG)
        enough = np.ones_like(before, dtype=bool)
    else:
        noise = _noise_of_shares(values, people) if course.nature == "share" else 0.0
        change, typical, score, scale = _measured(np.diff(values, axis=1), noise, USUAL_POINTS)
        enough = np.abs(change) >= (SMALLEST_POINTS if course.nature == "share" else 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        larger, smaller = np.maximum(np.abs(before), np.abs(after)), np.minimum(np.abs(before), np.abs(after))
        large = enough & (larger >= SMALLEST_FACTOR * smaller)
    return Changes(years[:-1], years[1:], change, typical, score, large, scale, is_ratio)


def _measured(
    change: np.ndarray, noise: np.ndarray | float, floor: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Give change, typical change, score and scale."""
    typical = medians(change)
    deviation = change - typical
    pool = np.nan_to_num(spread(deviation), nan=floor)
    own = spread(deviation, axis=1) if change.shape[1] >= 3 else np.zeros(len(change))
    usual = np.maximum(np.maximum(pool, floor), np.nan_to_num(own))[:, None]
    scale = np.sqrt(np.broadcast_to(usual**2, change.shape) + noise)
    return change, typical, deviation / scale, scale


def _noise_of_shares(values: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Give the variance of the difference of two shares of a subgroup, in squared points; 0 where nobody is known."""
    chance = values.clip(1, 99) * (100 - values.clip(1, 99)) / (SUBGROUP * people.clip(1))
    chance = np.nan_to_num(chance)
    return np.asarray(chance[:, :-1] + chance[:, 1:])

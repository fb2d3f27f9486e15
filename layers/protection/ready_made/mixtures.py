"""Which numbers of a year another one is a linear function of, as an index is of its ingredients: found by trying.

Few of many are sought step by step, as a regression with hundreds of candidates proves nothing in a few dozen quarters;
where there are more quarters than candidates all of them are tried at once too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_UNEXPLAINED = 0.001
_MOST, _AREAS_PER_INGREDIENT, _SPARE = 16, 4, 5
_SPARE_OF_ALL = 8
_FEWEST, _FEWEST_RANKED = 6, 10
_OUTLIERS, _TRIMS = 0.05, 2
_FILLED = 0.9
_EXPLANATIONS = 3
_NEW = 1e-6
_TRIED, _MUCH_LESS = 3, 0.5


def mixtures(own: FloatArray, others: Mapping[int, FloatArray]) -> list[list[int]]:
    """Find numbers that another one rises or falls with, and those that it is a linear function of together.

    Parameters
    ----------
    own : float64, shape (quarters,)
    others : mapping of any number to float64 of that shape
        NaN where not known.

    Returns
    -------
    list of list of int
        Each an explanation by itself. Beside another scale of the same index its ingredients are sought all the same.
    """
    usable = {one: values for one, values in others.items() if _tells(values)}
    if not _tells(own):
        return []
    alone = [one for one, values in usable.items() if is_function_of(own, values)]
    rest = [one for one in usable if one not in alone]
    found = [[one] for one in alone]
    told = np.isfinite(own)
    for _ in range(_EXPLANATIONS):
        together = _together(own[told], np.column_stack([usable[one][told] for one in rest])) if rest else []
        if not together:
            break
        found.append([rest[at] for at in together])
        rest = [one for one in rest if one not in found[-1]]
    return found


def is_testable(quarters: int, candidates: int) -> bool:
    """Tell whether a linear function of any of some candidates would be found.

    Examples
    --------
    >>> is_testable(90, 43), is_testable(21, 16), is_testable(447, 600)
    (True, False, True)
    """
    return quarters >= min(candidates + _SPARE_OF_ALL, _AREAS_PER_INGREDIENT * _MOST + _SPARE)


def _tells(values: FloatArray) -> bool:
    known = values[np.isfinite(values)]
    return len(known) >= _FEWEST and float(np.ptp(known)) > 0


@dataclass(frozen=True, eq=False)
class _Fit:
    """How well some columns explain a number.

    Attributes
    ----------
    rows : bool
        Where all are known, without outliers: slips of the pen, quarters in which nobody lives.
    residual : float64, of these rows
    unexplained : float
        Share of the variance, corrected for the number of columns.
    weights : float64
        Of each column, in standard deviations of it.
    """

    rows: BoolArray
    residual: FloatArray
    unexplained: float
    weights: FloatArray


def _fit(own: FloatArray, matrix: FloatArray, columns: list[int]) -> _Fit:
    """Fit some columns; where they do not explain all, once more without the few quarters that are furthest out."""
    rows: BoolArray = np.asarray(np.isfinite(matrix[:, columns]).all(axis=1))
    fit = _least_squares(own, matrix, columns, rows)
    few = int(_OUTLIERS * rows.sum()) // _TRIMS
    for _ in range(_TRIMS if few else 0):
        if _is_explained(fit):
            break
        rows = rows.copy()
        rows[np.flatnonzero(rows)[np.argsort(np.abs(fit.residual))[-few:]]] = False
        fit = _least_squares(own, matrix, columns, rows)
    return fit


def _least_squares(own: FloatArray, matrix: FloatArray, columns: list[int], rows: BoolArray) -> _Fit:
    left, right = _standard(matrix[rows][:, columns]), own[rows] - np.mean(own[rows])
    # Normal equations: a few dozen unknowns, whatever the number of quarters.
    weights: FloatArray = np.linalg.lstsq(left.T @ left, left.T @ right, rcond=1e-10)[0].astype(np.float64)
    residual = right - left @ weights
    spare = len(residual) - len(columns) - 1
    if spare <= 0 or np.ptp(own[rows]) == 0:
        return _Fit(rows, residual, 1.0, weights)
    return _Fit(rows, residual, float(residual @ residual) / spare / float(np.var(right, ddof=1)), weights)


def _standard(numbers: FloatArray) -> FloatArray:
    spread = np.std(numbers, axis=0)
    return np.asarray((numbers - np.mean(numbers, axis=0)) / np.where(spread > 0, spread, 1.0))


def _together(own: FloatArray, matrix: FloatArray) -> list[int]:
    """Give the columns that explain a number together; none where they do not.

    What all columns do not explain no few of them do; so where there are quarters enough all are tried first.
    """
    filled = np.flatnonzero(np.isfinite(matrix).mean(axis=0) >= _FILLED).tolist()
    complete = int(np.isfinite(matrix[:, filled]).all(axis=1).sum())
    at_once = complete >= len(filled) + _SPARE_OF_ALL and bool(filled)
    explained = at_once and _is_explained(_fit(own, matrix, filled))
    if at_once and not explained and len(filled) == matrix.shape[1]:
        return []
    chosen = _step_by_step(own, matrix) or (filled if explained else [])
    return _pruned(own, matrix, chosen)


def _is_explained(fit: _Fit) -> bool:
    return fit.unexplained < _UNEXPLAINED


def _step_by_step(own: FloatArray, matrix: FloatArray) -> list[int]:
    """Add the column that explains most of what is left, as long as it explains much.

    Nearly explained is not enough: the smallest of three ingredients would be told by the other two and the index.
    """
    centred = matrix - np.nanmean(matrix, axis=0)
    filled = np.where(np.isfinite(centred), centred, 0.0)
    chosen: list[int] = []
    fit = _Fit(np.ones(len(own), dtype=bool), own - own.mean(), 1.0, np.zeros(0))
    while len(chosen) < min(_MOST, matrix.shape[1]):
        best = _most_telling(fit, filled, chosen)
        if best < 0:
            break
        before, fit = fit, _fit(own, matrix, [*chosen, best])
        enough = fit.rows.sum() >= _AREAS_PER_INGREDIENT * (len(chosen) + 1) + _SPARE
        if _is_explained(before) and not (enough and fit.unexplained < _MUCH_LESS * before.unexplained):
            return chosen
        if not enough:
            return []
        chosen.append(best)
    return chosen if _is_explained(fit) else []


def _most_telling(fit: _Fit, filled: FloatArray, chosen: list[int]) -> int:
    """Give the column that goes best with what is left, after what it shares with those chosen is taken away."""
    of_rows = filled[fit.rows]
    of_rows = of_rows - of_rows.mean(axis=0)
    basis = np.linalg.qr(of_rows[:, chosen])[0]
    left = of_rows - basis @ (basis.T @ of_rows)
    size, before = np.linalg.norm(left, axis=0), np.linalg.norm(of_rows, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        telling = np.where(size > _NEW * before, np.abs(fit.residual @ left) / size, 0.0)
    telling[chosen] = 0.0
    best = int(np.argmax(telling))
    return best if telling[best] > 0 else -1


def _pruned(own: FloatArray, matrix: FloatArray, chosen: list[int]) -> list[int]:
    """Leave out what is not needed, the least telling first."""
    kept = list(chosen)
    most = min(_UNEXPLAINED, _fit(own, matrix, kept).unexplained / _MUCH_LESS) if kept else 0.0
    while len(kept) > 1:
        order = np.argsort(np.abs(_fit(own, matrix, kept).weights))
        less = next((few for few in _without_one(kept, order) if _fit(own, matrix, few).unexplained < most), None)
        if less is None:
            break
        kept = less
    return kept


def _without_one(kept: list[int], order: IntArray) -> list[list[int]]:
    return [[one for one in kept if one != kept[at]] for at in order[:_TRIED].tolist()]


def is_function_of(own: FloatArray, other: FloatArray) -> bool:
    """Tell whether a number rises or falls with another, on a straight line or in its order, as ranks and scores do."""
    both = np.isfinite(own) & np.isfinite(other)
    if _correlation(own, other) ** 2 > (1 - _UNEXPLAINED) ** 2:
        return True
    ranked = both.sum() >= _FEWEST_RANKED
    return bool(ranked and abs(_correlation(_ranks(own, both), _ranks(other, both))) > 1 - _UNEXPLAINED)


def _ranks(values: FloatArray, chosen: BoolArray) -> FloatArray:
    """Rank the chosen values, equal ones alike; NaN elsewhere."""
    ranks = np.full(len(values), np.nan)
    _, place, times = np.unique(values[chosen], return_inverse=True, return_counts=True)
    ranks[chosen] = (np.cumsum(times) - (times - 1) / 2)[place]
    return ranks


def _correlation(one: FloatArray, other: FloatArray) -> float:
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < _FEWEST:
        return 0.0
    left, right = one[both] - one[both].mean(), other[both] - other[both].mean()
    spread = np.sqrt((left @ left) * (right @ right))
    return float(left @ right / spread) if spread > 0 else 0.0

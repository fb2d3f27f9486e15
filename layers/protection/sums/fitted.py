"""Sums of columns that stand anywhere: fitted, or put together of two halves."""

import numpy as np
from numpy.typing import NDArray

from layers.protection.sums.judged import Way, judged, likely
from layers.protection.sums.short import FEWEST_ROWS, Sum

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
_TAKEN = 0.5
_ROUNDS_OF_FLIPS = 12
TRIED_BY_FIT = 512.0
_SEED = 20260131


def by_fit(numbers: FloatArray, known: list[Sum]) -> list[Sum]:
    """Fit every total by shares of other columns, smaller totals first; what is a total itself is no part of others."""
    found: list[Sum] = []
    means = np.nanmean(numbers, axis=0)
    way = Way(TRIED_BY_FIT * numbers.shape[1], FEWEST_ROWS)
    totals = {one[-1][0] for one in known}
    for total in np.argsort(means).tolist():
        used = {at for one in [*known, *found] if one[-1][0] == total for at, _ in one}
        rows = np.flatnonzero(numbers[:, total] > 0)
        fits = ~(numbers[rows] > numbers[rows][:, [total]]).any(axis=0)
        several = np.array([at for at in np.flatnonzero(fits) if at not in used | totals | {total}], dtype=np.int64)
        if len(rows) < FEWEST_ROWS or len(several) < 2:
            continue
        parts = several[fitted(numbers[np.ix_(rows, several)], numbers[rows, total])]
        one = judged(numbers, parts, total, way)
        if one is not None:
            found.append(one)
            totals.add(total)
    return found


def fitted(parts: FloatArray, total: FloatArray) -> BoolArray:
    """Choose the columns that make up a total as nearly as possible, shape (columns,)."""
    from scipy.optimize import nnls

    filled = likely(parts, total)
    weight = 1 / np.sqrt(total + 1)
    triangle: FloatArray = np.asarray(np.linalg.qr(np.column_stack([filled, total]) * weight[:, None], mode="r"))
    weights, _ = nnls(triangle[:, :-1], triangle[:, -1])
    return _improved(parts, total, filled, weights > _TAKEN)


def _improved(parts: FloatArray, total: FloatArray, guess: FloatArray, chosen: BoolArray) -> BoolArray:
    """Take columns in and out, one by one, as long as more rows add up."""
    known, filled = np.isfinite(parts), np.nan_to_num(parts)
    unsure = guess * ~known
    signs = np.where(chosen, -1.0, 1.0)
    left = total - filled @ chosen
    expected = unsure @ chosen
    gaps = (~known) @ chosen.astype(float)
    best = float(_misfit(left, expected, gaps, total)[0])
    for _ in range(_ROUNDS_OF_FLIPS):
        costs = _misfit(
            left[:, None] - filled * signs,
            expected[:, None] + unsure * signs,
            gaps[:, None] + ~known * signs,
            total,
        )
        at = int(np.argmin(costs))
        if costs[at] >= best - 1e-9:
            break
        best = float(costs[at])
        left = left - filled[:, at] * signs[at]
        expected = expected + unsure[:, at] * signs[at]
        gaps = gaps + ~known[:, at] * signs[at]
        signs[at] = -signs[at]
    return signs < 0


def _misfit(left: FloatArray, expected: FloatArray, gaps: FloatArray, total: FloatArray) -> FloatArray:
    """Count how far rows are from adding up: a row without gaps does or does not, one with gaps more or less."""
    several = left.reshape(len(total), -1)
    far = np.abs(several - expected.reshape(several.shape)) / (3 * np.sqrt(expected.reshape(several.shape) + 1))
    cost = np.minimum(1.0, far) * 0.5 + (several < 0)
    slack = np.minimum(1.0, np.abs(several) / np.sqrt(total + 1)[:, None]) * 0.25
    cost = np.where(gaps.reshape(several.shape) == 0, np.where(several == 0, 0.0, 0.75 + slack), cost)
    return np.asarray(cost.sum(axis=0))


def by_halves(numbers: FloatArray, columns: IntArray, rows: IntArray) -> list[Sum]:
    """Search all subsets of a few columns for each total: those of one half against those of the other."""
    if len(rows) < FEWEST_ROWS:
        return []
    weights = np.random.default_rng(_SEED).uniform(1.0, 2.0, len(rows))
    checksum = weights @ numbers[np.ix_(rows, columns)]
    found: list[Sum] = []
    for at, total in enumerate(columns.tolist()):
        fits = ~(numbers[np.ix_(rows, columns)] > numbers[rows][:, [total]]).any(axis=0)
        several = np.flatnonzero(fits & (np.arange(len(columns)) != at))
        lower, upper = several[: len(several) // 2], several[len(several) // 2 :]
        small, large = _subset_sums(checksum[lower]), _subset_sums(checksum[upper])
        order = np.argsort(large)
        wanted = checksum[at] - small
        slack = 1e-9 * checksum[at] + 1e-9
        first, last = (np.searchsorted(large[order], wanted + one) for one in (-slack, slack))
        for one in np.flatnonzero(last > first).tolist():
            for other in order[first[one] : last[one]]:
                parts = columns[[*lower[_bits(one, len(lower))], *upper[_bits(int(other), len(upper))]]]
                sure = judged(numbers, parts, total, Way(2.0 ** len(several), FEWEST_ROWS))
                if sure is not None:
                    found.append(sure)
    return found


def _subset_sums(numbers: FloatArray) -> FloatArray:
    """Give the sums of all subsets; the place of each, in bits, says what is in it."""
    sums = np.zeros(1)
    for number in numbers:
        sums = np.concatenate([sums, sums + number])
    return sums


def _bits(place: int, width: int) -> IntArray:
    return np.array([at for at in range(width) if place >> at & 1], dtype=np.int64)

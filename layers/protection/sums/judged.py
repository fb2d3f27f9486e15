"""What speaks for a sum of columns and what against it, row by row."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.protection.sums.short import Sum

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
_SPARE_BITS = 8.0
NEARLY_ALL, _FEWEST_NEARLY = 0.9, 10


@dataclass(frozen=True)
class Way:
    """How candidates are come by: among how many, and what must speak for them."""

    hypotheses: float
    fewest: int
    trusts_gaps: bool = False


@dataclass(frozen=True)
class _Rows:
    """What each row says about a sum."""

    right: BoolArray
    wrong: BoolArray
    gaps: BoolArray
    bits: FloatArray
    bits_of_gaps: FloatArray


def judged(numbers: FloatArray, parts: IntArray, total: int, way: Way) -> Sum | None:
    """Judge a sum by all rows; parts that it does not need are left out of it."""
    chosen = [int(part) for part in parts if part != total]
    while len(chosen) >= 2:
        rows = _evidence(numbers, np.array(chosen), total)
        if not _holds(rows):
            return None
        idle = ~(numbers[rows.right][:, chosen] > 0).any(axis=0) if rows.right.any() else np.zeros(len(chosen), bool)
        at = next((int(at) for at in np.flatnonzero(idle) if _is_right_without(numbers, chosen, int(at), total)), None)
        if at is None:
            bits = float(rows.bits[rows.right].sum() + (rows.bits_of_gaps.sum() if way.trusts_gaps else 0.0))
            said = rows.right.sum() >= way.fewest and len(np.unique(numbers[rows.right | rows.gaps, total])) > 2
            enough = said and bits >= math.log2(way.hypotheses) + _SPARE_BITS
            return (*((part, 1) for part in sorted(chosen)), (total, -1)) if enough else None
        del chosen[at]
    return None


def _is_right_without(numbers: FloatArray, chosen: list[int], at: int, total: int) -> bool:
    rows = _evidence(numbers, np.array([*chosen[:at], *chosen[at + 1 :]]), total)
    return not rows.wrong.any()


def _holds(rows: _Rows) -> bool:
    right, wrong = int(rows.right.sum()), int(rows.wrong.sum())
    return not wrong or (right >= _FEWEST_NEARLY and wrong <= (1 - NEARLY_ALL) * right)


def _evidence(numbers: FloatArray, parts: IntArray, total: int) -> _Rows:
    """Tell the rows that add up, those that cannot, and how much each says; rows of nobody say nothing."""
    several, whole = numbers[:, parts], numbers[:, total]
    known = np.isfinite(several)
    left = whole - np.where(known, several, 0.0).sum(axis=1)
    full = known.all(axis=1) & (whole > 0)
    expected = (likely(several, whole) * ~known).sum(axis=1)
    slack = slack_of(expected)
    with np.errstate(invalid="ignore"):
        wrong = (full & (left != 0)) | (left < 0)
        near = ~full & (whole > 0) & (np.abs(left - expected) <= slack)
        far = ~full & (whole > 0) & (left - expected > slack)
        of_gaps = np.log2(np.maximum(whole, 1) / (2 * slack + 1))
    bits = np.log2(1 + 2.5 * np.sqrt(np.nan_to_num(whole)))
    of_gaps = np.where(near, np.maximum(of_gaps, 0.0), np.where(far, -1.0, 0.0))
    return _Rows(full & (left == 0), wrong, near, bits, np.nan_to_num(of_gaps))


def likely(parts: FloatArray, total: FloatArray) -> FloatArray:
    """Fill gaps in proportion: each part has the share of the total that it has where both are known."""
    known = np.isfinite(parts)
    share = np.where(known, parts, 0).sum(axis=0) / np.maximum(np.nansum(known * total[:, None], axis=0), 1)
    return np.where(known, parts, share * total[:, None])


def slack_of(expected: FloatArray) -> FloatArray:
    """How far from their expectation the gaps of a row may be: by chance, and as quarters differ."""
    return np.asarray(3 * np.sqrt(expected + 1) + 0.5 * expected)

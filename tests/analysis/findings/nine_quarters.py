"""Figures of a city of nine quarters, three by three, as in Toytown."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.clusters import contiguous
from analysis.findings import Clustering, Figures, Statement, findings
from analysis.weights import queen
from tests.toytown import quarters

WEIGHTS = queen(quarters().geometry)
TOUCHING = WEIGHTS.tuples


def city(numerator: ArrayLike, denominator: ArrayLike, **other: Any) -> Figures:
    """Build figures; the last year is on show, counts are per quarter or per quarter and year."""
    part = np.asarray(numerator, dtype=float)
    part = part[:, None] if part.ndim == 1 else part
    whole = np.asarray(denominator, dtype=float)
    whole = np.broadcast_to(whole[:, None] if whole.ndim == 1 else whole, part.shape)
    value = 100 * part / whole
    years = part.shape[1]
    given: dict[str, Any] = {
        "value": value,
        "numerator": part,
        "denominator": whole,
        "judged": np.isfinite(value),
        "residents": whole,
        "city": 100 * np.nansum(part, axis=0) / np.maximum(np.where(np.isfinite(part), whole, 0).sum(axis=0), 1),
        "city_part": np.nansum(part, axis=0),
        "city_whole": np.where(np.isfinite(part), whole, 0).sum(axis=0),
        "years": tuple(range(2025 - years, 2025)),
        "now": years - 1,
        "reasons": ("value",) * len(part),
        "neighbours": TOUCHING[: len(part)] if len(part) == 9 else (),
    }
    return Figures(**{**given, **other})


def by_code(figures: Figures, most: int = 99) -> dict[str, Statement]:
    return {statement.code.removeprefix("findings."): statement for statement in findings(figures, most)}


def clustering(marks: ArrayLike, **other: Any) -> Clustering:
    """Say of nine quarters which ones a test has marked, as if it had been made."""
    kinds = np.asarray(marks, dtype=np.int8)
    given: dict[str, Any] = {
        "marks": kinds,
        "clusters": contiguous(kinds, WEIGHTS),
        "around": np.full(9, 10.0),
        "p": np.where(kinds > 0, 0.001, 0.5),
        "tested": 9,
        "moran": 0.1,
        "p_moran": 0.3,
        "permutations": 99_999,
        "seed": 1,
        "alpha": 0.05,
    }
    return Clustering(**{**given, **other})


# Poverty concentrates in the south-east of nine quarters of 1,000 people.
TOYTOWN = city([200, 300, 600, 100, 200, 300, 0, 100, 200], [1000] * 9, direction="more_disadvantage")

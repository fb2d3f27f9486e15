"""What has to stand beside clusters: reasons to read them with care, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.clusters.false_discovery import MAPPED
from analysis.clusters.usable import differ, numbers_of
from analysis.weights import SpatialWeights

ENOUGH_AREAS = 30
SMALL_DENOMINATOR = 100  # one person more or less changes a rate by a percentage point
MANY_SMALL = 0.2
Code = Literal[
    "nothing_to_compare",
    "few_areas",
    "counts",
    "left_out",
    "isolates",
    "bridges",
    "smoothed",
    "small_denominators",
    "few_permutations",
]


@dataclass(frozen=True)
class Guardrail:
    """One reason for care.

    Attributes
    ----------
    code : str
        ``nothing_to_compare`` (all numbers alike, or fewer than three), ``few_areas`` (below 30), ``counts`` (numbers
        of people instead of rates), ``left_out``, ``isolates``, ``bridges`` (joined although they do not touch),
        ``smoothed`` (rates that borrow from neighbours or the city), ``small_denominators`` (a fifth of the rates or
        more rest on fewer than 100 people: chance moves them), ``few_permutations`` (not even one quarter could be
        found).
    n : int
        Quarters concerned; for ``few_areas``, ``counts``, ``smoothed`` and ``nothing_to_compare`` the usable ones; for
        ``few_permutations`` the number of permutations needed.
    quarters : tuple of int
        Positions, where single quarters are concerned.
    reason : str
        For ``left_out``: why these have no number, in the words of the caller.
    """

    code: Code
    n: int
    quarters: tuple[int, ...] = ()
    reason: str = ""


def guardrails(
    values: ArrayLike,
    weights: SpatialWeights,
    *,
    counts: bool = False,
    smoothed: bool = False,
    denominators: ArrayLike | None = None,
    reasons: Sequence[str] | None = None,
    permutations: int | None = None,
    alpha: float = 0.05,
) -> tuple[Guardrail, ...]:
    """Look for reasons to distrust clusters of these values.

    Parameters
    ----------
    values : array of float, shape (n,)
        What the clusters were looked for in. NaN where not usable.
    weights : SpatialWeights
        Of all n quarters.
    counts : bool
        Whether the values are numbers of people: large quarters then lie beside large ones, and nothing else is found.
    smoothed : bool
        Whether rates were smoothed: neighbours then resemble each other by construction.
    denominators : array of float, shape (n,), optional
        What the rates refer to; NaN where not known.
    reasons : sequence of str, optional, length n
        Why each quarter has no number.
    permutations : int, optional
        How many were made; None for exact or normal p-values.
    alpha : float
        Level of the control of false discoveries.

    Returns
    -------
    tuple of Guardrail
        The weightiest first; empty where there is none.

    Raises
    ------
    ValueError
        If there are not as many values, denominators or reasons as quarters.

    Notes
    -----
    With two-sided pseudo p-values the smallest is ``2 / (P + 1)``. Benjamini and Hochberg's rule then finds nothing
    unless at least that many of m tests reach it that ``2 / (P + 1) <= alpha (i - 1/2) / m``; a single one needs
    ``P >= 4 m / alpha - 1``.

    Examples
    --------
    >>> row = SpatialWeights(np.array([0, 1, 3, 4]), np.array([1, 0, 2, 1]), None, "queen")
    >>> for found in guardrails([1.0, 2.0, np.nan], row, reasons=["", "", "suppressed"]):
    ...     print(found.code, found.n, found.quarters)
    nothing_to_compare 2 ()
    few_areas 2 ()
    left_out 1 (2,)
    """
    numbers, there = numbers_of(values, weights.n)
    if reasons is not None and len(reasons) != weights.n:
        raise ValueError(f"{weights.n} quarters need as many reasons, got {len(reasons)}")
    usable, places = int(there.sum()), np.flatnonzero(there)
    own = weights.among(there)
    alone = tuple(places[own.isolates].tolist())
    bridges = tuple(sorted({isolate for isolate, _ in weights.bridges}))
    small = _small(denominators, there)
    needed = ceil(2 * (usable - len(alone)) / (alpha * (1 - MAPPED))) - 1
    general: list[tuple[bool, Code, int, tuple[int, ...]]] = [
        (not differ(numbers[there]), "nothing_to_compare", usable, ()),
        (usable < ENOUGH_AREAS, "few_areas", usable, ()),
        (counts, "counts", usable, ()),
        (smoothed, "smoothed", usable, ()),
        (not smoothed and bool(small) and len(small) >= MANY_SMALL * usable, "small_denominators", len(small), small),
        (bool(alone), "isolates", len(alone), alone),
        (bool(bridges), "bridges", len(bridges), bridges),
        (permutations is not None and permutations < needed, "few_permutations", needed, ()),
    ]
    found = [Guardrail(code, n, quarters) for applies, code, n, quarters in general if applies]
    first = sum(rail.code in ("nothing_to_compare", "few_areas", "counts") for rail in found)
    return (*found[:first], *_left_out(np.flatnonzero(~there).tolist(), reasons), *found[first:])


def _small(denominators: ArrayLike | None, there: NDArray[np.bool_]) -> tuple[int, ...]:
    """Give the usable quarters with few people to refer to."""
    if denominators is None:
        return ()
    people = np.asarray(denominators, dtype=np.float64)
    if people.shape != there.shape:
        raise ValueError(f"{len(there)} quarters need as many denominators, got shape {people.shape}")
    return tuple(np.flatnonzero(there & (people < SMALL_DENOMINATOR)).tolist())


def _left_out(places: list[int], reasons: Sequence[str] | None) -> list[Guardrail]:
    """Give one guardrail for each reason, the most frequent first."""
    by_reason: dict[str, list[int]] = {}
    for place in places:
        by_reason.setdefault(reasons[place] if reasons else "", []).append(place)
    ordered = sorted(by_reason.items(), key=lambda item: -len(item[1]))
    return [Guardrail("left_out", len(quarters), tuple(quarters), reason) for reason, quarters in ordered]

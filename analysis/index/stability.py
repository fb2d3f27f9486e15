"""How far the rank of a quarter depends on weights and on the way of standardising, which nobody can prove right."""

import math
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.composite import composite
from analysis.index.measured import set_read_only
from analysis.index.recipe import Recipe

Floats = NDArray[np.float64]
DRAWS = 1000
BAND = (0.05, 0.95)
METHODS = ("z_population", "rank", "minmax", "imd_exponential", "principal_component")
# Scores that differ by less than this part of their spread differ by rounding in the computer only.
_SAME = 1e-12
# So many scores stay in the processor's cache together with their order: twice as fast as all at once.
_NUMBERS_AT_ONCE = 30_000


@dataclass(frozen=True, eq=False)
class Stability:
    """Ranks of quarters under other choices; 1 the most disadvantaged, NaN where a quarter takes no part.

    Attributes
    ----------
    rank_low, rank_high : float arrays, shape (n,)
        5th and 95th percentile of the rank under random weightings.
    first_k_share : float array, shape (n,)
        Fraction of the weightings under which the quarter is among the first k, 0 to 1.
    k : int
    methods : tuple of str
        Ways of standardising that were compared.
    by_method : float array, shape (number of methods, n)
        Rank by each.
    methods_in_first_k : float array, shape (n,)
        How many of the methods put the quarter among the first k.
    n, draws, seed : int
        Quarters that take part, weightings, and the start of their random numbers.
    terms : int
        How many weights were drawn: with one there is nothing to weigh, and all bands are a single rank.
    """

    rank_low: Floats
    rank_high: Floats
    first_k_share: Floats
    k: int
    methods: tuple[str, ...]
    by_method: Floats
    methods_in_first_k: Floats
    n: int
    draws: int
    seed: int
    terms: int

    def __post_init__(self) -> None:
        set_read_only(self)

    def __str__(self) -> str:
        always = int((self.first_k_share == 1).sum())
        width = np.nanmedian(self.rank_high - self.rank_low) if self.n else math.nan
        return (
            f"n = {self.n}, {self.draws} weightings (seed {self.seed}): median band {width:.0f} ranks, "
            f"{always} quarters always among the first {self.k}"
        )


def stability(
    columns: ArrayLike,
    recipe: Recipe,
    residents: ArrayLike | None = None,
    excluded: ArrayLike | None = None,
    *,
    k: int | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    concentration: float = 1.0,
    shrunken: bool = False,
) -> Stability:
    """Rank the quarters under random weightings and by other ways of standardising.

    Parameters
    ----------
    columns, recipe, residents, excluded, shrunken
        As in :func:`analysis.index.composite.composite`.
    k : int, optional
        Quarters that count as the first; a tenth of those that take part, rounded up, unless given.
    draws : int
        Random weightings.
    seed : int
        The same seed gives the same weightings.
    concentration : float
        Of the Dirichlet distribution: 1 makes all weightings equally likely, more draws them towards equal weights.

    Returns
    -------
    Stability

    Raises
    ------
    RecipeError
        As :func:`analysis.index.recipe_checks.check`.
    ValueError
        As :func:`analysis.index.composite.composite`; or if draws, k or concentration are not above 0.

    Notes
    -----
    Weights ``w ~ Dirichlet(c, ..., c)`` for the terms that the recipe weighs: parts, or dimensions where principal
    components weigh the parts [1]_. Percentiles are ranks that occurred (inverse of the distribution function). The
    methods keep weights, directions, transformations and exclusions of the recipe.

    References
    ----------
    .. [1] Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as
       tools for the quality assessment of composite indicators. JRSS A 168, 307-323.

    Examples
    --------
    >>> from analysis.index.recipe import Ingredient
    >>> recipe = Recipe(name="two", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="B1")))
    >>> found = stability([[30, 9], [20, 4], [10, 6]], recipe, k=1)
    >>> found.rank_low.tolist(), found.rank_high.tolist(), found.first_k_share.tolist()
    ([1.0, 2.0, 2.0], [1.0, 3.0, 3.0], [1.0, 0.0, 0.0])
    """
    if not (draws > 0 and concentration > 0 and (k is None or k > 0)):
        raise ValueError(f"draws, k and concentration must be above 0, got {draws}, {k} and {concentration}")
    made = composite(columns, recipe, residents, excluded=excluded, shrunken=shrunken)
    rows = np.flatnonzero(np.isfinite(made.index))
    terms = made.measured.terms[rows]
    first = max(math.ceil(len(rows) / 10), 1) if k is None else k
    low, high, share = _bands(terms, first, draws, seed, concentration)
    by_method = _by_method(columns, recipe, residents, excluded)
    placed = np.full((3, len(made.index)), np.nan)
    placed[:, rows] = low, high, share
    among = np.where(np.isnan(made.index), np.nan, (by_method <= first).sum(axis=0))
    return Stability(
        *(placed[0].copy(), placed[1].copy(), placed[2].copy(), first, METHODS, by_method, among),
        *(len(rows), draws, seed, terms.shape[1]),
    )


def random_weightings(terms: int, draws: int, seed: int, concentration: float = 1.0) -> Floats:
    """Draw weights that add up to 1, one row per weighting.

    Examples
    --------
    >>> random_weightings(3, 4, seed=1).sum(axis=1).round(12).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    return np.random.default_rng(seed).dirichlet(np.full(terms, concentration), size=draws)


def _bands(terms: Floats, k: int, draws: int, seed: int, concentration: float) -> tuple[Floats, Floats, Floats]:
    n, count = terms.shape
    if not n:
        return np.empty(0), np.empty(0), np.empty(0)
    weights = random_weightings(count, draws, seed, concentration)
    found = np.empty((draws, n), dtype=np.int16 if n < np.iinfo(np.int16).max else np.int32)
    step = max(_NUMBERS_AT_ONCE // n, 1)
    for start in range(0, draws, step):
        _rank_rows(weights[start : start + step] @ terms.T, found[start : start + step])
    share = (found <= k).mean(axis=0)
    # Asked for a stable order, numpy sorts small whole numbers by their digits: in time that grows with n, not faster.
    ordered = np.sort(np.ascontiguousarray(found.T), axis=1, kind="stable")
    low, high = (ordered[:, math.ceil(part * draws) - 1].astype(np.float64) for part in BAND)
    return low, high, share


def _rank_rows(scores: Floats, found: NDArray[np.signedinteger[Any]]) -> None:
    """Write the rank of every score of a row, the highest first; equal scores share the best rank."""
    rows, n = scores.shape
    order = np.argsort(np.negative(scores), axis=1)
    order += np.arange(0, rows * n, n)[:, None]
    places = np.broadcast_to(np.arange(1, n + 1, dtype=found.dtype), (rows, n))
    ordered = scores.ravel()[order]
    spread = np.maximum(np.abs(ordered[:, :1]), np.abs(ordered[:, -1:]))
    tied = ordered[:, :-1] - ordered[:, 1:] <= _SAME * spread
    if tied.any():
        best = places.copy()
        best[:, 1:][tied] = 1
        places = np.maximum.accumulate(best, axis=1)
    found.reshape(-1)[order] = places


def _by_method(columns: ArrayLike, recipe: Recipe, residents: ArrayLike | None, excluded: ArrayLike | None) -> Floats:
    found = []
    for method in METHODS:
        by_component = method == "principal_component"
        changes: dict[str, Any] = {
            "standardisation": "z_population" if by_component else method,
            "aggregation": "principal_component_per_dimension" if by_component else "mean",
            "second_standardisation": False,
            "classes": "none",
            "dynamics_years": 0,
            "shrinkage": False,  # the columns are what they are; the ranks of all methods rest on the same ones
        }
        found.append(composite(columns, msgspec.structs.replace(recipe, **changes), residents, excluded=excluded).rank)
    return np.array(found)

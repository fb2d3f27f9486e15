"""An index of a city by a recipe: who takes part, the index with everything it is made of, classes, dynamics."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.classes import (
    DYNAMICS_LIMITS,
    STATUS_LIMITS,
    dynamics_class,
    matrix_codes,
    near_limit,
    needs_attention,
    quantile_class,
    quantile_limits,
    status_class,
)
from analysis.index.eligibility import Eligibility, eligible, transformed
from analysis.index.measured import Measured, measure, set_read_only
from analysis.index.recipe import Recipe
from analysis.index.recipe_checks import check
from analysis.index.standardisation import moments
from analysis.ranking import ranks

Floats = NDArray[np.float64]
FEW_AREAS = 20
_QUANTILES = {"quintiles": 5, "deciles": 10}


@dataclass(frozen=True, eq=False)
class Composite:
    """An index of a city.

    Attributes
    ----------
    recipe : Recipe
    measured : Measured
        The index of status.
    dynamics_measured : Measured or None
        The same of the changes, each in its indicator's unit; None where no earlier numbers were given or the
        recipe has no dynamics.
    rank : float array, shape (n,)
        1 the most disadvantaged; equal ranks are shared. NaN without index.
    status : int array, shape (n,)
        Class of the recipe, the lowest the least disadvantage: 1 to 4, 5 or 10; 0 without index or classes.
    dynamics : int array, shape (n,)
        1 positive, 2 stable, 3 negative; 0 without.
    matrix : tuple of str, length n
        ``"1+"`` to ``"4-"``; empty without.
    attention : bool array, shape (n,)
        Special attention needed; False everywhere but with the classes of the MSS.
    near_limit, near_dynamics_limit : bool arrays, shape (n,)
        Within 0.02 standard deviations of a class limit.
    limits : tuple of float
        Inner limits of the status classes, in the unit of ``measured.index`` (quantiles) or in standard
        deviations (MSS).
    reason : tuple of str, length n
        Empty for quarters with index, else "excluded", "too_small", "residents_unknown", "missing_ingredient" or
        "no_logarithm".
    missing : int array, shape (m,)
        How many quarters each ingredient keeps out of the index, alone or with others.
    warnings : tuple of str
        "few_areas" (fewer than 20: classes of standard deviations are unstable, ranks are better),
        "residents_unknown" (no quarter was left out as too small because nobody's residents are known),
        "no_spread" (an ingredient is the same everywhere), "against_the_others" (an ingredient's loading is
        below 0).
    """

    recipe: Recipe
    measured: Measured
    dynamics_measured: Measured | None
    rank: Floats
    status: NDArray[np.int8]
    dynamics: NDArray[np.int8]
    matrix: tuple[str, ...]
    attention: NDArray[np.bool_]
    near_limit: NDArray[np.bool_]
    near_dynamics_limit: NDArray[np.bool_]
    limits: tuple[float, ...]
    reason: tuple[str, ...]
    missing: NDArray[np.intp]
    warnings: tuple[str, ...]

    def __post_init__(self) -> None:
        set_read_only(self)

    @property
    def z(self) -> Floats:
        """Standardised parts, shape (n, m)."""
        return self.measured.parts

    @property
    def contributions(self) -> Floats:
        """What each ingredient adds to the index, shape (n, m)."""
        return self.measured.contributions

    @property
    def index(self) -> Floats:
        """The index, shape (n,)."""
        return self.measured.index

    @property
    def n(self) -> int:
        """Quarters that take part."""
        return self.measured.n

    @property
    def few_areas(self) -> bool:
        """Whether ranks should be offered in place of classes of standard deviations."""
        return self.n < FEW_AREAS

    @cached_property
    def dynamics_index(self) -> Floats:
        """The index of the changes, shape (n,); NaN without dynamics."""
        if self.dynamics_measured is None:
            return np.full(len(self.index), np.nan)
        return self.dynamics_measured.index

    def __str__(self) -> str:
        counts = np.bincount(self.status, minlength=2)[1:].tolist()
        attention = f", attention {int(self.attention.sum())}" if self.attention.any() else ""
        return f"{self.recipe.name}: n = {self.n}, classes {counts}{attention}"


def composite(
    columns: ArrayLike,
    recipe: Recipe,
    residents: ArrayLike | None = None,
    earlier: ArrayLike | None = None,
    excluded: ArrayLike | None = None,
    *,
    shrunken: bool = False,
) -> Composite:
    """Compute an index.

    Parameters
    ----------
    columns : array of float, shape (n, m)
        One column per ingredient, in the recipe's order and the indicators' units. NaN where not usable.
    recipe : Recipe
    residents : array of float, shape (n,), optional
        All residents. If none are known, no quarter is too small, and a warning says so.
    earlier : array of float, shape (n, m), optional
        The same columns ``recipe.dynamics_years`` before.
    excluded : bool array, shape (n,), optional
        Quarters left out with a reason, see :func:`analysis.index.recipe.excluded_quarters`.
    shrunken : bool
        Says that the columns went through :func:`analysis.index.shrinkage.shrunken_columns`, for which this
        function lacks the counts; they must have if ``recipe.shrinkage`` is set, and must not if it is not.

    Returns
    -------
    Composite

    Raises
    ------
    RecipeError
        As :func:`analysis.index.recipe_checks.check`; or ``residents_needed``, where the recipe counts residents
        and none are known.
    ValueError
        If the shapes do not fit, or ``shrunken`` is not what the recipe says.

    Notes
    -----
    Only quarters that take part move means, deviations, ranks and limits. Dynamics: the difference of every
    column (percentage points), without its transformation, through the same procedure among the quarters that
    have status and earlier numbers.

    Examples
    --------
    >>> from analysis.index.recipe import Ingredient
    >>> recipe = Recipe(name="two", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="B5", direction=-1)),
    ...                 second_standardisation=True, classes="mss")
    >>> made = composite([[10, 50], [20, 40], [30, 60], [40, 30], [99, 1]], recipe, [500, 500, 500, 500, 50])
    >>> made.index.round(2).tolist(), made.rank.tolist(), made.reason[4]
    ([-1.07, 0.0, -0.53, 1.6, nan], [4.0, 2.0, 3.0, 1.0, nan], 'too_small')
    >>> print(made)
    two: n = 4, classes [1, 2, 0, 1], attention 1
    """
    check(recipe)
    numbers = np.asarray(columns, dtype=np.float64)
    if numbers.ndim != 2 or numbers.shape[1] != len(recipe.ingredients):
        raise ValueError(f"{len(recipe.ingredients)} ingredients need as many columns, got the shape {numbers.shape}")
    if shrunken != recipe.shrinkage:
        raise ValueError(f"the recipe says shrinkage = {recipe.shrinkage}, the columns came with {shrunken}")
    ready = transformed(numbers, recipe)
    who = eligible(numbers, ready, recipe, residents, excluded)
    measured = measure(ready, recipe, who, who.takes_part)
    changes = _changes(numbers, earlier, recipe, who)
    status, limits, near = _classes(measured, recipe, who)
    dynamics = np.zeros(len(numbers), dtype=np.int8)
    near_dynamics = np.zeros(len(numbers), dtype=bool)
    if changes is not None:
        dynamics = dynamics_class(changes.in_deviations)
        near_dynamics = near_limit(changes.in_deviations, DYNAMICS_LIMITS)
    is_mss = recipe.classes == "mss"
    return Composite(
        recipe=recipe,
        measured=measured,
        dynamics_measured=changes,
        rank=ranks(measured.index),
        status=status,
        dynamics=dynamics,
        matrix=matrix_codes(status, dynamics) if is_mss else ("",) * len(numbers),
        attention=needs_attention(status, dynamics) if is_mss else np.zeros(len(numbers), dtype=bool),
        near_limit=near,
        near_dynamics_limit=near_dynamics,
        limits=limits,
        reason=who.reason,
        missing=who.missing,
        warnings=_warnings(measured, who),
    )


def _changes(numbers: Floats, earlier: ArrayLike | None, recipe: Recipe, who: Eligibility) -> Measured | None:
    if earlier is None or not recipe.dynamics_years:
        return None
    before = np.asarray(earlier, dtype=np.float64)
    if before.shape != numbers.shape:
        raise ValueError(f"earlier numbers need the shape {numbers.shape}, got {before.shape}")
    change = numbers - before
    known = np.isfinite(change[:, who.used]).all(axis=1)
    return measure(change, recipe, who, who.takes_part & known)


def _classes(
    measured: Measured, recipe: Recipe, who: Eligibility
) -> tuple[NDArray[np.int8], tuple[float, ...], NDArray[np.bool_]]:
    """Give class, inner limits, and who lies near one."""
    n = len(measured.index)
    if recipe.classes == "none":
        return np.zeros(n, dtype=np.int8), (), np.zeros(n, dtype=bool)
    if recipe.classes == "mss":
        index = measured.in_deviations
        return status_class(index), STATUS_LIMITS, near_limit(index, STATUS_LIMITS)
    limits = quantile_limits(measured.index, _QUANTILES[recipe.classes], recipe.class_limits, who.residents)
    _, deviation = moments(measured.index)
    return quantile_class(measured.index, limits), limits, near_limit(measured.index, limits, float(deviation))


def _warnings(measured: Measured, who: Eligibility) -> tuple[str, ...]:
    cases = {
        "few_areas": measured.n < FEW_AREAS,
        "residents_unknown": who.residents is None,
        "no_spread": bool((measured.deviations[who.used] == 0).any()),
        "against_the_others": bool((measured.loadings[who.used] < 0).any()),
    }
    return tuple(name for name, applies in cases.items() if applies)

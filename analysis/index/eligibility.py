"""Who takes part in an index, and why a quarter does not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.recipe import Recipe, RecipeError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Eligibility:
    """The quarters that take part.

    Attributes
    ----------
    takes_part : bool array, shape (n,)
    reason : tuple of str, length n
        Empty where a quarter takes part.
    residents : float array, shape (n,), or None
        None where nobody's are known.
    used : int array
        Positions of the ingredients of weight above 0.
    missing : int array, shape (m,)
        How many quarters that are neither left out nor too small lack each ingredient; 0 for weight 0.
    """

    takes_part: NDArray[np.bool_]
    reason: tuple[str, ...]
    residents: Floats | None
    used: NDArray[np.intp]
    missing: NDArray[np.intp]


def transformed(numbers: Floats, recipe: Recipe) -> Floats:
    """Take logarithms where the recipe says so; NaN where a number has none.

    Examples
    --------
    >>> from analysis.index.recipe import Ingredient
    >>> recipe = Recipe(name="logs", ingredients=(Ingredient(indicator="A1", transform="log"),))
    >>> transformed(np.array([[1.0], [0.0]]), recipe).tolist()
    [[0.0], [nan]]
    """
    result = np.array(numbers)
    for column, one in zip(result.T, recipe.ingredients, strict=True):
        if one.transform == "log":
            column[:] = np.log(column, where=column > 0, out=np.full(len(column), np.nan))
        elif one.transform == "log1p":
            column[:] = np.log1p(column, where=column > -1, out=np.full(len(column), np.nan))
    return result


def eligible(
    numbers: Floats, ready: Floats, recipe: Recipe, residents: ArrayLike | None, excluded: ArrayLike | None
) -> Eligibility:
    """Tell which quarters take part in an index.

    Parameters
    ----------
    numbers, ready : float arrays, shape (n, m)
        Ingredients before and after their transformation.
    recipe : Recipe
    residents : array of float, shape (n,), or None
    excluded : bool array, shape (n,), or None

    Returns
    -------
    Eligibility
        The first reason that applies: excluded, too small, residents unknown, an ingredient missing, no logarithm.

    Raises
    ------
    RecipeError
        ``residents_needed``, where the recipe counts residents and none are known.
    ValueError
        If there is not one entry per quarter.
    """
    n = len(numbers)
    used = np.flatnonzero([one.weight > 0 for one in recipe.ingredients])
    people = None if residents is None else np.asarray(residents, dtype=np.float64)
    left_out = np.zeros(n, dtype=bool) if excluded is None else np.asarray(excluded, dtype=bool)
    for what, entries in (("residents", people), ("exclusions", left_out)):
        if entries is not None and entries.shape != (n,):
            raise ValueError(f"{n} quarters need as many {what}, got the shape {entries.shape}")
    if people is not None and not np.isfinite(people).any():
        people = None
    counting = _counting_residents(recipe)
    if people is None and counting:
        raise RecipeError("residents_needed", field=counting, found=getattr(recipe, counting))
    needs_people = recipe.minimum_residents > 0 or bool(counting)
    nowhere = np.zeros(n, dtype=bool)
    cases = {
        "excluded": left_out,
        "too_small": nowhere if people is None else people < recipe.minimum_residents,
        "residents_unknown": nowhere if people is None or not needs_people else ~np.isfinite(people),
        "missing_ingredient": ~np.isfinite(numbers[:, used]).all(axis=1),
        "no_logarithm": ~np.isfinite(ready[:, used]).all(axis=1),
    }
    reason = tuple(np.select(list(cases.values()), list(cases), "").tolist())
    others = ~(cases["excluded"] | cases["too_small"] | cases["residents_unknown"])
    missing = np.zeros(numbers.shape[1], dtype=np.intp)
    missing[used] = (~np.isfinite(ready[others][:, used])).sum(axis=0)
    return Eligibility(np.array([not why for why in reason], dtype=bool), reason, people, used, missing)


def _counting_residents(recipe: Recipe) -> str:
    """Name the field by which a recipe counts residents; empty where it does not."""
    if recipe.standardisation == "z_weighted":
        return "standardisation"
    by_residents = recipe.classes in ("quintiles", "deciles") and recipe.class_limits == "residents"
    return "class_limits" if by_residents else ""

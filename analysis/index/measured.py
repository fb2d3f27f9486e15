"""An index and everything it is made of, in the places of all quarters and all ingredients of a recipe."""

from dataclasses import dataclass, fields
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from analysis.index.eligibility import Eligibility
from analysis.index.procedure import AddUpTo, Pass, one_pass
from analysis.index.recipe import Recipe, dimensions

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measured:
    """An index and what it is made of, for all quarters; NaN where a quarter takes no part.

    Attributes
    ----------
    parts : float array, shape (n, m)
        Standardised ingredients, more is more disadvantage. NaN for ingredients of weight 0.
    contributions : float array, shape (n, m)
        What each ingredient adds; 0 for ingredients of weight 0. With ``baseline`` they add up to what
        ``adds_up_to`` names.
    baseline : float
        What a quarter without contributions has; 0 but for min-max and principal components.
    adds_up_to : {"index", "aggregate", "logarithm"}
        "logarithm": to that of the aggregate (geometric mean).
    aggregate : float array, shape (n,)
        Before the second standardisation; for Berlin the status sum.
    index : float array, shape (n,)
    in_deviations : float array, shape (n,)
        The index in standard deviations from its mean: what the classes of standard deviations are taken from.
    means, deviations : float arrays, shape (m,)
        Of the transformed ingredients in their unit, as the standardisation took them. NaN for weight 0.
    loadings : float array, shape (m,)
        Correlations with the component of their dimension; NaN without principal components.
    explained : tuple of (str, float)
        Dimension and its component's share of the variance, 0 to 1; empty without principal components.
    terms : float array, shape (n, q)
        What the weights multiply: parts, their logarithms (geometric mean), or scores of the dimensions.
    n : int
        Quarters that take part.
    """

    parts: Floats
    contributions: Floats
    baseline: float
    adds_up_to: AddUpTo
    aggregate: Floats
    index: Floats
    in_deviations: Floats
    means: Floats
    deviations: Floats
    loadings: Floats
    explained: tuple[tuple[str, float], ...]
    terms: Floats
    n: int

    def __post_init__(self) -> None:
        set_read_only(self)


def measure(ready: Floats, recipe: Recipe, who: Eligibility, taking_part: NDArray[np.bool_]) -> Measured:
    """Send the quarters that take part, and the ingredients that weigh, through one pass; put the result in place.

    Parameters
    ----------
    ready : float array, shape (n, m)
        Transformed ingredients, or their changes.
    recipe : Recipe
    who : Eligibility
        Of the city's quarters; its ingredients and residents are taken.
    taking_part : bool array, shape (n,)

    Returns
    -------
    Measured
    """
    n, m = ready.shape
    rows = np.flatnonzero(taking_part)
    small = msgspec.structs.replace(recipe, ingredients=tuple(recipe.ingredients[place] for place in who.used))
    people = None if who.residents is None else who.residents[rows]
    found = one_pass(ready[np.ix_(rows, who.used)], small, people)
    contributions = np.where(taking_part[:, None], np.zeros((n, m)), np.nan)
    contributions[np.ix_(rows, who.used)] = found.contributions
    parts = np.full((n, m), np.nan)
    parts[np.ix_(rows, who.used)] = found.parts
    terms = np.full((n, found.together.terms.shape[1]), np.nan)
    terms[rows] = found.together.terms
    loadings, explained = _components(found, small)
    return Measured(
        parts=parts,
        contributions=contributions,
        baseline=found.baseline,
        adds_up_to=found.adds_up_to,
        aggregate=_placed(n, rows, found.together.values),
        index=_placed(n, rows, found.index),
        in_deviations=_placed(n, rows, found.in_deviations),
        means=_placed(m, who.used, found.means),
        deviations=_placed(m, who.used, found.deviations),
        loadings=_placed(m, who.used, loadings),
        explained=explained,
        terms=terms,
        n=len(rows),
    )


def _components(found: Pass, recipe: Recipe) -> tuple[Floats, tuple[tuple[str, float], ...]]:
    loadings = np.full(len(recipe.ingredients), np.nan)
    if not found.components:
        return loadings, ()
    groups = dimensions(recipe)
    for members, component in zip(groups.values(), found.components, strict=True):
        loadings[members] = component.loadings
    return loadings, tuple((name, one.explained) for name, one in zip(groups, found.components, strict=True))


def _placed(length: int, places: NDArray[np.intp], numbers: Floats) -> Floats:
    result = np.full(length, np.nan)
    result[places] = numbers
    return result


def set_read_only(result: Any) -> None:
    """Let nobody write into the arrays of a result."""
    for field in fields(result):
        value = getattr(result, field.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)

"""One pass from indicators to an index; status and dynamics take the same one."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.index.aggregation import Together, geometric_mean, principal_components, weighted_mean, weighted_sum
from analysis.index.principal import PrincipalComponent
from analysis.index.recipe import Z_WAYS, Recipe, dimensions
from analysis.index.standardisation import alike, minmax, moments, standardised, z_population

Floats = NDArray[np.float64]
AddUpTo = Literal["index", "aggregate", "logarithm"]
# The lowest part of a geometric mean after min-max: 0 would make the whole index 0, whatever the other parts are.
LEAST_PART = 0.01


@dataclass(frozen=True, eq=False)
class Pass:
    """Indicators of the quarters that take part, made into an index.

    Attributes
    ----------
    parts : float array, shape (n, m)
        Standardised, more is more disadvantage.
    together : Together
        Before the second standardisation.
    contributions : float array, shape (n, m)
        With ``baseline`` they add up to what ``adds_up_to`` names.
    baseline : float
    adds_up_to : {"index", "aggregate", "logarithm"}
        "aggregate" where the second standardisation is not linear (ranks).
    index : float array, shape (n,)
    in_deviations : float array, shape (n,)
        The index in standard deviations from its mean: what classes are taken from.
    means, deviations : float arrays, shape (m,)
        Of the transformed indicators, in their unit, as the standardisation took them (ways without a mean: simple
        mean, divided by n).
    """

    parts: Floats
    together: Together
    contributions: Floats
    baseline: float
    adds_up_to: AddUpTo
    index: Floats
    in_deviations: Floats
    means: Floats
    deviations: Floats

    @property
    def components(self) -> tuple[PrincipalComponent, ...]:
        """One per dimension; empty where the weights are not found by principal components."""
        return self.together.components


def one_pass(numbers: Floats, recipe: Recipe, residents: Floats | None) -> Pass:
    """Make an index of complete rows.

    Parameters
    ----------
    numbers : float array, shape (n, m)
        Transformed indicators, one column per ingredient of weight above 0.
    recipe : Recipe
        Its ingredients are exactly those of the columns.
    residents : float array, shape (n,), or None

    Returns
    -------
    Pass
    """
    people = residents if recipe.standardisation == "z_weighted" else None
    means, deviations = moments(numbers, ddof=_ddof(recipe), weights=people)
    oriented = numbers * np.array([one.direction for one in recipe.ingredients], dtype=np.float64)
    parts = _parts(oriented, recipe, people)
    together = _together(parts, recipe)
    second = _Second.of(together, recipe, people) if recipe.second_standardisation else _Second.unchanged(together)
    is_z = recipe.second_standardisation and takes_distances(recipe)
    return Pass(
        parts=parts,
        together=together,
        contributions=second.contributions,
        baseline=second.baseline,
        adds_up_to=second.adds_up_to,
        index=second.index,
        in_deviations=second.index if is_z else z_population(second.index),
        means=means,
        deviations=deviations,
    )


def takes_distances(recipe: Recipe) -> bool:
    """Tell whether the recipe counts in standard deviations to the end.

    Examples
    --------
    >>> takes_distances(Recipe(name="ranks", ingredients=(), standardisation="rank"))
    False
    """
    return recipe.standardisation in Z_WAYS and recipe.aggregation != "principal_component_per_dimension"


@dataclass(frozen=True, eq=False)
class _Second:
    """The index after the second standardisation, and what each indicator adds to it."""

    index: Floats
    contributions: Floats
    baseline: float
    adds_up_to: AddUpTo

    @classmethod
    def unchanged(cls, together: Together) -> "_Second":
        adds_up_to: AddUpTo = "logarithm" if together.scale == "logarithm" else "index"
        return cls(together.values, together.contributions, together.baseline, adds_up_to)

    @classmethod
    def of(cls, together: Together, recipe: Recipe, people: Floats | None) -> "_Second":
        if takes_distances(recipe):
            return cls._distances(together, recipe, people)
        by_components = recipe.aggregation == "principal_component_per_dimension"
        way = "minmax" if by_components else recipe.standardisation
        index = standardised(together.values, way)
        if way == "none" or together.scale == "logarithm":
            return replace(cls.unchanged(together), index=index)
        if way != "minmax":
            return cls(index, together.contributions, together.baseline, "aggregate")
        span = float(np.ptp(together.values)) if len(index) else 0.0
        if not span > 0:
            return cls(index, np.zeros_like(together.contributions), 0.5, "index")
        baseline = (together.baseline - float(together.values.min())) / span
        return cls(index, together.contributions / span, baseline, "index")

    @classmethod
    def _distances(cls, together: Together, recipe: Recipe, people: Floats | None) -> "_Second":
        """Centre every indicator, so that what it adds is measured from the average quarter."""
        index = standardised(together.values, recipe.standardisation, people)
        _, deviation = moments(together.values, ddof=_ddof(recipe), weights=people)
        middles, _ = moments(together.contributions, weights=people)
        step = 1 / float(deviation) if deviation > 0 else 0.0
        return cls(index, (together.contributions - middles) * step, 0.0, "index")


def _ddof(recipe: Recipe) -> int:
    return 1 if recipe.standardisation == "z_sample" else 0


def _parts(oriented: Floats, recipe: Recipe, people: Floats | None) -> Floats:
    if recipe.aggregation == "geometric" and recipe.standardisation == "minmax":
        return minmax(oriented, low=LEAST_PART)
    return standardised(oriented, recipe.standardisation, people)


def _together(parts: Floats, recipe: Recipe) -> Together:
    weights = [one.weight for one in recipe.ingredients]
    if recipe.aggregation == "principal_component_per_dimension":
        return principal_components(parts, weights, dimensions(recipe))
    ways = {"sum": weighted_sum, "mean": weighted_mean, "geometric": geometric_mean}
    together = ways[recipe.aggregation](parts, weights)
    # Places in an order are few numbers: many quarters have the same sum, reached by different roundings.
    by_rank = recipe.standardisation in ("rank", "imd_exponential")
    return replace(together, values=alike(together.values)) if by_rank else together

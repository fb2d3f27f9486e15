"""What an index is made of and how: a recipe, checked, and nothing that is computed from it.

Every convention that official monitors settle differently is a field here (standard deviation by n or by n - 1,
which quantiles, weighted mean or sum), so that two indices with the same recipe mean the same.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

Standardisation = Literal["z_population", "z_sample", "z_weighted", "rank", "minmax", "imd_exponential", "none"]
Aggregation = Literal["sum", "mean", "geometric", "principal_component_per_dimension"]
Transform = Literal["none", "log1p", "log"]
Classes = Literal["mss", "quintiles", "deciles", "none"]
ClassLimits = Literal["type_7", "type_9", "residents"]
Direction = Literal[1, -1]

STANDARDISATIONS: tuple[Standardisation, ...] = get_args(Standardisation)
AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)
Z_WAYS: tuple[Standardisation, ...] = ("z_population", "z_sample", "z_weighted")
POSITIVE_WAYS: tuple[Standardisation, ...] = ("rank", "minmax", "imd_exponential")

VERSION = 1


class RecipeError(ValueError):
    """A recipe that cannot be used; the words stand in the texts under ``recipe.<code>``.

    Parameters
    ----------
    code : str
        What is wrong, for example ``"unknown_choice"``.
    **values : object
        What was found and what is possible; fills the text.

    Examples
    --------
    >>> str(RecipeError("no_weight", ingredients=3))
    'no_weight (ingredients=3)'
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        found = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{code} ({found})" if found else code)


class Ingredient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One indicator of an index.

    Attributes
    ----------
    indicator : str
        Id in the catalogue.
    weight : float
        0 or more, relative to the other ingredients; one of weight 0 takes no part. Where the weights are found
        by principal components, the mean of a dimension's weights is the weight of the dimension.
    direction : {1, -1}
        1 where more of it is more disadvantage, -1 where it is less.
    transform : {"none", "log1p", "log"}
        Taken before the standardisation: ``ln(x + 1)`` or ``ln(x)``.
    dimension : str
        Name of the group to which it belongs; empty where there are no groups.
    """

    indicator: str
    weight: float = 1.0
    direction: Direction = 1
    transform: Transform = "none"
    dimension: str = ""


class Exclusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quarter that takes no part, and the reason its owner gave for that."""

    quarter_id: str
    reason: str


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How an index is made.

    Attributes
    ----------
    name : str
        Short, for files and the command line.
    title : dict of str to str
        In the user's own words, by language; one language is enough.
    ingredients : tuple of Ingredient
    standardisation : {"z_population", "z_sample", "z_weighted", "rank", "minmax", "imd_exponential", "none"}
        One function each in :mod:`analysis.index.standardisation`.
    aggregation : {"sum", "mean", "geometric", "principal_component_per_dimension"}
        One function each in :mod:`analysis.index.aggregation`.
    second_standardisation : bool
        The sum is standardised once more in the same way (principal components: min-max, as in the GISD).
    classes : {"mss", "quintiles", "deciles", "none"}
        The lowest class is the least disadvantage.
    class_limits : {"type_7", "type_9", "residents"}
        How quintiles and deciles are cut: quantiles of R's type 7 or 9, or so that each class holds as many
        residents.
    dynamics_years : int
        Years over which changes are measured; 0 for an index without dynamics.
    minimum_residents : int
        Quarters with fewer take no part.
    shrinkage : bool
        Shares of small quarters are moved towards the city's before anything else, see
        :mod:`analysis.index.shrinkage`.
    excluded : tuple of Exclusion
    version : int
        Of this form of recipes.
    """

    name: str
    ingredients: tuple[Ingredient, ...]
    title: dict[str, str] = msgspec.field(default_factory=dict)
    standardisation: Standardisation = "z_population"
    aggregation: Aggregation = "sum"
    second_standardisation: bool = False
    classes: Classes = "none"
    class_limits: ClassLimits = "type_9"
    dynamics_years: int = 0
    minimum_residents: int = 300
    shrinkage: bool = False
    excluded: tuple[Exclusion, ...] = ()
    version: int = VERSION


def available(recipe: Recipe, ids: Collection[str]) -> tuple[bool, ...]:
    """Tell of each ingredient whether the data hold it.

    Examples
    --------
    >>> recipe = Recipe(name="two", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="B1")))
    >>> available(recipe, {"B1", "F1"})
    (False, True)
    """
    return tuple(one.indicator in ids for one in recipe.ingredients)


def reduced(recipe: Recipe, ids: Collection[str]) -> Recipe:
    """Leave out the ingredients that the data do not hold; where something is left out, say so beside the index.

    Raises
    ------
    RecipeError
        ``none_available``, where nothing remains.

    Examples
    --------
    >>> recipe = Recipe(name="two", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="B1")))
    >>> [one.indicator for one in reduced(recipe, {"B1", "F1"}).ingredients]
    ['B1']
    """
    kept = tuple(one for one in recipe.ingredients if one.indicator in ids)
    if recipe.ingredients and not kept:
        raise RecipeError("none_available", needed=", ".join(one.indicator for one in recipe.ingredients))
    return msgspec.structs.replace(recipe, ingredients=kept)


def context_ingredients(recipe: Recipe, directions: Mapping[str, str]) -> tuple[str, ...]:
    """Name the ingredients that carry no judgement, such as migration and nationality.

    An index that holds one of them calls it a disadvantage; nobody should do that without noticing.

    Parameters
    ----------
    recipe : Recipe
    directions : mapping of str to str
        The catalogue's direction of every indicator: "more_disadvantage", "less_disadvantage" or "context".

    Returns
    -------
    tuple of str
        Indicator ids.

    Examples
    --------
    >>> recipe = Recipe(name="two", ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="F7")))
    >>> context_ingredients(recipe, {"A1": "more_disadvantage", "F7": "context"})
    ('F7',)
    """
    return tuple(one.indicator for one in recipe.ingredients if directions.get(one.indicator) == "context")


def excluded_quarters(recipe: Recipe, quarter_ids: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which quarters the recipe leaves out.

    Returns
    -------
    bool array, one entry per quarter

    Examples
    --------
    >>> recipe = Recipe(name="one", ingredients=(), excluded=(Exclusion("02", "large hostel"),))
    >>> excluded_quarters(recipe, ["01", "02"]).tolist()
    [False, True]
    """
    left_out = {one.quarter_id for one in recipe.excluded}
    return np.array([quarter in left_out for quarter in quarter_ids], dtype=bool)


def unknown_exclusions(recipe: Recipe, quarter_ids: Collection[str]) -> tuple[str, ...]:
    """Name the quarters a recipe leaves out that are no quarters of this city."""
    known = set(quarter_ids)
    return tuple(one.quarter_id for one in recipe.excluded if one.quarter_id not in known)


def dimensions(recipe: Recipe) -> dict[str, list[int]]:
    """Give the positions of the ingredients of each dimension, in the order in which dimensions are named.

    Examples
    --------
    >>> dimensions(Recipe(name="", ingredients=tuple(
    ...     Ingredient(indicator=i, dimension=d) for i, d in [("A1", "income"), ("B1", "work"), ("A2", "income")])))
    {'income': [0, 2], 'work': [1]}
    """
    found: dict[str, list[int]] = {}
    for position, one in enumerate(recipe.ingredients):
        found.setdefault(one.dimension, []).append(position)
    return found

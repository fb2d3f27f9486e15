"""Recipes and cities that tests of the index share."""

import msgspec
import numpy as np
from hypothesis import strategies as st

from analysis.index.recipe import AGGREGATIONS, STANDARDISATIONS, Exclusion, Ingredient, Recipe
from analysis.index.recipe_checks import check

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def recipe(*indicators: str, **fields: object) -> Recipe:
    return Recipe(name="made", ingredients=tuple(Ingredient(indicator=one) for one in indicators), **fields)


def city(n: int, m: int, seed: int = 1) -> np.ndarray:
    """Shares of n quarters that have something in common, in per cent."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    return 10 * np.exp(0.5 * common + 0.4 * rng.normal(size=(n, m)))


def usable(one: Recipe) -> bool:
    try:
        check(one)
    except ValueError:
        return False
    return True


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    """Any recipe that is one."""
    ids = draw(st.lists(WORDS, min_size=1, max_size=6, unique=True))
    ingredients = tuple(
        Ingredient(
            indicator=one,
            weight=draw(st.floats(0, 1000)),
            direction=draw(st.sampled_from([1, -1])),
            transform=draw(st.sampled_from(["none", "log1p", "log"])),
            dimension=draw(st.sampled_from(["", "income", 'Bildung "A" \\ \t'])),
        )
        for one in ids
    )
    first = msgspec.structs.replace(ingredients[0], weight=1.0)
    left_out = draw(st.lists(WORDS, max_size=3, unique=True))
    return Recipe(
        name=draw(WORDS.filter(str.strip)),
        title=draw(st.dictionaries(st.sampled_from(["de", "en"]), WORDS)),
        ingredients=(first, *ingredients[1:]),
        standardisation=draw(st.sampled_from(["rank", "minmax", "imd_exponential"])),
        aggregation=draw(st.sampled_from(["sum", "mean"])),
        second_standardisation=draw(st.booleans()),
        classes=draw(st.sampled_from(["mss", "quintiles", "deciles", "none"])),
        class_limits=draw(st.sampled_from(["type_7", "type_9", "residents"])),
        dynamics_years=draw(st.integers(0, 50)),
        minimum_residents=draw(st.integers(0, 10_000)),
        shrinkage=draw(st.booleans()),
        excluded=tuple(Exclusion(one, draw(WORDS)) for one in left_out),
    )


WAYS = [
    (way, together)
    for way in STANDARDISATIONS
    for together in AGGREGATIONS
    if usable(recipe("A1", standardisation=way, aggregation=together))
]

"""Ranks under other weights and other ways of standardising."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index.composite import composite
from analysis.index.recipe import Ingredient, Recipe
from analysis.index.shipped import shipped
from analysis.index.stability import METHODS, random_weightings, stability
from analysis.ranking import ranks
from tests.analysis.index.made_recipes import WAYS, city, recipe

CITY = city(80, 4)
FOUR = recipe("A1", "B1", "A5", "F3")


def test_the_bands_are_those_of_ranking_every_weighting_by_itself() -> None:
    found = stability(CITY, FOUR, k=8, draws=200, seed=5)
    parts = composite(CITY, FOUR).z
    every = np.array([ranks(parts @ weights) for weights in random_weightings(4, 200, 5)])
    assert found.rank_low.tolist() == np.quantile(every, 0.05, axis=0, method="inverted_cdf").tolist()
    assert found.rank_high.tolist() == np.quantile(every, 0.95, axis=0, method="inverted_cdf").tolist()
    assert found.first_k_share.tolist() == (every <= 8).mean(axis=0).tolist()


def test_the_same_seed_gives_the_same_bands_and_another_one_others() -> None:
    one, again, other = (stability(CITY, FOUR, seed=seed) for seed in (3, 3, 4))
    assert one.first_k_share.tolist() == again.first_k_share.tolist() != other.first_k_share.tolist()


def test_a_quarter_that_is_first_in_everything_is_first_whatever_one_weighs() -> None:
    columns = CITY.copy()
    columns[17] = CITY.max(axis=0) + 1
    found = stability(columns, FOUR, k=3)
    assert (found.rank_low[17], found.rank_high[17], found.first_k_share[17]) == (1, 1, 1)
    assert found.by_method[:, 17].tolist() == [1] * len(METHODS)
    assert found.methods_in_first_k[17] == len(METHODS)


def test_quarters_alike_share_their_ranks() -> None:
    columns = np.repeat(CITY[:30], 2, axis=0)
    found = stability(columns, FOUR)
    assert found.rank_low[::2].tolist() == found.rank_low[1::2].tolist()
    assert found.rank_high[::2].tolist() == found.rank_high[1::2].tolist()
    assert found.first_k_share[::2].tolist() == found.first_k_share[1::2].tolist()
    assert found.rank_low.min() == 1
    assert set(found.rank_low % 2) == {1}


def test_with_one_indicator_there_is_nothing_to_weigh() -> None:
    found = stability(CITY[:, :1], recipe("A1"))
    assert found.terms == 1
    assert found.rank_low.tolist() == found.rank_high.tolist() == composite(CITY[:, :1], recipe("A1")).rank.tolist()


def test_a_tenth_counts_as_the_first_unless_something_else_is_asked_for() -> None:
    assert stability(CITY[:41], FOUR).k == 5
    assert stability(CITY, FOUR, k=3).k == 3


def test_who_takes_no_part_has_no_rank() -> None:
    people = np.full(80, 500)
    people[[3, 70]] = 20
    found = stability(CITY, FOUR, people)
    for numbers in (found.rank_low, found.rank_high, found.first_k_share, found.methods_in_first_k, *found.by_method):
        assert np.flatnonzero(np.isnan(numbers)).tolist() == [3, 70]
    assert (found.n, np.nanmax(found.rank_high)) == (78, 78)


def test_the_methods_keep_directions_weights_and_exclusions() -> None:
    turned = Recipe(
        name="turned",
        ingredients=(Ingredient(indicator="A1", weight=3.0), Ingredient(indicator="B5", direction=-1)),
        minimum_residents=0,
    )
    excluded = np.arange(80) < 5
    found = stability(CITY[:, :2], turned, excluded=excluded)
    as_rank = msgspec.structs.replace(turned, standardisation="rank", aggregation="mean")
    expected = composite(CITY[:, :2], as_rank, excluded=excluded).rank
    assert np.array_equal(found.by_method[METHODS.index("rank")], expected, equal_nan=True)


def test_shrunken_columns_are_ranked_like_any_other() -> None:
    made = msgspec.structs.replace(FOUR, shrinkage=True)
    assert stability(CITY, made, shrunken=True).rank_low.tolist() == stability(CITY, FOUR).rank_low.tolist()


def test_principal_components_weigh_dimensions() -> None:
    made = Recipe(
        name="dimensions",
        ingredients=tuple(Ingredient(indicator=str(place), dimension="ab"[place % 2]) for place in range(4)),
        aggregation="principal_component_per_dimension",
    )
    assert stability(CITY, made).terms == 2


@pytest.mark.parametrize(("way", "together"), WAYS)
def test_every_recipe_has_bands(way: str, together: str) -> None:
    made = recipe("A1", "B1", "A5", "F3", standardisation=way, aggregation=together)
    found = stability(CITY, made, np.full(80, 500), draws=50)
    assert np.isfinite(found.rank_low).all()


@pytest.mark.parametrize("name", ["berlin_mss", "mean_of_parts"])
def test_shipped_recipes_have_bands_also_without_numbers(name: str) -> None:
    columns = np.full((3, len(shipped(name).ingredients)), np.nan)
    found = stability(columns, shipped(name))
    assert found.n == 0
    assert np.isnan(found.rank_low).all()
    assert str(found).startswith("n = 0")


@given(st.integers(0, 500), st.integers(3, 40), st.integers(2, 5), st.integers(1, 10))
def test_bands_lie_within_the_ranks_there_are(seed: int, n: int, m: int, k: int) -> None:
    found = stability(city(n, m, seed), recipe(*map(str, range(m))), k=k, draws=60)
    assert (found.rank_low >= 1).all()
    assert (found.rank_low <= found.rank_high).all()
    assert (found.rank_high <= n).all()
    assert found.first_k_share.sum() == pytest.approx(min(k, n))
    assert ((found.first_k_share == 1) <= (found.rank_high <= k)).all()


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"k": 0}, {"concentration": 0.0}])
def test_nothing_to_draw_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        stability(CITY, FOUR, **wrong)

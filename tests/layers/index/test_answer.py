"""The index of a town: who takes part, the reasons of those who do not, what is said beside it."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from analysis.index.composite import composite
from analysis.index.recipe import Exclusion, Ingredient, RecipeError
from analysis.index.recipe_token import to_token
from analysis.index.stability import stability
from layers.columns import column
from layers.index.answer import index_answer, index_stability, latest_year
from loading.reasons import Reason
from tests.callbacks.towns import RENT, town
from tests.layers.index.towns_with_index import (
    HIDDEN,
    LACKING,
    LEFT_OUT,
    SMALL,
    UNKNOWN,
    index_town,
    rate,
    recipe,
)
from tests.toytown import toytown

TOWN = index_town()
TOKEN = to_token(recipe())
IDS = ("A2", "A4", "B1", "B5")


def columns_of(year: int) -> np.ndarray:
    """What statistics use, as it was delivered: the map's own numbers are rounded."""
    told = np.stack([column(TOWN, "quarter", one, year).comparable for one in IDS], axis=1)
    kept = [TOWN.indicator_position(one) for one in IDS]
    return np.where(np.isfinite(told), TOWN.cubes["quarter"].value[:, kept, TOWN.year_position(year)], np.nan)


def test_the_index_is_that_of_the_analysis_on_the_numbers_as_delivered() -> None:
    answer = index_answer(TOWN, "quarter", 2024, TOKEN)
    residents = TOWN.cubes["quarter"].residents[:, 2]
    excluded = np.array([one == LEFT_OUT for one in answer.ids])
    made = composite(columns_of(2024), recipe(), residents, columns_of(2022), excluded)
    np.testing.assert_array_equal(answer.index, made.index)
    np.testing.assert_array_equal(answer.dynamics_index, made.dynamics_index)
    assert answer.composite is not None
    assert answer.composite.matrix == made.matrix
    assert answer.refusal == ""
    assert answer.warnings == {}


@pytest.mark.parametrize(
    ("quarter", "reason", "why", "lacking"),
    [
        ("0000", Reason.VALUE, None, []),
        (SMALL, Reason.TOO_SMALL, "too_small", []),
        (UNKNOWN, Reason.NOT_DELIVERED, "residents_unknown", []),
        (LEFT_OUT, Reason.EXCLUDED, "excluded", []),
        (LACKING, Reason.NOT_DELIVERED, "missing_ingredient", ["A2"]),
        (HIDDEN, Reason.SUPPRESSED, "missing_ingredient", ["A2"]),
    ],
)
def test_every_quarter_without_index_has_its_reason(
    quarter: str, reason: Reason, why: str | None, lacking: list[str]
) -> None:
    answer = index_answer(TOWN, "quarter", 2024, TOKEN)
    at = answer.ids.index(quarter)
    told = answer.area(at)
    assert (answer.reason[at], told["reason"], told["lacking"]) == (reason, why, lacking)
    assert np.isfinite(told["index"]) == (why is None)
    assert (told["rank"] is None) == (why is not None)


def test_what_the_parts_add_makes_the_index() -> None:
    told = index_answer(TOWN, "quarter", 2024, TOKEN).area(0)
    assert sum(told["contributions"].values()) == pytest.approx(told["index"])
    assert set(told["contributions"]) == set(IDS)


def test_numbers_of_a_neighbouring_year_stand_in_and_are_named() -> None:
    # 2023 has no numbers at all, but it is no year of this town: the answer is about years of the Atlas only.
    with pytest.raises(KeyError):
        index_answer(TOWN, "quarter", 2023, TOKEN)
    cube = TOWN.cubes["quarter"]
    reason = cube.reason.copy()
    reason[:, 0, 2] = Reason.NOT_DELIVERED
    late = replace(TOWN, project="index-late", cubes={**TOWN.cubes, "quarter": replace(cube, reason=reason)})
    answer = index_answer(late, "quarter", 2024, TOKEN)
    assert answer.found is not None
    assert answer.found.years == (2022, 2024, 2024, 2024)
    assert answer.warnings["other_years"]["indicators"] == ("A2",)
    # Two years before 2022 there are no numbers: changes over other spans would not stand beside each other.
    assert answer.found.earlier_years == (None, 2022, 2022, 2022)
    assert answer.warnings["no_earlier"]["indicators"] == ("A2",)
    assert not answer.has_dynamics
    assert (answer.dynamics_reason != Reason.VALUE).all()


def test_without_earlier_numbers_there_is_status_alone() -> None:
    answer = index_answer(TOWN, "quarter", 2021, TOKEN)
    assert answer.composite is not None
    assert answer.composite.status.any()
    assert not answer.has_dynamics
    assert set(answer.warnings["no_earlier"]["indicators"]) == set(IDS)


def test_ingredients_that_the_data_do_not_hold_are_left_out_and_named() -> None:
    other = msgspec.structs.replace(
        recipe(), ingredients=(*recipe().ingredients, Ingredient(indicator="Z9"), Ingredient(indicator="F7"))
    )
    answer = index_answer(TOWN, "quarter", 2024, to_token(other))
    assert answer.warnings["left_out"]["indicators"] == ("Z9",)
    assert answer.warnings["context"]["indicators"] == ("F7",)
    assert [one.id for one in answer.indicators] == [*IDS, "F7"]
    assert answer.asked == other


def test_a_count_and_exclusions_of_strangers_are_pointed_out() -> None:
    counting = msgspec.structs.replace(
        recipe(),
        ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="population")),
        excluded=(Exclusion("9999", "elsewhere"),),
    )
    answer = index_answer(toytown(), "quarter", 2024, to_token(counting))
    assert answer.warnings["counts"]["indicators"] == ("population",)
    assert answer.warnings["unknown_exclusions"]["quarters"] == ("9999",)
    assert {"few_areas", "no_spread"} <= set(answer.warnings)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ingredients": (Ingredient(indicator="Z9"),)}, "none_available"),
        ({"ingredients": (Ingredient(indicator="Z9"), Ingredient(indicator="A2", weight=0))}, "no_weight"),
        ({"minimum_residents": 5000}, "no_areas"),
    ],
)
def test_an_index_that_cannot_be_made_is_refused_with_the_reason(changes: dict[str, object], refusal: str) -> None:
    answer = index_answer(TOWN, "quarter", 2024, to_token(recipe(**changes)))
    assert answer.refusal == refusal
    assert np.isnan(answer.index).all()
    assert index_stability(TOWN, "quarter", 2024, to_token(recipe(**changes))) is None


def test_the_city_alone_has_no_index() -> None:
    assert index_answer(TOWN, "city", 2024, TOKEN).refusal in ("no_areas", "no_weight")


def test_a_token_that_is_no_recipe_is_an_error() -> None:
    with pytest.raises(RecipeError, match="token_damaged"):
        index_answer(TOWN, "quarter", 2024, "nonsense")


def test_the_stability_is_that_of_the_analysis() -> None:
    found = index_stability(TOWN, "quarter", 2024, TOKEN, 5)
    excluded = np.array([one == LEFT_OUT for one in TOWN.levels["quarter"].ids])
    residents = TOWN.cubes["quarter"].residents[:, 2]
    expected = stability(columns_of(2024), recipe(), residents, excluded, k=5)
    assert found is not None
    np.testing.assert_array_equal(found.rank_low, expected.rank_low)
    assert found.k == 5


def test_shares_of_small_quarters_are_shrunken_where_the_recipe_says_so() -> None:
    plain = index_answer(TOWN, "quarter", 2024, TOKEN)
    shrunken = index_answer(TOWN, "quarter", 2024, to_token(recipe(shrinkage=True)))
    assert plain.found is not None
    assert shrunken.found is not None
    assert np.nanstd(shrunken.found.columns[:, 0]) < np.nanstd(plain.found.columns[:, 0])
    assert shrunken.composite is not None
    assert index_stability(TOWN, "quarter", 2024, to_token(recipe(shrinkage=True))) is not None


def test_the_latest_year_is_one_with_an_index() -> None:
    assert latest_year(TOWN, "quarter", TOKEN) == 2024


def test_changes_that_the_source_delivers_go_before_differences_of_years() -> None:
    names = ("A2", "A4", "B1", "B5")
    draw = np.random.default_rng(3)
    made = [(rate(one), draw.uniform(5, 40, (25, 1)).tolist()) for one in names]
    changes = [(replace(RENT, id=f"{one}-change"), draw.normal(0, 3, (25, 1)).tolist()) for one in names]
    changing = town("index-changing", *made, *changes)
    answer = index_answer(changing, "quarter", 2024, to_token(recipe(excluded=())))
    assert answer.found is not None
    assert answer.found.delivered_changes
    assert "delivered_changes" in answer.warnings
    assert answer.has_dynamics
    first = changing.cubes["quarter"].value[:, changing.indicator_position("A2-change"), 0]
    assert answer.found.earlier is not None
    np.testing.assert_allclose((answer.found.columns - answer.found.earlier)[:, 0], first, atol=1e-9)
    assert not index_answer(town("index-one", *made), "quarter", 2024, to_token(recipe(excluded=()))).has_dynamics

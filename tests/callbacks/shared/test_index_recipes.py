"""What the index builder offers: nothing that only describes the background stands among what is judged."""

from analysis.index.shipped import SHIPPED
from callbacks.shared.index_recipes import possible_ingredients, recipe_cards
from tests.toytown import toytown
from texts import load_texts


def test_indicators_stand_by_dimension_and_context_stands_apart_and_last() -> None:
    found = possible_ingredients(load_texts("de"), toytown())
    groups = {one["id"]: one["group"] for one in found}
    assert (groups["A1"], groups["F1"]) == ("income", "context")
    assert [one["group"] for one in found].index("context") > [one["id"] for one in found].index("A1")
    assert "population" not in groups  # a count says how large a quarter is


def test_a_recipe_says_what_of_it_the_data_do_not_hold() -> None:
    cards = {one["token"]: one for one in recipe_cards(load_texts("de"), toytown())}
    assert tuple(cards) == SHIPPED
    assert cards["mean_of_parts"]["possible"]
    assert "Kinderarmut unter 15" in cards["mean_of_parts"]["missing"]
    assert not cards["berlin_mss"]["possible"]
    assert len(cards["berlin_mss"]["missing"]) == 3

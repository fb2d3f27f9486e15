"""One pass from indicators to an index, and what each indicator adds to it."""

import numpy as np
import pytest

from analysis.index.procedure import one_pass
from analysis.index.recipe import Ingredient, Recipe
from analysis.index.standardisation import minmax, standardised
from tests.analysis.index.made_recipes import WAYS, city, recipe

CITY, PEOPLE = city(50, 3), np.linspace(300, 9000, 50)
WEIGHTED = tuple(
    Ingredient(indicator=one, weight=weight, direction=direction)
    for one, weight, direction in (("A1", 1.0, 1), ("B5", 2.5, -1), ("B1", 0.5, 1))
)


@pytest.mark.parametrize(("way", "together"), WAYS)
@pytest.mark.parametrize("second", [False, True])
def test_contributions_add_up(way: str, together: str, second: bool) -> None:
    made = Recipe(
        name="any", ingredients=WEIGHTED, standardisation=way, aggregation=together, second_standardisation=second
    )
    found = one_pass(CITY, made, PEOPLE)
    whole = found.index if found.adds_up_to == "index" else found.together.values
    if found.adds_up_to == "logarithm":
        whole = np.log(whole)
    assert found.baseline + found.contributions.sum(axis=1) == pytest.approx(whole, abs=1e-9)


@pytest.mark.parametrize("way", ["z_population", "z_sample", "z_weighted", "minmax", "none"])
def test_a_linear_index_is_made_of_its_contributions(way: str) -> None:
    for second in (False, True):
        made = recipe("A1", "B1", "A5", standardisation=way, second_standardisation=second)
        assert one_pass(CITY, made, PEOPLE).adds_up_to == "index"


def test_the_second_standardisation_has_the_deviation_of_the_first() -> None:
    for way, spread in (("z_population", np.std), ("z_sample", lambda index: np.std(index, ddof=1))):
        made = recipe("A1", "B1", "A5", standardisation=way, second_standardisation=True)
        found = one_pass(CITY, made, None)
        assert spread(found.index) == pytest.approx(1)
        assert found.in_deviations is found.index
    weighted = one_pass(
        CITY, recipe("A1", "B1", "A5", standardisation="z_weighted", second_standardisation=True), PEOPLE
    )
    assert np.average(weighted.index, weights=PEOPLE) == pytest.approx(0)
    assert np.average(weighted.index**2, weights=PEOPLE) == pytest.approx(1)


def test_indices_without_deviations_get_them_for_their_classes() -> None:
    found = one_pass(CITY, recipe("A1", "B1", "A5", standardisation="rank", aggregation="mean"), None)
    assert found.in_deviations == pytest.approx(standardised(found.index, "z_population"))


def test_principal_components_end_between_0_and_1() -> None:
    made = recipe("A1", "B1", "A5", aggregation="principal_component_per_dimension", second_standardisation=True)
    found = one_pass(CITY, made, None)
    assert (found.index.min(), found.index.max()) == (0, 1)
    assert found.index == pytest.approx(minmax(found.together.values))
    assert len(found.components) == 1


def test_a_city_of_equals_has_an_index_of_equals() -> None:
    for way, together in WAYS:
        made = recipe("A1", "B1", standardisation=way, aggregation=together, second_standardisation=True)
        found = one_pass(np.full((5, 2), 7.0), made, np.ones(5))
        assert np.isfinite(found.index).all()
        assert np.ptp(found.index) < 1e-12
        assert found.deviations.tolist() == [0.0, 0.0]

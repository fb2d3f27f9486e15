"""What would stand there whatever the hidden number is was found by chance; all else was not."""

import numpy as np
import pytest

from analysis.protection import PROFILES
from loading.atlas import Atlas
from tests.layers.protection.made_town import children_town, town, with_values
from tests.leaks.hidden_numbers import Secret
from tests.leaks.other_world import by_chance, other

RULES = PROFILES["ba"]
COUNTS, LIVING = children_town()
SHARE = np.random.default_rng(4).uniform(10, 40, LIVING.shape).round(5)
SHARE[3, 1] = 0.01234


@pytest.fixture(scope="module")
def inside() -> Atlas:
    """A share of nobody knows whom, of which small values are hidden and others told."""
    return with_values(town(COUNTS, LIVING), "share", SHARE)


def secret(inside: Atlas, area: int, count: float = np.nan) -> Secret:
    rate = float(inside.cubes["quarter"].value[area, inside.indicator_position("share"), 1])
    return Secret("quarter", "share", area, 1, rate, count)


def told(one: Secret) -> str:
    return f"in the page: {one}"


def test_another_world_differs_in_the_suspected_number_alone(inside: Atlas) -> None:
    changed = other(inside, [secret(inside, 3)])
    differing = np.argwhere(changed.cubes["quarter"].value != inside.cubes["quarter"].value)
    assert [place.tolist() for place in differing if not np.isnan(inside.cubes["quarter"].value[tuple(place)])] == [
        [3, inside.indicator_position("share"), 1]
    ]
    np.testing.assert_array_equal(changed.cubes["city"].value, inside.cubes["city"].value)


def test_a_number_of_which_the_published_project_does_not_depend_was_found_by_chance(inside: Atlas) -> None:
    hidden = secret(inside, 3)
    assert by_chance([told(hidden), "elsewhere"], [hidden], inside, RULES) == [told(hidden)]


def test_a_number_that_is_published_was_not(inside: Atlas) -> None:
    public = secret(inside, 0)
    assert by_chance([told(public)], [public], inside, RULES) == []


def test_nor_is_one_excused_beside_another_that_is_published(inside: Atlas) -> None:
    both = [secret(inside, 3), secret(inside, 0)]
    assert by_chance([told(one) for one in both], both, inside, RULES) == []


def test_counts_are_never_excused(inside: Atlas) -> None:
    counted = secret(inside, 3, count=2)
    assert by_chance([told(counted)], [counted], inside, RULES) == []

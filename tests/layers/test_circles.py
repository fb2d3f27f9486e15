"""Circles: the area tells the count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.circles import LARGEST_RADIUS, SMALLEST_RADIUS, circles


def test_four_times_as_many_people_have_twice_the_radius() -> None:
    scale = circles([100, 400])
    assert scale.radius_of(400) == 2 * scale.radius_of(100)


def test_nobody_and_blanks_get_no_circle() -> None:
    scale = circles([0, 10, float("nan")])
    assert (scale.radius_of(0), scale.radius_of(float("nan"))) == (0, 0)
    assert circles([0, float("nan")]).legend == ()
    assert circles([]).radius_of(5) == 0


def test_many_circles_are_smaller_than_few() -> None:
    assert circles([1] * 500).radius < circles([1] * 20).radius


@pytest.mark.parametrize(("largest", "legend"), [(1234, (1000, 500, 100)), (999, (500, 200, 50)), (2, (2, 1, 0.2))])
def test_the_legend_shows_round_counts(largest: float, legend: tuple[float, ...]) -> None:
    assert tuple(count for count, _ in circles([largest]).legend) == legend


@given(st.lists(st.floats(min_value=1, max_value=1e9), min_size=1))
def test_no_legend_circle_is_larger_than_the_largest_on_the_map(counts: list[float]) -> None:
    scale = circles(counts)
    assert SMALLEST_RADIUS <= scale.radius <= LARGEST_RADIUS
    assert all(0 < radius <= scale.radius and 0 < count <= max(counts) for count, radius in scale.legend)

"""How much a column changes, measured so that small quarters do not cry wolf."""

import numpy as np

from loading.checks.changes import changes
from loading.checks.course import Course

UNKNOWN = np.full((20, 3), np.nan)


def course(values: np.ndarray, nature: str = "count") -> Course:
    return Course((), 0, "Spalte", nature, values, np.zeros(values.shape, dtype=np.uint8))  # type: ignore[arg-type]


def steady(size: float) -> np.ndarray:
    return size + np.add.outer(np.arange(20) % 5, np.arange(3) % 2).astype(float)


def test_a_column_of_one_year_has_no_changes() -> None:
    assert changes(course(steady(10)[:, :1]), UNKNOWN[:, :1]) is None


def test_doubling_is_far_from_chance_for_many_people_and_near_it_for_few() -> None:
    scores = []
    for size in (8.0, 800.0):
        values = steady(size)
        values[0, 1:] = 2 * size
        found = changes(course(values), UNKNOWN)
        assert found is not None
        scores.append(float(found.score[0, 0]))
    assert scores[0] < 3 < 10 < scores[1]


def test_a_quarter_in_which_more_people_live_may_have_more_of_everything() -> None:
    values, people = steady(100), np.full((20, 3), 1000.0)
    values[0, 1:], people[0, 1:] = 300.0, 3000.0
    found = changes(course(values), people)
    assert found is not None
    assert abs(found.score[0, 0]) < 3


def test_a_leap_of_the_residents_is_no_leap_of_the_unemployed() -> None:
    values, people = steady(100), np.full((20, 3), 1000.0)
    people[0, 1:] = 3000.0
    found = changes(course(values), people)
    assert found is not None
    assert abs(found.score[0, 0]) < 3


def test_shares_are_compared_in_points() -> None:
    found = changes(course(steady(20), "share"), UNKNOWN)
    assert found is not None
    assert not found.is_ratio

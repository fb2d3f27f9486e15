"""Quarters that are among the most concerned on many indicators at once."""

from typing import Any

import numpy as np

from analysis.findings import Figures, burdens
from analysis.findings.combinations import outstanding
from tests.analysis.findings.nine_quarters import by_code, city

EVEN = np.tile(np.arange(20.0)[:, None], (1, 6))
TOPICS = ("income", "income", "work", "work", "health", "health")


def told(numbers: np.ndarray, topics: tuple[str, ...] = TOPICS, **other: Any) -> dict[str, Any]:
    n, m = numbers.shape
    figures: Figures = city([100] * n, [1000] * n, burdens=burdens(numbers, [1] * m, topics), **other)
    return by_code(figures)


def test_of_twenty_quarters_the_two_highest_are_the_tenth() -> None:
    found = burdens(EVEN, [1, 1, 1, -1, 1, 1], TOPICS)
    assert np.flatnonzero(found.high[:, 0]).tolist() == [18, 19]
    assert np.flatnonzero(found.high[:, 3]).tolist() == [0, 1]
    assert found.known.all()


def test_quarters_that_share_their_value_are_in_only_if_all_have_room() -> None:
    numbers = np.array([[1.0]] * 17 + [[9.0]] * 3)
    assert not burdens(numbers, [1], ("income",)).high.any()
    assert burdens(np.array([[1.0]] * 18 + [[9.0]] * 2), [1], ("income",)).high.sum() == 2


def test_an_indicator_of_few_quarters_or_one_value_is_not_compared() -> None:
    few = np.where(np.arange(20) < 9, np.arange(20.0), np.nan)
    found = burdens(np.stack([few, np.full(20, 5.0)], axis=1), [1, 1], ("income", "work"))
    assert not found.known.any()


def test_who_is_high_on_all_is_told_with_indicators_and_topics() -> None:
    found = told(EVEN, direction="more_disadvantage")["combination"]
    assert found.quarters == (19, 18)  # the one that is named comes last: its profile is shown
    assert found.names["names"] == (18,)
    assert (found.values["times"], found.values["of"], found.values["topics"]) == (6, 6, 3)
    assert found.shown_by == "profile"


def test_the_one_with_most_indicators_is_named() -> None:
    numbers = EVEN.copy()
    numbers[18, 0] = 0
    found = told(numbers, direction="more_disadvantage")["combination"]
    assert (found.names["names"], found.values["n"]) == ((19,), 2)


def test_half_of_the_indicators_are_needed() -> None:
    numbers = np.random.default_rng(0).normal(size=(20, 6))
    numbers[3, :2] = 9
    assert "combination" not in told(numbers, direction="more_disadvantage")


def test_one_topic_alone_is_no_combination() -> None:
    assert "combination" not in told(EVEN, ("income",) * 6, direction="more_disadvantage")


def test_three_indicators_are_too_few() -> None:
    assert "combination" not in told(EVEN[:, :3], TOPICS[1:4], direction="more_disadvantage")


def test_of_what_is_context_nothing_is_said_to_meet() -> None:
    assert "combination" not in told(EVEN, direction="context")


def test_what_half_of_the_indicators_may_give_by_chance_among_many_quarters_is_no_finding() -> None:
    # Four indicators: two of them by chance has the probability 0.0523, among 90 quarters it is to be expected.
    numbers = np.random.default_rng(3).normal(size=(90, 4))
    numbers[5, :2] = 9
    assert outstanding(burdens(numbers, [1] * 4, ("income", "work") * 2)).tolist() == []
    numbers[5] = 9
    assert outstanding(burdens(numbers, [1] * 4, ("income", "work") * 2)).tolist() == [5]

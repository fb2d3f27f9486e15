"""The list as a whole: short, ordered, and nothing that the figures do not carry."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import findings
from tests.analysis.findings.nine_quarters import TOYTOWN, city

KINDS = st.sampled_from(["rate", "count", "value"])
DIRECTIONS = st.sampled_from(["more_disadvantage", "less_disadvantage", "context"])


def test_at_most_seven_statements_the_most_important_first() -> None:
    found = findings(TOYTOWN)
    weights = [statement.weight for statement in found]
    assert 3 <= len(found) <= 7
    assert weights == sorted(weights, reverse=True)
    assert found[0].code == "findings.concentration"


def test_fewer_can_be_asked_for() -> None:
    assert findings(TOYTOWN, most=2) == findings(TOYTOWN)[:2]


@given(st.integers(0, 5_000), KINDS, DIRECTIONS)
def test_whatever_is_delivered_numbers_are_finite_and_positions_exist(seed: int, kind: Any, direction: Any) -> None:
    random = np.random.default_rng(seed)
    people = random.integers(0, 2000, (9, 3)).astype(float)
    poor = np.floor(people * random.random((9, 3)) * random.choice([0.1, 0.9, 1.3]))
    poor[random.random((9, 3)) < 0.2] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        figures = city(poor, people, kind=kind, direction=direction, second=random.normal(size=9))
    for statement in findings(figures):
        assert np.isfinite(list(statement.values.values())).all()
        assert set(statement.amounts) <= set(statement.values)
        named = [quarter for quarters in statement.names.values() for quarter in quarters]
        assert all(0 <= quarter < 9 for quarter in (*statement.quarters, *named))
        assert len({*statement.quarters}) == len(statement.quarters)


@pytest.mark.parametrize("kind", ["rate", "count", "value"])
def test_a_city_without_any_number_gives_only_the_reason(kind: Any) -> None:
    blank = np.full((9, 1), np.nan)
    figures = city(blank, [1000] * 9, kind=kind, city=np.array([np.nan]), reasons=("not_delivered",) * 9)
    assert [statement.code for statement in findings(figures)] == ["findings.not_delivered"]

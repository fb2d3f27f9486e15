"""The benchmark of connections at rest judges what it measured, and both servers answer beside some that rest."""

import pytest

from benchmarks.connections import WAYS, failures, measured, table


def test_answers_must_neither_wait_for_who_rests_nor_be_slower_than_those_of_waitress() -> None:
    least = {"waitress": 1.0, "ours": 1.0}
    assert failures({0: least, 500: {"waitress": 3.0, "ours": 1.9}}) == []
    assert len(failures({0: least, 500: {"waitress": 3.0, "ours": 2.5}})) == 1
    assert len(failures({0: least, 500: {"waitress": 1.0, "ours": 1.5}})) == 1
    assert len(failures({0: least, 500: {"waitress": 1.0, "ours": float("nan")}})) == 1


def test_both_servers_stand_side_by_side() -> None:
    assert table({500: {"waitress": 0.004, "ours": 0.001}})[1].split() == ["500", "4.00", "ms", "1.00", "ms", "4.0"]


@pytest.mark.slow
def test_both_servers_answer_beside_some_that_rest() -> None:
    found = measured(60, 5)
    assert set(found) == set(WAYS)
    assert all(seconds > 0 for seconds in found.values())

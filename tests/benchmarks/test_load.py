"""The load benchmark judges what it measured, and a handful of participants take part without an error."""

from typing import Any

import pytest

from benchmarks._load_participants import Plan
from benchmarks._load_questions import parts_of
from benchmarks.load import INTERACTION, MAP, OURS, Measured, failures, measured, table


def heard(*seconds: float, errors: tuple[str, ...] = ()) -> Measured:
    return Measured(3, {MAP: sorted(seconds)}, errors, 1.0, 0.5)


def test_a_twentieth_of_slow_interactions_fails_and_so_does_one_error() -> None:
    assert failures(heard(*[0.1] * 100)) == []
    assert len(failures(heard(*[0.1] * 90, *[1.0] * 10))) == 1
    assert failures(heard(*[0.1] * 100, errors=("part: 500",) * 2)) == ["Failed: part: 500"]


def test_what_was_not_heard_is_no_success() -> None:
    assert failures(Measured(0, {}, (), 0, 0)) != []


def test_both_pages_stand_side_by_side() -> None:
    lines = table(heard(0.1, 0.1), heard(1, 1))
    assert lines[1].split() == [*MAP.split(), "100,", "100", "(2)", "1000,", "1000", "(2)"]


def test_clientside_callbacks_are_no_question_to_the_server() -> None:
    def place(name: str) -> list[dict[str, str]]:
        return [{"id": name, "property": "data"}]

    listed: list[dict[str, Any]] = [
        {"output": "a.children", "inputs": place("choropleth"), "state": [], "clientside_function": {"x": 1}},
        {"output": "..b.children...c.hidden..", "inputs": place("choropleth"), "state": place("page")},
    ]
    (one,) = parts_of(listed, "choropleth.data")
    assert [name["id"] for name in one["outputs"]] == ["b", "c"]


@pytest.mark.slow
def test_five_participants_and_one_who_joins_meet_no_error() -> None:
    found = measured(OURS, Plan(0, "ours", 5, seconds=1, pause=0.5, joins_per_minute=20))
    assert found.errors == ()
    assert set(found.seconds) >= {MAP, "join", "parts", "numbers", "script or style"}
    assert INTERACTION in MAP

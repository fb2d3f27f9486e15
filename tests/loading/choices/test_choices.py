"""Decisions of a user survive the way through JSON and are checked on it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loading.choices import Choices, IndicatorChoice

WORDS = st.none() | st.text(min_size=1, max_size=8)
CHOICE = st.builds(
    IndicatorChoice,
    id=st.text(min_size=1, max_size=8),
    title=WORDS,
    kind=st.sampled_from([None, "rate", "count", "value"]),
    direction=st.sampled_from([None, "more_disadvantage", "less_disadvantage", "context"]),
    numerator=WORDS,
    denominator=WORDS,
    leave_out=st.booleans(),
)


@given(st.builds(Choices, title=WORDS, key_column=WORDS, indicators=st.lists(CHOICE, max_size=3).map(tuple)))
def test_choices_survive_json(choices: Choices) -> None:
    assert Choices.from_json(json.loads(json.dumps(choices.to_json()))) == choices


def test_nothing_decided_is_an_empty_object() -> None:
    assert Choices().to_json() == {}


@pytest.mark.parametrize(
    "data",
    [
        {"titel": "x"},
        {"title": 5},
        {"indicators": "A1"},
        {"indicators": ["A1"]},
        {"indicators": [{"title": "x"}]},
        {"indicators": [{"id": "A1", "kind": "index"}]},
        {"indicators": [{"id": "A1", "direction": "up"}]},
        {"indicators": [{"id": "A1", "leave_out": "yes"}]},
        {"indicators": [{"id": "A1", "colour": "red"}]},
    ],
)
def test_unknown_or_wrong_entries_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Choices.from_json(data)


def test_an_indicator_without_a_decision_has_an_empty_one() -> None:
    assert Choices().of("A1") == IndicatorChoice("A1")

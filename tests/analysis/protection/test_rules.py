"""Rules are what they say, in memory and on file."""

import pytest

from analysis.protection import PROFILES, Rules, RulesError


@pytest.mark.parametrize("profile", list(PROFILES))
def test_what_is_written_is_read_again(profile: str) -> None:
    assert Rules.from_json(PROFILES[profile].to_json()) == PROFILES[profile]
    assert PROFILES[profile].profile == profile


def test_the_ready_profiles_are_those_of_the_field() -> None:
    assert [PROFILES[name].minimum_numerator for name in ("ba", "municipal", "strict")] == [3, 5, 10]
    assert (PROFILES["strict"].minimum_denominator, PROFILES["strict"].minimum_population) == (300, 300)
    assert [PROFILES[name].base for name in ("ba", "round5", "round10")] == [1, 5, 10]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minimum_numerator", 1), ("minimum_numerator", 2.5), ("minimum_numerator", True), ("minimum_denominator", -1),
        ("minimum_population", "300"), ("dominance", 0.2), ("dominance", 1.0), ("dominance", True),
        ("method", "noise"), ("complement", 1), ("zero_is_open", None), ("profile", ""), ("profile", 3),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_field(field: str, value: object) -> None:
    with pytest.raises(RulesError, match=field) as refused:
        Rules.from_json({field: value})
    assert (refused.value.field, refused.value.found) == (field, value)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(RulesError, match="unknown_field"):
        Rules.from_json({"unknown_field": 1})

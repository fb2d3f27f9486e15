"""Rules per project, file and indicator: the stricter one wins, and what is unknown is refused."""

import pytest

from analysis.protection import PROFILES, RulesError
from layers.protection import RuleBook, publish
from loading.errors import DataFileError
from tests.layers.protection.guarded_town import guarded_town, indicator


def test_the_stricter_rule_wins_whichever_says_it() -> None:
    book = RuleBook.from_json(
        {
            "profile": "municipal",
            "indicators": {"girls": {"minimum_numerator": 3, "minimum_denominator": 500}},
            "files": {"girls.csv": {"minimum_numerator": 10}},
        }
    )
    rules = book.of(indicator("girls"))
    assert (rules.minimum_numerator, rules.minimum_denominator) == (10, 500)
    assert book.of(indicator("boys")) == PROFILES["municipal"]


def test_rules_are_written_as_they_were_read() -> None:
    written = {"profile": "strict", "files": {"a.csv": {"complement": True}}}
    assert RuleBook.from_json(written).to_json() == written
    own = RuleBook.from_json({"profile": "ba", "rules": {"minimum_numerator": 4}})
    assert RuleBook.from_json(own.to_json()) == own
    assert own.general.profile == "own"


@pytest.mark.parametrize(
    "written",
    [
        {"profile": "none"},
        {"rules": {"minimum": 3}},
        {"rules": {"minimum_numerator": "3"}},
        {"indicators": {"A1": {"zero_is_open": False}}},
        {"files": {"a.csv": 3}},
        {"page": {}},
        [],
    ],
)
def test_what_is_unknown_is_refused(written: object) -> None:
    with pytest.raises(RulesError):
        RuleBook.from_json(written)  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["indicators", "files"])
def test_a_rule_for_what_is_not_there_is_refused_and_not_passed_over(part: str) -> None:
    book = RuleBook.from_json({"profile": "ba", part: {"boyz": {"minimum_numerator": 10}}})
    with pytest.raises(DataFileError) as refused:
        publish(guarded_town(), book)
    assert (refused.value.problem, refused.value.found["given"]) == ("gate.rules_of_nothing", "boyz")


def test_one_indicator_is_protected_more_strictly_than_the_others() -> None:
    atlas = guarded_town()
    book = RuleBook.from_json({"profile": "ba", "indicators": {"boys": {"minimum_numerator": 1000}}})
    entries = publish(atlas, book).audit.entries
    assert {one.indicators[0] for one in entries if one.rule == "primary"} == {"girls", "boys"}
    assert len([one for one in entries if one.rule == "primary"]) == 3

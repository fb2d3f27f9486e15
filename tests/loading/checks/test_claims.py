"""Headings and units that say something else than the numbers."""

import pytest

from loading.choices import Choices, IndicatorChoice
from tests.loading.checks.made_town import SIZE, atlas, told
from tests.loading.checks.made_town import table as made

COUNTS = {2024: [80.0 + 11 * at for at in range(SIZE)]}
SHARES = {2024: [1.5 + at for at in range(SIZE)]}


@pytest.mark.parametrize("heading", ["Anteil Kinder", "Betreuungsbesuchsquote", "Kinder in %"])
def test_whole_numbers_beyond_a_hundred_under_a_heading_of_shares_are_counts(heading: str) -> None:
    (found,) = told(made({heading: COUNTS}), about="checks.count_called_share")
    assert (found.severity, found.values["largest"]) == ("warning", 245)
    assert told(made({heading: COUNTS}), about="checks.share_beyond") == []


def test_the_repair_reads_them_as_counts() -> None:
    table = made({"Anteil Kinder": COUNTS})
    (found,) = told(table, about="checks.count_called_share")
    assert found.remedy is not None
    choices = Choices(indicators=tuple(IndicatorChoice(**entry) for entry in found.remedy.entries))  # type: ignore[arg-type]
    assert [one.kind for one in atlas(table, choices=choices).indicators] == ["count"]
    assert told(table, about="checks.count_called_share", choices=choices) == []


def test_one_share_beyond_a_hundred_is_a_typing_error_instead() -> None:
    shares = {2024: [*SHARES[2024][:-1], 150.0]}
    assert told(made({"Anteil Kinder": shares}), about="checks.count_called") == []
    assert len(told(made({"Anteil Kinder": shares}), about="checks.share_beyond")) == 1


def test_fractions_under_a_heading_of_numbers_are_shares() -> None:
    (found,) = told(made({"Anzahl Bäume": SHARES}), about="checks.share_called_count")
    assert found.values["example"] == 1.5
    assert found.remedy is not None


def test_fractions_under_another_heading_claim_nothing() -> None:
    assert told(made({"Niederschlag": SHARES}), about="checks.share_called") == []


def test_whole_numbers_under_a_heading_of_numbers_are_what_they_say() -> None:
    assert told(made({"Anzahl Bäume": COUNTS}), about="checks.") == []

"""Shares without the counts they were computed from."""

from tests.loading.checks.made_town import SIZE, told
from tests.loading.checks.made_town import table as made


def test_ready_shares_are_told_once_for_each_table() -> None:
    shares = {name: {2024: [10.5 + at for at in range(SIZE)]} for name in ("Anteil Bäume", "Anteil Bänke")}
    (found,) = told(made(shares), about="checks.rate_without_denominator")
    assert (found.severity, found.values["n"], found.values["titles"]) == ("info", 2, "Anteil Bäume; Anteil Bänke")


def test_counts_with_their_denominator_lack_nothing() -> None:
    columns = {"Arbeitslose": {2024: [10.0 + at for at in range(SIZE)]}, "Einwohner": {2024: [1000.0] * SIZE}}
    assert told(made(columns), about="checks.rate_without_denominator") == []

"""Per cent beside fractions."""

from tests.loading.checks.made_town import SIZE, YEARS, changed, told
from tests.loading.checks.made_town import table as made

SHARES = {year: [12.5 + at + (year * at) % 3 for at in range(SIZE)] for year in YEARS}


def test_a_year_of_fractions_is_told_and_is_no_leap() -> None:
    mixed = {**SHARES, 2021: [one / 100 for one in SHARES[2021]]}
    found = told(made({"Anteil Bäume": mixed}), about="checks.")
    assert [one.code for one in found if one.severity == "warning"] == ["checks.years_of_fractions"]
    assert found[0].values["years"] == "2021"


def test_single_fractions_are_counted_and_one_is_named() -> None:
    mixed = changed(SHARES, 2021, {at: SHARES[2021][at] / 100 for at in (3, 4, 9)})
    (found,) = told(made({"Anteil Bäume": mixed}), about="checks.fractions")
    assert (found.values["n"], found.values["quarter"], found.values["year"]) == (3, "Quartier 14", "2021")


def test_small_shares_are_no_fractions() -> None:
    small = {year: [0.5 + at / 4 for at in range(SIZE)] for year in YEARS}
    assert told(made({"Anteil Bäume": small}), about="checks.years_of") == []
    assert told(made({"Anteil Bäume": small}), about="checks.fractions") == []


def test_fractions_throughout_are_read_as_such_and_not_mixed() -> None:
    fractions = {year: [one / 100 for one in SHARES[year]] for year in YEARS}
    assert told(made({"Anteil Bäume": fractions}), about="checks.years_of") == []

"""Quarters far away from all others, in shares and amounts."""

from tests.loading.checks.made_town import SIZE, YEARS, told
from tests.loading.checks.made_town import table as made

SHARES = {year: [20.5 + (at * 7 + year) % 6 for at in range(SIZE)] for year in YEARS}


def with_home(value: float, years: tuple[int, ...] = YEARS) -> dict[int, list[float]]:
    return {
        year: [value if at == 6 and year in years else one for at, one in enumerate(SHARES[year])] for year in YEARS
    }


def test_a_home_is_told_once_for_all_years_as_a_note() -> None:
    (found,) = told(made({"Anteil Ältere": with_home(75.5)}), about="checks.outlier")
    assert (found.severity, found.values["quarter"], found.values["n"]) == ("info", "Quartier 33", len(YEARS))
    assert found.remedy is None


def test_the_highest_of_a_usual_spread_is_no_outlier() -> None:
    assert told(made({"Anteil Ältere": with_home(29.5)}), about="checks.outlier") == []


def test_counts_follow_the_size_of_a_quarter_and_are_let_be() -> None:
    counts = {year: [100.0 + at for at in range(SIZE - 1)] + [5000.0] for year in YEARS}
    assert told(made({"Bäume": counts}), about="checks.outlier") == []


def test_a_skewed_share_is_judged_on_its_own_side() -> None:
    skewed = {2024: [1.5 + 1.4**at for at in range(SIZE)]}
    assert told(made({"Anteil Ältere": skewed}), about="checks.outlier") == []


def test_few_quarters_tell_nothing() -> None:
    few = {2024: [*SHARES[2024][:6], 90.5, *[float("nan")] * (SIZE - 7)]}
    assert told(made({"Anteil Ältere": few}), about="checks.outlier") == []


def test_of_many_only_the_strongest_is_told_for_each_indicator_and_the_rest_is_counted() -> None:
    many = {2024: [*SHARES[2024][:-3], 85.5, 90.5, 95.5]}
    codes = [one.code for one in told(made({"Anteil Ältere": many}), about="checks.")]
    assert codes.count("checks.outlier") == 1
    assert "checks.more_outliers" in codes

"""Columns whose numbers slipped by one row."""

import numpy as np
import pytest

from loading.checks.shifted_rows import ranks_of
from tests.loading.checks.made_town import SIZE, YEARS, shifted, told
from tests.loading.checks.made_town import table as made

ORDER = [7, 2, 14, 5, 11, 0, 9, 15, 3, 12, 6, 1, 13, 4, 10, 8]
TREES = {year: [100.0 + 20 * ORDER[at] + (year * at) % 5 for at in range(SIZE)] for year in YEARS}


@pytest.mark.parametrize(("by", "code"), [(1, "checks.shifted_down"), (-1, "checks.shifted_up")])
def test_a_year_that_slipped_by_a_row_is_told_with_the_direction(by: int, code: str) -> None:
    slipped = {**TREES, 2022: shifted(TREES[2022], by)}
    (found,) = told(made({"Bäume": slipped}), about="checks.shifted")
    assert (found.code, found.values["year"]) == (code, "2022")


def test_a_column_that_slipped_beside_others_of_its_sheet_is_told() -> None:
    columns = {"Bäume": TREES[2024], "Bänke": [2 * one + 1 for one in TREES[2024]], "Brunnen": shifted(TREES[2024])}
    (found,) = told(made({name: {2024: numbers} for name, numbers in columns.items()}), about="checks.shifted")
    assert found.values["titles"] == "Brunnen"


def test_a_sheet_that_slipped_is_measured_by_another() -> None:
    first = made({"Bäume": {2024: TREES[2024]}}, file="a.xlsx")
    second = made({"Sträucher": {2024: shifted([3 * one for one in TREES[2024]])}}, file="b.xlsx")
    (found,) = told(first, second, about="checks.shifted")
    assert found.place == "b.xlsx"


def test_neighbours_that_resemble_each_other_have_not_slipped() -> None:
    sorted_by_size = {year: sorted(TREES[year]) for year in YEARS}
    assert told(made({"Bäume": sorted_by_size}), about="checks.shifted") == []


def test_columns_that_have_nothing_to_do_with_each_other_have_not_slipped() -> None:
    other = {2024: [float((at * 37) % 101) for at in range(SIZE)]}
    assert told(made({"Bäume": {2024: TREES[2024]}, "Bänke": other}), about="checks.shifted") == []


@pytest.mark.parametrize("steps", [1.0, 0.25, 1e14], ids=["counts", "shares", "beyond what is exact"])
def test_numbers_are_ranked_as_they_stand_whether_or_not_they_are_counts(steps: float) -> None:
    numbers = steps * np.random.default_rng(1).integers(-9, 9, (40, 3)).astype(float)
    numbers[[3, 17], [0, 2]] = np.nan
    expected = np.argsort(np.argsort(numbers, axis=0, kind="stable"), axis=0).astype(float)
    np.testing.assert_array_equal(ranks_of(numbers), np.where(np.isnan(numbers), np.nan, expected))

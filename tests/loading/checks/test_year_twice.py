"""A year that was delivered twice."""

from dataclasses import replace

import numpy as np

from tests.loading.checks.made_town import SIZE, steady, told
from tests.loading.checks.made_town import table as made

TREES = steady(100, years=(2022, 2023, 2024))
OTHER = {2023: [value + 4 for value in TREES[2023]]}


def test_two_columns_of_one_year_are_told_with_an_example_and_one_can_be_left_out() -> None:
    (found,) = told(made({"Bäume": TREES, "Bäume (2)": OTHER}), about="checks.year_in_two_columns")
    assert (found.values["years"], found.values["n"], found.values["quarter"]) == ("2023", SIZE, "Quartier 11")
    assert found.values["new"] == found.values["old"] + 4  # type: ignore[operator]
    assert found.remedy is not None


def test_the_same_numbers_twice_are_a_copy_and_another_year_is_none() -> None:
    assert told(made({"Bäume": TREES, "Bäume (2)": TREES}), about="checks.year_in") == []
    later = {2025: OTHER[2023]}
    assert told(made({"Bäume": TREES, "Bäume (2)": later}), about="checks.year_in") == []


def test_two_rows_for_nearly_every_quarter_are_one_error_with_the_year() -> None:
    table = made({"Bäume": {**TREES}})
    only = np.where(np.array(table.years)[None, None, :] == 2023, table.values + 3, np.nan)
    doubled = replace(
        table,
        identifiers={name: (*cells, *cells) for name, cells in table.identifiers.items()},
        values=np.concatenate([table.values, only]),
        reasons=np.concatenate([table.reasons, np.where(np.isnan(only), 2, 0).astype(np.uint8)]),
        first_rows=tuple(range(2, 2 * SIZE + 2)),
    )
    other = made({"Bänke": steady(80)}, file="anders.xlsx")
    (found,) = told(doubled, other, about="checks.year_in_two_rows")
    assert (found.severity, found.values["years"], found.values["n"]) == ("error", "2023", SIZE)

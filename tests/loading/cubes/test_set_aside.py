"""Numbers that are not used: blank with their reason, on every level that they are part of."""

import numpy as np

from loading.choices import Choices, NumberChoice
from loading.reasons import Reason
from tests.loading.checks.made_town import SIZE, atlas, table

COLUMNS = {
    "Einwohner": {2023: [1000.0] * SIZE, 2024: [1000.0] * SIZE},
    "Arbeitslose": {2023: [50.0] * SIZE, 2024: [60.0] * SIZE},
}


def chosen(*numbers: NumberChoice, rows: bool = False) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Values and reasons of the unemployed by level, shape (areas, years)."""
    columns = COLUMNS
    if rows:
        columns = {name: {year: [*of, sum(of)] for year, of in years.items()} for name, years in COLUMNS.items()}
    made = table(columns, rows={"Stadt": "city"} if rows else None)
    found = atlas(made, choices=Choices(numbers=numbers))
    at = found.indicator_position("arbeitslose")
    values = {str(level): cube.value[:, at] for level, cube in found.cubes.items()}
    return values, {str(level): cube.reason[:, at] for level, cube in found.cubes.items()}


def test_a_quarter_that_is_left_out_leaves_its_sums_open_too() -> None:
    values, reasons = chosen(NumberChoice("arbeitslose", 2024, "31", "excluded"))
    assert reasons["quarter"][4].tolist() == [Reason.VALUE, Reason.EXCLUDED]
    assert np.isfinite(values["quarter"][:, 1]).sum() == SIZE - 1
    assert reasons["district"][:, 1].tolist() == [Reason.VALUE, Reason.EXCLUDED, Reason.VALUE, Reason.VALUE]
    assert reasons["city"][0].tolist() == [Reason.VALUE, Reason.EXCLUDED]


def test_a_sum_that_was_delivered_stays() -> None:
    values, reasons = chosen(NumberChoice("arbeitslose", 2024, "31", "excluded"), rows=True)
    assert values["city"][0, 1] == 60 * SIZE
    assert reasons["city"][0, 1] == Reason.VALUE


def test_a_whole_year_is_not_delivered_anywhere() -> None:
    values, reasons = chosen(NumberChoice("arbeitslose", 2023), rows=True)
    assert all((reasons[level][:, 0] == Reason.NOT_DELIVERED).all() for level in reasons)
    assert all(np.isnan(values[level][:, 0]).all() for level in values)


def test_what_is_not_part_of_the_delivery_changes_nothing() -> None:
    strange = (NumberChoice("baeume", 2024), NumberChoice("arbeitslose", 1999), NumberChoice("arbeitslose", 2024, "99"))
    values, _ = chosen(*strange)
    assert np.isfinite(values["quarter"]).all()

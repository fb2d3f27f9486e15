"""Parts and wholes, and ranges seen elsewhere."""

import pytest

from loading.declaring.catalogue import definitions
from loading.declaring.merging import Series, series_of
from loading.declaring.plausibility import outside_usual, part_of_residents
from tests.loading.made_tables import table

CHILD_POVERTY = next(one for one in definitions() if one.indicator.id == "A2")


def series(heading: str, numbers: tuple[float, ...], unit: str | None = None) -> Series:
    (found,) = series_of([table({heading: {2024: numbers}}, units={heading: unit} if unit else None)])
    return found


def test_zero_is_not_outside_the_usual_range() -> None:
    assert outside_usual(CHILD_POVERTY, series("Kinderarmut unter 15", (0, 1.5, 75)), None) == []
    (finding,) = outside_usual(CHILD_POVERTY, series("Kinderarmut unter 15", (0.5, 1.5, 76)), None)
    assert (finding.severity, finding.values["n"]) == ("info", 2)


@pytest.mark.parametrize(
    ("heading", "numbers", "possible"),
    [
        ("Arbeitslose", (5, 5, 5), True),
        ("Bäume", (5, 5, 5), True),
        ("Bäume", (500, 5, 5), False),
        ("Haushalte", (5, 5, 5), False),
    ],
)
def test_only_what_can_be_a_part_of_the_residents_is_put_on_them(
    heading: str, numbers: tuple[float, ...], possible: bool
) -> None:
    assert part_of_residents(series(heading, numbers), series("Einwohner", (10, 20, 30))) is possible


def test_buildings_and_workplaces_are_no_part_of_the_residents_though_their_sum_is_smaller() -> None:
    keys = tuple(f"{number:02d}" for number in range(1, 31))
    columns = {"Buildings": {2024: [150.0] * 5 + [20.0] * 25}, "Einwohner": {2024: [100.0] * 5 + [1000.0] * 25}}
    buildings, residents = series_of([table(columns, keys=keys)])
    assert not part_of_residents(buildings, residents)
    few = {"Trees": {2024: [150.0] * 2 + [20.0] * 28}, "Einwohner": columns["Einwohner"]}
    assert part_of_residents(*series_of([table(few, keys=keys)]))

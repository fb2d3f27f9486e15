"""Delivered sums are held against their parts, as exactly as the source is."""

from collections.abc import Sequence

import pytest

from loading.errors import Finding
from tests.loading.checks.made_town import SIZE, told
from tests.loading.checks.made_town import table as made

NUMBERS = [20.0 + number for number in range(SIZE)]
ROUNDED = [3.0 * (7 + number) for number in range(SIZE)]
SUMS = {f"Bezirk {name}": sum(NUMBERS[at : at + 4]) for name, at in zip((1, 3, 5, 7), range(0, SIZE, 4), strict=True)}


def checked(
    numbers: Sequence[float], sums: dict[str, float], city: float, suppressed: Sequence[int] = ()
) -> list[Finding]:
    rows = {**dict.fromkeys(sums, "subtotal"), "Stadt": "city"}
    column = {"Kinder": {2024: [*numbers, *sums.values(), city]}}
    table = made(column, rows=rows, suppressed=[(at, "Kinder") for at in suppressed])  # type: ignore[arg-type]
    return [one for one in told(table, about="") if one.code.startswith(("checks.sum", "checks.more", "load.city"))]


def test_sums_that_fit_are_told_once() -> None:
    (found,) = checked(NUMBERS, SUMS, sum(NUMBERS))
    assert (found.severity, found.code, found.values["city"]) == ("info", "load.city_adds_up", 440)


def test_a_district_that_is_off_is_named_with_the_year_and_by_how_much() -> None:
    found = next(one for one in checked(NUMBERS, {**SUMS, "Bezirk 3": 110.0}, 440) if one.severity == "warning")
    assert (found.severity, found.code) == ("warning", "checks.sum_of_district")
    assert found.values["name"] == "Bezirk 3"
    assert [found.values[name] for name in ("year", "sum", "delivered", "difference")] == ["2024", 102, 110, -8]


def test_a_city_that_is_off_is_told_even_by_one() -> None:
    codes = [one.code for one in checked(NUMBERS, SUMS, 441)]
    assert "checks.sum_of_city" in codes


@pytest.mark.parametrize(("city", "wrong"), [(sum(ROUNDED) + 24, False), (sum(ROUNDED) + 27, True)])
def test_rounded_to_multiples_of_three_each_part_may_be_off_by_one_and_a_half(city: float, wrong: bool) -> None:
    codes = [one.code for one in checked(ROUNDED, {}, city)]
    assert ("checks.sum_of_city" in codes) == wrong


@pytest.mark.parametrize(("delivered", "wrong"), [(102.0, False), (85.0, False), (77.0, True)])
def test_with_a_suppressed_part_the_known_ones_are_at_least_their_sum(delivered: float, wrong: bool) -> None:
    found = checked(NUMBERS, {**SUMS, "Bezirk 3": delivered}, 440 if wrong else 338 + delivered, suppressed=[4])
    codes = [one.code for one in found if one.severity == "warning"]
    assert codes == (["checks.sum_of_district_at_least"] if wrong else [])


def test_districts_that_do_not_make_up_the_city_are_told_where_quarters_cannot_be_added() -> None:
    found = checked(NUMBERS, SUMS, 460, suppressed=[4])
    assert [one.code for one in found if one.severity == "warning"] == ["checks.sum_of_city_of_districts"]


def test_of_many_districts_three_are_told_and_the_rest_is_named() -> None:
    found = checked(NUMBERS, {name: value + 9 for name, value in SUMS.items()}, 440)
    assert [one.code for one in found].count("checks.sum_of_district") == 3
    rest = next(one for one in found if one.code == "checks.more_districts")
    assert rest.values == {"n": 1, "names": "Bezirk 7"}

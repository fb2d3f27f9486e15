"""Columns: the numbers of one indicator and year, blanks as NaN, a reason for every area."""

from dataclasses import replace

import numpy as np
import pytest

from layers.columns import column, column_bytes, column_url, details_bytes, details_url
from layers.container import read_container
from loading.atlas import Atlas, Cube
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()


def _with_years(years: tuple[int, ...]) -> Atlas:
    def longer(array: np.ndarray) -> np.ndarray:
        return np.repeat(array[..., -1:], len(years), axis=-1) * np.linspace(1, 2, len(years))

    cubes = {
        level: Cube(
            longer(cube.value),
            longer(cube.numerator),
            longer(cube.denominator),
            np.repeat(cube.reason[..., -1:], len(years), axis=-1),
            longer(cube.residents),
        )
        for level, cube in ATLAS.cubes.items()
    }
    return replace(ATLAS, project=f"years-{years}", years=years, cubes=cubes)


def test_values_ranks_and_reasons_are_those_of_toytown() -> None:
    one = column(ATLAS, "quarter", "A1", 2024)
    assert one.value.tolist() == [20, 30, 60, 10, 20, 30, 0, 10, 20]
    assert one.rank.tolist() == [4, 2, 1, 7, 4, 2, 9, 7, 4]
    assert [Reason(code).label for code in one.reason[[5, 6]]] == ["value", "zero"]


def test_the_range_is_wilsons() -> None:
    # 200 of 1,000: 0.1764 to 0.2259 (Newcombe 1998, method 3, by hand).
    one = column(ATLAS, "quarter", "A1", 2024)
    assert (one.low[0], one.high[0]) == pytest.approx((17.635, 22.595), abs=0.01)


def test_a_count_has_no_range() -> None:
    one = column(ATLAS, "quarter", "population", 2024)
    assert np.isnan(one.low).all()
    assert np.isnan(one.high).all()


def test_change_is_the_difference_to_the_first_year() -> None:
    one = column(ATLAS, "quarter", "A1", 2024)
    assert one.change_since == 2023
    assert one.change[:6].tolist() == [2, 3, 6, 1, 2, 3]
    assert np.isnan(one.change[7:]).all()


def test_change_looks_back_five_years_where_it_can() -> None:
    atlas = _with_years((2015, 2018, 2019, 2020, 2023))
    assert column(atlas, "quarter", "A1", 2023).change_since == 2018
    assert column(atlas, "quarter", "A1", 2019).change_since == 2015
    assert column(atlas, "quarter", "A1", 2015).change_since is None


def test_a_number_too_small_to_judge_is_told_but_not_ranked() -> None:
    cube = ATLAS.cubes["quarter"]
    reason = cube.reason.copy()
    reason[2, 0, 1] = Reason.TOO_SMALL
    atlas = replace(ATLAS, project="column-too-small", cubes={**ATLAS.cubes, "quarter": replace(cube, reason=reason)})
    one = column(atlas, "quarter", "A1", 2024)
    assert one.value[2] == 60
    assert np.isnan(one.rank[2])
    assert np.isnan(one.change[2])
    assert np.isnan(one.comparable[2])
    assert one.rank[1] == 1


def test_the_bytes_tell_values_reasons_and_what_was_asked() -> None:
    header, sections = read_container(column_bytes(ATLAS, "quarter", "A1", 2023))
    asked = {"level": "quarter", "indicator": "A1", "year": 2023, "decimals": 1, "change_since": None}
    assert {key: header[key] for key in asked} == asked
    assert sections["value"].tolist()[:7] == [18, 27, 54, 9, 18, 27, 0]
    assert [header["reasons"][code] for code in sections["reason"]][6:] == ["zero", "suppressed", "not_delivered"]
    assert set(sections) == {"value", "reason"}


def test_the_details_tell_the_rest() -> None:
    _, sections = read_container(details_bytes(ATLAS, "quarter", "A1", 2024))
    assert set(sections) == {"low", "high", "clear", "numerator", "denominator", "residents", "rank", "change"}
    assert sections["clear"].tolist() == [0, 1, 1, -1, 0, 1, -1, -1, 0]
    assert sections["rank"].tolist() == [4, 2, 1, 7, 4, 2, 9, 7, 4]
    assert sections["numerator"].tolist() == [200, 300, 600, 100, 200, 300, 0, 100, 200]


def test_nothing_of_a_suppressed_cell_leaves_but_its_reason() -> None:
    _, values = read_container(column_bytes(ATLAS, "quarter", "A1", 2023))
    _, details = read_container(details_bytes(ATLAS, "quarter", "A1", 2023))
    told = {part: details[part][7] for part in ("low", "high", "numerator", "rank", "change")}
    assert np.isnan([values["value"][7], *told.values()]).all()


def test_a_column_travels_as_five_bytes_for_an_area_and_without_names() -> None:
    for year in ATLAS.years:
        for indicator in ("A1", "F1", "population"):
            content = column_bytes(ATLAS, "quarter", indicator, year)
            assert len(content) < 400 + 5 * 9
            assert "Süd".encode() not in content


def test_there_is_no_minus_zero() -> None:
    for year in ATLAS.years:
        for content in (column_bytes(ATLAS, "quarter", "A1", year), details_bytes(ATLAS, "quarter", "A1", year)):
            _, sections = read_container(content)
            assert not any((np.signbit(part) & (part == 0)).any() for part in sections.values())


def test_values_carry_two_decimals_more_than_shown() -> None:
    value = column(ATLAS, "quarter", "F1", 2024).value
    assert value.tolist() == np.round(value, 3).tolist()
    _, sections = read_container(column_bytes(ATLAS, "quarter", "F1", 2024))
    assert sections["value"].tolist() == value.astype(np.float32).tolist()


def test_the_address_changes_with_the_content_only() -> None:
    url = column_url(ATLAS, "quarter", "A1", 2024)
    assert url.startswith("/data/toytown/quarter/A1/2024.column?v=")
    assert url == column_url(toytown(), "quarter", "A1", 2024)
    assert url.partition("?")[2] != column_url(ATLAS, "quarter", "A1", 2023).partition("?")[2]
    assert details_url(ATLAS, "quarter", "A1", 2024).startswith("/data/toytown/quarter/A1/2024.details?v=")


def test_an_indicators_id_cannot_break_the_address() -> None:
    strange = replace(ATLAS.indicators[0], id="a/b?c d")
    atlas = replace(ATLAS, project="strange", indicators=(strange, *ATLAS.indicators[1:]))
    assert column_url(atlas, "quarter", "a/b?c d", 2024).startswith(
        "/data/strange/quarter/a%2Fb%3Fc%20d/2024.column?v="
    )


def test_an_unknown_indicator_is_named() -> None:
    with pytest.raises(KeyError, match="Z9"):
        column(ATLAS, "quarter", "Z9", 2024)


def test_a_column_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        column(ATLAS, "quarter", "A1", 2024).value[0] = 1

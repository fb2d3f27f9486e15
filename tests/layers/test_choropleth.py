"""The answer to a View: it carries its question, and its counts and blanks add up."""

import json
from dataclasses import replace

import numpy as np
import pytest

from layers.choropleth import choropleth
from layers.columns import column
from layers.palettes import PALETTES, diverging, sequential
from layers.view import SCHEMES, View
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()


def _asked(atlas: Atlas = ATLAS, /, **query: str) -> View:
    return View.from_query(query, atlas)


def _with_city(project: str, value: float, reason: Reason = Reason.VALUE) -> Atlas:
    cube = ATLAS.cubes["city"]
    values, reasons = cube.value.copy(), cube.reason.copy()
    values[0, 0, :], reasons[0, 0, :] = value, reason
    return replace(ATLAS, project=project, cubes={**ATLAS.cubes, "city": replace(cube, value=values, reason=reasons)})


def _with_reason(project: str, quarter: int, reason: Reason) -> Atlas:
    cube = ATLAS.cubes["quarter"]
    reasons = cube.reason.copy()
    reasons[quarter, 0, 1] = reason
    return replace(ATLAS, project=project, cubes={**ATLAS.cubes, "quarter": replace(cube, reason=reasons)})


def test_the_answer_carries_its_question() -> None:
    view = _asked(i="A1", y="2023", k="3")
    assert choropleth(ATLAS, view).view == view
    assert choropleth(ATLAS, view).to_json()["view"] == view.to_query()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("indicator", ["A1", "F1", "population"])
@pytest.mark.parametrize("year", ["2023", "2024"])
@pytest.mark.parametrize("level", ["quarter", "district"])
def test_coloured_areas_and_blanks_are_all_areas(scheme: str, indicator: str, year: str, level: str) -> None:
    answer = choropleth(ATLAS, _asked(scheme=scheme, i=indicator, y=year, level=level, breaks="12,15"))
    assert sum(answer.counts) + sum(answer.blanks.values()) == answer.n == len(ATLAS.levels[answer.view.level])
    assert len(answer.counts) == len(answer.colours) == len(answer.upper_bounds) == len(answer.limits) - 1
    json.dumps(answer.to_json(), allow_nan=False)


def test_toytowns_natural_breaks_are_its_distinct_values_with_a_row_for_zero() -> None:
    answer = choropleth(ATLAS, _asked(i="A1", k="4"))
    assert answer.upper_bounds == (10.0, 20.0, 30.0, 60.0)
    assert answer.counts == (2, 3, 2, 1)
    assert answer.blanks == {"zero": 1}


def test_zeros_do_not_fill_a_class_alone() -> None:
    answer = choropleth(ATLAS, _asked(i="A1", k="5"))
    assert 0 not in answer.counts
    assert answer.lowest == 10


def test_each_kind_of_blank_is_counted_apart() -> None:
    assert choropleth(ATLAS, _asked(i="A1", y="2023")).blanks == {"zero": 1, "not_delivered": 1, "suppressed": 1}


def test_a_number_too_small_to_judge_makes_no_class() -> None:
    atlas = _with_reason("too-small-to-class", 2, Reason.TOO_SMALL)
    answer = choropleth(atlas, _asked(atlas, i="A1"))
    assert answer.upper_bounds[-1] == 30
    assert answer.blanks == {"zero": 1, "too_small": 1}


def test_dark_is_high_also_where_high_is_good() -> None:
    good = replace(ATLAS.indicators[0], direction="less_disadvantage")
    atlas = replace(ATLAS, project="good", indicators=(good, *ATLAS.indicators[1:]))
    assert choropleth(atlas, _asked(atlas, i="A1")).colours == choropleth(ATLAS, _asked(i="A1")).colours


@pytest.mark.parametrize("palette", PALETTES)
def test_the_palette_asked_for_colours_the_classes(palette: str) -> None:
    assert choropleth(ATLAS, _asked(i="F1", palette=palette, k="6")).colours == sequential(palette, 6)


def test_around_the_standard_deviation_the_citys_class_is_neutral() -> None:
    answer = choropleth(ATLAS, _asked(i="A1", scheme="standard_deviation", k="5"))
    neutral = answer.colours.index(diverging("blue_brown", 5)[2])
    lower = answer.upper_bounds[neutral - 1]
    assert lower < answer.city_value <= answer.upper_bounds[neutral]


def test_own_limits_are_kept_as_they_are() -> None:
    assert choropleth(ATLAS, _asked(i="A1", scheme="own", breaks="15,25")).upper_bounds == (15.0, 25.0, 60.0)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shown_limits_enclose_all_values_and_inner_ones_are_told_apart(scheme: str) -> None:
    answer = choropleth(ATLAS, _asked(i="F1", scheme=scheme, breaks="15.03,15.04"))
    values = column(ATLAS, "quarter", "F1", 2024).value
    assert answer.limits[0] <= values.min()
    assert answer.limits[-1] >= values.max()
    shown = [f"{limit:.{answer.limit_decimals}f}" for limit in answer.limits[1:-1]]
    assert len(set(shown)) == len(shown)


def test_the_histogram_counts_every_comparable_area_once() -> None:
    bars = choropleth(ATLAS, _asked(i="A1", y="2023")).histogram
    assert sum(bars.counts) == 7
    assert len(bars.edges) == len(bars.counts) + 1 == len(bars.classes) + 1
    assert list(bars.classes) == sorted(bars.classes)


def test_equal_values_give_one_bar_and_one_class() -> None:
    cube = ATLAS.cubes["quarter"]
    value, reason = cube.value.copy(), cube.reason.copy()
    value[:, 0, :], reason[:, 0, :] = 7.5, Reason.VALUE
    atlas = replace(ATLAS, project="equal", cubes={**ATLAS.cubes, "quarter": replace(cube, value=value, reason=reason)})
    answer = choropleth(atlas, _asked(atlas, i="A1"))
    assert (answer.counts, answer.upper_bounds, answer.histogram.counts) == ((9,), (7.5,), (9,))


def test_without_any_value_the_answer_is_all_blanks() -> None:
    cube = ATLAS.cubes["quarter"]
    value, reason = cube.value.copy(), cube.reason.copy()
    value[:, 0, 1], reason[:, 0, 1] = np.nan, Reason.NOT_DELIVERED
    atlas = replace(ATLAS, project="empty", cubes={**ATLAS.cubes, "quarter": replace(cube, value=value, reason=reason)})
    answer = choropleth(atlas, _asked(atlas, i="A1", y="2024"))
    assert (answer.upper_bounds, answer.colours, answer.blanks) == ((), (), {"not_delivered": 9})
    assert json.loads(json.dumps(answer.to_json(), allow_nan=False))["lowest"] is None


def test_a_city_value_that_follows_from_the_quarters_is_called_computed() -> None:
    answer = choropleth(ATLAS, _asked(i="A1", y="2024"))
    assert (round(answer.city_value, 2), answer.city_value_is) == (22.22, "computed")


def test_a_city_value_that_does_not_follow_is_called_delivered() -> None:
    atlas = _with_city("delivered", 22.9)
    answer = choropleth(atlas, _asked(atlas, i="A1"))
    assert (answer.city_value, answer.city_value_is) == (22.9, "delivered")


def test_a_missing_city_value_is_computed_where_every_quarter_has_its_counts() -> None:
    atlas = _with_city("missing", float("nan"), Reason.NOT_DELIVERED)
    assert choropleth(atlas, _asked(atlas, i="A1", y="2024")).city_value == pytest.approx(22.222, abs=0.001)
    told = choropleth(atlas, _asked(atlas, i="A1", y="2023"))
    assert (told.city_value, told.city_value_is) == (18.0, "median")


def test_counts_are_circles_with_one_colour() -> None:
    answer = choropleth(ATLAS, _asked(i="population"))
    assert answer.kind == "circles"
    assert len(answer.colours) == 1
    assert answer.circles is not None
    assert answer.circles.radius_of(1000) == answer.circles.radius
    assert (answer.city_value, answer.city_value_is) == (9000, "computed")


def test_the_same_question_gets_the_same_answer_without_computing_again() -> None:
    assert choropleth(ATLAS, _asked(i="A1")) is choropleth(toytown(), _asked(i="A1"))


def test_classes_of_the_published_numbers_are_the_counts() -> None:
    answer = choropleth(ATLAS, _asked(i="F1", scheme="quantile", k="4"))
    published = column(ATLAS, "quarter", "F1", 2024).value
    classes = [next(i for i, upper in enumerate(answer.upper_bounds) if value <= upper) for value in published]
    assert [classes.count(i) for i in range(4)] == list(answer.counts)

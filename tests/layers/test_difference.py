"""Differences: what is subtracted from what, why there is none, and classes that lie around zero."""

from dataclasses import replace

import numpy as np
import pytest

from layers.choropleth import choropleth
from layers.columns import column
from layers.difference import difference, difference_refusal, differences
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()


def _asked(atlas: Atlas = ATLAS, /, **query: str) -> View:
    return View.from_query(query, atlas)


def _city_only_as_median(project: str) -> Atlas:
    cubes = dict(ATLAS.cubes)
    city, fine = cubes["city"], cubes["quarter"]
    reason, numerator = city.reason.copy(), fine.numerator.copy()
    reason[:, 0, :] = Reason.NOT_DELIVERED
    numerator[0, 0, :] = np.nan
    cubes["city"], cubes["quarter"] = replace(city, reason=reason), replace(fine, numerator=numerator)
    return replace(ATLAS, project=project, cubes=cubes)


def test_a_year_is_subtracted_quarter_by_quarter() -> None:
    found = differences(ATLAS, "quarter", "A1", 2024, "2023")
    # 20-18, 30-27, 60-54, 10-9, 20-18, 30-27, 0-0; in 2023 the eighth is suppressed, the ninth was not delivered.
    assert found.value[:7].tolist() == [2.0, 3.0, 6.0, 1.0, 2.0, 3.0, 0.0]
    assert np.isnan(found.value[7:]).all()
    assert found.minuend[2] == 60.0
    assert found.subtrahend[2] == 54.0


def test_blanks_keep_the_reason_of_the_year_that_is_blank() -> None:
    expected = [Reason.VALUE] * 7 + [Reason.SUPPRESSED, Reason.NOT_DELIVERED]
    assert differences(ATLAS, "quarter", "A1", 2024, "2023").reason.tolist() == expected
    assert differences(ATLAS, "quarter", "A1", 2023, "2024").reason.tolist() == expected


def test_a_true_zero_is_a_number_like_any_other() -> None:
    found = differences(ATLAS, "quarter", "A1", 2024, "city")
    # 200 poor people of 9,000: the city has 22.2 %.
    assert found.value[6] == pytest.approx(-22.222, abs=0.001)
    assert found.reason[6] == Reason.VALUE


def test_a_number_too_small_to_be_judged_has_no_difference() -> None:
    cube = ATLAS.cubes["quarter"]
    reason = cube.reason.copy()
    reason[0, 0, 1] = Reason.TOO_SMALL
    atlas = replace(ATLAS, project="small", cubes={**ATLAS.cubes, "quarter": replace(cube, reason=reason)})
    found = differences(atlas, "quarter", "A1", 2024, "2023")
    assert np.isnan(found.value[0])
    assert found.reason[0] == Reason.TOO_SMALL


def test_the_city_is_subtracted_from_every_quarter() -> None:
    found = differences(ATLAS, "quarter", "A1", 2024, "city")
    assert found.value[2] == pytest.approx(60 - 200 / 9, abs=0.001)
    assert set(found.subtrahend.round(3)) == {22.222}


def test_classes_are_symmetrical_and_count_every_quarter_once() -> None:
    answer = difference(ATLAS, _asked(i="A1", y="2024", against="2023"))
    # Root mean square 3, so the step is 4: limits at -2 and 2, ends at 6.
    assert answer.kind == "difference"
    assert answer.limits == (-6.0, -2.0, 2.0, 6.0)
    assert answer.counts == (0, 4, 3)
    assert answer.blanks == {"not_delivered": 1, "suppressed": 1}
    assert len(answer.colours) == 3
    assert answer.signed


@pytest.mark.parametrize("against", ["city", "2023"])
@pytest.mark.parametrize("level", ["quarter", "district"])
def test_coloured_areas_and_blanks_are_all_areas(against: str, level: str) -> None:
    answer = difference(ATLAS, _asked(i="A1", y="2024", against=against, level=level))
    assert sum(answer.counts) + sum(answer.blanks.values()) == answer.n
    assert answer.limits == tuple(-limit for limit in reversed(answer.limits))
    assert list(answer.upper_bounds) == sorted(answer.upper_bounds)


def test_what_does_not_change_the_difference_does_not_change_its_colours() -> None:
    plain = difference(ATLAS, _asked(i="A1", against="2023"))
    other = difference(ATLAS, _asked(i="A1", against="2023", scheme="quantile", k="3", palette="greens"))
    assert (plain.colours, plain.upper_bounds) == (other.colours, other.upper_bounds)


def test_the_indicator_itself_stays_what_it_was() -> None:
    asked = _asked(i="A1", against="2023")
    assert difference(ATLAS, asked).city_value == choropleth(ATLAS, _asked(i="A1")).city_value
    assert choropleth(ATLAS, asked).upper_bounds == choropleth(ATLAS, _asked(i="A1")).upper_bounds


def test_counts_are_refused() -> None:
    assert difference_refusal(ATLAS, _asked(i="population", against="city")) == "difference_of_counts"
    assert difference_refusal(ATLAS, _asked(i="population", against="2023")) == "difference_of_counts"
    assert difference_refusal(ATLAS, _asked(i="A1", against="2023")) == ""
    assert difference_refusal(ATLAS, _asked(i="population")) == ""


def test_a_median_is_no_value_of_the_city() -> None:
    atlas = _city_only_as_median("median")
    assert choropleth(atlas, _asked(atlas, i="A1")).city_value_is == "median"
    assert difference_refusal(atlas, _asked(atlas, i="A1", against="city")) == "difference_without_city"
    assert difference_refusal(atlas, _asked(atlas, i="A1", against="2023")) == ""


def test_a_year_without_values_is_refused() -> None:
    cube = ATLAS.cubes["quarter"]
    value, reason = cube.value.copy(), cube.reason.copy()
    value[:, 0, 0], reason[:, 0, 0] = np.nan, Reason.NOT_DELIVERED
    changed = replace(cube, value=value, reason=reason)
    atlas = replace(ATLAS, project="one-year", cubes={**ATLAS.cubes, "quarter": changed})
    assert difference_refusal(atlas, _asked(atlas, i="A1", y="2024", against="2023")) == "difference_without_year"


def test_differences_have_the_digits_of_columns() -> None:
    found = differences(ATLAS, "quarter", "A1", 2024, "city").value
    digits = column(ATLAS, "quarter", "A1", 2024).decimals + 2
    assert found.tolist() == np.round(found, digits).tolist()


@pytest.mark.parametrize("against", ["", "country", "1999"])
def test_what_is_no_year_and_not_the_city_is_no_difference(against: str) -> None:
    assert _asked(i="A1", against=against).against == ""
    with pytest.raises(KeyError):
        differences(ATLAS, "quarter", "A1", 2024, against)


def test_a_year_is_not_subtracted_from_itself() -> None:
    assert _asked(i="A1", y="2023", against="2023").against == ""
    assert _asked(i="A1", y="2024", against="2023").against == "2023"

"""Everything about one group at once, and over years."""

import numpy as np
import pytest
import shapely

from analysis.concentration import (
    dissimilarity,
    dissimilarity_adjusted,
    dissimilarity_boundary_adjusted,
    eta_squared,
    gini,
    isolation,
    location_quotient,
    measured,
    measured_over_years,
    random_allocation,
    share_of_total,
    smallest_sets,
    theil,
)
from analysis.weights import queen
from tests.analysis.concentration.cities import GROUP, RESIDENTS

CELL = np.arange(12)
WEIGHTS = queen(shapely.box(CELL % 4, CELL // 4, CELL % 4 + 1, CELL // 4 + 1))


def test_each_figure_is_that_of_its_own_function() -> None:
    found = measured(GROUP, RESIDENTS, districts=CELL // 4, contiguity=WEIGHTS, draws=99, seed=4)
    assert (found.n, found.group, found.total, found.refused) == (12, GROUP.sum(), RESIDENTS.sum(), "")
    assert found.share == GROUP.sum() / RESIDENTS.sum()
    for name, function in {
        "dissimilarity": dissimilarity,
        "dissimilarity_adjusted": dissimilarity_adjusted,
        "gini": gini,
        "isolation": isolation,
        "eta_squared": eta_squared,
        "theil": theil,
    }.items():
        assert getattr(found, name) == function(GROUP, RESIDENTS)
    across = dissimilarity_boundary_adjusted(GROUP, RESIDENTS, WEIGHTS.indptr, WEIGHTS.indices, WEIGHTS.borders)
    assert found.boundary_adjusted == across
    assert found.chance == random_allocation(GROUP, RESIDENTS, draws=99, seed=4)
    assert found.hierarchy
    assert found.hierarchy.total == pytest.approx(found.theil)
    assert found.sets
    assert found.sets.cuts.tolist() == smallest_sets(GROUP, RESIDENTS).cuts.tolist()
    assert np.array_equal(found.location_quotient, location_quotient(GROUP, RESIDENTS))
    assert np.array_equal(found.share_of_total, share_of_total(GROUP))


def test_what_was_not_asked_for_is_not_there() -> None:
    found = measured(GROUP, RESIDENTS, draws=0)
    assert found.chance is found.ranges is found.hierarchy is None
    assert np.isnan(found.boundary_adjusted)


def test_a_blank_area_is_left_out_of_every_figure() -> None:
    with_blank = measured([*GROUP, np.nan, 7], [*RESIDENTS, 500, np.nan], draws=0)
    assert (with_blank.n, with_blank.group) == (12, GROUP.sum())
    assert with_blank.gini == gini(GROUP, RESIDENTS)
    assert np.isnan(with_blank.location_quotient).tolist() == np.isnan(with_blank.share_of_total).tolist()
    assert np.isnan(with_blank.share_of_total).tolist() == [False] * 12 + [True] * 2


@pytest.mark.parametrize(("areas", "why"), [(5, "few_areas"), (12, "few_people")])
def test_a_refused_group_has_counts_and_a_reason_but_no_measure(areas: int, why: str) -> None:
    found = measured([2] * areas, [100] * areas)
    assert (found.n, found.group, found.total, found.refused) == (areas, 2 * areas, 100 * areas, why)
    assert np.isnan([found.dissimilarity, found.gini, found.theil]).all()
    assert found.sets is found.chance is found.ranges is None
    assert why in repr(found)


def test_everybody_has_no_segregation_to_measure() -> None:
    found = measured(RESIDENTS, RESIDENTS)
    assert found.refused == ""
    assert np.isnan(found.dissimilarity)
    assert found.chance is found.ranges is None


def test_an_area_that_drops_out_does_not_look_like_a_change() -> None:
    group = np.stack([GROUP, GROUP], axis=1).astype(float)
    people = np.stack([RESIDENTS, RESIDENTS], axis=1)
    group[3, 1] = np.nan
    before, after = measured_over_years(group, people, draws=0)
    assert (before.n, after.n) == (11, 11)
    assert before.dissimilarity == after.dissimilarity
    before, after = measured_over_years(group, people, same_areas=False, draws=0)
    assert (before.n, after.n) == (12, 11)


def test_a_year_without_numbers_is_refused_alone() -> None:
    group = np.stack([GROUP, np.full(12, np.nan)], axis=1)
    first, second = measured_over_years(group, np.stack([RESIDENTS] * 2, axis=1), draws=0)
    assert (first.refused, second.refused) == ("", "few_areas")


def test_years_need_a_column_each() -> None:
    with pytest.raises(ValueError, match="one column per year"):
        measured_over_years([1, 2], [9, 9])


def test_results_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        measured(GROUP, RESIDENTS, draws=0).location_quotient[0] = 1

"""The funnel behind a View."""

from dataclasses import replace

import numpy as np

from layers.columns import column
from layers.derived import with_derived
from layers.funnel import area_funnel
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()


def test_an_area_lies_outside_exactly_where_it_differs_clearly_from_the_city() -> None:
    found = area_funnel(ATLAS, "quarter", "A1", 2024)
    assert found is not None
    clear = column(ATLAS, "quarter", "A1", 2024).clear
    assert np.sign(found.funnel.position).tolist() == clear.tolist()
    assert found.total.tolist() == [1000] * 9


def test_counts_and_shares_without_counts_have_no_funnel() -> None:
    cube = ATLAS.cubes["quarter"]
    bare = replace(cube, numerator=np.full_like(cube.numerator, np.nan))
    assert area_funnel(ATLAS, "quarter", "population", 2024) is None
    assert (
        area_funnel(
            replace(ATLAS, project="funnel-bare", cubes={**ATLAS.cubes, "quarter": bare}), "quarter", "A1", 2024
        )
        is None
    )


def test_what_is_derived_from_a_rate_has_the_funnel_of_the_rate() -> None:
    found = area_funnel(with_derived(ATLAS, "eb:A1"), "quarter", "eb:A1", 2024)
    assert found is not None
    assert found.indicator == "A1"


def test_an_area_too_small_to_be_judged_is_left_out() -> None:
    cube = ATLAS.cubes["quarter"]
    reason = cube.reason.copy()
    reason[2, 0, 1] = Reason.TOO_SMALL
    atlas = replace(ATLAS, project="funnel-small", cubes={**ATLAS.cubes, "quarter": replace(cube, reason=reason)})
    found = area_funnel(atlas, "quarter", "A1", 2024)
    assert found is not None
    assert found.funnel.n == 8
    assert np.isnan(found.total[2])

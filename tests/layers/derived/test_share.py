"""The share of the city's total."""

import numpy as np

from layers.columns import column
from layers.derived import with_derived
from loading.reasons import Reason
from tests.callbacks.towns import shares_town
from tests.layers.hidden_town import hidden_town
from tests.toytown import toytown

ATLAS = toytown()


def test_the_shares_of_all_areas_add_up_to_the_whole() -> None:
    atlas = with_derived(ATLAS, "share:A1")
    own, base = column(atlas, "quarter", "share:A1", 2024), column(atlas, "quarter", "A1", 2024)
    assert round(float(np.nansum(own.value)), 1) == 100.0
    np.testing.assert_allclose(own.value, 100 * base.numerator / np.nansum(base.numerator), atol=1e-3)
    assert column(atlas, "city", "share:A1", 2024).value.tolist() == [100.0]


def test_a_blank_keeps_its_reason_and_the_others_have_their_share_of_the_city() -> None:
    own = column(with_derived(ATLAS, "share:A1"), "quarter", "share:A1", 2023)
    assert Reason.SUPPRESSED in own.reason
    # 1,530 of the city's 1,800: Nord is suppressed, Nord-Ost was not delivered.
    assert round(float(np.nansum(own.value)), 1) == 85.0


def test_of_a_city_that_nobody_can_count_nothing_has_a_share() -> None:
    own = column(with_derived(hidden_town(), "share:A1"), "quarter", "share:A1", 2024)
    assert np.isnan(own.value).all()
    assert set(own.reason) == {Reason.SUPPRESSED}


def test_residents_have_a_share_too() -> None:
    own = column(with_derived(ATLAS, "share:population"), "quarter", "share:population", 2024)
    assert round(float(np.nansum(own.value)), 1) == 100.0


def test_shares_without_counts_have_none() -> None:
    town = shares_town()
    assert with_derived(town, "share:A1").indicators == town.indicators

"""The standardised ratio on the Atlas: counted over expected, with the exact range."""

import numpy as np
import pytest

from layers.columns import column
from layers.derived import with_derived
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = with_derived(toytown(), "smr:A1", "ratio:A1")


def test_the_ratio_is_counted_over_expected() -> None:
    # Quarter 03: 600 counted, 1,000 * 2,000 / 9,000 = 222.2 expected.
    found = column(ATLAS, "quarter", "smr:A1", 2024)
    assert found.value[2] == 2.7
    np.testing.assert_allclose(found.value, column(ATLAS, "quarter", "ratio:A1", 2024).value, atol=1e-4)


def test_its_range_is_that_of_a_poisson_count() -> None:
    # Garwood (1936) for 100 counted: 81.364 to 121.627; expected 222.2.
    found = column(ATLAS, "quarter", "smr:A1", 2024)
    assert (found.low[3], found.high[3]) == pytest.approx((81.364 / 222.222, 121.627 / 222.222), abs=1e-4)
    assert (found.low[6], Reason(int(found.reason[6]))) == (0, Reason.ZERO)


def test_the_city_is_one_and_quarters_differ_clearly_where_their_range_does_not_hold_it() -> None:
    found = column(ATLAS, "quarter", "smr:A1", 2024)
    assert column(ATLAS, "city", "smr:A1", 2024).value.tolist() == [1]
    np.testing.assert_array_equal(found.clear, (found.low > 1).astype(float) - (found.high < 1))


def test_the_location_quotient_has_wilsons_range() -> None:
    found, base = column(ATLAS, "quarter", "ratio:A1", 2024), column(ATLAS, "quarter", "A1", 2024)
    np.testing.assert_allclose(found.low, base.low / (100 * 2000 / 9000), atol=1e-4)
    assert found.clear.tolist() == base.clear.tolist()

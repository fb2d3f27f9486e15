"""People beyond what the city's rate would give."""

import numpy as np
import pytest

from layers.choropleth import choropleth
from layers.columns import column
from layers.derived import with_derived
from layers.view import View
from loading.reasons import Reason
from tests.toytown import POOR_2024, toytown

ATLAS = with_derived(toytown(), "excess:A1")


def test_the_excess_is_what_was_counted_minus_what_the_city_would_give() -> None:
    # City: 2,000 of 9,000; so 222 of the 1,000 in every quarter, by hand.
    found = column(ATLAS, "quarter", "excess:A1", 2024)
    np.testing.assert_allclose(found.value, POOR_2024 * 10 - 2000 / 9, atol=0.006)
    assert found.value.sum() == pytest.approx(0, abs=0.1)


def test_its_range_is_wilsons_in_people() -> None:
    found, base = column(ATLAS, "quarter", "excess:A1", 2024), column(ATLAS, "quarter", "A1", 2024)
    np.testing.assert_allclose(found.low, base.low * 10 - 2000 / 9, atol=0.01)
    assert found.clear.tolist() == base.clear.tolist()


def test_the_city_has_neither_more_nor_fewer_than_itself() -> None:
    assert column(ATLAS, "city", "excess:A1", 2024).value.tolist() == [0]


def test_it_is_told_with_its_sign_in_people_and_blanks_stay_blank() -> None:
    declared = ATLAS.indicators[-1]
    assert (declared.signed, declared.decimals, declared.unit["de"]) == (True, 0, "Personen")
    found = column(ATLAS, "quarter", "excess:A1", 2023)
    assert [Reason(int(code)) for code in found.reason[6:]] == [Reason.VALUE, Reason.SUPPRESSED, Reason.NOT_DELIVERED]


def test_classes_below_zero_are_blue_and_those_above_brown() -> None:
    view = View(project="toytown", indicator="excess:A1", year=2024, scheme="own", k=4, breaks=(-100.0, 0.0, 100.0))
    answer = choropleth(ATLAS, view)
    low, pale_low, pale_high, high = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in answer.colours)
    assert low[2] > low[0]
    assert pale_low[2] > pale_low[0]
    assert high[0] > high[2]
    assert pale_high[0] > pale_high[2]
    assert sum(low) < sum(pale_low)
    assert sum(high) < sum(pale_high)

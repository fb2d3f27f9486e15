"""Shares of the group refer to the city's own count where quarters are suppressed."""

import numpy as np
import pytest

from analysis.findings.living import living
from tests.analysis.findings.nine_quarters import city

PART = [10.0, 20, np.nan, 10, 10, 10, 10, 10, 10]
WHOLE = [100.0] * 9


def test_with_a_suppressed_quarter_the_share_is_one_of_the_citys_own_count() -> None:
    reasons = ("value", "value", "suppressed", *["value"] * 6)
    shares, _ = living(city(PART, WHOLE, reasons=reasons, city_part=np.array([100.0])), [1])
    assert shares["group_share"] == pytest.approx(20)


def test_what_was_not_delivered_is_left_out_of_the_whole() -> None:
    reasons = ("value", "value", "not_delivered", *["value"] * 6)
    shares, _ = living(city(PART, WHOLE, reasons=reasons, city_part=np.array([100.0])), [1])
    assert shares["group_share"] == pytest.approx(100 * 20 / 90)

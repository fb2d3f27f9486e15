"""Descriptions of types, checked with a pencil."""

import numpy as np
import pytest

from analysis.types.description import described
from analysis.types.profiles import profiles

NAN = float("nan")
TABLE = [[10, 5, 1], [12, 5, 2], [30, 5, 1], [28, 5, 2], [NAN, 5, 9], [32, 5, 3]]


def test_a_type_tells_its_quarters_people_and_means() -> None:
    low, high = described(profiles(TABLE), [0, 0, 1, 1, 1], [100, 200, 300, NAN, 400, 500])
    assert low.members.tolist() == [0, 1]
    assert high.members.tolist() == [2, 3, 5]
    assert (low.residents, high.residents) == (300, 800)
    assert low.residents_share == pytest.approx(300 / 1500)
    assert high.mean.tolist() == [30, 5, 2]


def test_the_strongest_difference_comes_first_and_what_is_the_same_everywhere_never() -> None:
    found = profiles(TABLE)
    low, _ = described(found, [0, 0, 1, 1, 1])
    assert [one.indicator for one in low.differences] == [0, 2]
    assert low.differences[0].units == pytest.approx(11 - 22.4)
    assert low.differences[0].sd == pytest.approx((11 - 22.4) / np.std([10, 12, 30, 28, 32]))
    assert low.z[0] == pytest.approx(low.differences[0].sd)


def test_the_typical_quarter_is_in_the_middle_of_its_type() -> None:
    found = profiles([[0.0], [4.0], [5.0], [20.0], [NAN]])
    assert described(found, [0, 0, 0, 0])[0].typical in (1, 2)
    assert described(profiles([[NAN], [0.0], [4.0], [9.0]]), [0, 0, 0])[0].typical == 2


def test_unknown_residents_are_unknown_and_no_type_is_no_description() -> None:
    found = profiles(TABLE)
    only = described(found, [0, 0, 0, 0, -1], [NAN] * 6)
    assert len(only) == 1
    assert np.isnan([only[0].residents, only[0].residents_share]).all()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="one entry per profile"):
        described(profiles(TABLE), [0, 1])
    with pytest.raises(ValueError, match="one entry per quarter"):
        described(profiles(TABLE), [0, 0, 1, 1, 1], [1, 2])

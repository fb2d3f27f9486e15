"""The fewest people of a share, beside every fraction that there is."""

import math

import numpy as np
import pytest

from analysis.protection import fewest


@pytest.mark.parametrize(("decimals", "factor"), [(0, 100), (1, 100), (2, 100), (1, 1000)])
def test_no_count_that_rounds_to_a_share_is_smaller(decimals: int, factor: int) -> None:
    wholes = np.arange(1, 120)
    parts = np.arange(1, 120)[:, None]
    rounded = np.round(np.where(parts <= wholes, factor * parts / wholes, np.nan), decimals)
    shares = np.unique(rounded[(rounded > 0) & (rounded < factor)])
    counts, rests, least = fewest(shares, decimals, factor)
    for share, count, rest, whole in zip(shares, counts, rests, least, strict=True):
        part, of = np.nonzero(np.abs(rounded - share) < 1e-9)
        assert count <= part.min() + 1
        assert rest <= (of - part).min()
        assert whole <= of.min() + 1
        assert abs(count / whole - share / factor) <= 0.5001 * 10.0**-decimals / factor


def test_ends_and_gaps_are_told_apart() -> None:
    counts, rests, wholes = fewest(np.array([[0.0, 100.0], [250.0, np.nan]]), 1, least=50)
    assert counts.tolist()[0] == [0, 50]
    assert rests.tolist()[0] == [50, 0]
    assert (counts[1, 0], rests[1, 0], wholes[1, 0]) == (125, math.inf, 50)
    assert np.isnan([counts[1, 1], rests[1, 1], wholes[1, 1]]).all()

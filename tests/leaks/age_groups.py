"""The size of the group that a share without counts is of, which people know who deal with it: children, pupils."""

from fractions import Fraction

import numpy as np

from analysis.protection import Rules
from layers.protection.ready_made.made_of import decimals_of
from loading.atlas import Atlas
from tests.leaks.seen import Floats

_HALF = 0.5001


def counts_of(shares: Floats, living: Floats, decimals: int, factor: float = 100.0) -> tuple[Floats, Floats]:
    """Give the count and the size of the group that shares of many digits tell, or the same parts of them.

    Parameters
    ----------
    shares, living : float64, same shape
        As delivered; residents, who are at least the group.
    decimals : int
    factor : float

    Returns
    -------
    counts, groups : float64, same shape
        NaN where no such group of residents has that share.

    Examples
    --------
    >>> [one.tolist() for one in counts_of(np.array([21.26697, 3.70370]), np.array([3114.0, 200.0]), 5)]
    [[47.0, 1.0], [221.0, 27.0]]
    """
    counts, groups = np.full(shares.shape, np.nan), np.full(shares.shape, np.nan)
    for place in np.argwhere(np.isfinite(shares) & (living > 0)).tolist():
        at = tuple(place)
        delivered = Fraction(round(float(shares[at]) * 10**decimals), round(factor) * 10**decimals)
        nearest = delivered.limit_denominator(int(living[at]))
        if abs(nearest - delivered) <= _HALF / factor / 10**decimals:
            counts[at], groups[at] = nearest.numerator, nearest.denominator
    return counts, groups


def assert_no_few_are_counted(inside: Atlas, public: Atlas, indicator: str, rules: Rules) -> None:
    """Let somebody who knows the size of the group count from each published share those that it is of."""
    at = inside.indicator_position(indicator)
    before, after = inside.cubes["quarter"].value[:, at], public.cubes["quarter"].value[:, at]
    counts, groups = counts_of(before, inside.cubes["quarter"].residents, decimals_of(before))
    told = np.isfinite(after)
    assert told.sum() > 50
    if rules.base == 1:
        worked_out = np.round(after * groups / 100)
        assert np.array_equal(worked_out[told], counts[told])
        assert not (told & (counts > 0) & (counts < rules.minimum_numerator)).any()
    else:  # the digits are fewer, so that several counts are as good as the true one
        assert not (told & (counts > 0) & (groups / 100 < rules.base)).any()
    assert not (told & (groups < rules.minimum_denominator)).any()
    assert (~told & (counts > 0) & (counts < rules.minimum_numerator)).sum() > 5

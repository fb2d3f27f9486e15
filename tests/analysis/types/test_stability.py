"""Stability: identical where types are real, near chance where they are not."""

import numpy as np
import pytest

from analysis.types.sorting import Method, sorted_into
from analysis.types.stability import resample_size, stability
from tests.planted_types import planted


@pytest.mark.parametrize("method", ["k_means", "ward"])
def test_real_types_come_back_and_made_up_ones_do_not(method: Method) -> None:
    clear, _ = planted(4, 30, 4, apart=10)
    cloud = np.random.default_rng(0).normal(size=(120, 4))
    assert stability(clear, sorted_into(clear, [4], method), method) == [1.0]
    assert stability(cloud, sorted_into(cloud, [6], method), method)[0] < 0.65


def test_no_resample_is_refused() -> None:
    z, _ = planted(2, 5, 2, apart=5)
    with pytest.raises(ValueError, match="at least one resample"):
        stability(z, sorted_into(z, [2], "ward"), "ward", resamples=0)


def test_a_large_city_is_judged_by_a_thousand_quarters_at_a_time() -> None:
    z, _ = planted(3, 500, 3, apart=10)
    assert resample_size(len(z)) == 1000
    assert stability(z, sorted_into(z, [3], "k_means"), "k_means", resamples=2) == [1.0]

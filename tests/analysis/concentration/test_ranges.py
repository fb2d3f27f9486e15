"""Ranges of the measures: they hold the truth, and surround the adjusted figure."""

import numpy as np
import pytest

from analysis.concentration import (
    bootstrap_ranges,
    dissimilarity,
    dissimilarity_adjusted,
    gini,
    isolation,
    smallest_set,
    theil,
)
from analysis.concentration.boundary_adjusted import Contacts
from analysis.concentration.ranges import _measures
from tests.analysis.concentration.cities import GROUP, RESIDENTS, planted, true_dissimilarity


@pytest.mark.parametrize("spread", [0, 0.15, 0.4, 0.8])
def test_about_nineteen_of_twenty_ranges_hold_the_true_dissimilarity(spread: float) -> None:
    residents, share = planted(spread, people=100)
    truth = true_dissimilarity(residents, share)
    draws = np.random.default_rng(1).binomial(residents, share, size=(200, len(residents)))
    found = [bootstrap_ranges(draw, residents, draws=199) for draw in draws]
    held = [each.dissimilarity.low <= truth <= each.dissimilarity.high for each in found if each]
    assert np.mean(held) == pytest.approx(0.95, abs=0.05)


def test_every_draw_is_measured_as_a_city_is() -> None:
    residents, share = planted(0.5, n=30)
    draws = np.random.default_rng(1).binomial(residents[:, None], share[:, None], size=(30, 5)).astype(np.int32)
    d, g, isolated, mixed, first = _measures(draws, residents.astype(float), 4)
    assert d == pytest.approx([dissimilarity(draw, residents) for draw in draws.T])
    assert g == pytest.approx([gini(draw, residents) for draw in draws.T])
    assert isolated == pytest.approx([isolation(draw, residents) for draw in draws.T])
    assert mixed == pytest.approx([theil(draw, residents) for draw in draws.T])
    assert first == pytest.approx([np.sort(draw)[-4:].sum() / draw.sum() for draw in draws.T])


def test_the_range_surrounds_the_adjusted_figure() -> None:
    found = bootstrap_ranges(GROUP, RESIDENTS, seed=2)
    assert found is not None
    for one in (found.dissimilarity, found.gini, found.isolation, found.theil, found.share_in_set):
        assert 0 <= one.low < one.adjusted < one.high <= 1
        assert one.adjusted < one.value
    assert found.dissimilarity.adjusted == dissimilarity_adjusted(GROUP, RESIDENTS)
    half = smallest_set(GROUP, RESIDENTS, 0.5)
    assert found.set_size == len(half.members)
    assert found.share_in_set.value == pytest.approx(half.group_share)


def test_the_measured_dissimilarity_has_a_range_of_its_own() -> None:
    found = bootstrap_ranges(GROUP, RESIDENTS, seed=2)
    assert found is not None
    raw = found.dissimilarity_raw
    assert raw.low < raw.value == raw.adjusted == found.dissimilarity.value < raw.high
    assert raw.high > found.dissimilarity.high


@pytest.mark.parametrize("spread", [0.15, 0.4, 0.8])
def test_ranges_across_borders_and_of_the_mixture_hold_those_of_the_shares_behind(spread: float) -> None:
    residents, share = planted(spread, people=100)
    n = len(residents)
    ring = Contacts(np.arange(n), np.roll(np.arange(n), 1), np.full(n, 1 / n))
    expected = residents * share
    truth = np.array([theil(expected, residents), dissimilarity(expected, residents) - ring.difference(share)])
    draws = np.random.default_rng(1).binomial(residents, share, size=(100, n))
    found = [bootstrap_ranges(draw, residents, contacts=ring, draws=199) for draw in draws]
    ranges = [(one.theil, one.boundary_adjusted) for one in found if one and one.boundary_adjusted]
    held = [[one.low <= true <= one.high for one, true in zip(both, truth, strict=True)] for both in ranges]
    assert np.mean(held, axis=0) == pytest.approx([0.95, 0.95], abs=0.07)


def test_more_confidence_needs_a_wider_range() -> None:
    narrow, wide = (bootstrap_ranges(GROUP, RESIDENTS, confidence=confidence) for confidence in (0.8, 0.99))
    assert narrow
    assert wide
    assert wide.gini.low < narrow.gini.low < narrow.gini.high < wide.gini.high


def test_without_a_group_there_is_no_range() -> None:
    assert bootstrap_ranges([0, 0], [9, 9]) is None


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"confidence": 1.0}])
def test_no_draw_and_no_doubt_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"draw|confidence"):
        bootstrap_ranges(GROUP, RESIDENTS, **wrong)

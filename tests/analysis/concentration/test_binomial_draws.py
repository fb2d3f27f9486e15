"""Draws from binomial distributions: they have the right distribution."""

import numpy as np
import pytest
from scipy import stats

from analysis.concentration.binomial_draws import BinomialDraws

DRAWS = 200_000


@pytest.mark.parametrize(
    ("people", "share"), [(1, 0.3), (30, 0.5), (800, 0.15), (3000, 0.002), (20, 0.999), (5_000_000, 0.1)]
)
def test_counts_come_as_often_as_the_binomial_distribution_says(people: int, share: float) -> None:
    drawn = BinomialDraws([people], share, seed=3).counts(DRAWS)[0]
    least, most = stats.binom.ppf([1e-6, 1 - 1e-6], people, share).astype(int)
    edges = np.unique(np.linspace(least, most, 40).astype(int))
    chance = np.diff(stats.binom.cdf(edges, people, share), prepend=0, append=1)
    seen = np.bincount(np.searchsorted(edges, drawn), minlength=len(chance))
    likely = DRAWS * chance > 5
    assert (np.square(seen - DRAWS * chance)[likely] / (DRAWS * chance[likely])).sum() < stats.chi2.ppf(
        0.999, likely.sum()
    )
    assert seen[~likely].sum() < 50


def test_the_far_ends_are_drawn_as_well() -> None:
    drawn = BinomialDraws([10] * 50, 0.5, seed=1).counts(20_000)
    assert (drawn == 0).mean() == pytest.approx(0.5**10, rel=0.1)
    assert (drawn == 10).mean() == pytest.approx(0.5**10, rel=0.1)


def test_a_chance_of_nought_or_one_leaves_no_choice() -> None:
    drawn = BinomialDraws([5, 5, 0], [0.0, 1.0, 0.5], seed=1).counts(100)
    assert drawn.min(axis=1).tolist() == drawn.max(axis=1).tolist() == [0, 5, 0]


def test_quarters_are_independent_even_where_they_share_a_table() -> None:
    drawn = BinomialDraws([400, 90, 400], [0.2, 0.3, 0.2], seed=5).counts(50_000)
    assert drawn.mean(axis=1) == pytest.approx([80, 27, 80], abs=0.2)
    assert np.abs(np.corrcoef(drawn) - np.eye(3)).max() < 0.02


def test_the_seed_decides_and_parts_are_as_many_as_asked_for() -> None:
    first, again, other = (BinomialDraws([40, 70], 0.3, seed=seed).counts(50) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert sum(part.shape[1] for part in BinomialDraws([40] * 40_000, 0.3, seed=1).in_parts(1000)) == 1000


def test_parts_of_the_draws_are_as_good_as_the_first() -> None:
    # The tables made for the first part serve the others; the last is shorter.
    parts = BinomialDraws([400] * 9_000, 0.2, seed=7).in_parts(4_000)
    drawn = np.concatenate([part.copy() for part in parts], axis=1)
    assert drawn.shape == (9_000, 4_000)
    assert drawn.mean() == pytest.approx(80, abs=5 * 8 / 6_000)
    assert drawn[:, -200:].var() == pytest.approx(64, rel=0.01)

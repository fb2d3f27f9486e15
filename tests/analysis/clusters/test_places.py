"""However observed sums are looked up, one by one, by halving or by a guide, the counts are those of comparing all."""

import numpy as np
import pytest

from analysis.clusters.places import SAME, _counted_together, _places, counted


@pytest.mark.parametrize("power", [1, 9], ids=["even", "mostly in one cell of the guide"])
def test_a_group_larger_than_the_draws_are_many_finds_its_places_by_a_guide(power: int) -> None:
    table = np.sort(np.random.default_rng(1).normal(size=300) ** power)
    between = np.random.default_rng(2).uniform(table[0] - 1, table[-1] + 1, 900)
    wanted = np.concatenate([table, table + 1e-10, between, between * 1e-8])
    np.testing.assert_array_equal(_places(table, wanted), np.searchsorted(table, wanted))


def compared(sums: np.ndarray, observed: np.ndarray, sizes: np.ndarray) -> tuple[list[int], list[int]]:
    tables = np.arange(len(sizes)).repeat(sizes)
    at_least = [int((sums[own] >= one - SAME).sum()) for own, one in zip(tables, observed, strict=True)]
    at_most = [int((sums[own] <= one + SAME).sum()) for own, one in zip(tables, observed, strict=True)]
    return at_least, at_most


def drawn(kind: str, rng: np.random.Generator) -> np.ndarray:
    sums = rng.normal(size=(4, 99))
    if kind == "of few values":
        return np.round(sums)
    if kind == "mostly in one cell of the guide":
        return np.sign(sums) * np.abs(sums) ** 15
    if kind == "one of them all alike":
        sums[2] = sums[2, 0]
    return sums


@pytest.mark.parametrize("kind", ["even", "of few values", "mostly in one cell of the guide", "one of them all alike"])
@pytest.mark.parametrize("sizes", [(200, 1, 150, 300), (3, 2, 5, 1)], ids=["many", "few"])
def test_several_tables_at_once_give_the_counts_of_each(kind: str, sizes: tuple[int, ...]) -> None:
    rng = np.random.default_rng(len(kind))
    sums = drawn(kind, rng)
    observed = np.concatenate(
        [
            rng.choice(np.append(own, [own.min() - 1, own.max() + 1, 0.0]), size)
            + rng.choice([0, 1e-3, SAME / 2], size)
            for own, size in zip(sums, sizes, strict=True)
        ]
    )
    wanted = compared(sums, observed, np.array(sizes))
    for count in (counted, _counted_together):
        at_least, at_most = count(sums, observed, np.array(sizes))
        assert (at_least.tolist(), at_most.tolist()) == wanted

"""Tables to protect: classifications that cross, quarters in districts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Relations


@dataclass(frozen=True)
class Table:
    """Counts with all their totals; ``place[area, group]`` is the cell, areas are quarters, districts, city."""

    counts: NDArray[np.float64]
    relations: Relations
    place: NDArray[np.int64]
    quarters: int
    denominator: NDArray[np.int64] | None = None


def crossed(inner: NDArray[np.int64], district: NDArray[np.int64]) -> Table:
    """Quarters by groups, with totals of districts, of the city and of all groups."""
    quarters, groups = inner.shape
    districts = int(district.max()) + 1
    full = np.zeros((quarters + districts + 1, groups + 1))
    full[:quarters, :groups] = inner
    for number in range(districts):
        full[quarters + number, :groups] = inner[district == number].sum(axis=0)
    full[-1, :groups] = inner.sum(axis=0)
    full[:, groups] = full[:, :groups].sum(axis=1)
    place = np.arange(full.size).reshape(full.shape)
    upper = place[quarters : quarters + districts]
    relations = [
        Relations.of_parts(place[:quarters].ravel(), place[quarters + district].ravel(), full.size),
        Relations.of_parts(upper.ravel(), np.tile(place[-1], districts), full.size),
    ]
    if groups > 1:
        relations.append(Relations.of_parts(place[:, :groups].ravel(), np.repeat(place[:, groups], groups), full.size))
    return Table(full.ravel(), Relations.joined(relations), place, quarters)


def hierarchy(seed: int, quarters: int = 60, groups: int = 5, districts: int = 6) -> Table:
    """A random city: quarters of very different size, groups of different share."""
    rng, expected, district = drawn(seed, quarters, groups, districts)
    return crossed(rng.poisson(expected), district)


def drawn(
    seed: int, quarters: int = 60, groups: int = 5, districts: int = 6
) -> tuple[np.random.Generator, NDArray[np.float64], NDArray[np.int64]]:
    """Draw how many are expected in each quarter and group of a random city, and the districts of its quarters."""
    rng = np.random.default_rng(seed)
    size = rng.gamma(1.0, rng.uniform(4, 40), (quarters, 1))
    share = rng.dirichlet(np.full(groups, 2.0)) * groups
    district = np.sort(rng.integers(0, districts, quarters))
    return rng, size * share, np.unique(district, return_inverse=True)[1]


def twice_crossed(seed: int, quarters: int = 24, districts: int = 4, *, shares: bool = False) -> Table:
    """A random town of two sexes and three ages, each with its total, all of them as relations that do not follow.

    With ``shares`` every count has a denominator that is crossed alike. What follows from several relations together,
    and from none alone, is what an attacker needs linear programmes for.
    """
    rng = np.random.default_rng(seed)
    size = rng.gamma(1.0, rng.uniform(4, 40), (quarters, 1, 1))
    share = rng.dirichlet(np.full(6, 2.0)).reshape(2, 3) * 6
    inner = rng.poisson(size * share)
    district = np.unique(np.sort(rng.integers(0, districts, quarters)), return_inverse=True)[1]
    counts = [inner, inner + rng.poisson(4 * size * share)] if shares else [inner]
    groups = np.concatenate([_with_totals(one) for one in counts], axis=1)
    apart = [crossed(column[:, None], district) for column in groups.T]
    full = np.column_stack([one.counts.reshape(one.place.shape)[:, 0] for one in apart])
    place = np.arange(full.size).reshape(full.shape)
    upper = place[quarters:-1]
    relations = [
        Relations.of_parts(place[:quarters].ravel(), place[quarters + district].ravel(), full.size),
        Relations.of_parts(upper.ravel(), np.tile(place[-1], len(upper)), full.size),
    ]
    for first in range(0, full.shape[1], 12):
        cell = place[:, first : first + 12].reshape(-1, 3, 4)
        for parts, wholes in ((cell[:, :2, :3], cell[:, 2:, :3]), (cell[:, :, :3].swapaxes(1, 2), cell[:, None, :, 3])):
            each = np.broadcast_to(wholes, parts.shape)
            relations.append(Relations.of_parts(parts.ravel(), each.ravel(), full.size))
    denominator = np.full(full.shape, -1)
    denominator[:, : full.shape[1] - 12] = place[:, 12:]
    return Table(full.ravel(), Relations.joined(relations), place, quarters, denominator.ravel())


def _with_totals(inner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sexes and ages with the totals of both, flat, shape (quarters, 12)."""
    ages = np.concatenate([inner, inner.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([ages, ages.sum(axis=2, keepdims=True)], axis=2).reshape(len(inner), 12)

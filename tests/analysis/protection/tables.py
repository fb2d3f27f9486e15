"""Tables to protect: two classifications that cross, quarters in districts."""

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
    rng = np.random.default_rng(seed)
    size = rng.gamma(1.0, rng.uniform(4, 40), (quarters, 1))
    share = rng.dirichlet(np.full(groups, 2.0)) * groups
    district = np.sort(rng.integers(0, districts, quarters))
    district = np.unique(district, return_inverse=True)[1]
    return crossed(rng.poisson(size * share), district)

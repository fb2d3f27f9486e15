"""Random neighbourhoods, drawn once and used for all quarters, indicators and years."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.weights import SpatialWeights

PERMUTATIONS = 99_999
SEED = 1
_LATEST, _SMALL = 8, 8_000_000  # plans remembered, and bytes of the draws of one that is small enough for it
Ids = NDArray[np.uint16] | NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class AlikeMany:
    """The quarters with the same number of neighbours.

    Attributes
    ----------
    neighbours : int
        The number k, at least 1.
    inside : slice
        Where they stand in ``PermutationPlan.order``.
    others : int64, shape (k, q)
        Their neighbours: the first of each, the second of each ...
    """

    neighbours: int
    inside: slice
    others: NDArray[np.int64]

    def __post_init__(self) -> None:
        self.others.setflags(write=False)


@dataclass(frozen=True, eq=False)
class PermutationPlan:
    """What conditional permutations need of the weights, for whatever values.

    Attributes
    ----------
    weights : SpatialWeights
    permutations, seed : int
    ids : unsigned integers, shape (K, permutations)
        Each column is a draw of K different quarters in random order, K being one more than the largest number of
        neighbours. Its first k are the random neighbourhood of a quarter with k neighbours.
    alike : tuple of AlikeMany
        By number of neighbours, ascending.
    order : int64, shape (q,)
        The quarters with neighbours, by their number and then by position.
    cells : int64, shape (m,)
        Draws in which a quarter stands among its own first k, as places in a table of sums, shape
        (K - 1, permutations), whose row k - 1 holds the sums of the first k.
    met : int64, shape (q,)
        How many of them belong to each quarter of ``order``, which they follow.
    instead : unsigned integers, shape (m,)
        Who takes its place there: the next of that draw.
    """

    weights: SpatialWeights
    permutations: int
    seed: int
    ids: Ids
    alike: tuple[AlikeMany, ...]
    order: NDArray[np.int64]
    cells: NDArray[np.int64]
    met: NDArray[np.int64]
    instead: Ids

    def __post_init__(self) -> None:
        for array in (self.ids, self.order, self.cells, self.met, self.instead):
            array.setflags(write=False)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where the cells of each quarter of ``order`` end, shape (q,)."""
        return np.cumsum(self.met)

    def of_owners(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give for each of ``cells`` the value of the quarter it belongs to, shape (m,), of values of shape (n,)."""
        return np.repeat(values[self.order], self.met)

    def parts(self, size: int, inside: slice = slice(None)) -> Iterator[tuple[slice, slice]]:
        """Cut ``order``, and with it ``cells``, into parts of about so many cells: one quarter at least in each.

        Parameters
        ----------
        size : int
            Cells.
        inside : slice
            The places in ``order`` to be cut; all of them if not given.
        """
        first, stop, _ = inside.indices(len(self.met))
        ends = self.ends
        while first < stop:
            begin = int(ends[first - 1]) if first else 0
            last = min(stop, max(first + 1, int(ends.searchsorted(begin + size, "right"))))
            yield slice(first, last), slice(begin, int(ends[last - 1]))
            first = last

    def among(self, kept: ArrayLike) -> "PermutationPlan":
        """Give the plan of the same number of permutations and seed for the kept quarters only, shape (n,) of bool."""
        marks = np.asarray(kept, dtype=bool)
        of_kept = self._of_kept if self.ids.nbytes <= _SMALL else self._among
        return of_kept(marks.tobytes())

    @cached_property
    def _of_kept(self) -> "Callable[[bytes], PermutationPlan]":
        """Remember the latest: one indicator after the other lacks the same few quarters."""
        return lru_cache(maxsize=_LATEST)(self._among)

    def _among(self, kept: bytes) -> "PermutationPlan":
        weights = self.weights.among(np.frombuffer(kept, dtype=bool))
        return self if weights is self.weights else permutation_plan(weights, self.permutations, self.seed)

    def __repr__(self) -> str:
        return f"{self.permutations} permutations, seed {self.seed}, of {self.weights!r}"


def permutation_plan(weights: SpatialWeights, permutations: int = PERMUTATIONS, seed: int = SEED) -> PermutationPlan:
    """Draw the random neighbourhoods for conditional permutations.

    Parameters
    ----------
    weights : SpatialWeights
        All neighbours of a quarter count alike, so that a neighbourhood is known by its sum.
    permutations : int
        At least 1. With few of them a pseudo p-value cannot fall below what many tests at once require: 999 give
        at best 0.001.
    seed : int
        Not negative. The same weights, number and seed give the same plan.

    Returns
    -------
    PermutationPlan

    Raises
    ------
    ValueError
        If there are no permutations or the seed is negative.

    Notes
    -----
    A conditional permutation [1]_ keeps a quarter's own value and strews the others anew. Its k neighbours are then
    k different quarters out of all others in random order. Here they are drawn out of *all* quarters, once for
    everybody; where a quarter is among its own first k, the next of the draw takes its place. Given that the other
    k - 1 and the next are any quarters but it, what results is a draw out of the others with equal chances: exact,
    not an approximation. Different quarters use the same draws, as they do where all are given the same seed.

    Time and memory grow with the number of permutations times the mean number of neighbours, and time with the square
    of the largest: 99,999 for six neighbours take 15 MB, for a distance band of a hundred neighbours half a gigabyte.

    References
    ----------
    .. [1] Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27, 93-115.

    Examples
    --------
    >>> square = SpatialWeights(np.array([0, 2, 4, 6, 8]), np.array([1, 2, 0, 3, 0, 3, 1, 2]), None, "rook")
    >>> permutation_plan(square, 999)
    999 permutations, seed 1, of rook: 4 quarters, 2.00 neighbours on average, 0 without
    """
    if permutations < 1:
        raise ValueError(f"at least 1 permutation is needed, got {permutations}")
    counts = weights.counts
    most = int(counts.max(initial=0))
    ids = _drawn(weights.n, most + 1 if most else 0, permutations, seed)
    order = np.argsort(counts, kind="stable")[np.count_nonzero(counts == 0) :]
    met, cells, instead = _met_themselves(counts, order, ids)
    return PermutationPlan(weights, permutations, seed, ids, _alike(weights, order), order, cells, met, instead)


def _drawn(n: int, size: int, permutations: int, seed: int) -> Ids:
    """Draw ``size`` different quarters in random order, again and again: each is redrawn until it is a new one."""
    rng = np.random.default_rng(seed)
    kind = np.uint16 if n <= np.iinfo(np.uint16).max else np.uint32
    ids = np.empty((size, permutations), dtype=kind)
    for place in range(size):
        ids[place] = rng.integers(n, size=permutations, dtype=kind)
        again = np.flatnonzero((ids[:place] == ids[place]).any(axis=0))
        while len(again):
            ids[place, again] = rng.integers(n, size=len(again), dtype=kind)
            again = again[(ids[:place, again] == ids[place, again]).any(axis=0)]
    return ids


def _alike(weights: SpatialWeights, order: NDArray[np.int64]) -> tuple[AlikeMany, ...]:
    """Find the runs of equal numbers of neighbours; these ascend."""
    kinds, first = np.unique(weights.counts[order], return_index=True)
    alike = []
    last = np.append(first, len(order))[1:]
    for k, start, end in zip(kinds.tolist(), first.tolist(), last.tolist(), strict=True):
        others = weights.indices[weights.indptr[order[start:end]] + np.arange(k)[:, None]]
        alike.append(AlikeMany(k, slice(start, end), others))
    return tuple(alike)


def _met_themselves(
    counts: NDArray[np.int64], order: NDArray[np.int64], ids: Ids
) -> tuple[NDArray[np.int64], NDArray[np.int64], Ids]:
    """Find, quarter by quarter, in how many and which draws it is among its own neighbours, and who stands in."""
    permutations = ids.shape[1]
    rank = np.empty(len(counts), dtype=ids.dtype)
    rank[order] = np.arange(len(order))
    met = [np.flatnonzero(counts[row] > place) for place, row in enumerate(ids[:-1])]
    draws = np.concatenate([np.empty(0, dtype=np.int64), *met])
    quarters = np.concatenate([ids[:0].ravel(), *(ids[place, at] for place, at in enumerate(met))])
    # Ranks of 16 bits are sorted digit by digit, which keeps the draws of a quarter together at once.
    ranks = rank[quarters]
    sorting = np.argsort(ranks, kind="stable")
    draws, k = draws[sorting], counts[quarters[sorting]]
    return np.bincount(ranks, minlength=len(order)), (k - 1) * permutations + draws, ids[k, draws]

"""Spatial weights as compressed rows: for each quarter the positions of its neighbours."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Kind = Literal["queen", "rook", "k_nearest", "distance_band"]
Neighbours = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class SpatialWeights:
    """Who neighbours whom; all neighbours of a quarter count alike.

    Attributes
    ----------
    indptr : int64, shape (n + 1,)
        ``indices[indptr[i]:indptr[i + 1]]`` are the neighbours of quarter i.
    indices : int64, shape (m,)
        Positions, ascending within a quarter, never the quarter itself. Each pair stands twice, once with either
        quarter, where neighbourhood is mutual; with k nearest it need not be.
    borders : float64, shape (m,), or None
        Length of the common border in units of the coordinates; 0 where only a point is shared. None for weights
        that do not come from borders.
    kind : {"queen", "rook", "k_nearest", "distance_band"}
        How neighbours were told, for captions.
    reach : float, optional
        What belongs to the kind: k, or the distance of the band in units of the coordinates.
    bridges : tuple of (isolate, quarter)
        Pairs joined although they do not touch.

    Raises
    ------
    ValueError
        If the arrays do not describe rows of positions from 0 to n - 1.

    Notes
    -----
    Nothing is standardised here: the statistics take means over a quarter's neighbours (row standardisation)
    or, where their formula says so, sums.

    Examples
    --------
    >>> SpatialWeights(np.array([0, 1, 3, 4, 4]), np.array([1, 0, 2, 1]), None, "queen")
    queen: 4 quarters, 1.00 neighbours on average, 1 without
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int64]
    borders: NDArray[np.float64] | None
    kind: Kind
    reach: float | None = None
    bridges: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for name in ("indptr", "indices"):
            object.__setattr__(self, name, np.array(getattr(self, name), dtype=np.int64))
        if self.borders is not None:
            object.__setattr__(self, "borders", np.array(self.borders, dtype=np.float64))
        self._check()
        for array in (self.indptr, self.indices, self.borders):
            if array is not None:
                array.setflags(write=False)

    def _check(self) -> None:
        if not len(self.indptr) or self.indptr[0] != 0 or (np.diff(self.indptr) < 0).any():
            raise ValueError("indptr must begin with 0 and never fall")
        if self.indptr[-1] != len(self.indices):
            raise ValueError(f"indptr ends with {self.indptr[-1]}, but there are {len(self.indices)} indices")
        if len(self.indices) and not (self.indices.min() >= 0 and self.indices.max() < self.n):
            raise ValueError(f"indices must be positions from 0 to {self.n - 1}")
        itself = np.unique(self.indices[self.indices == self.rows])
        if len(itself):
            raise ValueError(f"quarters must not neighbour themselves: {itself[:5].tolist()}")
        if self.borders is not None and len(self.borders) != len(self.indices):
            raise ValueError(f"{len(self.indices)} indices need as many borders, got {len(self.borders)}")

    @property
    def n(self) -> int:
        """Number of quarters."""
        return len(self.indptr) - 1

    @property
    def counts(self) -> NDArray[np.int64]:
        """Number of neighbours, shape (n,)."""
        return np.diff(self.indptr)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The quarter each entry of ``indices`` belongs to, shape (m,)."""
        return np.repeat(np.arange(self.n), self.counts)

    @property
    def isolates(self) -> NDArray[np.int64]:
        """Positions of the quarters without neighbours."""
        return np.flatnonzero(self.counts == 0)

    @property
    def tuples(self) -> Neighbours:
        """The same as one tuple of positions per quarter."""
        places, at = self.indices.tolist(), self.indptr.tolist()
        return tuple(tuple(places[start:end]) for start, end in pairwise(at))

    def sums(self, values: ArrayLike) -> NDArray[np.float64]:
        """Add up what the neighbours have.

        Parameters
        ----------
        values : array of float, shape (..., n)

        Returns
        -------
        float64, same shape
            0 for isolates; NaN where a neighbour's value is missing.

        Raises
        ------
        ValueError
            If there are not n values.
        """
        numbers = np.asarray(values, dtype=np.float64)
        if numbers.shape[-1:] != (self.n,):
            raise ValueError(f"{self.n} quarters need as many values, got shape {numbers.shape}")
        sums = np.zeros(numbers.shape)
        some = np.flatnonzero(self.counts)
        if len(some):
            sums[..., some] = np.add.reduceat(numbers[..., self.indices], self.indptr[some], axis=-1)
        return sums

    def lag(self, values: ArrayLike) -> NDArray[np.float64]:
        """Give the mean of the neighbours (spatial lag).

        Parameters and errors as in :meth:`sums`.

        Returns
        -------
        float64, same shape
            NaN for isolates, who have no mean of neighbours, and where a neighbour's value is missing.

        Examples
        --------
        >>> SpatialWeights(np.array([0, 1, 3, 4]), np.array([1, 0, 2, 1]), None, "queen").lag([10.0, 20.0, 50.0])
        array([20., 30., 20.])
        """
        counts = self.counts
        return np.divide(self.sums(values), counts, out=np.full(np.shape(values), np.nan), where=counts > 0)

    def among(self, kept: ArrayLike) -> "SpatialWeights":
        """Leave quarters out and number the others anew.

        Parameters
        ----------
        kept : array of bool, shape (n,)

        Returns
        -------
        SpatialWeights
            Of the kept quarters, in their order. Whoever loses all neighbours becomes an isolate.

        Examples
        --------
        >>> row = SpatialWeights(np.array([0, 1, 3, 4]), np.array([1, 0, 2, 1]), None, "queen")
        >>> row.among([True, True, False]).tuples
        ((1,), (0,))
        """
        mask = np.asarray(kept, dtype=bool)
        if mask.shape != (self.n,):
            raise ValueError(f"{self.n} quarters need as many marks, got shape {mask.shape}")
        if mask.all():
            return self
        number = np.cumsum(mask) - 1
        rows = self.rows
        entries = mask[rows] & mask[self.indices]
        counts = np.bincount(number[rows[entries]], minlength=int(mask.sum()))
        return SpatialWeights(
            np.append(0, np.cumsum(counts)),
            number[self.indices[entries]],
            None if self.borders is None else self.borders[entries],
            self.kind,
            self.reach,
            tuple((int(number[one]), int(number[other])) for one, other in self.bridges if mask[one] and mask[other]),
        )

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, quarter: int) -> NDArray[np.int64]:
        return self.indices[self.indptr[quarter] : self.indptr[quarter + 1]]

    def __repr__(self) -> str:
        mean = len(self.indices) / self.n if self.n else 0.0
        size = "" if self.reach is None else f" ({self.reach:g})"
        return f"{self.kind}{size}: {self.n} quarters, {mean:.2f} neighbours on average, {len(self.isolates)} without"

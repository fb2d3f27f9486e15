"""What adds up: sparse rows of signed coefficients over cells whose sum is 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Relations:
    """Additive relations between cells, as compressed rows.

    Attributes
    ----------
    indptr : int64, shape (rows + 1,)
        ``indices[indptr[r]:indptr[r + 1]]`` are the cells of row r.
    indices : int64, shape (m,)
        Positions of cells, each at most once in a row.
    coefficients : int64, shape (m,)
        What each counts in its row, never 0: 1 for the parts and -1 for their whole, or 1 for the later year,
        -1 for the earlier year and -1 for their change.
    cells : int
        Cells there are; they may stand in any number of rows (quarters - district and women + men - all: a
        crossing classification) or in none.

    Raises
    ------
    ValueError
        If the arrays do not describe such rows.

    Examples
    --------
    Two quarters and their district, cell 2:

    >>> quarters = Relations.of_parts([0, 1], [2, 2], cells=3)
    >>> quarters
    1 relations over 3 cells
    >>> quarters.residuals(np.array([4.0, 5.0, 9.0]))
    array([0.])
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int64]
    coefficients: NDArray[np.int64]
    cells: int

    def __post_init__(self) -> None:
        for name in ("indptr", "indices", "coefficients"):
            object.__setattr__(self, name, np.array(getattr(self, name), dtype=np.int64).ravel())
        self._check()
        for array in (self.indptr, self.indices, self.coefficients):
            array.setflags(write=False)

    def _check(self) -> None:
        if not len(self.indptr) or self.indptr[0] != 0 or (np.diff(self.indptr) < 0).any():
            raise ValueError("indptr must begin with 0 and never fall")
        if not self.indptr[-1] == len(self.indices) == len(self.coefficients):
            raise ValueError(
                f"indptr ends with {self.indptr[-1]}, but there are {len(self.indices)} indices "
                f"and {len(self.coefficients)} coefficients"
            )
        if len(self.indices) and not (self.indices.min() >= 0 and self.indices.max() < self.cells):
            raise ValueError(f"indices must be positions from 0 to {self.cells - 1}")
        if (self.coefficients == 0).any():
            raise ValueError("coefficients must not be 0")
        named = np.sort(self.rows * max(self.cells, 1) + self.indices)
        twice = named[1:][np.diff(named) == 0] % max(self.cells, 1)
        if len(twice):
            raise ValueError(f"a cell may stand only once in a row: {twice[:5].tolist()}")

    def __len__(self) -> int:
        return len(self.indptr) - 1

    def __repr__(self) -> str:
        return f"{len(self)} relations over {self.cells} cells"

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each index, shape (m,)."""
        return np.repeat(np.arange(len(self.indptr) - 1), np.diff(self.indptr))

    def residuals(self, values: ArrayLike) -> NDArray[np.float64]:
        """The sum of each row, 0 where the numbers add up; NaN where one is NaN.

        Parameters
        ----------
        values : array of float, shape (cells,)

        Returns
        -------
        float64, shape (rows,)
        """
        terms = self.coefficients * np.asarray(values, dtype=np.float64)[self.indices]
        return np.bincount(self.rows, terms, minlength=len(self)).astype(np.float64)

    def only(self, chosen: ArrayLike) -> "Relations":
        """Take some of the rows.

        Parameters
        ----------
        chosen : int array, shape (r,)

        Returns
        -------
        Relations
            Over the same cells, in the order given.
        """
        numbers = np.asarray(chosen, dtype=np.int64)
        sizes = np.diff(self.indptr)[numbers]
        indptr = np.concatenate([[0], np.cumsum(sizes)])
        entries = np.repeat(self.indptr[numbers] - indptr[:-1], sizes) + np.arange(indptr[-1])
        return Relations(indptr, self.indices[entries], self.coefficients[entries], self.cells)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Sequence[int], Sequence[int]]], cells: int) -> "Relations":
        """Make relations of rows written one by one.

        Parameters
        ----------
        rows : iterable of (positions, coefficients)
        cells : int

        Returns
        -------
        Relations

        Examples
        --------
        >>> Relations.of_rows([([0, 1, 2], [1, -1, -1])], cells=3).coefficients
        array([ 1, -1, -1])
        """
        written = list(rows)
        sizes = [len(positions) for positions, _ in written]
        indices = [index for positions, _ in written for index in positions]
        coefficients = [number for _, numbers in written for number in numbers]
        return cls(np.cumsum([0, *sizes]), np.array(indices), np.array(coefficients), cells)

    @classmethod
    def of_parts(cls, parts: ArrayLike, wholes: ArrayLike, cells: int) -> "Relations":
        """Make one relation per whole: its parts minus itself.

        Call it once per classification (quarters of districts; women and men; age groups) and join the results.

        Parameters
        ----------
        parts : int array, shape (p,)
            Cells that are parts.
        wholes : int array, shape (p,)
            The cell that each is a part of; parts with -1 belong to none and are left out.
        cells : int

        Returns
        -------
        Relations
            One row per whole, ascending. The parts of a whole must be all of it.
        """
        part, whole = np.asarray(parts, dtype=np.int64), np.asarray(wholes, dtype=np.int64)
        part, whole = part[whole >= 0], whole[whole >= 0]
        each = np.unique(whole)
        order = np.argsort(np.concatenate([whole, each]), kind="stable")
        sizes = np.unique(whole, return_counts=True)[1] + 1
        coefficients = np.concatenate([np.ones(len(part)), np.full(len(each), -1)])
        return cls(
            np.concatenate([[0], np.cumsum(sizes)]), np.concatenate([part, each])[order], coefficients[order], cells
        )

    @classmethod
    def joined(cls, several: Iterable["Relations"]) -> "Relations":
        """Put relations over the same cells below one another.

        Parameters
        ----------
        several : iterable of Relations

        Returns
        -------
        Relations

        Raises
        ------
        ValueError
            If there is none, or they are over different numbers of cells.
        """
        each = list(several)
        if len({one.cells for one in each}) != 1:
            raise ValueError(f"relations over one number of cells are needed, got {[one.cells for one in each]}")
        starts = np.cumsum([0, *(len(one.indices) for one in each)])
        indptr = [one.indptr[:-1] + start for one, start in zip(each, starts, strict=False)]
        return cls(
            np.concatenate([*indptr, starts[-1:]]),
            np.concatenate([one.indices for one in each]),
            np.concatenate([one.coefficients for one in each]),
            each[0].cells,
        )

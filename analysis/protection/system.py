"""Everything that ties cells together, as one system of equations over whole numbers."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.protection.cells import BoolArray, FloatArray, IntArray
from analysis.protection.relations import Relations


@dataclass(frozen=True, eq=False)
class System:
    """Relations and pairs of numerator and denominator over variables.

    Variables are the cells and, after them, one complement per numerator: x + complement = n. A complement is never
    published, never negative, and protected like a count.

    Attributes
    ----------
    rows : Relations
        Over all variables.
    constants : float64, shape (rows,)
        What each row sums to.
    cells : int
    complement : int64, shape (cells,)
        The variable that is the complement of each numerator; -1 for cells without denominator.
    pairs : int
        How many of the rows are pairs; they are the last.
    """

    rows: Relations
    constants: FloatArray
    cells: int
    complement: IntArray
    pairs: int

    @classmethod
    def of(cls, relations: Relations, denominator: ArrayLike | None, constants: ArrayLike | None = None) -> "System":
        """Join relations and pairs.

        Parameters
        ----------
        relations : Relations
        denominator : int array, shape (cells,), or None
            -1 for cells without one.
        constants : array of float, shape (relations,), optional
            What each relation sums to, 0 by default.

        Returns
        -------
        System

        Raises
        ------
        ValueError
            If an array does not fit the relations.
        """
        cells = relations.cells
        whole = np.full(cells, -1) if denominator is None else np.asarray(denominator, dtype=np.int64)
        sums = np.zeros(len(relations)) if constants is None else np.asarray(constants, dtype=np.float64)
        if whole.shape != (cells,) or sums.shape != (len(relations),):
            raise ValueError(
                f"{cells} denominators and {len(relations)} constants are needed, got {whole.shape} and {sums.shape}"
            )
        numerators = np.flatnonzero(whole >= 0)
        complement = np.full(cells, -1)
        complement[numerators] = cells + np.arange(len(numerators))
        pairs = Relations(
            3 * np.arange(len(numerators) + 1),
            np.column_stack([numerators, complement[numerators], whole[numerators]]),
            np.tile([1, 1, -1], len(numerators)),
            cells + len(numerators),
        )
        over_all = Relations(relations.indptr, relations.indices, relations.coefficients, pairs.cells)
        sums = np.concatenate([sums, np.zeros(len(numerators))])
        return cls(Relations.joined([over_all, pairs]), sums, cells, complement, len(numerators))

    def variables(self, cells: ArrayLike, complements: ArrayLike) -> FloatArray:
        """Put values of cells and of the complements of numerators behind one another.

        Parameters
        ----------
        cells : array of float, shape (cells,)
        complements : array of float, shape (pairs,), or float

        Returns
        -------
        float64, shape (variables,)
        """
        each = np.broadcast_to(np.asarray(complements, dtype=np.float64), (self.pairs,))
        return np.concatenate([np.asarray(cells, dtype=np.float64), each])


@dataclass(frozen=True, eq=False)
class Unknown:
    """The part of a system that is not known: rows over unknown variables, with the known taken into the constants.

    Attributes
    ----------
    positions : int64, shape (u,)
        The unknown variables within the system.
    rows : Relations
        Over u variables, only rows that hold one.
    numbers : int64, shape (rows,)
        Which row of the system each is.
    constants : float64, shape (rows,)
    low, high : float64, shape (u,)
    contradicted : bool
        Whether known numbers alone break a row.
    """

    positions: IntArray
    rows: Relations
    numbers: IntArray
    constants: FloatArray
    low: FloatArray
    high: FloatArray
    contradicted: bool

    @classmethod
    def of(cls, system: System, low: FloatArray, high: FloatArray, free: BoolArray | None = None) -> "Unknown":
        """Take what is unknown out of a system.

        Parameters
        ----------
        system : System
        low, high : float64, shape (variables,)
            Alike where a variable is known.
        free : bool, shape (variables,), optional
            Variables to take as unknown, by default those with ``low < high``; the others stand at ``low``.

        Returns
        -------
        Unknown
        """
        free = low < high if free is None else free
        rows, entries = system.rows, free[system.rows.indices]
        known = np.where(entries, 0.0, rows.coefficients * np.where(free, 0.0, low)[rows.indices])
        left = system.constants - np.bincount(rows.rows, known, minlength=len(rows))
        kept, numbers = _rows_of(rows, free)
        told = np.ones(len(rows), dtype=bool)
        told[numbers] = False
        broken = bool((np.abs(left[told]) > 0.5).any())
        return cls(np.flatnonzero(free), kept, numbers, left[numbers], low[free], high[free], broken)

    def only(self, chosen: BoolArray, values: FloatArray | None = None) -> "Unknown":
        """Take some of the unknown variables, with their rows.

        Parameters
        ----------
        chosen : bool, shape (u,)
        values : float64, shape (u,), optional
            Where the others stand; needed where they share a row with those chosen.

        Returns
        -------
        Unknown
        """
        kept, numbers = _rows_of(self.rows, chosen)
        constants = self.constants
        if values is not None:
            constants = constants - self.rows.residuals(np.where(chosen, 0.0, values))
        return Unknown(
            self.positions[chosen],
            kept,
            self.numbers[numbers],
            constants[numbers],
            self.low[chosen],
            self.high[chosen],
            self.contradicted,
        )

    def without(self, dropped: BoolArray) -> "Unknown":
        """Leave out rows that say nothing the bounds do not say.

        Parameters
        ----------
        dropped : bool, shape (rows,)

        Returns
        -------
        Unknown
        """
        kept = np.flatnonzero(~dropped)
        return replace(self, rows=self.rows.only(kept), numbers=self.numbers[kept], constants=self.constants[kept])


def _rows_of(rows: Relations, chosen: BoolArray) -> tuple[Relations, IntArray]:
    """Rows with at least one chosen variable, over the chosen variables, and which rows these are."""
    entries = chosen[rows.indices]
    counts = np.bincount(rows.rows[entries], minlength=len(rows))
    numbers = np.flatnonzero(counts)
    place = np.cumsum(chosen) - 1
    indptr = np.concatenate([[0], np.cumsum(counts[numbers])])
    return Relations(indptr, place[rows.indices[entries]], rows.coefficients[entries], int(chosen.sum())), numbers

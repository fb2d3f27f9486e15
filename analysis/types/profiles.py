"""The profile of every quarter: its indicators, made comparable by standardising them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
CLOSE = 0.9
SKEWED = 1.0


@dataclass(frozen=True)
class CorrelatedPair:
    """Two indicators that say nearly the same: what they share counts twice in every distance.

    Attributes
    ----------
    one, other : int
        Positions of the indicators, ``one < other``.
    coefficient : float
        Pearson's coefficient of the columns as they were standardised, from -1 to 1.
    """

    one: int
    other: int
    coefficient: float


@dataclass(frozen=True, eq=False)
class Profiles:
    """Standardised profiles of the quarters that have all their numbers.

    Attributes
    ----------
    z : float64, shape (m, p)
        Distance from the mean of these quarters in population standard deviations; 0 throughout for a constant
        indicator.
    values : float64, shape (m, p)
        The same cells in the units of the indicators, before any logarithm.
    members : int, shape (m,)
        Positions of these quarters among all n, ascending.
    missing : bool, shape (n, p)
        Which number keeps a quarter out; a quarter is out if any is missing.
    logged : bool, shape (p,)
        Whether ``ln(1 + x)`` was standardised in place of x.
    constant : tuple of int
        Indicators that are the same in all these quarters and therefore tell none apart.
    correlated : tuple of CorrelatedPair
        The closest first.
    """

    z: Numbers
    values: Numbers
    members: NDArray[np.intp]
    missing: NDArray[np.bool_]
    logged: NDArray[np.bool_]
    constant: tuple[int, ...]
    correlated: tuple[CorrelatedPair, ...]

    def __post_init__(self) -> None:
        for array in (self.z, self.values, self.members, self.missing, self.logged):
            array.setflags(write=False)

    def __repr__(self) -> str:
        n, p = self.missing.shape
        return f"Profiles of {len(self.members)} of {n} quarters in {p} indicators"

    @property
    def left_out(self) -> NDArray[np.intp]:
        """Positions of the quarters without a profile; ``missing`` says which of their numbers lack."""
        return np.flatnonzero(self.missing.any(axis=1))

    def spread(self, full: ArrayLike, blank: int = -1) -> NDArray[np.intp]:
        """Bring one entry per profile, such as a label, to all n quarters.

        Parameters
        ----------
        full : int array, shape (m,)
        blank : int
            What stands where a quarter has no profile.

        Returns
        -------
        int array, shape (n,)
        """
        found = np.full(len(self.missing), blank, dtype=np.intp)
        found[self.members] = np.asarray(full)
        return found


def profiles(columns: ArrayLike, logged: ArrayLike | None = None, close: float = CLOSE) -> Profiles:
    """Standardise indicators so that none counts more because of its unit.

    Parameters
    ----------
    columns : float array, shape (n, p)
        One row per quarter, one column per indicator, in any units. NaN where a number is not usable; the quarter
        is then left out.
    logged : bool array, shape (p,), optional
        Columns whose ``ln(1 + x)`` is standardised; for skewed shares (see :func:`skewness`). Default: none.
    close : float
        Pairs with a correlation of at least this size are reported.

    Returns
    -------
    Profiles

    Raises
    ------
    ValueError
        If there is no table of numbers, if ``logged`` does not fit, or if a column to be logged holds numbers of
        -1 or less; names the columns.

    Notes
    -----
    ``z = (x - mean) / SD`` with the plain mean and the population SD (divisor m) of the quarters that have all
    numbers, as Berlin's Monitoring Soziale Stadtentwicklung standardises; every quarter counts alike. ``ln(1 + x)``
    is Townsend's transformation (Townsend, Phillimore & Beattie 1988).

    Examples
    --------
    >>> found = profiles([[1, 10], [3, 10], [5, 40], [float("nan"), 20]])
    >>> found
    Profiles of 3 of 4 quarters in 2 indicators
    >>> found.z.round(3).tolist()
    [[-1.225, -0.707], [0.0, -0.707], [1.225, 1.414]]
    """
    table = np.asarray(columns, dtype=np.float64)
    if table.ndim != 2 or not table.shape[1]:
        raise ValueError(f"profiles need a table of quarters by indicators, got the shape {table.shape}")
    chosen = _chosen(logged, table)
    missing = ~np.isfinite(table)
    members = np.flatnonzero(~missing.any(axis=1))
    values = table[members]
    scaled = values.copy()
    scaled[:, chosen] = np.log1p(values[:, chosen])
    z, constant = standardised(scaled)
    return Profiles(z, values, members, missing, chosen, constant, _correlated(z, close))


def standardised(table: Numbers) -> tuple[Numbers, tuple[int, ...]]:
    """Give z-scores with the population SD, and the positions of the columns that are constant (z = 0).

    Examples
    --------
    >>> standardised(np.array([[1.0, 7.0], [3.0, 7.0]]))
    (array([[-1.,  0.],
           [ 1.,  0.]]), (1,))
    """
    if not len(table):
        return np.zeros_like(table), tuple(range(table.shape[1]))
    # What rounding leaves of a constant column must not be blown up to a spread of one.
    even = np.ptp(table, axis=0) <= 1e-12 * np.abs(table).max(axis=0)
    deviation = np.where(even, 0.0, table - table.mean(axis=0))
    z = deviation / np.where(even, 1.0, table.std(axis=0))
    return z, tuple(np.flatnonzero(even).tolist())


def skewness(columns: ArrayLike) -> Numbers:
    """Measure how far a long upper tail pulls an indicator: its third standardised moment.

    Parameters
    ----------
    columns : float array, shape (n, p)
        NaN where a number is not usable; each column uses what it has.

    Returns
    -------
    float array, shape (p,)
        Dimensionless; 0 for a symmetrical column, above ``SKEWED`` (1) a logarithm is worth trying. NaN for a
        constant or an empty column.

    Notes
    -----
    ``g1 = m3 / m2 ** 1.5`` with central moments that divide by n (Joanes & Gill 1998).

    Examples
    --------
    >>> skewness([[1.0, 0], [2.0, 0], [3.0, 12]]).round(3).tolist()
    [0.0, 0.707]
    """
    table = np.asarray(columns, dtype=np.float64)
    known = np.isfinite(table)
    n = np.maximum(known.sum(axis=0), 1)
    deviation = np.where(known, table - np.where(known, table, 0).sum(axis=0) / n, 0)
    second, third = (deviation**2).sum(axis=0) / n, (deviation**3).sum(axis=0) / n
    varied = second > 0
    return np.where(varied, third / np.where(varied, second, 1) ** 1.5, np.nan)


def _chosen(logged: ArrayLike | None, table: Numbers) -> NDArray[np.bool_]:
    chosen = np.zeros(table.shape[1], dtype=bool) if logged is None else np.array(logged, dtype=bool)
    if chosen.shape != table.shape[1:]:
        raise ValueError(f"logged needs one entry per indicator ({table.shape[1]}), got the shape {chosen.shape}")
    impossible = np.flatnonzero(chosen & (table <= -1).any(axis=0))
    if len(impossible):
        raise ValueError(f"no logarithm of 1 + x where x is -1 or less: indicators {impossible.tolist()}")
    return chosen


def _correlated(z: Numbers, close: float) -> tuple[CorrelatedPair, ...]:
    r = np.clip(z.T @ z / max(len(z), 1), -1, 1)
    one, other = np.nonzero(np.triu(np.abs(r) >= close, 1))
    pairs = [CorrelatedPair(int(i), int(j), float(r[i, j])) for i, j in zip(one, other, strict=True)]
    return tuple(sorted(pairs, key=lambda pair: (-abs(pair.coefficient), pair.one, pair.other)))

"""The attacker who solves the bounds of everything published."""

from numpy.typing import ArrayLike

from analysis.protection.protected import Bounds
from analysis.protection.relations import Relations


def attack(
    published: ArrayLike,
    relations: Relations,
    low: ArrayLike,
    high: ArrayLike,
    *,
    denominator: ArrayLike | None = None,
    constants: ArrayLike | None = None,
) -> Bounds:
    """Find between which whole numbers each cell must lie.

    Parameters
    ----------
    published : array of float, shape (cells,)
        NaN where hidden.
    relations : Relations
    low, high : arrays of float, shape (cells,)
        What is known of hidden cells apart from the relations: with open zeros at least 1, without an upper limit
        ``inf``, with rounding the window of what rounds to the published number (give ``published`` as NaN then).
        See :func:`analysis.protection.known`.
    denominator : int array, shape (cells,), optional
        The cell that each numerator is a part of, -1 for none.
    constants : array of float, shape (rows,), optional
        What each relation sums to where that is not 0.

    Returns
    -------
    Bounds

    Raises
    ------
    ValueError
        If arrays do not fit, or no whole numbers fit what is published.
    """
    raise NotImplementedError

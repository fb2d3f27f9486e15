"""Every whole-number solution of a small table, by trying all of them."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Relations


def solutions(
    published: NDArray[np.float64],
    relations: Relations,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    denominator: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """All fillings of hidden cells between finite bounds that fit, shape (solutions, cells)."""
    hidden = np.flatnonzero(np.isnan(published))
    ranges = [np.arange(low[cell], high[cell] + 1) for cell in hidden]
    filled = np.repeat(published[None], int(np.prod([len(one) for one in ranges])), axis=0)
    if len(hidden):
        filled[:, hidden] = np.array(list(product(*ranges)))
    fits = np.ones(len(filled), dtype=bool)
    for row in range(len(relations)):
        part = slice(relations.indptr[row], relations.indptr[row + 1])
        fits &= filled[:, relations.indices[part]] @ relations.coefficients[part] == 0
    if denominator is not None:
        pairs = np.flatnonzero(denominator >= 0)
        fits &= (filled[:, pairs] <= filled[:, denominator[pairs]]).all(axis=1)
    return filled[fits]

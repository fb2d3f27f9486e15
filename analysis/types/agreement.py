"""How far two ways of sorting the same quarters agree."""

import numpy as np
from numpy.typing import ArrayLike


def adjusted_rand(one: ArrayLike, other: ArrayLike) -> float:
    """Compare two sets of types, whatever their numbers.

    Parameters
    ----------
    one, other : int arrays, shape (m,)
        Labels of the same quarters.

    Returns
    -------
    float
        1 where every pair of quarters that is together here is together there; about 0 for chance; it can be
        negative. 1 where both have a single type, or each quarter on its own.

    Raises
    ------
    ValueError
        If the arrays differ in shape, or are empty.

    Notes
    -----
    ``ARI = (S - E) / (M - E)``: S counts pairs together in both, E what chance would give with the same sizes, M the
    mean of the pairs together in either (Hubert & Arabie 1985). Above 0.9 agreement is excellent, above 0.8 good,
    above 0.65 moderate, below that poor (Steinley 2004).

    Examples
    --------
    >>> adjusted_rand([0, 0, 1, 1], [1, 1, 0, 0])
    1.0
    >>> round(adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]), 3)
    0.571
    """
    first, second = np.asarray(one), np.asarray(other)
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise ValueError(f"agreement needs two labels per quarter, got the shapes {first.shape} and {second.shape}")
    first, second = (np.unique(labels, return_inverse=True)[1] for labels in (first, second))
    width = int(second.max()) + 1
    together = _pairs(np.bincount(first * width + second))
    rows, columns, all_pairs = _pairs(np.bincount(first)), _pairs(np.bincount(second)), _pairs(np.array([len(first)]))
    expected = rows * columns / all_pairs if all_pairs else 0.0
    most = (rows + columns) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0


def _pairs(sizes: np.ndarray) -> float:
    return float((sizes * (sizes - 1.0)).sum() / 2)

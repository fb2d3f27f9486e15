"""Numbers that stay: types in an order that means something, whatever the method numbered first."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.types.partition import checked_profiles


def ordered(labels: ArrayLike, score: ArrayLike) -> NDArray[np.intp]:
    """Number types by the mean score of their quarters, the lowest first.

    Parameters
    ----------
    labels : int array, shape (m,)
        Types as any method numbered them; -1 for none.
    score : float array, shape (m,)
        What low and high mean, such as disadvantage: see :func:`direction_score` and :func:`first_component`.

    Returns
    -------
    int array, shape (m,)
        0 to k - 1 by rising mean score; -1 stays. Equal scores follow the first quarter of the type, so that the
        same types always get the same numbers.

    Raises
    ------
    ValueError
        If the arrays differ in shape or a score is missing.

    Examples
    --------
    >>> ordered([5, 5, 2, -1], [8.0, 9.0, 1.0, 4.0]).tolist()
    [1, 1, 0, -1]
    """
    given, scores = np.asarray(labels), np.asarray(score, dtype=np.float64)
    if given.ndim != 1 or given.shape != scores.shape or not np.isfinite(scores).all():
        raise ValueError(f"ordering needs one score per label and none missing: {given.shape}, {scores.shape}")
    held = given >= 0
    types, first, numbered = np.unique(given[held], return_index=True, return_inverse=True)
    mean = np.bincount(numbered, scores[held], len(types)) / np.bincount(numbered, minlength=len(types))
    place = np.empty(len(types), dtype=np.intp)
    place[np.lexsort((first, mean.round(9)))] = np.arange(len(types))
    found = np.full(given.shape, -1, dtype=np.intp)
    found[held] = place[numbered]
    return found


def direction_score(z: ArrayLike, direction: ArrayLike) -> NDArray[np.float64]:
    """Add up standardised indicators so that more means more disadvantage.

    Parameters
    ----------
    z : float array, shape (m, p)
    direction : float array, shape (p,)
        1 where a high number means disadvantage, -1 where a low one does, 0 for context.

    Returns
    -------
    float array, shape (m,)
        Mean of the judged indicators in standard deviations; the first component where none is judged.

    Examples
    --------
    >>> direction_score([[1.0, -1.0], [-1.0, 1.0]], [1, -1]).tolist()
    [1.0, -1.0]
    """
    points, signs = checked_profiles(z), np.asarray(direction, dtype=np.float64)
    judged = np.count_nonzero(signs)
    return points @ signs / judged if judged else first_component(points)


def first_component(z: ArrayLike) -> NDArray[np.float64]:
    """Give the line along which the profiles differ most, for an order where nothing says what low and high mean.

    Parameters
    ----------
    z : float array, shape (m, p)

    Returns
    -------
    float array, shape (m,)
        Scores of the first principal component (Pearson 1901). Its sign, which is arbitrary, is chosen so that the
        loadings add up to something positive: high means high in most indicators.

    Examples
    --------
    >>> first_component([[1.0, 1.0], [-1.0, -1.0]]).round(3).tolist()
    [1.414, -1.414]
    """
    points = checked_profiles(z)
    _, axes = np.linalg.eigh(points.T @ points)
    loading = axes[:, -1]
    total = float(loading.sum())
    lead = total if abs(total) > 1e-9 else float(loading[np.abs(loading).round(9).argmax()])
    return points @ (loading if lead >= 0 else -loading)

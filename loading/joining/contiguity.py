"""How far a grouping of polygons follows the ground: real districts do, columns of numbers do not."""

import numpy as np
import shapely


def adjacent_pairs(geometry: np.ndarray) -> np.ndarray:
    """Find polygons that share corners.

    Parameters
    ----------
    geometry : object array of polygons, shape (n,)

    Returns
    -------
    int array, shape (pairs, 2)
        Each pair once, the smaller position first. Where outlines hardly share corners (generalised one by
        one), polygons whose bounding boxes meet.

    Examples
    --------
    >>> adjacent_pairs(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 0, 6, 1)])).tolist()
    [[0, 1]]
    """
    points, owners = shapely.get_coordinates(geometry, return_index=True)
    lowest = points.min(axis=0)
    extent = float((points.max(axis=0) - lowest).max()) or 1.0
    cells = np.round((points - lowest) / extent * 1e8).astype(np.int64)
    vertices = cells[:, 0] * 200_000_000 + cells[:, 1]
    order = np.lexsort((owners, vertices))
    vertices, owners = vertices[order], owners[order]
    together = (vertices[1:] == vertices[:-1]) & (owners[1:] != owners[:-1])
    pairs = _unique_pairs(owners[:-1][together], owners[1:][together])
    if len(pairs) >= 0.75 * len(geometry) or len(geometry) < 4:
        return pairs
    left, right = shapely.STRtree(geometry).query(geometry)
    return _unique_pairs(left[left != right], right[left != right])


def _unique_pairs(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    first, second = np.minimum(left, right).astype(np.int64), np.maximum(left, right).astype(np.int64)
    beyond = second.max(initial=0) + 1
    return np.stack(np.divmod(np.unique(first * beyond + second), beyond), axis=1)


def grouping_strength(groups: np.ndarray, pairs: np.ndarray) -> float:
    """Measure how much more often neighbours share a group than chance would have it.

    Parameters
    ----------
    groups : int array, shape (n,)
        Group of each polygon.
    pairs : int array, shape (pairs, 2)
        See :func:`adjacent_pairs`.

    Returns
    -------
    float
        1 where all neighbours share a group, about 0 for a grouping strewn at random; 0 without pairs.

    Notes
    -----
    ``(observed - expected) / (1 - expected)`` with the expected share of pairs ``sum(p_g ** 2)``, the form
    of Cohen's kappa [1]_.

    References
    ----------
    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
       Measurement 20, 37-46.

    Examples
    --------
    >>> pairs = np.array([[0, 1], [1, 2], [2, 3]])
    >>> round(grouping_strength(np.array([0, 0, 1, 1]), pairs), 3)
    0.333
    """
    if not len(pairs):
        return 0.0
    shares = np.bincount(groups) / len(groups)
    expected = float((shares**2).sum())
    observed = float((groups[pairs[:, 0]] == groups[pairs[:, 1]]).mean())
    return (observed - expected) / (1 - expected) if expected < 1 else 0.0

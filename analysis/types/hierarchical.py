"""Ward's hierarchy: the two groups whose union costs least become one, again and again."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.types.partition import Partition, checked_profiles, partition


def ward_tree(z: ArrayLike) -> NDArray[np.float64]:
    """Join profiles step by step until one group is left.

    Parameters
    ----------
    z : float array, shape (m, p)
        Standardised profiles without missing numbers, at least two.

    Returns
    -------
    float array, shape (m - 1, 4)
        As scipy writes it: the two groups that are joined (profiles 0 to m - 1, then groups in the order in which
        they arise), the height of the union, the profiles in it.

    Raises
    ------
    ValueError
        If a number is missing or fewer than two profiles are given.

    Notes
    -----
    Ward (1963): every union is the one that adds least to the within sum of squares.

    Examples
    --------
    >>> ward_tree([[0.0], [1.0], [10.0]]).round(2).tolist()
    [[0.0, 1.0, 1.0, 2.0], [2.0, 3.0, 10.97, 3.0]]
    """
    # The package scipy.spatial first: scipy.cluster begins with a module of it, and two threads may be the first.
    import scipy.spatial  # noqa: F401 - imported for the order alone

    # isort: split
    from scipy.cluster.hierarchy import ward as scipy_ward

    points = checked_profiles(z)
    if len(points) < 2:
        raise ValueError(f"a hierarchy needs at least two profiles, got {len(points)}")
    return np.asarray(scipy_ward(points), dtype=np.float64)


def ward(z: ArrayLike, k: int, tree: NDArray[np.float64] | None = None) -> Partition:
    """Cut Ward's hierarchy where k groups are left.

    Parameters
    ----------
    z : float array, shape (m, p)
    k : int
        From 1 to m.
    tree : float array, shape (m - 1, 4), optional
        From :func:`ward_tree`, where several k are asked for.

    Returns
    -------
    Partition
        Types of k and of k + 1 are nested, which those of k-means are not.

    Raises
    ------
    ValueError
        If k does not fit, or as in :func:`ward_tree`.

    Examples
    --------
    >>> ward([[0, 0], [0, 1], [9, 9], [9, 8]], 2)
    Partition into 2 types of 2, 2 quarters, which explain 99 %
    """
    points = checked_profiles(z)
    m = len(points)
    if not 1 <= k <= m:
        raise ValueError(f"a hierarchy of {m} profiles has 1 to {m} groups, not {k}")
    return (
        partition(points, _cut(ward_tree(points) if tree is None else tree, m, k)) if m > 1 else partition(points, [0])
    )


def _cut(tree: NDArray[np.float64], m: int, k: int) -> NDArray[np.intp]:
    """Undo the last k - 1 unions; scipy's own cuts by height give fewer groups where heights are equal."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    unions = m - k
    parts = tree[:unions, :2].astype(np.intp).ravel()
    groups = np.repeat(np.arange(m, m + unions), 2)
    links = coo_array((np.ones(len(parts)), (groups, parts)), shape=(m + unions, m + unions))
    _, labels = connected_components(links, directed=False)
    return np.asarray(np.unique(labels[:m], return_inverse=True)[1], dtype=np.intp)

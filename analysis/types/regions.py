"""Regions: types that are also connected on the map, found by cutting a tree of neighbours (SKATER)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.types.partition import Partition, checked_profiles, partition

Whole = NDArray[np.intp]
_NO_GAIN = 1e-12


@dataclass(frozen=True, eq=False)
class Regions:
    """Connected types.

    Attributes
    ----------
    partition : Partition
        Every type hangs together; -1 for isolates.
    components : int
        Parts of the city without a common border, isolates apart: there cannot be fewer regions.
    isolates : tuple of int
        Profiles without a neighbour, ascending; they belong to no region.
    explained : tuple of float
        The part of the differences that lies between regions, 0 to 1, before the first cut and after each of them;
        it never falls.
    """

    partition: Partition
    components: int
    isolates: tuple[int, ...]
    explained: tuple[float, ...]

    def __repr__(self) -> str:
        return f"Regions in {self.components} components with {len(self.isolates)} isolates: {self.partition}"


@dataclass(frozen=True, eq=False)
class _Tree:
    """A tree in the order of a depth-first walk, so that every subtree is a slice."""

    order: Whole
    size: Whole


def regions(
    z: ArrayLike,
    indptr: ArrayLike,
    indices: ArrayLike,
    k: int,
    weight: ArrayLike | None = None,
    least: float = 1.0,
) -> Regions:
    """Cut the city into k connected regions of similar quarters.

    Parameters
    ----------
    z : float array, shape (m, p)
        Standardised profiles without missing numbers.
    indptr, indices : int arrays, shapes (m + 1,) and (links,)
        Compressed rows of a symmetrical contiguity among these m profiles; see :func:`contiguity_among`.
    k : int
        Regions wanted. Fewer come out where ``least`` allows no further cut or nothing differs, more where the city
        has more components.
    weight : float array, shape (m,), optional
        What ``least`` is measured in, such as residents. Default: quarters.
    least : float
        No cut leaves a region lighter than this.

    Returns
    -------
    Regions

    Raises
    ------
    ValueError
        If the rows do not fit the profiles or are not symmetrical, if a weight is missing, or if k is below 1.

    Notes
    -----
    SKATER (Assunção, Neves, Câmara & Freitas 2006): the minimum spanning tree of the contiguity, with the distance
    of profiles as cost, is cut one by one at the edge that lowers the within sum of squares most. Parting the
    sizes a and b at the means u and v lowers it by ``a b / (a + b) |u - v|^2``. In the order of a depth-first walk
    subtrees are slices, so that running sums give all cuts of a tree at once. The walk down is greedy: other
    connected regions may fit slightly better.

    Examples
    --------
    >>> regions([[0.0], [1.0], [9.0], [8.0]], [0, 1, 3, 5, 6], [1, 0, 2, 1, 3, 2], 2)
    Regions in 1 components with 0 isolates: Partition into 2 types of 2, 2 quarters, which explain 98 %
    """
    points = checked_profiles(z)
    starts, links = _checked_rows(indptr, indices, len(points))
    if k < 1:
        raise ValueError(f"a city has at least one region, got {k}")
    weights = np.ones(len(points)) if weight is None else np.asarray(weight, dtype=np.float64)
    if weights.shape != (len(points),) or not np.isfinite(weights).all():
        raise ValueError(f"weights need one number per profile ({len(points)}), none missing: got {weights.shape}")
    isolates = np.flatnonzero(np.diff(starts) == 0)
    whole = _trees(points, starts, links, isolates)
    pieces, gains = _cut_down(whole, points, weights, least, k)
    labels = np.full(len(points), -1, dtype=np.intp)
    for region, tree in enumerate(pieces):
        labels[tree.order] = region
    total = _within(np.delete(points, isolates, axis=0))
    within = sum(_within(points[tree.order]) for tree in whole) - np.cumsum([0.0, *gains])
    explained = 1 - within / total if total > 0 else np.full(len(within), np.nan)
    return Regions(partition(points, labels), len(whole), tuple(isolates.tolist()), tuple(explained.tolist()))


def contiguity_among(indptr: ArrayLike, indices: ArrayLike, members: ArrayLike) -> tuple[Whole, Whole]:
    """Keep of a contiguity what links the chosen quarters, numbered anew in their order.

    Parameters
    ----------
    indptr, indices : int arrays, shapes (n + 1,) and (links,)
        Compressed rows over all n quarters.
    members : int array, shape (m,)
        Positions, ascending, each once.

    Returns
    -------
    indptr, indices : int arrays, shapes (m + 1,) and (links left,)

    Examples
    --------
    >>> [part.tolist() for part in contiguity_among([0, 1, 3, 4], [1, 0, 2, 1], [1, 2])]
    [[0, 1, 2], [1, 0]]
    """
    starts, links = np.asarray(indptr, dtype=np.intp), np.asarray(indices, dtype=np.intp)
    chosen = np.asarray(members, dtype=np.intp)
    new = np.full(len(starts) - 1, -1, dtype=np.intp)
    new[chosen] = np.arange(len(chosen))
    origin = np.repeat(new, np.diff(starts))
    kept = (origin >= 0) & (new[links] >= 0)
    degree = np.bincount(origin[kept], minlength=len(chosen))
    return np.concatenate([[0], np.cumsum(degree)]).astype(np.intp), new[links][kept]


def bridged_contiguity(indptr: ArrayLike, indices: ArrayLike, members: ArrayLike) -> tuple[Whole, Whole]:
    """Keep of a contiguity what links the chosen quarters, directly or across quarters that are not chosen.

    Parameters
    ----------
    indptr, indices : int arrays, shapes (n + 1,) and (links,)
    members : int array, shape (m,)
        Positions, ascending, each once.

    Returns
    -------
    indptr, indices : int arrays, shapes (m + 1,) and (links,)
        What hung together among all quarters still hangs together.

    Examples
    --------
    >>> [part.tolist() for part in bridged_contiguity([0, 1, 3, 4], [1, 0, 2, 1], [0, 2])]
    [[0, 1, 2], [1, 0]]
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    starts, links = np.asarray(indptr, dtype=np.intp), np.asarray(indices, dtype=np.intp)
    n = len(starts) - 1
    chosen = np.asarray(members, dtype=np.intp)
    others = np.setdiff1d(np.arange(n), chosen)
    touching = csr_array((np.ones(len(links), dtype=np.intp), links, starts), shape=(n, n))
    holes, hole = connected_components(touching[others][:, others], directed=False)
    into = csr_array((np.ones(len(others), dtype=np.intp), (np.arange(len(others)), hole)), shape=(len(others), holes))
    around = touching[chosen][:, others] @ into
    linked = (touching[chosen][:, chosen] + around @ around.T).tocoo()
    apart = linked.row != linked.col
    row, column = linked.row[apart], linked.col[apart]
    order = np.lexsort((column, row))
    degree = np.bincount(row, minlength=len(chosen))
    return np.concatenate([[0], np.cumsum(degree)]).astype(np.intp), column[order].astype(np.intp)


def _checked_rows(indptr: ArrayLike, indices: ArrayLike, m: int) -> tuple[Whole, Whole]:
    starts, links = np.asarray(indptr, dtype=np.intp), np.asarray(indices, dtype=np.intp)
    if starts.shape != (m + 1,) or starts[-1] != len(links):
        raise ValueError(f"{m} profiles need rows with {m + 1} limits, the last at {len(links)}; got {starts.shape}")
    origin = np.repeat(np.arange(m), np.diff(starts))
    if (origin == links).any():
        raise ValueError(f"no quarter is its own neighbour: {origin[origin == links][:3].tolist()}")
    there, back = np.sort(origin * m + links), np.sort(links * m + origin)
    if not np.array_equal(there, back):
        raise ValueError(f"neighbours must be mutual: {np.setdiff1d(there, back)[:3].tolist()} (row x {m} + column)")
    return starts, links


def _trees(points: NDArray[np.float64], starts: Whole, links: Whole, isolates: Whole) -> list[_Tree]:
    """Give the minimum spanning tree of every component, isolates left out."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components, depth_first_order, minimum_spanning_tree

    m = len(points)
    origin = np.repeat(np.arange(m), np.diff(starts))
    once = origin < links
    one, other = origin[once], links[once]
    cost = ((points[one] - points[other]) ** 2).sum(axis=1)
    # Ranks in place of costs: the tree depends on their order only, ties are settled by position on every machine,
    # and equal neighbours do not cost nothing, which scipy would take for "no neighbours".
    rank = np.empty(len(cost))
    rank[np.argsort(cost.round(12), kind="stable")] = np.arange(1, len(cost) + 1)
    tree = minimum_spanning_tree(csr_array((rank, (one, other)), shape=(m, m)))
    _, component = connected_components(tree, directed=False)
    roots = np.setdiff1d(np.unique(component, return_index=True)[1], isolates)
    return [_walked(*depth_first_order(tree, root, directed=False)) for root in roots]


def _walked(order: Whole, parent: Whole) -> _Tree:
    place = {node: at for at, node in enumerate(order.tolist())}
    size = [1] * len(order)
    for at in range(len(order) - 1, 0, -1):
        size[place[int(parent[order[at]])]] += size[at]
    return _Tree(np.asarray(order, dtype=np.intp), np.array(size, dtype=np.intp))


def _cut_down(
    whole: list[_Tree], points: NDArray[np.float64], weight: NDArray[np.float64], least: float, k: int
) -> tuple[list[_Tree], list[float]]:
    """Cut where it pays most until there are k pieces or nothing is gained; give pieces and gains."""
    pieces = [(tree, *_best_cut(tree, points, weight, least)) for tree in whole]
    gains: list[float] = []
    while 0 < len(pieces) < k:
        place = max(range(len(pieces)), key=lambda one: pieces[one][1])
        tree, gain, at = pieces[place]
        if gain <= _NO_GAIN:
            break
        pieces[place : place + 1] = [(part, *_best_cut(part, points, weight, least)) for part in _parted(tree, at)]
        gains.append(gain)
    return [tree for tree, _, _ in pieces], gains


def _best_cut(tree: _Tree, points: NDArray[np.float64], weight: NDArray[np.float64], least: float) -> tuple[float, int]:
    """Give the gain and the place in the walk of the subtree whose parting lowers the sum of squares most."""
    m = len(tree.order)
    if m < 2:
        return 0.0, 0
    inside = points[tree.order]
    running = np.concatenate([np.zeros((1, inside.shape[1])), np.cumsum(inside - inside.mean(axis=0), axis=0)])
    heavy = np.concatenate([[0.0], np.cumsum(weight[tree.order])])
    first = np.arange(1, m)
    last = first + tree.size[1:]
    part = running[last] - running[first]
    # Around the tree's own mean both parts' sums are opposite, which shortens a b / (a + b) |u - v|^2 to this.
    gain = (part**2).sum(axis=1) * m / (tree.size[1:] * (m - tree.size[1:]))
    load = heavy[last] - heavy[first]
    gain[(load < least) | (heavy[-1] - load < least)] = 0.0
    at = int(gain.argmax())
    return float(gain[at]), at + 1


def _parted(tree: _Tree, at: int) -> tuple[_Tree, _Tree]:
    length = int(tree.size[at])
    below = _Tree(tree.order[at : at + length], tree.size[at : at + length])
    places = np.arange(len(tree.order))
    above = (places < at) & (places + tree.size > at)
    outside = (places < at) | (places >= at + length)
    return _Tree(tree.order[outside], (tree.size - length * above)[outside]), below


def _within(inside: NDArray[np.float64]) -> float:
    return float(((inside - inside.mean(axis=0)) ** 2).sum()) if len(inside) else 0.0

"""Bridges to quarters that touch nobody: islands, exclaves, quarters beyond a river."""

import numpy as np
import shapely
from numpy.typing import ArrayLike

from analysis.weights.pairs import mutual
from analysis.weights.spatial_weights import SpatialWeights


def bridged(weights: SpatialWeights, geometry: ArrayLike) -> SpatialWeights:
    """Join every isolate to its nearest quarter, in both directions.

    Parameters
    ----------
    weights : SpatialWeights
        Mutual ones (queen, rook, distance band). With k nearest nobody is alone.
    geometry : object array of shapely geometries, shape (n,)
        The quarters of the weights, in plane coordinates.

    Returns
    -------
    SpatialWeights
        With the new pairs in ``bridges``, their common border 0. Isolates without a shape stay alone.

    Raises
    ------
    ValueError
        If there are not as many shapes as quarters.

    Notes
    -----
    The distance is that of the outlines. Without bridges an isolate has no neighbours' mean and is left out of
    clusters; with them an assumption is made, which belongs into the caption.

    Examples
    --------
    >>> from analysis.weights.contiguity import queen
    >>> row = shapely.box([0, 1, 4], 0, [1, 2, 5], 1)
    >>> joined = bridged(queen(row), row)
    >>> joined.tuples, joined.bridges
    (((1,), (0, 2), (1,)), ((2, 1),))
    """
    shapes = np.asarray(geometry, dtype=object)
    if len(shapes) != weights.n:
        raise ValueError(f"{weights.n} quarters need as many shapes, got {len(shapes)}")
    alone = weights.isolates[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))[weights.isolates]]
    if not len(alone) or weights.kind == "k_nearest":
        return weights
    one, other = shapely.STRtree(shapes).query_nearest(shapes[alone], exclusive=True, all_matches=False)
    bridges = np.stack([alone[one], other])
    rows = weights.rows
    once = rows < weights.indices
    old = np.stack([rows[once], weights.indices[once]])
    new = np.unique(np.sort(bridges, axis=0), axis=1)
    borders = None if weights.borders is None else np.append(weights.borders[once], np.zeros(new.shape[1]))
    joined = mutual(weights.n, np.concatenate([old, new], axis=1), borders, weights.kind, weights.reach)
    pairs = (*weights.bridges, *((int(isolate), int(quarter)) for isolate, quarter in bridges.T))
    return SpatialWeights(joined.indptr, joined.indices, joined.borders, joined.kind, joined.reach, pairs)

"""Who neighbours whom on a level of the Atlas, computed once for all that asks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.weights import SpatialWeights, bridged, distance_band, k_nearest, queen, rook
from analysis.weights.centres import centres
from analysis.weights.spatial_weights import Kind
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName
from loading.vectors.metres import in_metres

MOST_PAIRS: Final = 2_000_000  # of neighbours within a distance: beyond, a laptop's memory is at stake


@remembered(8)
def area_weights(
    atlas: Atlas,
    level: LevelName,
    kind: Kind = "queen",
    reach: float = 0.0,
    bridges: bool = False,
    exact: bool = False,
) -> SpatialWeights:
    """Give the spatial weights of a level.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    kind : {"queen", "rook", "k_nearest", "distance_band"}
    reach : float
        k of the nearest, or metres of the band; passed over by the other kinds.
    bridges : bool
        Whether areas that touch nobody are joined to the nearest one.
    exact : bool
        Whether areas touch only where borders are drawn with identical points; passed over by the weights by distance.

    Returns
    -------
    SpatialWeights
        Of all areas of the level, in their order; border lengths and distances in metres.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    ValueError
        If the reach does not fit the kind, or a distance makes nearly everybody a neighbour of everybody.
    """
    areas = atlas.levels[level]
    geometry = in_metres(areas.geometry, areas.crs)
    if kind == "k_nearest":
        return k_nearest(geometry, int(reach))
    if kind == "distance_band":
        _check_pairs(geometry, reach)
        found = distance_band(geometry, reach)
    else:
        found = (queen if kind == "queen" else rook)(geometry, 0.0 if exact else None)
    return bridged(found, geometry) if bridges else found


def _check_pairs(geometry: NDArray[np.object_], reach: float) -> None:
    """Count the pairs before they are listed."""
    from scipy.spatial import cKDTree

    tree = cKDTree(centres(geometry)[1])
    pairs = int(tree.count_neighbors(tree, reach)) if reach > 0 else 0
    if pairs > MOST_PAIRS:
        raise ValueError(f"a distance of {reach:g} m gives {pairs} pairs of neighbours, more than {MOST_PAIRS}")

"""Who neighbours whom on a level of the Atlas, computed once for all that asks."""

from analysis.weights import SpatialWeights, bridged, distance_band, k_nearest, queen, rook
from analysis.weights.spatial_weights import Kind
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName
from loading.vectors.metres import in_metres


@remembered(8)
def area_weights(
    atlas: Atlas, level: LevelName, kind: Kind = "queen", reach: float = 0.0, bridges: bool = False
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

    Returns
    -------
    SpatialWeights
        Of all areas of the level, in their order; border lengths and distances in metres.

    Raises
    ------
    KeyError
        If the Atlas has no such level.
    ValueError
        If the reach does not fit the kind.
    """
    areas = atlas.levels[level]
    geometry = in_metres(areas.geometry, areas.crs)
    if kind == "k_nearest":
        return k_nearest(geometry, int(reach))
    if kind == "distance_band":
        found = distance_band(geometry, reach)
    else:
        found = (queen if kind == "queen" else rook)(geometry)
    return bridged(found, geometry) if bridges else found

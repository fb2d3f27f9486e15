"""Layers that are finer than the tables: united to the units that a column of the map names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from loading.joining.hierarchy import dissolve, groupings
from loading.recognised import Boundaries


def united_layers(layer: Boundaries) -> Iterator[Boundaries]:
    """Give the coarser layers that stand in the columns of a map.

    Parameters
    ----------
    layer : Boundaries
        n polygons, for example blocks with the number and name of their quarter.

    Yields
    ------
    Boundaries
        One for each grouping, polygons united, with the columns that are the same throughout each unit; its
        ``layer`` names the columns.
    """
    for hierarchy in groupings(layer):
        units = [np.flatnonzero(hierarchy.parents == unit) for unit in range(len(hierarchy.ids))]
        columns = {
            column: tuple(values[int(rows[0])] for rows in units)
            for column, values in layer.columns.items()
            if _same_within(values, units)
        }
        geometry = dissolve(layer.geometry, hierarchy.parents, len(units))
        geometry.setflags(write=False)
        yield replace(layer, layer=hierarchy.place, columns=columns, geometry=geometry, outline=None)


def _same_within(values: Sequence[str], units: Sequence[np.ndarray]) -> bool:
    return all(len({values[row] for row in rows.tolist()}) == 1 for rows in units)

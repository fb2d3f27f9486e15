"""Areas in metres, true to size; projected when somebody looks at them, since a faultless map is hardly measured."""

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from loading.maps.crs import to_degrees


@dataclass(frozen=True)
class Surroundings:
    """Where each area of a map lies and how its projection stretches it, from three points of each.

    Attributes
    ----------
    middles : float array, shape (n, 2)
        Middle of the bounding box, in metres.
    reach : float array, shape (n,)
        Metres from there to the corners of the box at most.
    least : float array, shape (n,)
        Metres per unit of the map in the direction in which they are fewest.
    """

    middles: np.ndarray
    reach: np.ndarray
    least: np.ndarray


@dataclass(frozen=True)
class Flat:
    """Areas of a map in metres: ``flat[rows]`` projects these rows and no others.

    Attributes
    ----------
    geometry : object array of polygons, shape (n,)
        As in the file.
    move : pyproj.Transformer
        Lambert's azimuthal projection around the middle of the map, in which areas are true.
    """

    geometry: np.ndarray
    move: pyproj.Transformer

    @classmethod
    def of(cls, geometry: np.ndarray, crs: pyproj.CRS) -> "Flat":
        """Lay a map flat around its own middle.

        Parameters
        ----------
        geometry : object array of polygons, shape (n,)
            At least one.
        crs : pyproj.CRS
            Of ``geometry``.

        Examples
        --------
        >>> flat = Flat.of(np.array([shapely.box(7, 50, 7.01, 50.01)], dtype=object), pyproj.CRS.from_epsg(4326))
        >>> len(flat), round(float(shapely.area(flat[:])[0]) / 10_000)
        (1, 80)
        """
        return cls(geometry, _around(geometry, crs))

    def __len__(self) -> int:
        """Count the areas."""
        return len(self.geometry)

    def __getitem__(self, rows: np.ndarray | slice) -> np.ndarray:
        """Project some areas; object array."""
        return self.measured(self.geometry[rows])

    def some(self, rows: np.ndarray) -> "Flat":
        """Keep some areas, in the same projection."""
        return Flat(self.geometry[rows], self.move)

    def measured(self, shapes: np.ndarray) -> np.ndarray:
        """Project other shapes of the same map, gaps between its areas for example."""
        return _moved(shapes, self.move) if len(shapes) else np.array([], dtype=object)

    def surroundings(self) -> Surroundings:
        """Tell roughly where each area lies, at the cost of three points of each.

        Notes
        -----
        The singular values of the Jacobian say how many metres a unit is along both principal directions; it is taken
        over half of the bounding box, within which a map projection hardly bends.
        """
        west, south, east, north = shapely.bounds(self.geometry).T
        middle, step = np.array([west + east, south + north]) / 2, np.array([east - west, north - south]) / 2
        right, up = middle + step * [[1.0], [0.0]], middle + step * [[0.0], [1.0]]
        middles, *ends = (np.array(self.move.transform(*points)) for points in (middle, right, up))
        with np.errstate(invalid="ignore", divide="ignore"):
            (a, b), (c, d) = ((end - middles) / length for end, length in zip(ends, step, strict=True))
            squares, determinant = a * a + b * b + c * c + d * d, np.abs(a * d - b * c)
            spread = np.sqrt(np.maximum(squares * squares - 4 * determinant * determinant, 0))
            most = np.sqrt((squares + spread) / 2)
            return Surroundings(middles.T, most * np.hypot(*step), determinant / most)


def in_metres(geometry: np.ndarray, crs: pyproj.CRS, around: np.ndarray | None = None) -> np.ndarray:
    """Project to metres, areas true: Lambert's azimuthal projection around the middle of the map.

    Parameters
    ----------
    geometry : object array of shapely geometries or None, shape (n,)
    crs : pyproj.CRS
        Of ``geometry``.
    around : object array of shapely geometries, optional
        What makes up the map, where ``geometry`` is only a part of it.

    Returns
    -------
    object array, shape (n,)
    """
    if not len(geometry):
        return np.array([], dtype=object)
    return _moved(geometry, _around(geometry if around is None else around, crs))


def _around(geometry: np.ndarray, crs: pyproj.CRS) -> pyproj.Transformer:
    west, south, east, north = shapely.total_bounds(geometry)
    frame = to_degrees(np.array([shapely.box(west, south, east, north)], dtype=object), crs)
    west, south, east, north = shapely.total_bounds(frame)
    flat = pyproj.CRS.from_dict({"proj": "laea", "lat_0": (south + north) / 2, "lon_0": (west + east) / 2})
    return pyproj.Transformer.from_crs(crs, flat, always_xy=True)


def _moved(geometry: np.ndarray, move: pyproj.Transformer) -> np.ndarray:
    moved = shapely.transform(geometry, lambda points: np.column_stack(move.transform(points[:, 0], points[:, 1])))
    return np.asarray(moved, dtype=object)

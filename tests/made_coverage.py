"""Cities for tests of the map's files: honeycombs of winding borders, without gaps, as large as wanted."""

from dataclasses import replace

import numpy as np
import pyproj
import shapely

from loading.atlas import Atlas, Cube, Quarters
from loading.reasons import Reason
from tests.toytown import toytown

CRS = pyproj.CRS.from_epsg(25832)


def honeycomb(rows: int, columns: int, points: int = 10, size: float = 800.0, seed: int = 7) -> np.ndarray:
    """Build rows x columns cells with six winding borders each, every border of ``points`` edges.

    Returns
    -------
    object array of polygons, shape (rows * columns,)
        In metres of UTM zone 32. Neighbours share their borders exactly; three cells meet at a corner.
    """
    random = np.random.default_rng(seed)
    across, up = 2 * columns + 2, rows + 1
    kx, ky = np.meshgrid(np.arange(across), np.arange(up), indexing="ij")
    corners = np.stack([kx / 2, ky + 0.15 * (-1.0) ** (kx + ky)], axis=-1) + random.uniform(
        -0.08, 0.08, (across, up, 2)
    )
    flat = _borders(corners[:-1], corners[1:], points, random)
    steep = _borders(corners[:, :-1], corners[:, 1:], points, random)
    row, column = (one.ravel() for one in np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"))
    west = 2 * column + row % 2
    around = [
        flat[west, row],
        flat[west + 1, row],
        steep[west + 2, row],
        flat[west + 1, row + 1, ::-1],
        flat[west, row + 1, ::-1],
        steep[west, row, ::-1],
    ]
    rings = np.concatenate([border[:, :-1] for border in around], axis=1)
    return np.asarray(shapely.polygons(rings * size + (500_000.0, 5_700_000.0)), dtype=object)


def squares(rows: int, columns: int, size: float = 100.0) -> np.ndarray:
    """Build a grid of square cells."""
    row, column = (one.ravel() for one in np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"))
    west, south = 500_000 + size * column, 5_700_000 + size * row
    return np.asarray(shapely.box(west, south, west + size, south + size), dtype=object)


def city_of(shapes: np.ndarray, project: str) -> Atlas:
    """Build an Atlas with these areas as quarters, one indicator, one year, and nothing else."""
    town = toytown()
    ids = tuple(f"{number:06d}" for number in range(len(shapes)))
    quarters = Quarters("quarter", ids, tuple(f"Quarter {one}" for one in ids), (-1,) * len(ids), shapes, CRS)
    value = (np.arange(len(ids)) % 97 / 97 * 40).reshape(-1, 1, 1)
    people = np.full_like(value, 1000.0)
    cube = Cube(value, value * 10, people, np.full(value.shape, Reason.VALUE, dtype=np.uint8), people[:, 0])
    cities = {name: _first(town.cubes[name]) for name in ("city",)}
    return replace(
        town,
        project=project,
        levels={"quarter": quarters, "city": town.levels["city"]},
        cubes={"quarter": cube, **cities},
        indicators=town.indicators[:1],
        years=town.years[-1:],
        facilities=(),
    )


def _first(cube: Cube) -> Cube:
    arrays = (cube.value, cube.numerator, cube.denominator, cube.reason)
    return Cube(*(array[:, :1, -1:].copy() for array in arrays), cube.residents[:, -1:].copy())


def _borders(start: np.ndarray, end: np.ndarray, points: int, random: np.random.Generator) -> np.ndarray:
    """Wind from corner to corner; shape (..., points + 1, 2), ends exactly on the corners."""
    share = np.linspace(0, 1, points + 1)[:, None]
    straight = start[..., None, :] * (1 - share) + end[..., None, :] * share
    aside = (end - start)[..., ::-1] * (-1, 1)
    phase = random.uniform(0, 6.28, (*start.shape[:-1], 1))
    along = share[:, 0]
    swing = (
        0.09 * np.sin(along * 8 + phase)
        + 0.03 * np.sin(along * 31 + 3 * phase)
        + random.normal(0, 0.008, (*phase.shape[:-1], points + 1))
    )
    return straight + (swing * np.sin(np.pi * along))[..., None] * aside[..., None, :]


def cells_in_degrees() -> np.ndarray:
    """Give a honeycomb of 5 x 5 cells near 7 degrees east and 51 degrees north, as long as wide in degrees."""
    return np.asarray(
        shapely.transform(
            honeycomb(5, 5, points=40, size=1.0), lambda points: (points - (500_000, 5_700_000)) * 0.02 + (7.0, 51.0)
        )
    )

"""A made-up city of as many Voronoi cells as wanted; every call makes the same, other processes read it from a file."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
SEED = 5
COLUMNS = 400
_CELL = 600.0  # metres: mean width of an area
_SEGMENTS = 10  # of an edge; a cell has six edges in the mean, so that sixty vertices lie around it
_BEND = 0.04  # of an edge's length: bent further, edges would meet before their corners


@dataclass(frozen=True, eq=False)
class City:
    """Areas with their numbers.

    Attributes
    ----------
    rings : float64, shape (vertices, 2)
        Metres; the closed ring of the first area, of the second ...
    owner : int64, shape (vertices,)
        Area of each vertex.
    rates : float64, shape (n,)
        Per cent; like lies with like, as in cities.
    columns : float64, shape (400, n)
        Rates of many indicators and years.
    group, residents : int64, shape (n,)
        People.
    """

    rings: Floats
    owner: Whole
    rates: Floats
    columns: Floats
    group: Whole
    residents: Whole

    @property
    def shapes(self) -> NDArray[np.object_]:
        """The areas as shapely polygons, without gaps and overlaps."""
        return np.asarray(shapely.polygons(shapely.linearrings(self.rings, indices=self.owner)))

    def write(self, file: Path) -> None:
        """Write the city for other processes."""
        np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def read(cls, file: Path) -> "City":
        """Read a city that was written."""
        with np.load(file) as arrays:
            return cls(**arrays)


def city(n: int, seed: int = SEED) -> City:
    """Make a city.

    Parameters
    ----------
    n : int
        Number of areas.
    seed : int
        Another seed gives other shapes and numbers.

    Examples
    --------
    >>> made = city(40)
    >>> made.columns.shape, bool(shapely.coverage_is_valid(made.shapes))
    ((400, 40), True)
    """
    chance = np.random.default_rng(seed)
    side = _CELL * np.sqrt(n)
    centres = chance.uniform(0, side, (n, 2))
    rings, owner = _cells(centres, side, chance)
    hills = _hills(centres / side, chance)
    columns = np.exp(0.5 * hills + chance.normal(2.2, 0.4, (COLUMNS, n)))
    residents = np.rint(chance.lognormal(7.4, 0.6, n)).astype(np.int64)
    share = np.minimum(columns[0] / 100, 0.9)
    group = chance.binomial(residents, share)
    return City(rings, owner, 100 * group / residents, columns, group, residents)


def _hills(places: Floats, chance: np.random.Generator) -> Floats:
    """Give another smooth surface for each column, shape (400, n), of about unit variance."""
    waves = chance.uniform(-12, 12, (COLUMNS, 2))
    return np.asarray(np.sqrt(2) * np.sin(waves @ places.T + chance.uniform(0, 2 * np.pi, (COLUMNS, 1))))


def _cells(centres: Floats, side: float, chance: np.random.Generator) -> tuple[Floats, Whole]:
    """Give the rings of the Voronoi cells inside a square, and the cell of each vertex.

    The centres are mirrored at all four sides, so that no cell is open and the square's sides are edges.
    """
    from scipy.spatial import Voronoi

    mirrored = [centres]
    for axis in (0, 1):
        for wall in (0.0, side):
            beyond = centres.copy()
            beyond[:, axis] = 2 * wall - beyond[:, axis]
            mirrored.append(beyond)
    found = Voronoi(np.concatenate(mirrored))
    corners = [found.regions[found.point_region[cell]] for cell in range(len(centres))]
    start = np.concatenate(corners)
    end = np.concatenate([[*around[1:], around[0]] for around in corners])
    low, high = np.minimum(start, end), np.maximum(start, end)
    edges, which = np.unique(low * len(found.vertices) + high, return_inverse=True)
    one, other = np.divmod(edges, len(found.vertices))
    lines = _bent(found.vertices[one], found.vertices[other], chance)[which]
    lines[start > end] = lines[start > end, ::-1]
    owner = np.repeat(np.arange(len(centres)), [len(around) for around in corners])
    return lines[:, :-1].reshape(-1, 2), np.repeat(owner, _SEGMENTS)


def _bent(start: Floats, end: Floats, chance: np.random.Generator) -> Floats:
    """Let edges wind between their corners, shape (edges, 11, 2); both neighbours get the same line."""
    along = np.linspace(0, 1, _SEGMENTS + 1)
    step = end - start
    sideways = step[:, None, ::-1] * (-1.0, 1.0)
    bend = chance.uniform(-_BEND, _BEND, (len(start), len(along))) * 4 * along * (1 - along)
    lines = start[:, None] + along[:, None] * step[:, None] + sideways * bend[..., None]
    lines[:, 0], lines[:, -1] = start, end
    return np.asarray(lines)

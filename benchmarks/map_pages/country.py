"""A made-up country of as many areas as wanted: neighbours share their edges exactly, every call gives the same."""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
SEED = 3
WEST, SOUTH, EAST, NORTH = 7.0, 51.2, 7.64, 51.55
PLAIN_FROM = 1_000_000
INDICATORS = ("B1", "B2", "B3")
YEARS = tuple(range(2017, 2025))
_JITTER = 0.15
_LEVELS = 4  # every edge is halved so often: 16 segments, 64 vertices around an area
_BEND = 0.075  # of a segment's length; bent further in every level, edges would meet before their corners
_LESS = 0.8


@dataclass(frozen=True, eq=False)
class Country:
    """Areas with their numbers.

    Attributes
    ----------
    shapes : object array of shapely polygons, shape (n,)
        Longitude and latitude in degrees (EPSG:4326), without gaps and overlaps.
    ids, names : tuple of str
    numerator, denominator : float64, shape (n, indicators, years)
        People; NaN in the one area of a hundred that delivered nothing.
    """

    shapes: np.ndarray
    ids: tuple[str, ...]
    names: tuple[str, ...]
    numerator: Numbers
    denominator: Numbers

    @property
    def rates(self) -> Numbers:
        """Per cent, shape (n, indicators, years); NaN where nothing was delivered."""
        return np.round(100 * self.numerator / self.denominator, 3)


def country(n: int, seed: int = SEED) -> Country:
    """Make a country.

    Parameters
    ----------
    n : int
        Number of areas; from a million on they are plain squares.
    seed : int
        Another seed gives other shapes and numbers.

    Examples
    --------
    >>> made = country(6)
    >>> len(made.shapes), made.ids[1], made.rates.shape
    (6, '0000002', (6, 3, 8))
    """
    chance = np.random.default_rng(seed)
    columns = math.ceil(math.sqrt(n * 1.1))
    rings = squares(n, columns) if n >= PLAIN_FROM else irregular(n, columns, chance)
    extent = np.array([EAST - WEST, NORTH - SOUTH]) / (columns, math.ceil(n / columns))
    numerator, denominator = people(n, columns, chance)
    return Country(
        shapes=np.asarray(shapely.polygons(rings * extent + (WEST, SOUTH))),
        ids=tuple(f"{number:07}" for number in range(1, n + 1)),
        names=tuple(f"Bezirk {number}" for number in range(1, n + 1)),
        numerator=numerator,
        denominator=denominator,
    )


def squares(n: int, columns: int) -> Numbers:
    """Give the closed rings of unit squares, row by row, shape (n, 5, 2)."""
    row, column = np.divmod(np.arange(n), columns)
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], dtype=float)
    return np.stack([column, row], axis=1)[:, None, :] + corners


def irregular(n: int, columns: int, chance: np.random.Generator) -> Numbers:
    """Give the closed rings of a jittered lattice with winding edges, shape (n, 65, 2), in cells.

    Parameters
    ----------
    n, columns : int
        The last row may stay incomplete.
    chance : numpy.random.Generator

    Notes
    -----
    Edges are wound by midpoint displacement [1]_: the middle of every segment moves sideways, then both halves
    are treated likewise.

    References
    ----------
    .. [1] Fournier, A., Fussell, D., Carpenter, L. (1982). Computer rendering of stochastic models.
       Communications of the ACM 25 (6).
    """
    rows = math.ceil(n / columns)
    nodes = np.stack(np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0)), axis=-1)
    nodes[1:-1, 1:-1] += chance.uniform(-_JITTER, _JITTER, (rows - 1, columns - 1, 2))
    across = winding(nodes[:, :-1], nodes[:, 1:], chance)
    upwards = winding(nodes[:-1], nodes[1:], chance)
    around = (across[:-1], upwards[:, 1:], across[1:, :, ::-1], upwards[:, :-1, ::-1])
    rings = np.concatenate([*(edge[:, :, :-1] for edge in around), across[:-1, :, :1]], axis=2)
    return rings.reshape(rows * columns, -1, 2)[:n]


def winding(start: Numbers, end: Numbers, chance: np.random.Generator) -> Numbers:
    """Wind straight edges; shape (..., 2) and (..., 2) become (..., 17, 2)."""
    points = np.stack([start, end], axis=-2)
    bend = _BEND
    for _ in range(_LEVELS):
        step = np.diff(points, axis=-2)
        sideways = step[..., ::-1] * (-1.0, 1.0)
        middle = points[..., :-1, :] + step / 2 + sideways * chance.uniform(-bend, bend, (*step.shape[:-1], 1))
        both = np.stack([points[..., :-1, :], middle], axis=-2)
        points = np.concatenate([both.reshape(*both.shape[:-3], -1, 2), points[..., -1:, :]], axis=-2)
        bend *= _LESS
    return points


def people(n: int, columns: int, chance: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Give people concerned and all people, shape (n, indicators, years); poverty lies together, as in cities."""
    row, column = np.divmod(np.arange(n), columns)
    shape = (n, len(INDICATORS), len(YEARS))
    phase = np.arange(len(INDICATORS)) * 2.1
    hills = np.sin(6 * row / columns + phase[:, None]) + np.cos(9 * column / columns - phase[:, None])
    trend = np.linspace(0, 0.4, len(YEARS))
    odds = np.exp(-2.2 + 0.6 * hills.T[:, :, None] + trend + chance.normal(0, 0.3, shape))
    everybody = np.broadcast_to(chance.integers(600, 9000, (n, 1, 1)), shape).astype(float)
    concerned = np.round(everybody * odds / (1 + odds))
    concerned[chance.random((n, 1, 1)).repeat(shape[1], 1).repeat(shape[2], 2) < 0.01] = np.nan
    return concerned, everybody

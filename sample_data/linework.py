"""The lines a city is cut by: outline, river, ring road, radial roads, railway."""

from dataclasses import dataclass

import numpy as np
import shapely

CENTRE = np.array([420_000.0, 5_720_000.0])
RADIUS = 7_050.0
RADIALS_NORTH = (38.0, 84.0, 127.0)
RADIALS_SOUTH = (223.0, 268.0, 318.0)


@dataclass(frozen=True)
class Warp:
    """A smooth displacement that bends straight lines without letting them cross.

    Attributes
    ----------
    waves : float array, shape (k, 2)
        Wave vectors in radians per metre.
    phases : float array, shape (k, 2)
    amplitudes : float array, shape (k,)
        Metres.
    """

    waves: np.ndarray
    phases: np.ndarray
    amplitudes: np.ndarray

    @classmethod
    def of(cls, generator: np.random.Generator, length: float, amplitude: float, octaves: int = 1) -> "Warp":
        """Draw eight waves per octave; each octave has half the length and 0.45 of the amplitude."""
        waves, amplitudes = [], []
        for octave in range(octaves):
            angle = generator.uniform(0, 2 * np.pi, 8)
            wave = 2 * np.pi / (length * generator.uniform(0.75, 1.5, 8) / 2**octave)
            waves.append(np.stack([np.cos(angle), np.sin(angle)], axis=1) * wave[:, None])
            amplitudes.append(np.full(8, amplitude * 0.45**octave / 2))
        phases = generator.uniform(0, 2 * np.pi, (8 * octaves, 2))
        return cls(np.concatenate(waves), phases, np.concatenate(amplitudes))

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Move points, shape (n, 2)."""
        argument = (points - CENTRE) @ self.waves.T
        moves = [np.sin(argument + self.phases[:, axis]) @ self.amplitudes for axis in (0, 1)]
        return np.asarray(points + np.stack(moves, axis=1))


def dense(line: np.ndarray, step: float) -> np.ndarray:
    """Put vertices on a line, at most ``step`` metres apart, keeping all of its own."""
    return np.asarray(shapely.get_coordinates(shapely.segmentize(shapely.LineString(line), step)))


def outline(generator: np.random.Generator) -> np.ndarray:
    """Draw the city limit, a closed line with bays and spurs."""
    angle = np.linspace(0, 2 * np.pi, 361)[:-1]
    radius = np.ones(360)
    for order, size in ((2, 0.06), (3, 0.075), (4, 0.05), (5, 0.06), (7, 0.05), (9, 0.035), (12, 0.025)):
        radius += size * np.cos(order * angle + generator.uniform(0, 2 * np.pi))
    ring = np.stack([1.14 * np.cos(angle), 0.93 * np.sin(angle)], axis=1) * radius[:, None] * RADIUS
    return np.concatenate([ring, ring[:1]]) + CENTRE + (250.0, 350.0)


def river() -> np.ndarray:
    """Draw the middle of the river from west to east as a sine-generated curve.

    Notes
    -----
    Langbein and Leopold (1966): the heading of a meander is a sine of the way along it.
    """
    way = np.linspace(0, 1, 700)
    swing = 0.55 + 0.35 * np.sin(2 * np.pi * (way * 1.3 + 0.1))
    heading = -0.06 + swing * np.sin(2 * np.pi * (4.1 * way + 0.25 * np.sin(2 * np.pi * way * 1.7)) + 2.0)
    steps = np.stack([np.cos(heading), np.sin(heading)], axis=1) * 36.0
    line = np.cumsum(steps, axis=0)
    nearest = line[np.argmin(np.abs(line[:, 0] - line[:, 0].mean()))]
    return np.asarray(line - nearest + CENTRE + (0.0, -620.0))


def ring_road(generator: np.random.Generator) -> np.ndarray:
    """Draw the ring that bounds the district Mitte, on the line of the old ramparts."""
    angle = np.linspace(0, 2 * np.pi, 73)[:-1]
    radius = 1_750 * (1 + 0.1 * np.cos(2 * angle + 0.6) + 0.06 * np.cos(3 * angle + generator.uniform(0, 6)))
    ring = np.stack([1.12 * np.cos(angle), np.sin(angle)], axis=1) * radius[:, None]
    return np.concatenate([ring, ring[:1]]) + CENTRE + (0.0, -150.0)


def radial_roads(ring: np.ndarray) -> list[np.ndarray]:
    """Draw the roads from the ring to the city limit, which are district borders."""
    roads = []
    inside = shapely.Polygon(ring)
    for degrees in RADIALS_NORTH + RADIALS_SOUTH:
        way = np.linspace(0, 14_000, 60)
        angle = np.radians(degrees) + 0.1 * np.sin(way / 2_600 + degrees)
        line = shapely.LineString(CENTRE + np.stack([np.cos(angle), np.sin(angle)], axis=1) * way[:, None])
        outside = shapely.get_coordinates(shapely.difference(line, inside))
        start = shapely.line_locate_point(line, shapely.Point(outside[0])) - 1.0
        roads.append(np.concatenate([shapely.get_coordinates(shapely.line_interpolate_point(line, start)), outside]))
    return roads


def railway() -> np.ndarray:
    """Draw the railway: from the north-west past the old town to the east."""
    x = np.linspace(-12_000, 12_000, 120)
    y = 1_350 + 900 * np.tanh((-x - 2_500) / 2_600) + 260 * np.sin(x / 2_900)
    return np.stack([x, y], axis=1) + CENTRE

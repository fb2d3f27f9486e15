"""Borders in detail: streets with right-angled offsets in the town, field paths and brooks outside."""

from collections.abc import Callable

import numpy as np
import shapely

from sample_data.linework import CENTRE

Line = np.ndarray


def _steps(line: Line) -> Line:
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])


def at(line: Line, way: np.ndarray) -> Line:
    """Give points along a line at the given metres."""
    steps = _steps(line)
    return np.stack([np.interp(way, steps, line[:, axis]) for axis in (0, 1)], axis=1)


def normals(line: Line) -> Line:
    """Give unit vectors across the line, one per section."""
    along = np.diff(line, axis=0)
    along = along / np.hypot(*along.T)[:, None]
    return np.stack([-along[:, 1], along[:, 0]], axis=1)


def street(line: Line, size: float, generator: np.random.Generator) -> Line:
    """Follow a line by straight streets that now and then turn off for a short way.

    Parameters
    ----------
    line : float array, shape (n, 2)
    size : float
        1 for the full offsets, 0 for none.
    generator : Generator
    """
    length = _steps(line)[-1]
    number = max(1, round(length / generator.uniform(190, 330)))
    inner = np.sort((np.arange(1, number) + generator.uniform(-0.3, 0.3, number - 1)) * length / number)
    corners = at(line, np.concatenate([[0.0], inner, [length]]))
    across = normals(corners)
    turns = generator.uniform(30, 110, number) * generator.choice([-1, 0, 0, 1], number)
    offsets = np.where(np.abs(np.cumsum(turns)) < 170, np.cumsum(turns), turns) * size
    offsets[0] = offsets[-1] = 0.0
    points = [corners[0]]
    for section in range(number):
        move = across[section] * offsets[section]
        turned = section and offsets[section] != offsets[section - 1]
        points += [corners[section] + move] * bool(turned) + [corners[section + 1] + move]
    return np.array(points)


def avenue(line: Line, size: float, generator: np.random.Generator) -> Line:
    """Follow a line by long straight roads with slight kinks."""
    length = _steps(line)[-1]
    number = max(1, round(length / 420))
    inner = (np.arange(1, number) + generator.uniform(-0.25, 0.25, number - 1)) * length / number
    points = at(line, np.concatenate([[0.0], inner, [length]]))
    points[1:-1] += generator.uniform(-14, 14, (number - 1, 2)) * size
    return points


def path(line: Line, size: float, generator: np.random.Generator) -> Line:
    """Follow a line the way brooks, wood edges and field paths do: displaced at ever finer middles."""
    length = _steps(line)[-1]
    levels = max(1, int(np.log2(max(length, 60) / 45)))
    offsets = np.zeros(2)
    for level in range(levels):
        middle = (offsets[1:] + offsets[:-1]) / 2
        middle = middle + generator.uniform(-1, 1, len(middle)) * length * 0.085 * size * 0.52**level
        joined = np.empty(2 * len(offsets) - 1)
        joined[::2], joined[1::2] = offsets, middle
        offsets = joined
    points = at(line, np.linspace(0, length, len(offsets)))
    across = normals(points)
    points[1:-1] += across[:-1] * offsets[1:-1, None]
    return points


def plain(line: Line, size: float, generator: np.random.Generator) -> Line:  # noqa: ARG001 - one signature for all
    """Keep a line: rivers and railways are smooth."""
    return line


def style(line: Line, smooth: shapely.Geometry, main: shapely.Geometry) -> Callable[..., Line]:
    """Choose how a border runs, by what it lies on and how far out it is."""
    middle = shapely.Point(at(line, np.array([_steps(line)[-1] / 2]))[0])
    if shapely.dwithin(middle, smooth, 3.0):
        return plain
    if shapely.dwithin(middle, main, 3.0):
        return avenue
    away = np.hypot(middle.x - CENTRE[0], middle.y - CENTRE[1])
    return street if away < 4_300 else path


def detailed(lines: list[Line], styles: list[Callable[..., Line]], seed: int) -> list[Line]:
    """Draw every border in detail; where two would cross, both become calmer until none do."""
    sizes = np.ones(len(lines))
    for _ in range(12):
        drawn = [
            draw(line, size, np.random.default_rng([seed, number]))
            for number, (line, draw, size) in enumerate(zip(lines, styles, sizes, strict=True))
        ]
        crossing = _crossing(drawn)
        if not len(crossing):
            return drawn
        sizes[crossing] *= 0.6
    raise ValueError(f"{len(crossing)} borders still cross")


def _crossing(drawn: list[Line]) -> np.ndarray:
    """Find borders that meet elsewhere than at their ends, or cross themselves."""
    shapes = np.array([shapely.LineString(line) for line in drawn], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    keep = first < second
    first, second = first[keep], second[keep]
    shared = shapely.intersection(shapes[first], shapes[second])
    allowed = shapely.intersection(shapely.boundary(shapes[first]), shapely.boundary(shapes[second]))
    wrong = ~shapely.equals(shared, allowed)
    return np.unique(np.concatenate([first[wrong], second[wrong], np.flatnonzero(~shapely.is_simple(shapes))]))

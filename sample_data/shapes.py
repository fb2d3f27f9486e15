"""Quarters as a real town has them: cut along river, railway and roads, with borders that follow streets."""

from dataclasses import dataclass

import numpy as np
import shapely

from sample_data import borders, linework
from sample_data.linework import CENTRE, Warp, dense

QUARTERS = 90
SEED = 2015
SLIVER = 60_000.0
LAKE = (4_300.0, -2_900.0)


@dataclass(frozen=True)
class Shapes:
    """Borders of the city.

    Attributes
    ----------
    geometry : object array of polygons, shape (n,)
        A valid coverage, ordered by district and then around the centre.
    district : int array, shape (n,)
        1 to 9.
    water : polygon or multipolygon
        River and lake.
    """

    geometry: np.ndarray
    district: np.ndarray
    water: shapely.Geometry


def density(points: np.ndarray) -> np.ndarray:
    """How many quarters per square kilometre there are around a point, before scaling."""
    away = np.hypot(*((points - CENTRE) / (1.1, 1.0)).T) / 1_000
    return np.asarray(1 / (0.30 + 0.05 * away**2.0))


def faces_of(lines: list[np.ndarray]) -> list[shapely.Polygon]:
    """Give the polygons between lines."""
    noded = shapely.unary_union(shapely.set_precision([shapely.LineString(line) for line in lines], 0.01))
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))


def chord(face: shapely.Polygon, points: np.ndarray, share: float, generator: np.random.Generator) -> np.ndarray:
    """Find a short line that cuts a face into two shapely parts of given weight.

    Parameters
    ----------
    face : Polygon
    points : float array, shape (n, 2)
        Equally important points inside.
    share : float
        Part of the points that shall lie on the left.
    generator : Generator
    """
    best, lowest = None, np.inf
    radial = np.arctan2(*(points.mean(axis=0) - CENTRE)[::-1])
    for angle in np.pi * (np.arange(36) + generator.uniform()) / 36:
        normal = np.array([-np.sin(angle), np.cos(angle)])
        offset = np.quantile(points @ normal, share)
        middle = normal * offset + points.mean(axis=0) - normal * (points.mean(axis=0) @ normal)
        along = np.array([np.cos(angle), np.sin(angle)]) * 30_000
        line = shapely.LineString([middle - along, middle + along])
        inside = shapely.get_parts(shapely.intersection(line, face))
        if len(inside) != 1:
            continue
        skew = abs(np.sin(2 * (angle - radial)))
        cost = inside[0].length * (1 + 0.25 * skew) * generator.uniform(0.9, 1.1)
        if cost < lowest:
            best, lowest = shapely.get_coordinates(inside[0]), cost
    if best is None:
        raise ValueError("no straight cut through this face")
    return np.asarray(best)


def bowed(line: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Bend a cut a little and let it reach over both ends."""
    start, end = line[0], line[-1]
    along = end - start
    across = np.array([-along[1], along[0]])
    way = np.linspace(-0.02, 1.02, 14)[:, None]
    bend = generator.uniform(-0.09, 0.09) * way * (1 - way) * 4 + generator.uniform(-0.03, 0.03) * np.sin(
        2 * np.pi * way
    )
    return np.asarray(start + along * way + across * bend)


def cuts(face: shapely.Polygon, points: np.ndarray, parts: int, generator: np.random.Generator) -> list[np.ndarray]:
    """Cut a face into a number of parts and give the lines."""
    if parts < 2:
        return []
    left = parts // 2 if generator.uniform() < 0.5 else parts - parts // 2
    for _ in range(12):
        line = bowed(chord(face, points, left / parts, generator), generator)
        pieces = faces_of([shapely.get_coordinates(face.exterior), line])
        if len(pieces) == 2:
            break
    inside = [shapely.contains_xy(piece, points) for piece in pieces]
    order = np.argsort([abs(mask.mean() - left / parts) for mask in inside])
    lines = [line]
    for number, count in zip(order, (left, parts - left), strict=False):
        lines += cuts(pieces[number], points[inside[number]], count, generator)
    return lines


def coarse_lines(generator: np.random.Generator) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Give the district borders and all other borders, still straight or gently curved."""
    limit, stream, ring = linework.outline(generator), linework.river(), linework.ring_road(generator)
    city = shapely.Polygon(limit)
    roads = linework.radial_roads(ring)
    frame = [limit, ring, *roads, stream]
    rail = linework.railway()
    grid = np.arange(-12_000, 12_001, 55.0)
    points = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2) + CENTRE
    points = points[shapely.contains_xy(city, points)]
    weight = density(points)
    points = points[generator.uniform(0, weight.max(), len(points)) < weight * 1.0]
    faces = [face for face in faces_of([*frame, rail]) if city.contains(face.representative_point())]
    faces = [face for face in faces if face.area > SLIVER]
    masses = np.array([shapely.contains_xy(face, points).sum() for face in faces], dtype=float)
    numbers = apportioned(masses, QUARTERS)
    inner = [rail]
    for face, number in zip(faces, numbers, strict=True):
        own = points[shapely.contains_xy(face, points)]
        inner += cuts(face, own, int(number), generator)
    return frame, inner


def apportioned(masses: np.ndarray, total: int) -> np.ndarray:
    """Share out quarters by mass, at least one each."""
    numbers = np.maximum(1, np.floor(masses / masses.sum() * total))
    while numbers.sum() < total:
        numbers[np.argmax(masses / (numbers + 0.5))] += 1
    while numbers.sum() > total:
        numbers[np.argmin(np.where(numbers > 1, masses / numbers, np.inf))] -= 1
    return numbers


def merged(faces: list[shapely.Polygon], districts: np.ndarray) -> list[shapely.Polygon]:
    """Join slivers to the neighbour of the same district with which they share most of their border."""
    small = [number for number, face in enumerate(faces) if face.area < SLIVER]
    joined = list(faces)
    for number in small:
        others = [n for n in range(len(faces)) if n not in small and districts[n] == districts[number]]
        shared = [shapely.intersection(faces[number].boundary, joined[n].boundary).length for n in others]
        best = others[int(np.argmax(shared))]
        joined[best] = shapely.get_parts(shapely.coverage_union(joined[best], faces[number]))[0]
    return [face for number, face in enumerate(joined) if number not in small]


def district_of(points: np.ndarray, frame: list[np.ndarray]) -> np.ndarray:
    """Number the districts: 1 inside the ring, 2 to 9 clockwise from the north."""
    limit, ring = shapely.Polygon(frame[0]), shapely.Polygon(frame[1])
    sectors = [face for face in faces_of(frame) if limit.contains(face.representative_point())]
    sectors = [face for face in sectors if not ring.contains(face.representative_point()) and face.area > SLIVER]
    middles = np.array([shapely.get_coordinates(face.centroid)[0] for face in sectors]) - CENTRE
    order = np.argsort(np.arctan2(middles[:, 0], middles[:, 1]) % (2 * np.pi))
    result = np.ones(len(points), dtype=int)
    away = np.array([shapely.distance(sectors[number], shapely.points(points)) for number in order])
    outside = ~shapely.contains_xy(ring, points)
    result[outside] = np.argmin(away, axis=0)[outside] + 2
    return result


def shapes() -> Shapes:
    """Draw the city."""
    generator = np.random.default_rng(SEED)
    frame, inner = coarse_lines(generator)
    warp = Warp.of(generator, 5_200.0, 170.0, octaves=2)
    bent = [[warp(dense(line, 60.0)) for line in lines] for lines in (frame, inner)]
    frame, inner = bent
    city = shapely.Polygon(frame[0])
    faces = [face for face in faces_of([*frame, *inner]) if city.contains(face.representative_point())]
    middles = np.array([shapely.get_coordinates(face.representative_point())[0] for face in faces])
    faces = merged(faces, district_of(middles, frame))
    edges = shapely.get_parts(shapely.line_merge(shapely.union_all([face.boundary for face in faces])))
    lines = [shapely.get_coordinates(edge) for edge in edges]
    smooth = shapely.MultiLineString([frame[-1], inner[0]])
    main = shapely.MultiLineString(frame[1:-1])
    styles = [borders.style(line, smooth, main) for line in lines]
    polygons = np.array(faces_of(borders.detailed(lines, styles, SEED)), dtype=object)
    middles = np.array([shapely.get_coordinates(face.representative_point())[0] for face in polygons])
    district = district_of(middles, frame)
    bearing = np.arctan2(*(middles - CENTRE).T) % (2 * np.pi)
    order = np.lexsort((bearing, district))
    return Shapes(shapely.normalize(polygons[order]), district[order], water(frame[-1], warp))


def water(stream: np.ndarray, warp: Warp) -> shapely.Geometry:
    """Give the river its width, wider downstream, and lay a lake from gravel digging beside it."""
    widths = np.linspace(40.0, 70.0, len(stream))
    beds = [shapely.LineString(stream[i : i + 3]).buffer(widths[i], 6) for i in range(0, len(stream) - 2, 2)]
    angle = np.linspace(0, 2 * np.pi, 60)
    shore = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (560.0, 300.0) * (1 + 0.2 * np.sin(3 * angle))[:, None]
    lake = shapely.Polygon(warp(shore + CENTRE + LAKE))
    return shapely.normalize(shapely.set_precision(shapely.simplify(shapely.union_all([*beds, lake]), 1.0), 0.01))

"""Boundaries as freeform shapes: places on the slide, outlines as paths, circles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.packed import SCALE, Shape, unpacked
from layers.slides.markup import INCH, POINT, Box, fill, line, transform
from layers.slides.slide import Slide
from layers.web_mercator import metres_per_pixel, world

UNIT = 635  # English metric units: a twentieth of a point, more than enough for a projector, in few digits
Ring = NDArray[np.int64]


@dataclass(frozen=True)
class Look:
    """How a shape is drawn: its fill, its edge and the width of the edge in points."""

    fill: str
    edge: str = "#ffffff"
    points: float = 0.5


@dataclass(frozen=True, eq=False)
class Frame:
    """Where on a slide the map lies, north up in Web Mercator.

    Attributes
    ----------
    origin : float array, shape (2,)
        World pixels of the upper left corner.
    corner : float array, shape (2,)
        The same corner on the slide, in units of the shapes.
    scale : float
        Units for one world pixel.
    latitude : float
        Of the middle of the map, in degrees.
    box : Box
        The map's own box on the slide.
    """

    origin: NDArray[np.float64]
    corner: NDArray[np.float64]
    scale: float
    latitude: float
    box: Box

    def placed(self, lonlat: NDArray[np.float64]) -> Ring:
        """Place points in degrees, shape (m, 2)."""
        return np.round((world(lonlat) - self.origin) * self.scale + self.corner).astype(np.int64)

    @property
    def metres(self) -> float:
        """Length on the ground of one inch in the middle of the map."""
        return metres_per_pixel(self.latitude) / self.scale * INCH / UNIT


def frame(bounds: Sequence[Sequence[float]], box: Box) -> Frame:
    """Fit [[south, west], [north, east]] into a box, in the middle of it."""
    (south, west), (north, east) = bounds
    corners = world(np.array([[west, north], [east, south]]))
    size = np.maximum(corners[1] - corners[0], 1e-9)
    left, top, wide, high = (one / UNIT for one in box.emu)
    scale = float(min(wide / size[0], high / size[1]))
    corner = np.array([left + (wide - size[0] * scale) / 2, top + (high - size[1] * scale) / 2])
    return Frame(corners[0], corner, scale, (south + north) / 2, box)


def rings_of(shape: Shape, where: Frame) -> list[Ring]:
    """Place the rings of a packed shape on the slide; what becomes a point or a line there is left out."""
    found = []
    for ring in (ring for polygon in shape for ring in polygon):
        placed = where.placed(np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / SCALE)
        moved = np.any(placed != np.roll(placed, 1, axis=0), axis=1)
        if moved.sum() >= 3:
            found.append(placed[moved])
    return found


def clipped(shape: Shape, where: Frame) -> list[Ring]:
    """Place the part of a packed shape that lies inside the map's box: waters flow on."""
    left, top, wide, high = (one / UNIT for one in where.box.emu)
    inside = shapely.box(left, top, left + wide, top + high)
    drawn = shapely.transform(shapely.make_valid(unpacked(shape)), lambda points: where.placed(points).astype(float))
    cut = shapely.make_valid(drawn).intersection(inside)
    polygons = [one for one in shapely.get_parts(cut) if one.geom_type == "Polygon" and not one.is_empty]
    rings = [ring for one in polygons for ring in (one.exterior, *one.interiors)]
    return [np.round(shapely.get_coordinates(ring)).astype(np.int64)[:-1] for ring in rings]


def freeform(slide: Slide, name: str, told: str, rings: Sequence[Ring], look: Look) -> str:
    """Write rings as one shape: a ring inside another one is a hole; nothing for no ring."""
    if not rings:
        return ""
    low = np.min([ring.min(axis=0) for ring in rings], axis=0)
    wide, high = (int(one) for one in np.maximum(np.max([ring.max(axis=0) for ring in rings], axis=0) - low, 1))
    paths = "".join(_path((ring - low).tolist()) for ring in rings)
    place = tuple(int(one) * UNIT for one in (*low.tolist(), wide, high))
    return (
        f"<p:sp>{slide.head(name, told, ornament=not told)}<p:spPr>{transform(place)}"  # type: ignore[arg-type]  # four, as written
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{wide}" h="{high}">{paths}</a:path></a:pathLst></a:custGeom>'
        f"{fill(look.fill)}{line(look.edge, look.points)}</p:spPr></p:sp>"
    )


def circle(slide: Slide, name: str, told: str, centre: Ring, radius: float, look: Look) -> str:
    """Draw a circle around a placed point; the radius is in points."""
    half = round(radius * POINT)
    left, top = (int(one) * UNIT - half for one in centre.tolist())
    return (
        f"<p:sp>{slide.head(name, told)}<p:spPr>{transform((left, top, 2 * half, 2 * half))}"
        f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{fill(look.fill)}{line(look.edge, look.points)}'
        "</p:spPr></p:sp>"
    )


def _path(points: Sequence[Sequence[int]]) -> str:
    (x, y), *rest = points
    steps = "".join(f'<a:lnTo><a:pt x="{right}" y="{down}"/></a:lnTo>' for right, down in rest)
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{steps}<a:close/>'

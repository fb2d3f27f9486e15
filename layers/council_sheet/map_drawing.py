"""The map of the sheet as vectors: shapes and colours only, no text, so that no name can be taken for markup."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from layers.packed import SCALE, Shape
from layers.page_markup import pattern_definitions
from layers.palettes import SCENERY
from layers.scale_bar import round_length
from layers.web_mercator import metres_per_pixel, world

LONGEST: Final = 760.0  # units: about as many as pixels on a screen, so that circles and patterns keep their sizes
_EDGE: Final = 10.0
_FOOT: Final = 34.0  # below the areas, for scale and north arrow
_GROUND, _DISTRICT, _GROUP = "#f5f7f8", "#4a5866", "#1c2b3a"


@dataclass(frozen=True)
class MapDrawing:
    """The map.

    Attributes
    ----------
    svg : str
    width, height : float
        In units.
    centres : tuple of (x, y)
        A place well inside each area, in units from the upper left corner.
    metres, long : float
        A round length on the ground, at most a quarter of the map, and its units.
    """

    svg: str
    width: float
    height: float
    centres: tuple[tuple[float, float], ...]
    metres: float
    long: float


@dataclass(frozen=True, eq=False)
class _Frame:
    origin: NDArray[np.float64]
    scale: float

    def placed(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return (world(lonlat) - self.origin) * self.scale + _EDGE

    def path(self, shape: Shape) -> str:
        rings = (np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / SCALE for polygon in shape for ring in polygon)
        return "".join("M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in self.placed(one).tolist()) + "Z" for one in rings)


def map_drawing(content: Mapping[str, Any], kinds: Sequence[str]) -> MapDrawing:
    """Draw what :func:`layers.page_content.page_content` gives; north is up, in Web Mercator.

    Parameters
    ----------
    content : mapping
        "bounds", "areas", "outlines", "groups", "chosen", "scenery", "circle" and "accent" of it.
    kinds : sequence of str
        Of the scenery, as in :class:`loading.atlas.Scenery`.
    """
    (south, west), (north, east) = content["bounds"]
    corners = world(np.array([[west, north], [east, south]]))
    size = np.maximum(corners[1] - corners[0], 1e-9)
    frame = _Frame(corners[0], LONGEST / float(size.max()))
    width, height = (size * frame.scale + [2 * _EDGE, 2 * _EDGE + _FOOT]).round(1).tolist()
    metre = frame.scale / metres_per_pixel((south + north) / 2)
    metres = round_length(width / 4 / metre)
    places = frame.placed(np.array([area["centre"][::-1] for area in content["areas"]]))
    centres = tuple((x, y) for x, y in places.round(1).tolist())
    box = f'width="{width:.1f}" height="{height:.1f}"'
    drawn = "".join(_drawn(content, kinds, frame, centres))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} viewBox="0 0 {width:.1f} {height:.1f}"><defs>'
        f'{pattern_definitions()}<clipPath id="frame"><rect {box}/></clipPath></defs><g clip-path="url(#frame)" '
        f'stroke-linejoin="round"><rect {box} fill="{_GROUND}"/>{drawn}</g></svg>'
    )
    return MapDrawing(svg, width, height, centres, metres, metres * metre)


def _drawn(
    content: Mapping[str, Any], kinds: Sequence[str], frame: _Frame, centres: Sequence[tuple[float, float]]
) -> Iterator[str]:
    for kind, shape in zip(kinds, content["scenery"], strict=True):
        if kind in SCENERY:
            yield f'<path d="{frame.path(shape)}" fill="{SCENERY[kind]}"/>'
    border = "#c5ccd3" if content["circle"] else "#ffffff"
    for area in content["areas"]:
        yield f'<path d="{frame.path(area["shape"])}" fill="{area["fill"]}" stroke="{border}" stroke-width="1.2"/>'
    yield from (_outline(frame.path(one), _DISTRICT, 1.6) for one in content["outlines"])
    for area, (x, y) in zip(content["areas"], centres, strict=True):
        if area["radius"] > 0:
            look = f'fill="{content["circle"]}" fill-opacity="0.85" stroke="#ffffff"'
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{area["radius"]:.1f}" {look}/>'
    for one in content["groups"]:
        yield _outline(frame.path(one), "#ffffff", 5.0) + _outline(frame.path(one), _GROUP, 2.4)
    if content["chosen"]:
        path = frame.path(content["chosen"])
        yield _outline(path, "#ffffff", 6.0) + _outline(path, content["accent"], 3.6)


def _outline(path: str, colour: str, width: float) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'

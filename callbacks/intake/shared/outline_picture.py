"""Small pictures made of outlines, as plain data; ``assets/outline_picture.js`` draws them."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from loading.locating.germany import laender

_LATITUDE = 51.0
_GERMANY_WIDTH = 132.0
_MAP_SIZE = 150.0
_PADDING = 5.0

Points = Sequence[Sequence[float]]


def outline_picture(picture: Mapping[str, Any], label: str, classes: str = "") -> Component:
    """Lay out the place of a picture.

    Parameters
    ----------
    picture : mapping
        ``width``, ``height``; ``paths``: pairs of class and path; ``dot``: x and y, or nothing.
    label : str
        What it shows, for readers who do not see it.
    classes : str
        Further classes.
    """
    data = json.dumps(picture, ensure_ascii=False)
    return html.Div(
        className=f"outline-picture {classes}".strip(), role="img", **attributes(aria_label=label, data_outline=data)
    )


def in_germany(longitude: float, latitude: float) -> dict[str, Any]:
    """Draw Germany's Länder and a dot where something lies; without the dot where that is not on the picture.

    Parameters
    ----------
    longitude, latitude : float
        Degrees.
    """
    rings = [np.asarray(land.outline.exterior.coords) for land in laender()]
    west, south = np.min([ring.min(axis=0) for ring in rings], axis=0)
    east, north = np.max([ring.max(axis=0) for ring in rings], axis=0)
    squeeze = math.cos(math.radians(_LATITUDE))
    scale = (_GERMANY_WIDTH - 2 * _PADDING) / ((east - west) * squeeze)
    height = (north - south) * scale + 2 * _PADDING

    def placed(points: np.ndarray) -> np.ndarray:
        across = (points[:, 0] - west) * squeeze * scale + _PADDING
        return np.column_stack([across, (north - points[:, 1]) * scale + _PADDING])

    dot = placed(np.array([[longitude, latitude]]))[0].round(1).tolist()
    inside = 0 <= dot[0] <= _GERMANY_WIDTH and 0 <= dot[1] <= height
    paths = [["land", path(placed(ring).tolist())] for ring in rings]
    return {"width": _GERMANY_WIDTH, "height": round(height), "paths": paths, "dot": dot if inside else None}


def in_itself(rings: Sequence[Points]) -> dict[str, Any]:
    """Draw outlines as large as the picture allows, north up.

    Parameters
    ----------
    rings : sequence of sequences of [longitude, latitude]
    """
    every = np.array([point for ring in rings for point in ring], dtype=float).reshape(-1, 2)
    if not len(every):
        return {"width": _MAP_SIZE, "height": _MAP_SIZE, "paths": [], "dot": None}
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 1e-6)
    room = _MAP_SIZE - 2 * _PADDING
    scale = room / max((east - west) * squeeze, north - south, 1e-12)
    paths = [
        ["area", path([[(x - west) * squeeze * scale + _PADDING, (north - y) * scale + _PADDING] for x, y in ring])]
        for ring in rings
    ]
    width, height = (east - west) * squeeze * scale, (north - south) * scale
    return {"width": round(width + 2 * _PADDING), "height": round(height + 2 * _PADDING), "paths": paths, "dot": None}


def path(points: Points) -> str:
    """Write a closed line as SVG does.

    Examples
    --------
    >>> path([[0, 0], [10, 0.26], [0, 0]])
    'M0,0 10,0.3 0,0Z'
    """
    return "M" + " ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in points) + "Z"

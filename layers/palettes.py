"""Colours: sequential and diverging palettes, and one look for each kind of blank.

Orange belongs to the selection and to nothing else, so that no palette comes near it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SELECTION: Final = "#e07b1f"
#: What lies around and between areas, by its kind.
SCENERY = {"water": "#c9dbe4", "green": "#dfe8dc"}
DEFAULT_PALETTE: Final = "blues"
_ANCHORS: Final[dict[str, tuple[str, ...]]] = {
    "blues": ("#eef2f5", "#d3e0e8", "#afc6d9", "#86a7c6", "#42669b", "#2a3f73"),
    "purples": ("#f3f1f7", "#d9d3e8", "#b3a6d0", "#8874b0", "#5d4691", "#3d2568"),
    "greens": ("#eff4ee", "#cfe0d0", "#a0c3a8", "#6a9f80", "#34745a", "#174838"),
    "teal": ("#f3f4e6", "#cfe3d6", "#93c4bf", "#559ca4", "#2a6a83", "#1f3d61"),
    "greys": ("#f3f3f2", "#d6d6d6", "#b0b0b0", "#868686", "#575757", "#2e2e2e"),
}
_DIVERGING: Final = {"blue_brown": (("#dfe8ee", "#86a7c6", "#2a3f73"), "#f4f3f0", ("#e9dfd6", "#b49a84", "#5a3a26"))}
PALETTES: Final = tuple(_ANCHORS)
DIVERGING_PALETTES: Final = tuple(_DIVERGING)
_WHITE_BELOW: Final = 50.0
Lab = tuple[float, float, float]


@dataclass(frozen=True)
class Look:
    """How one kind of blank is drawn.

    Attributes
    ----------
    fill, stroke : str
        ``"#rrggbb"``; the stroke draws the pattern.
    pattern : str
        Key of ``PATTERNS``.
    """

    fill: str
    pattern: str
    stroke: str


PATTERN_SIZE: Final = 8
#: Path data of one tile of 8 x 8 pixels, to be stroked; the same for SVG and for a canvas' Path2D.
PATTERNS: Final[dict[str, str]] = {
    "rings": "M2,4a2,2 0 1,0 4,0a2,2 0 1,0 -4,0",
    "diagonal": "M-2,2L2,-2M0,8L8,0M6,10L10,6",
    "cross": "M0,0L8,8M0,8L8,0",
    "dots": "M3.4,4L4.6,4M4,3.4L4,4.6",
    "dashes": "M1,2L5,2M-1,6L1,6M5,6L9,6",
    "bars": "M2,0L2,8M6,0L6,8",
}
BLANK_LOOKS: Final[dict[str, Look]] = {
    "zero": Look("#ffffff", "rings", "#8d97a1"),
    "not_delivered": Look("#f1f0ee", "diagonal", "#a9a7a3"),
    "not_joined": Look("#e4e2df", "cross", "#8c8a86"),
    "suppressed": Look("#d8d6d2", "dots", "#3f3e3c"),
    "too_small": Look("#fbfaf8", "dashes", "#77838f"),
    "excluded": Look("#c4c2be", "bars", "#a3a19d"),
}


def sequential(palette: str, k: int) -> tuple[str, ...]:
    """Give k colours, light for low and dark for high, evenly spaced in lightness.

    Parameters
    ----------
    palette : str
        One of ``PALETTES``.
    k : int
        1 or more; a single colour is the palette's middle.

    Returns
    -------
    tuple of str
        ``"#rrggbb"``, lightest first.

    Raises
    ------
    KeyError
        If there is no such palette; names it.

    Examples
    --------
    >>> sequential("blues", 2)
    ('#eef2f5', '#2a3f73')
    """
    anchors = [_lab(colour) for colour in _ANCHORS[palette]]
    if k == 1:
        return (_at_lightness(anchors, (anchors[0][0] + 2 * anchors[-1][0]) / 3),)
    return tuple(_at_lightness(anchors, _between(anchors[0][0], anchors[-1][0], step / (k - 1))) for step in range(k))


def diverging(palette: str, k: int) -> tuple[str, ...]:
    """Give k colours around the city's value, which lies in the middle of them.

    Parameters
    ----------
    palette : str
        One of ``DIVERGING_PALETTES``.
    k : int
        1 or more. An odd number has a neutral class around the city's value.

    Returns
    -------
    tuple of str
        From low to high: dark to pale, the neutral colour where k is odd, pale to dark.

    Raises
    ------
    KeyError
        If there is no such palette; names it.

    Examples
    --------
    >>> diverging("blue_brown", 3)
    ('#2a3f73', '#f4f3f0', '#5a3a26')
    """
    low, neutral, high = _DIVERGING[palette]
    depth = k // 2
    lower = [_arm(low, step, depth) for step in range(depth, 0, -1)]
    upper = [_arm(high, step, depth) for step in range(1, depth + 1)]
    return (*lower, *((neutral,) if k % 2 else ()), *upper)


def around_zero(palette: str, lowest: float, upper_bounds: Sequence[float]) -> tuple[str, ...]:
    """Give the classes of signed values diverging colours: one arm below zero, the other above.

    Parameters
    ----------
    palette : str
        One of ``DIVERGING_PALETTES``.
    lowest : float
        Lower end of the first class.
    upper_bounds : sequence of float
        Ascending.

    Returns
    -------
    tuple of str
        One for each class; the class that zero lies inside is neutral.

    Raises
    ------
    KeyError
        If there is no such palette; names it.

    Notes
    -----
    Both arms have as many steps as the longer side needs, so that a colour is never darker than the distance from
    zero deserves. ``assets/legend_breaks.js`` does the same while a limit is dragged.

    Examples
    --------
    >>> around_zero("blue_brown", -9, [-3, 4, 20]) == diverging("blue_brown", 3)
    True
    >>> around_zero("blue_brown", -9, [0, 4, 20]) == diverging("blue_brown", 4)[1:]
    True
    """
    below = sum(bound <= 0 for bound in upper_bounds)
    starts = (lowest, *upper_bounds[:-1])
    above = sum(start >= 0 and end > 0 for start, end in zip(starts, upper_bounds, strict=True))
    inside = len(upper_bounds) - below - above
    depth = max(below, above)
    return diverging(palette, 2 * depth + inside)[depth - below : depth + inside + above]


def lightness(colour: str) -> float:
    """Give the CIELAB lightness L* of a colour, 0 (black) to 100 (white).

    Examples
    --------
    >>> round(lightness("#ffffff"))
    100
    """
    return _lab(colour)[0]


def is_dark(colour: str) -> bool:
    """Tell whether text on a colour has to be white; on others black has the higher contrast.

    Examples
    --------
    >>> is_dark("#2a3f73"), is_dark("#c3d3e1")
    (True, False)
    """
    return lightness(colour) < _WHITE_BELOW


def _between(start: float, end: float, share: float) -> float:
    return start + (end - start) * share


def _arm(anchors: Sequence[str], step: int, depth: int) -> str:
    labs = [_lab(colour) for colour in anchors]
    share = 1.0 if depth == 1 else 0.12 + 0.88 * (step - 1) / (depth - 1)
    return _at_lightness(labs, _between(labs[0][0], labs[-1][0], share))


def _at_lightness(anchors: Sequence[Lab], wanted: float) -> str:
    for lighter, darker in pairwise(anchors):
        if wanted >= darker[0] - 1e-9:
            share = (lighter[0] - wanted) / (lighter[0] - darker[0])
            return _hex((wanted, _between(lighter[1], darker[1], share), _between(lighter[2], darker[2], share)))
    return _hex(anchors[-1])


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _lab(colour: str) -> Lab:
    """Convert sRGB to CIELAB (D65), after IEC 61966-2-1 and CIE 15."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _hex(lab: Lab) -> str:
    y = (lab[0] + 16) / 116
    roots = (y + lab[1] / 500, y, y - lab[2] / 200)
    x, y, z = (root**3 if root**3 > 216 / 24389 else (116 * root - 16) / (24389 / 27) for root in roots)
    x, z = x * 0.95047, z * 1.08883
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    shares = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear)
    return "#" + "".join(f"{min(max(round(255 * share), 0), 255):02x}" for share in shares)

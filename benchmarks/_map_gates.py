"""The gates of the map's engine: what must be how many times cheaper than the naive way in the same run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks import _map_figures as measured
from benchmarks._map_figures import CANVAS, OURS, OURS_4, OVERLAY, RESTYLE, SERVER, SVG, SVG_4, TO_JSON, Bench, Figures

Place = tuple[int, str, str]
SWITCH, HOVER = "switch, processor ms", "hover, processor ms"
BYTES = "first view, kB gzip"


@dataclass(frozen=True)
class Gate:
    """One comparison.

    Attributes
    ----------
    name : str
    size : int
        Number of areas at which it is judged.
    naive : tuple of (int, str, str), or None
        Size, figure and contestant to compare with; None where ours must be zero.
    ours : tuple of (int, str, str)
    least : float
        The naive figure divided by ours must be as much.
    again : callable
        The operation that measures both anew.
    """

    name: str
    size: int
    naive: Place | None
    ours: Place
    least: float
    again: Callable[[Bench], None]


@dataclass(frozen=True)
class Verdict:
    """How a gate was judged.

    Attributes
    ----------
    gate : Gate
    naive, ours : float or None
        None where it was not measured.
    """

    gate: Gate
    naive: float | None
    ours: float | None

    @property
    def ratio(self) -> float | None:
        """Naive over ours; None where one of them was not measured, or nothing is compared."""
        return None if self.naive is None or self.ours is None else self.naive / max(self.ours, 1e-9)

    @property
    def result(self) -> str:
        """``"pass"``, ``"FAIL"`` or ``"not run"``; what was not measured has never passed."""
        if self.ours is None or (self.gate.naive and self.naive is None):
            return "not run"
        if self.ratio is None:
            return "pass" if self.ours == 0 else "FAIL"
        return "pass" if self.ratio >= self.gate.least else "FAIL"


def _against(
    name: str, size: int, figure: str, naive: str, least: float, again: Callable[[Bench], None], ours: str = OURS.name
) -> Gate:
    return Gate(name, size, (size, figure, naive), (size, figure, ours), least, again)


def _nothing(what: str, size: int, again: Callable[[Bench], None]) -> Gate:
    return Gate(f"requests of a cached {what}", size, None, (size, f"{what}, requests", OURS.name), 0, again)


SWITCHES = {542: (6, 4), 5_000: (35, 20), 33_000: (120, 60)}
CACHED = {
    "switch": measured.switch,
    "reclassify": measured.reclassify,
    "hover": measured.hover,
    "brush of 100": measured.brush,
}
FOUR = "four maps, switch, processor ms", "four maps, move of a drag, processor ms"
GEOJSON, ID_TILES = (33_000, BYTES, SVG.name), (33_000, "its id tiles, kB gzip", OURS.name)
OWN_542, OWN_100_000 = (542, SWITCH, OURS.name), (100_000, SWITCH, OURS.name)
GATES = (
    *(
        _against(f"switch against {who.name}", size, SWITCH, who.name, least, measured.switch)
        for size, both in SWITCHES.items()
        for who, least in zip((SVG, CANVAS), both, strict=True)
    ),
    Gate("switch against our own at 542", 100_000, OWN_542, OWN_100_000, 0.5, measured.switch),
    _against("hover painted against the server", 5_000, HOVER, SERVER.name, 3, measured.hover),
    _against("hover painted against clientside", 5_000, HOVER, SVG.name, 2, measured.hover),
    _against("brush of 100", 5_000, "brush of 100, wall ms", CANVAS.name, 20, measured.brush),
    _against("chart highlight", 5_000, "highlight, processor ms", RESTYLE, 50, measured.highlight, OVERLAY),
    _against("four maps, switch", 542, FOUR[0], SVG_4.name, 6, measured.four_maps, OURS_4.name),
    _against("four maps, drag", 542, FOUR[1], SVG_4.name, 6, measured.four_maps, OURS_4.name),
    _against("four maps, switch", 5_000, FOUR[0], SVG_4.name, 30, measured.four_maps, OURS_4.name),
    _against("four maps, drag", 5_000, FOUR[1], SVG_4.name, 15, measured.four_maps, OURS_4.name),
    _against("first view against gdf.to_json", 5_000, BYTES, TO_JSON, 6, measured.weight),
    _against("first view against GeoJSON with properties", 5_000, BYTES, SVG.name, 4, measured.weight),
    _against("first view against gdf.to_json", 33_000, BYTES, TO_JSON, 30, measured.weight),
    _against("first view against GeoJSON with properties", 33_000, BYTES, SVG.name, 4, measured.weight),
    Gate("id tiles against GeoJSON with properties", 33_000, GEOJSON, ID_TILES, 30, measured.weight),
    _against("first map", 33_000, "first map, wall ms", CANVAS.name, 1.5, measured.first_map),
    _against("memory of the renderer", 33_000, "renderer, MB", CANVAS.name, 2, measured.memory),
    *(_nothing(what, size, again) for size in SWITCHES for what, again in CACHED.items()),
    *(
        _against(f"{what}, server", size, f"{what}, server ms", SERVER.name, 20, measured.server_processor)
        for what, sizes in (("uncached switch", SWITCHES), ("new question", (5_000, 33_000)))
        for size in sizes
    ),
)


def needed(areas: int) -> dict[Callable[[Bench], None], set[str]]:
    """Name the operations that the gates of a size ask for, each with the contestants whose pages it takes.

    Parameters
    ----------
    areas : int

    Returns
    -------
    dict of operation to set of str
    """
    found: dict[Callable[[Bench], None], set[str]] = {}
    for gate in GATES:
        if gate.size == areas:
            names = {who for _, _, who in filter(None, (gate.naive, gate.ours))}
            found.setdefault(gate.again, set()).update(measured.PAGE_OF.get(name, name) for name in names)
    return found


def judged(found: Mapping[int, Figures], gates: tuple[Gate, ...] = GATES) -> list[Verdict]:
    """Judge what was measured.

    Parameters
    ----------
    found : mapping of int to Figures
        By number of areas.
    gates : tuple of Gate

    Returns
    -------
    list of Verdict
        One for each gate, also for those whose sizes or contestants were not run.
    """

    def figure(place: Place | None) -> float | None:
        if place is None:
            return None
        size, what, who = place
        return found[size].numbers.get((what, who)) if size in found else None

    return [Verdict(gate, figure(gate.naive), figure(gate.ours)) for gate in gates]

"""What the map benchmark measures: operations, each by the contestants that can do it, and the figures they give."""

import gzip
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import shapely

from benchmarks._map_sessions import QUESTIONS_SEEN, Act, Contestant, Session
from benchmarks.map_pages.country import Country
from benchmarks.map_pages.naive import latest

SVG = Contestant("leaflet SVG", "leaflet_hideout")
CANVAS = Contestant("leaflet canvas", "leaflet_hideout", ("--canvas",), most=100_000)
SERVER = Contestant("callback", "leaflet_server")
PLOTLY = Contestant("plotly Patch", "plotly_patch")
SVG_4 = Contestant("SVG, 4 maps", "leaflet_hideout", maps=4, most=5_000)
OURS = Contestant("ours", "ours", times=3, most=1_000_000)
OURS_4 = Contestant("ours, 4 maps", "ours", maps=4, times=2, most=5_000)
CHARTS = Contestant("two charts", "charts", most=5_000)
CONTESTANTS = (SVG, CANVAS, SERVER, PLOTLY, OURS, SVG_4, OURS_4, CHARTS)
RESTYLE, OVERLAY = "Plotly.restyle", "overlay"
TO_JSON, TILES = "gdf.to_json", "/ids/"
# Whose page gives the figures of what is no contestant.
PAGE_OF = {RESTYLE: CHARTS.name, OVERLAY: CHARTS.name, TO_JSON: SVG.name}
BRUSHED = 100
SERVER_TIMES = 3
REPEATS_FOR_FOUR = 3  # as many of the others for one of four maps: a naive drag of them takes ten seconds
Key = tuple[str, str]


@dataclass
class Figures:
    """Numbers of one size, by operation and contestant.

    Attributes
    ----------
    numbers : dict of (str, str) to float
        Keys are (what, contestant). Milliseconds, kilobytes, megabytes or requests, as ``what`` says.
    """

    numbers: dict[Key, float] = field(default_factory=dict)

    def note(self, what: str, who: str, acts: Sequence[Act]) -> None:
        """Keep the median of the processor's time, the lower quartile of the wall's, and the most requests.

        Whatever else the machine does at a time only adds to the time on the wall: the lower quartile is what an
        action takes when little else is done.
        """
        walls = sorted(act.wall for act in acts)
        self.numbers[f"{what}, wall ms", who] = walls[(len(walls) - 1) // 4]
        self.numbers[f"{what}, processor ms", who] = statistics.median(act.processor for act in acts)
        self.numbers[f"{what}, requests", who] = max(act.requests for act in acts)


@dataclass(frozen=True)
class Bench:
    """Open sessions of one size.

    Attributes
    ----------
    drawn : Country
    sessions : dict of str to Session
        By contestant's name.
    figures : Figures
    repeats, visits : int
        How often an operation is repeated, and how often the page is visited anew.
    """

    drawn: Country
    sessions: dict[str, Session]
    figures: Figures
    repeats: int
    visits: int

    def running(self, contestants: Iterable[Contestant]) -> list[Session]:
        """Give the sessions of those that run at this size."""
        return [self.sessions[one.name] for one in contestants if one.name in self.sessions]

    def in_turn(
        self, what: str, contestants: Sequence[Contestant], action: Callable[[Session, int], Act], repeats: int = 0
    ) -> None:
        """Let all contestants do the same, round after round, so that a busy moment meets everybody."""
        running = self.running(contestants)
        acts: dict[str, list[Act]] = {one.contestant.name: [] for one in running}
        for number in range(repeats or self.repeats):
            for session in running:
                times = 1 if repeats else session.contestant.times
                found = [action(session, number * times + more) for more in range(times)]
                acts[session.contestant.name].extend(found)
        for name, found in acts.items():
            self.figures.note(what, name, found)


def first_map(bench: Bench) -> None:
    """Measure visits with an empty cache."""
    contestants = (SVG, CANVAS, SERVER, PLOTLY, OURS)
    bench.in_turn("first map", contestants, lambda session, _: session.first_map(), bench.visits)


def switch(bench: Bench) -> None:
    """Measure another indicator; whoever keeps what it has seen has seen it."""
    contestants = (SVG, CANVAS, SERVER, PLOTLY, OURS)
    for session in bench.running((OURS,)):
        for number in range(QUESTIONS_SEEN):
            session.act("change", number)
    bench.in_turn("switch", contestants, lambda session, number: session.act("change", number % QUESTIONS_SEEN))


def reclassify(bench: Bench) -> None:
    """Measure other class limits."""
    bench.in_turn("reclassify", (SVG, CANVAS, OURS), lambda session, number: session.act("reclassify", number))


def hover(bench: Bench) -> None:
    """Measure pointing at one area after the other, as many as there are repeats, and twice more."""
    n = len(bench.drawn.ids)
    chosen = [n // 2 + (n // 50 + 1) * step for step in range(-bench.repeats, 3)]
    places = shapely.get_coordinates(shapely.point_on_surface(bench.drawn.shapes[chosen]))
    targets = [(bench.drawn.ids[at], float(y), float(x)) for at, (x, y) in zip(chosen, places, strict=True)]
    for session in bench.running((SVG, CANVAS, SERVER, OURS)):
        if acts := session.hover(targets):
            bench.figures.note("hover", session.contestant.name, acts)


def brush(bench: Bench) -> None:
    """Measure a hundred areas being selected."""

    def select(session: Session, number: int) -> Act:
        start = (number * BRUSHED) % max(1, len(bench.drawn.ids) - BRUSHED)
        return session.act("brush", bench.drawn.ids[start : start + BRUSHED])

    bench.in_turn("brush of 100", (SVG, CANVAS, OURS), select)
    for session in bench.running((SVG, CANVAS, OURS)):
        session.act("brush", [])


def four_maps(bench: Bench) -> None:
    """Measure four maps side by side: another question on each, and dragging them together."""
    for session in bench.running((OURS_4,)):
        for number in range(QUESTIONS_SEEN):
            session.act("changeAll", number)
    four, times = (SVG_4, OURS_4), max(1, bench.repeats // REPEATS_FOR_FOUR)
    bench.in_turn("four maps, switch", four, lambda session, at: session.act("changeAll", at % QUESTIONS_SEEN), times)
    bench.in_turn("four maps, move of a drag", four, lambda session, _: session.drag(), times)


def highlight(bench: Bench) -> None:
    """Measure one area being highlighted on two charts."""
    for session in bench.running((CHARTS,)):
        for who, name in ((RESTYLE, "restyle"), (OVERLAY, "overlay")):
            session.act(name, 0)
            bench.figures.note("highlight", who, [session.act(name, 7 * number + 1) for number in range(bench.repeats)])


def server_processor(bench: Bench) -> None:
    """Measure what the server does for a question new to everybody, and for one new to a browser only."""
    for session in bench.running((SERVER, PLOTLY, OURS)):
        used = [session.new_question() for _ in range(min(bench.repeats, SERVER_TIMES))]
        for what, costs in zip(("new question", "uncached switch"), zip(*used, strict=True), strict=True):
            bench.figures.numbers[f"{what}, server ms", session.contestant.name] = statistics.median(costs)


def weight(bench: Bench) -> None:
    """Weigh the data behind the first map, and the same as geopandas writes it."""
    numbers = bench.figures.numbers
    for session in bench.running((SVG, OURS)):
        numbers["first view, kB gzip", session.contestant.name] = session.first_bytes()
        if tiles := session.first_bytes(TILES):
            numbers["its id tiles, kB gzip", session.contestant.name] = tiles
    if SVG.name in bench.sessions:
        columns = {"id": bench.drawn.ids, "name": bench.drawn.names, **latest(bench.drawn)}
        content = gpd.GeoDataFrame(columns, geometry=bench.drawn.shapes, crs=4326).to_json()
        numbers["first view, kB gzip", TO_JSON] = len(gzip.compress(content.encode(), 6)) / 1000


def memory(bench: Bench) -> None:
    """Read what scripts hold, and what the process that draws the page takes."""
    for session in bench.sessions.values():
        name = session.contestant.name
        bench.figures.numbers["scripts' heap, MB", name] = session.heap()
        resident = session.memory()
        if resident is not None:
            bench.figures.numbers["renderer, MB", name] = resident


# Memory is read first, before much has been done; questions nobody asked come before those that were.
OPERATIONS: tuple[Callable[[Bench], None], ...] = (
    *(weight, memory, first_map, server_processor, switch, reclassify),
    *(hover, brush, four_maps, highlight),
)

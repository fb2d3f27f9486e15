"""One contestant of the map benchmark: its server, a browser of its own, and what can be measured in it."""

import gzip
import http.client
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, Playwright

from benchmarks._chromium import Server, count_processor, counters, launch_options, started
from benchmarks.map_pages.country import INDICATORS, YEARS

PAGES = Path(__file__).parent / "map_pages"
# plotly draws with WebGL.
SOFTWARE_GRAPHICS = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
# One map has 800 x 700 pixels of it: a window of that size would be a telephone to the product.
WINDOW = {"width": 1440, "height": 900}
PATIENCE = 900.0
PAUSE = 40.0  # milliseconds, see bench.paused
STEPS_OF_A_DRAG = 10
QUESTIONS_SEEN, QUESTIONS = 3, len(INDICATORS) * len(YEARS)
DATA = ("/data/", "/answer/", "/areas.json")
AFTER_THE_MAP, HEARTBEAT = ".details", "/health"


@dataclass(frozen=True)
class Contestant:
    """A page that takes part.

    Attributes
    ----------
    name : str
    module : str
        File in ``map_pages/``, without suffix.
    flags : tuple of str
    maps : int
    times : int
        How often it acts in each turn: what takes milliseconds needs more of them for a steady figure.
    most : int
        Number of areas beyond which it would not end in reasonable time.
    """

    name: str
    module: str
    flags: tuple[str, ...] = ()
    maps: int = 1
    times: int = 1
    most: int = 33_000

    @property
    def path(self) -> str:
        """Give the address of its page on its server."""
        return "de/map" if self.maps == 1 else f"de/map?maps={self.maps}"

    def command(self, areas: int) -> list[str]:
        """Give the arguments of Python that serve its page."""
        program = str(PAGES / f"{self.module}.py")
        return [program, "--port", "{port}", "--areas", str(areas), "--maps", str(self.maps), *self.flags]


@dataclass(frozen=True)
class Act:
    """What one action cost.

    Attributes
    ----------
    wall : float
        Milliseconds until its picture was handed over.
    processor : float
        Milliseconds of the page's main thread.
    requests : int
    """

    wall: float
    processor: float
    requests: int


@dataclass
class Session:
    """A contestant's page, open.

    Attributes
    ----------
    contestant : Contestant
    server : Server
    browser : Browser
    page : Page
    devtools : CDPSession
        Of the page.
    asked : list of str
        Addresses that the page has asked for.
    unasked : int
        Number of the next question that nobody has asked the server.
    """

    contestant: Contestant
    server: Server
    browser: Browser
    page: Page
    devtools: CDPSession
    asked: list[str] = field(default_factory=list)
    unasked: int = QUESTIONS_SEEN

    def act(self, name: str, argument: Any = None) -> Act:
        """Let the page's driver do something, and measure it to its picture."""
        self.page.evaluate("bench.rested()")
        requests, before = len(self.asked), self.processor()
        wall = self.page.evaluate("([name, argument]) => bench[name](argument)", [name, argument])
        return Act(wall, self.processor() - before, len(self.asked) - requests)

    def processor(self) -> float:
        """Milliseconds that the main thread has used so far."""
        return 1000 * counters(self.devtools)["TaskDuration"]

    def hover(self, places: Sequence[tuple[str, float, float]]) -> list[Act]:
        """Point at areas (id, latitude, longitude) one after the other; each is measured until it is shown.

        Those that are never shown are left out.
        """
        points = [(area, self.page.evaluate("(at) => bench.place(...at)", at)) for area, *at in places]
        self.page.mouse.move(2, 2)
        acts = (self._point(there[0] if there else area, x, y) for area, (x, y, *there) in points)
        return [act for act in acts if act]

    def _point(self, area: str, x: float, y: float) -> Act | None:
        self.page.evaluate("(area) => { bench.point(area); return bench.paused(); }", area)
        requests, before = len(self.asked), self.processor()
        self.page.mouse.move(x, y)
        wall = self.page.evaluate("bench.pointed()")
        if wall is None:
            return None
        return Act(wall - PAUSE, self.processor() - before, len(self.asked) - requests)

    def drag(self) -> Act:
        """Drag the first map, release it, and drag it back; gives the mean of each move."""
        x, y = WINDOW["width"] / 4, WINDOW["height"] / 4
        self.page.evaluate("bench.rested()")
        requests, before, began = len(self.asked), self.processor(), time.perf_counter()
        for along in (1, -1):
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            for step in range(1, STEPS_OF_A_DRAG + 1):
                self.page.mouse.move(x + along * 10 * step, y + along * 6 * step)
                self.page.evaluate("bench.frame()")
            self.page.mouse.up()
            self.page.evaluate("bench.frame()")
        moves = 2 * STEPS_OF_A_DRAG
        wall = 1000 * (time.perf_counter() - began)
        return Act(wall / moves, (self.processor() - before) / moves, len(self.asked) - requests)

    def server_processor(self) -> float:
        """Milliseconds of processor that the server has used so far."""
        return 1000 * float(_body(self.server, "/processor"))

    def new_question(self) -> tuple[float, float]:
        """Ask what nobody has asked; gives milliseconds of the server, then those for the next browser that asks it."""
        number, seen, before = self.unasked, len(self.asked), self.server_processor()
        self.act("change", number)
        self.unasked = QUESTIONS_SEEN if number + 1 == QUESTIONS else number + 1
        first = self.server_processor()
        fetched = [address for address in self.asked[seen:] if urlsplit(address).path.startswith(DATA)]
        if not fetched:
            return first - before, first - before
        for address in fetched:
            _body(self.server, address)
        return first - before, self.server_processor() - first

    def heap(self) -> float:
        """Megabytes that scripts hold, after the garbage has gone."""
        self.devtools.send("HeapProfiler.collectGarbage")
        return counters(self.devtools)["JSHeapUsedSize"] / 1e6

    def memory(self) -> float | None:
        """Megabytes of the process that draws the page; None where the system does not say."""
        everything = self.browser.new_browser_cdp_session()
        running = everything.send("SystemInfo.getProcessInfo")["processInfo"]
        everything.detach()
        files = [Path(f"/proc/{one['id']}/status") for one in running if one["type"] == "renderer"]
        lines = [line for file in files if file.exists() for line in file.read_text(encoding="utf-8").splitlines()]
        return max((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), default=None)

    def first_bytes(self, kind: str = "") -> float:
        """Kilobytes of the data that the first map waits for, gzipped; what cards tell comes after it.

        Parameters
        ----------
        kind : str
            Only addresses that contain this.
        """
        paths = {address: urlsplit(address).path for address in self.asked}
        data = [one for one, path in paths.items() if path.startswith(DATA) and not path.endswith(AFTER_THE_MAP)]
        bodies = (_body(self.server, address) for address in data if kind in address)
        return sum(len(gzip.compress(body, 6)) for body in bodies) / 1000

    def first_map(self) -> Act:
        """Visit with an empty cache; gives the wall and processor time until the map stands."""
        asked: list[str] = []
        page, devtools = _visited(self.browser, self.server, self.contestant, asked)
        wall, processor = page.evaluate("bench.first"), 1000 * counters(devtools)["TaskDuration"]
        page.context.close()
        return Act(wall, processor, len(asked))


def _body(server: Server, address: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        content = response.read()
        return gzip.decompress(content) if response.headers["Content-Encoding"] == "gzip" else content
    finally:
        connection.close()


def _visited(browser: Browser, server: Server, contestant: Contestant, asked: list[str]) -> tuple[Page, CDPSession]:
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    context.set_default_timeout(1000 * PATIENCE)
    page = context.new_page()
    page.on("request", lambda request: None if request.url.endswith(HEARTBEAT) else asked.append(request.url))
    devtools = context.new_cdp_session(page)
    count_processor(devtools)
    page.goto(server.address + contestant.path, wait_until="commit")
    page.wait_for_function("window.bench?.first")
    return page, devtools


@contextmanager
def opened(playwright: Playwright, contestants: Sequence[Contestant], areas: int) -> Iterator[dict[str, Session]]:
    """Start all servers at once, then open one page after the other; gives the sessions by contestant's name."""
    with ExitStack() as ending:
        servers = [ending.enter_context(started(contestant.command(areas))) for contestant in contestants]
        sessions = {}
        for contestant, server in zip(contestants, servers, strict=True):
            server.answers(PATIENCE)
            options = launch_options()
            options["args"] += SOFTWARE_GRAPHICS
            browser = ending.enter_context(playwright.chromium.launch(**options))
            asked: list[str] = []
            page, devtools = _visited(browser, server, contestant, asked)
            page.evaluate("bench.first")
            sessions[contestant.name] = Session(contestant, server, browser, page, devtools, asked)
        yield sessions

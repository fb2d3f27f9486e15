"""How long and how many bytes until the first map stands, against the naive page in the same run.

    python3 run.py bench first_map [--runs N] [--quick]

Every run starts both servers anew, one after the other, and visits each with an empty browser cache. Ends with
exit code 1 when the product's bytes, to its map and altogether, are more than a third of what the naive page asks
for, or when its start imports a library that only single actions need. The naive page defers nothing: whether its map
or plotly.js arrives first is chance, so its bytes to the map are printed but never judged against.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks._chromium import PATIENCE, ROOT, count_processor, counters, launch_options, served

MOST = 1 / 3
NOT_AT_START = (
    *("pysal", "libpysal", "esda", "mapclassify", "giddy", "segregation", "spreg", "numba"),
    *("folium", "pptx", "typst", "geopandas", "pandas", "scipy", "xlsxwriter"),
)
START = """
import sys, tempfile
from pathlib import Path
import app
with tempfile.TemporaryDirectory() as folder:
    services = app.open_services(Path(folder))
    app.make_app(services)
    services.atlas("")
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""
WATCH = """
window.firstSeen = [0, 0];
const wanted = %s;
new MutationObserver(() => wanted.forEach((selector, place) => {
    const [plain, number] = selector.split(" >> nth=");
    if (!window.firstSeen[place] && document.querySelectorAll(plain)[number ?? 0])
        window.firstSeen[place] = performance.now();
})).observe(document, {attributes: true, childList: true, subtree: true});
"""


@dataclass(frozen=True)
class Contestant:
    """A page to measure.

    Attributes
    ----------
    name : str
    command : tuple of str
        Arguments of Python; ``{port}`` and ``{folder}`` are filled in.
    drawn : str
        Selector of what exists once the map is complete.
    complete : str
        Selector of what exists once the charts are complete.
    """

    name: str
    command: tuple[str, ...]
    drawn: str
    complete: str


OURS = Contestant(
    "Quartierblick",
    (str(ROOT / "app.py"), "serve", "--no-browser", "--port", "{port}", "--projects", "{folder}"),
    "[data-painted]",
    "#scatter-chart .js-plotly-plot .scatterlayer .point",
)
NAIVE = Contestant(
    "naive page",
    (str(ROOT / "benchmarks" / "_naive_page.py"), "--port", "{port}"),
    "path.leaflet-interactive >> nth=89",
    "#scatter .js-plotly-plot .scatterlayer .point",
)


@dataclass(frozen=True)
class Visit:
    """One visit with an empty cache; what was counted until the map, and until charts and network rested.

    Attributes
    ----------
    seconds : float
        Until the map.
    kilobytes, requests : float, int
        Until the map; as transferred, with headers.
    page_seconds, page_kilobytes : float
        Until the charts stand too, and until nothing loads any more.
    page_processor : float
        Seconds of the page's main thread until nothing loads any more.
    """

    seconds: float
    kilobytes: float
    requests: int
    page_seconds: float
    page_kilobytes: float
    page_processor: float


@dataclass(frozen=True)
class Run:
    """A server's start, the first visit right after it, and the next visitor's.

    Attributes
    ----------
    start : float
        Seconds from the process's start to the first answer.
    first, later : Visit
    """

    start: float
    first: Visit
    later: Visit


def visit(browser: Browser, contestant: Contestant, address: str) -> Visit:
    """Open the page in a browser that has seen nothing yet; the page itself notes when its map stands."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH % json.dumps([contestant.drawn, contestant.complete]))
    devtools = context.new_cdp_session(page)
    begun: list[float] = []
    finished: list[tuple[float, float]] = []
    devtools.on("Network.requestWillBeSent", lambda event: begun.append(event["timestamp"]))
    devtools.on(
        "Network.loadingFinished", lambda event: finished.append((event["timestamp"], event["encodedDataLength"]))
    )
    devtools.send("Network.enable")
    count_processor(devtools)
    page.goto(address)
    page.wait_for_selector(contestant.drawn, state="attached", timeout=PATIENCE * 1000)
    page.wait_for_selector(contestant.complete, state="attached", timeout=PATIENCE * 1000)
    page.wait_for_load_state("networkidle")
    map_seconds, page_seconds = (moment / 1000 for moment in page.evaluate("window.firstSeen"))
    processor = counters(devtools)["TaskDuration"]
    context.close()
    until_map = [size for moment, size in finished if size and moment - begun[0] <= map_seconds]
    return Visit(
        seconds=map_seconds,
        kilobytes=sum(until_map) / 1000,
        requests=len(until_map),
        page_seconds=max(map_seconds, page_seconds),
        page_kilobytes=sum(size for _, size in finished) / 1000,
        page_processor=processor,
    )


def gzipped_kilobytes(browser: Browser, contestant: Contestant, address: str) -> float:
    """Say what the complete page would weigh if its server compressed."""
    page: Page = browser.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_selector(contestant.complete, state="attached", timeout=PATIENCE * 1000)
    page.wait_for_load_state("networkidle")
    weight = sum(len(gzip.compress(one.body(), 6)) for one in answers if one.ok)
    page.close()
    return weight / 1000


def run(browser: Browser, contestant: Contestant) -> Run:
    """Start a server, visit it at once, and visit it as somebody else."""
    with served(contestant.command) as (address, start):
        return Run(start, visit(browser, contestant, address), visit(browser, contestant, address))


def figures(runs: Sequence[Run]) -> dict[str, float]:
    """Give the medians, by what they measure."""
    columns: dict[str, list[float]] = {
        "server: start to first answer, s": [one.start for one in runs],
        "start of server to first visitor's map, s": [one.start + one.first.seconds for one in runs],
        "next visitor: time to map, s": [one.later.seconds for one in runs],
        "next visitor: time to map and charts, s": [one.later.page_seconds for one in runs],
        "complete page: main thread, s of processor": [one.later.page_processor for one in runs],
        "requests to map": [one.later.requests for one in runs],
        "to map, kB": [one.later.kilobytes for one in runs],
        "complete page, kB": [one.later.page_kilobytes for one in runs],
    }
    return {name: statistics.median(numbers) for name, numbers in columns.items()}


def compare(browser: Browser, runs: int) -> tuple[dict[str, float], dict[str, float]]:
    """Measure both pages in turn; give the product's figures and the naive page's."""
    found: dict[Contestant, list[Run]] = {OURS: [], NAIVE: []}
    for number in range(runs):
        for contestant in (OURS, NAIVE) if number % 2 else (NAIVE, OURS):
            found[contestant].append(run(browser, contestant))
    return figures(found[OURS]), figures(found[NAIVE])


def imported_at_start() -> list[str]:
    """Name the libraries of single actions that starting with the sample city imports nevertheless."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", START, *NOT_AT_START]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def failures(ours: dict[str, float], naive: dict[str, float], imported: Sequence[str]) -> list[str]:
    """Say what is not as it must be."""
    allowed = MOST * naive["complete page, kB"]
    heavy = [name for name in ours if name.endswith("kB") and ours[name] > allowed]
    return [
        *(f"More than a third of the naive page: {name}" for name in heavy),
        *(f"Imported at start: {name}" for name in imported),
    ]


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and judge it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one run")
    chosen = parser.parse_args(arguments)
    runs = 1 if chosen.quick else chosen.runs
    with sync_playwright() as playwright, playwright.chromium.launch(**launch_options()) as browser:
        ours, naive = compare(browser, runs)
        with served(NAIVE.command) as (address, _):
            compressed = gzipped_kilobytes(browser, NAIVE, address)
    print(f"{f'median of {runs}':45}{OURS.name:>15}{NAIVE.name:>15}{'ratio':>9}")
    for name, value in ours.items():
        print(f"{name:45}{value:15.2f}{naive[name]:15.2f}{value / naive[name]:9.2f}")
    weight, name = ours["complete page, kB"], "the same, were the naive page gzipped"
    print(f"{name:45}{weight:15.2f}{compressed:15.2f}{weight / compressed:9.2f}")
    wrong = failures(ours, naive, imported_at_start())
    print(*wrong or ["All as it must be."], sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

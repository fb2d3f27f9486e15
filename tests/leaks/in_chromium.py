"""A reader's walk in Chromium through the public sample city, by each profile, with everything recorded and searched.

    python -m tests.leaks.in_chromium [PROFILE ...] [--of FILE ...] [--indicators N]

Publishes the city, serves the public file and nothing else to visitors, and walks as a reader does: several indicators
with hidden numbers, all tabs, kinds of maps and years, two and four maps, hover cards, selection, search, districts,
both languages, every file, the saved page opened without a network, addresses that are wrong or closed. Every answer,
request, header, address, text, file and line of the log is searched; whatever was asked of somebody else counts as
found. Ends with exit code 1 where that is any.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from analysis.protection import PROFILES
from app import make_app, open_services
from loading.atlas import Atlas
from tests import serving
from tests.browser.journey import COUNTING, Journey
from tests.leaks import reader
from tests.leaks.cities import inside_of, published
from tests.leaks.obtainable import Obtained, logged
from tests.leaks.recorded import Recorded
from tests.leaks.sought import Sought, lines
from tests.leaks.walk import by_last_year
from tests.watch import Gate, Watch

DESK = {"width": 1440, "height": 900}
PATIENCE = 120_000
INDICATORS = 3
_HOVERED = 12
#: Of the project under its address, and of one that is not there.
CLOSED = (
    *(f"/publish/{{0}}/{what}" for what in ("rules", "proof", "compare", "editions", "audit/{0}")),
    *("/projects/list", "/projects/{0}/file", "/projects/{0}/states", "/projects/keep/{0}", "/intake/{0}/decisions"),
    *("/data/x/quarter/A1/1.column", "/data/{0}/quarter/nothing/1.details", "/answer/de?p={0}&i=nothing&y=x"),
    *("/export/de/exe?p={0}", "/export/de/xlsx?p=0000", "/_dash-update-component", "/basemap/x/1/1/1"),
)
WRONG = ("/de/map?p=0000000000000000", "/de/nowhere", "/de/publish", "/de/data", "/de/projects", "/de/map?i='&y=%00")
_FETCHES = """async (addresses) => {
    for (const one of addresses) {
        await (await fetch(one)).text();
        await (await fetch(one, {method: "POST", body: "{}", headers: {"Content-Type": "application/json"}})).text();
    }
}"""


@contextmanager
def served(folder: Path, file: Path) -> Iterator[tuple[str, Atlas]]:
    """Serve a public file to visitors; gives the address, and the project as the server has it."""
    services = open_services(folder, [file])
    app = make_app(replace(services, sample=services.first, for_visitors=True))  # the sample is the same city, inside
    with serving.served(app.server) as address:
        yield address, services.atlas("")


def walked(journey: Journey, record: Recorded, public: Atlas, indicators: Sequence[str], year: int) -> Iterator[None]:
    """Walk through everything; stops where what was recorded may be searched."""
    page, years = journey.page, public.years
    record.looks()
    journey.opens("/de/map")
    for number, one in enumerate(indicators):
        reader.opens(journey, record, one, y=str(year))
        second = indicators[(number + 1) % len(indicators)]
        reader.sees(journey, record, [*reader.every_form(second, str(years[0]))])
        reader.takes(journey)
        yield
    for show in ("clear", "clusters"):
        reader.goes(journey, show=show)
        reader.takes(journey)
    reader.goes(journey, show="")
    yield
    for one in indicators:
        reader.goes(journey, i=one)
        reader.passes_years(journey, record)
        yield
    reader.compares(journey, record)
    reader.points_and_chooses(journey, record, public.levels["quarter"].names)
    yield
    if "district" in public.levels:
        reader.opens(journey, record, indicators[0], level="district")
        reader.takes(journey)
    for one in indicators[:2]:
        journey.loads(f"/en/map?i={one}&y={year}", i=one)
        reader.opens(journey, record, one)
    reader.takes(journey)
    yield
    for address in WRONG:
        page.goto(journey.url + address)
        page.wait_for_load_state()
        record.looks()
    page.evaluate(_FETCHES, [one.format(public.project) for one in CLOSED])


def saved(browser: Browser, files: Sequence[Obtained], folder: Path) -> Iterator[Obtained]:
    """Open pages that were taken away, without a network; gives what stands there."""
    for number, one in enumerate(files):
        file = folder / f"saved{number}.html"
        file.write_bytes(one.content)
        context = browser.new_context(offline=True, viewport=DESK)  # type: ignore[arg-type]  # width and height
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("path.area")
        told = []
        for area in page.locator("path.area").all()[:_HOVERED]:
            area.hover(force=True)
            told.append(page.content())
        yield Obtained(f"{one.where} opened", "\n".join(told).encode())
        context.close()


def walk(inside: Atlas, profile: str, folder: Path, most: int) -> int:
    """Walk through the city as one profile publishes it; how much was found."""
    started, rules = time.monotonic(), PROFILES[profile]
    file = published(inside, rules, folder / f"{profile}.gpkg")
    with ExitStack() as ends:
        url, public = ends.enter_context(served(folder / profile, file))
        log = ends.enter_context(logged())
        sought = Sought(inside, public, rules)
        groups = by_last_year(sought.hidden, public)
        years, indicators = next((years, list(one)) for years, one in groups.items())
        indicators = [*indicators, *chain.from_iterable([*groups.values()][1:])][:most]
        watch = Watch(Gate())
        ends.callback(watch.gate.shutdown)
        browser = ends.enter_context(sync_playwright()).chromium.launch(**watch.gate.launch_options())
        watch.follows(browser)
        page = opened(browser)
        journey, record = Journey(page, url), Recorded(page)
        page.goto(f"{url}/de/start")
        for _ in walked(journey, record, public, indicators, public.years[years - 1]):
            sought.reads(record.takes())
        taken = record.ends()
        pages = [one for one in taken if one.where.endswith(".html")]
        sought.reads(taken)
        sought.reads(saved(browser, pages, folder))
        foreign = watch.found()
        browser.close()
    sought.reads([Obtained("log", log.getvalue().encode())])
    result, complaints = sought.result(), [one for one in journey.complaints if "status of 40" not in one]
    head = (
        f"{profile:<10} {result}; {watch.asked} requests, {len(foreign)} of somebody else; "
        f"{len(complaints)} complaints; {time.monotonic() - started:.0f} s"
    )
    print(lines(head, result.found, foreign, complaints), flush=True)
    return len(result.found) + len(foreign)


def opened(browser: Browser) -> Page:
    """Open a window at a desk."""
    context = browser.new_context(viewport=DESK, locale="de-DE", reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({COUNTING})()")
    return context.new_page()


@np.errstate(invalid="ignore", divide="ignore")
def main(arguments: Sequence[str]) -> int:
    """Walk by each profile; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks.in_chromium")
    parser.add_argument("profiles", nargs="*", metavar="PROFILE")
    parser.add_argument("--of", nargs="+", type=Path, default=[], metavar="FILE", help="files of another city")
    parser.add_argument("--indicators", type=int, default=INDICATORS, metavar="N")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        inside = inside_of(asked.of, Path(name) / "inside")
        profiles = asked.profiles or PROFILES
        return int(sum(walk(inside, profile, Path(name), asked.indicators) for profile in profiles) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

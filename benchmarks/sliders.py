"""Every slider answers within one frame at 542 quarters, and asks nobody: the index builder's and the workbench's.

    python3 run.py bench sliders [--steps N] [--areas N]

The product serves a made-up city. In a window of 1440 x 900 pixels the slider of a weight is moved with the index on
the map, with its 4 x 3 matrix, and in the wide panel, where ranking and matrix stand beside the sliders; then the
slider of the smallest set, in both of its ways. A step begins with a frame: the event that a hand or a key would give,
and everything that is redrawn for it - ranking, contributions, matrix, legend and every quarter of the map, or
sentence, selection, outlines and curve.

Printed are, as medians over the steps, the main thread's processor time, how much of it are scripts, style and layout
(painting and what a task costs are the rest), and the same time on the wall, which says less on a machine that others
use; then in how many steps all had changed by the end of that frame, the most frames a step took, and what was asked
while the slider moved. Ends with exit code 1 where a step takes longer than a frame of a screen with 60 pictures a
second, where in half of the steps the frame is missed, or where anything was asked.
"""

import argparse
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import waitress
from playwright.sync_api import CDPSession, Page, Request, ViewportSize, sync_playwright

from analysis.index.recipe import Ingredient, Recipe
from analysis.index.recipe_token import to_token
from app import make_app, open_services
from benchmarks._chromium import count_processor, counters, launch_options
from benchmarks.map_pages.atlas import atlas
from benchmarks.map_pages.country import INDICATORS, YEARS, country
from callbacks.shared.services import Services
from loading.atlas import Atlas

AREAS, STEPS, WARM = 542, 40, 5
FRAME = 1000 / 60
WINDOW: ViewportSize = {"width": 1440, "height": 900}
PATIENCE = 60_000
HEARTBEAT = "/health"
WEIGHT, SHARE = ".index-slider", "#concentration-slider"
RECIPE = Recipe(name="sliders", ingredients=tuple(Ingredient(indicator=one) for one in INDICATORS), classes="mss")
KINDS = {"all": "TaskDuration", "scripts": "ScriptDuration", "style": "RecalcStyleDuration", "layout": "LayoutDuration"}
_PAINTED = "() => Boolean(window.quartierblick?.store.get('painted'))"
_RESTING = """() => {
    const now = window.quartierblick.index?.current();
    return Boolean(now?.result && !now.isBusy && !now.isWeighing && !window.quartierblick.index.isMoving());
}"""
_MEASURED = """() => Boolean(window.quartierblick.concentration?.current()
    && document.querySelector(".concentration-point"))"""
# Puts the sliders of the wide panel to its upper edge: the ranking stands beside them.
_BESIDE = """() => {
    document.querySelector(".index-slider").scrollIntoView({block: "start"});
    const {top} = document.getElementById("index-ranking").getBoundingClientRect();
    return top < window.innerHeight;
}"""
# Moves a slider, each step at the beginning of a frame; gives for each step how many frames passed until all that
# belongs to it had changed (1: in the same one).
_MOVE = """async ([slider, values, seen]) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const painted = () => new Promise((done) => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
    });
    const state = {
        index: () => [...window.quartierblick.index.current().result.index].join(),
        set: () => [
            document.getElementById("concentration-sentence").textContent, ...window.quartierblick.selection.current(),
        ].join(),
        nothing: () => String(performance.now()),
    }[seen];
    const frames = [];
    for (const value of values) {
        await frame();
        const before = state();
        const field = slider && document.querySelector(slider);
        if (field) {
            field.value = value;
            field.dispatchEvent(new Event("input", {bubbles: true}));
        }
        let passed = 1;
        await painted();
        while (state() === before && passed < 10) {
            await frame();
            await painted();
            passed += 1;
        }
        frames.push(passed);
    }
    return frames;
}"""


class MadeCity(Services):
    """Services with one made-up city."""

    def atlas(self, project: str) -> Atlas:
        """Give the city, whatever is asked."""
        del project
        return self.made

    made: Atlas


@dataclass(frozen=True)
class Found:
    """What the steps of one slider took.

    Attributes
    ----------
    name : str
    spent : dict of str to tuple of float
        Milliseconds of the main thread's processor time, step by step, by ``KINDS``.
    wall : tuple of float
        The same of all it did, on the wall.
    frames : tuple of int
        How many frames passed until everything had changed, step by step.
    asked : int
        Requests while it moved.
    """

    name: str
    spent: dict[str, tuple[float, ...]]
    wall: tuple[float, ...]
    frames: tuple[int, ...]
    asked: int

    def median(self, kind: str = "all") -> float:
        """Give the processor time of half of the steps, in milliseconds."""
        return statistics.median(self.spent[kind])

    @property
    def passes(self) -> bool:
        """Whether it answers within a frame, and asks nobody."""
        return self.median() <= FRAME and statistics.median(self.frames) == 1 and not self.asked

    def __str__(self) -> str:
        times = [*map(self.median, KINDS), statistics.median(self.wall)]
        at_once = f"{sum(one == 1 for one in self.frames)} of {len(self.frames)}"
        said = f"{self.name:28}{''.join(f'{one:9.1f}' for one in times)}{at_once:>14}{max(self.frames):8}{self.asked:7}"
        return f"{said}   {'pass' if self.passes else 'FAIL'}"


HEADS = f"{''.join(f'{one:>9}' for one in [*KINDS, 'wall'])}{'in the frame':>14}{'frames':>8}{'asked':>7}"


def services(areas: int, folder: Path) -> Services:
    """Make services whose only project is the made-up city."""
    found = open_services(folder)
    city = MadeCity(**{field.name: getattr(found, field.name) for field in fields(Services)})
    object.__setattr__(city, "made", atlas(country(areas)))
    return city


class Clock:
    """Reads what a page's main thread has done: by its processor time, and on the wall."""

    def __init__(self, page: Page) -> None:
        self._processor, self._wall = self._session(page), self._session(page)
        count_processor(self._processor)
        self._wall.send("Performance.enable", {"timeDomain": "timeTicks"})

    @staticmethod
    def _session(page: Page) -> CDPSession:
        return page.context.new_cdp_session(page)

    def read(self) -> dict[str, float]:
        """Give milliseconds by ``KINDS``, and ``wall``."""
        spent = counters(self._processor)
        found = {kind: 1000 * spent[name] for kind, name in KINDS.items()}
        return {**found, "wall": 1000 * counters(self._wall)[KINDS["all"]]}


def steady(page: Page, slider: str, values: Sequence[str], seen: str) -> tuple[list[int], int]:
    """Move a slider frame after frame; give how many frames each step took, and how many requests there were."""
    page.evaluate(_MOVE, [slider, list(values[:WARM]), seen])
    asked: list[str] = []

    def hears(request: Request) -> None:
        if not request.url.endswith(HEARTBEAT):
            asked.append(request.url)

    page.on("request", hears)
    frames = page.evaluate(_MOVE, [slider, list(values[WARM:]), seen])
    page.remove_listener("request", hears)
    return frames, len(asked)


def moved(page: Page, name: str, slider: str, values: Sequence[str], seen: str) -> Found:
    """Move a slider frame after frame, and once more step by step, to see what each of them takes."""
    frames, asked = steady(page, slider, values, seen)
    clock = Clock(page)
    readings = [clock.read()]
    for value in values:
        page.evaluate(_MOVE, [slider, [value], seen])
        readings.append(clock.read())
    steps = list(zip(readings[WARM:], readings[WARM + 1 :], strict=False))
    spent = {kind: tuple(after[kind] - before[kind] for before, after in steps) for kind in readings[0]}
    return Found(name, spent, spent.pop("wall"), tuple(frames), asked)


def weighed(page: Page, address: str, steps: int) -> list[Found]:
    """Move the slider of a weight: index, matrix, wide panel."""
    token, year = to_token(RECIPE), YEARS[-1]
    weights = [str(1 + (step % 30) / 10) for step in range(1, steps + WARM + 1)]
    found = []
    for name, show in (("weight, index on the map", ""), ("weight, matrix on the map", "&show=matrix")):
        page.goto(f"{address}/de/map?i=index:{token}&y={year}{show}")
        page.wait_for_function(_PAINTED)
        page.get_by_role("tab", name="Index", exact=True).click()
        page.wait_for_function(_RESTING)
        found.append(moved(page, name, WEIGHT, weights, "index"))
        page.wait_for_function(_RESTING)
    page.locator("#panel-wider").click()
    page.wait_for_function(_BESIDE)
    found.append(moved(page, "weight, wide panel", WEIGHT, weights, "index"))
    page.wait_for_function(_RESTING)
    return found


def gathered(page: Page, address: str, steps: int) -> list[Found]:
    """Move the slider of the smallest set, in both of its ways."""
    shares = [str(20 + step % 60) for step in range(1, steps + WARM + 1)]
    found = []
    for name, way in (("share, fewest quarters", "quarters"), ("share, highest shares", "residents")):
        page.goto(f"{address}/de/map?i={INDICATORS[0]}&y={YEARS[-1]}&by={way}")
        page.wait_for_function(_PAINTED)
        page.get_by_role("tab", name="Konzentration", exact=True).click()
        page.wait_for_function(_MEASURED)
        found.append(moved(page, name, SHARE, shares, "set"))
    return found


def measured(areas: int, steps: int) -> list[Found]:
    """Measure all sliders in one window of a browser, and an empty frame."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = make_app(services(areas, Path(folder)))
        server = waitress.create_server(app.server, host="127.0.0.1", port=0, threads=8)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_context(viewport=WINDOW, locale="de-DE").new_page()
        page.set_default_timeout(PATIENCE)
        address = f"http://127.0.0.1:{server.effective_port}"
        found = [*weighed(page, address, steps), *gathered(page, address, steps)]
        found.append(moved(page, "an empty frame", "", [""] * (steps + WARM), "nothing"))
        browser.close()
        server.close()
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--areas", type=int, default=AREAS)
    chosen = parser.parse_args(arguments)
    found = measured(chosen.areas, chosen.steps)
    print(f"{f'{chosen.areas} quarters':28}{HEADS}")
    print(*found, sep="\n")
    return int(not all(one.passes for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every slider answers within one frame at 542 quarters, and asks nobody: the index builder's and the workbench's.

    python3 run.py bench sliders [--steps N] [--areas N]

The product serves a made-up city. In a window of 1440 x 900 pixels the slider of a weight is moved with the index on
the map, and with its 4 x 3 matrix; then the slider of the smallest set. A step begins with a frame: the event that a
hand or a key would give, and everything that is redrawn for it - ranking, contributions, matrix, legend and every
quarter of the map, or sentence, selection, outlines and curve. Printed are the main thread's processor time of a step,
style, layout and painting with it, in how many steps all had changed by the end of that frame, the most frames a step
took, and what was asked while the slider moved. Ends with exit code 1 where a step takes longer than a frame of a
screen with 60 pictures a second, where in half of the steps the frame is missed, or where anything was asked.
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
from playwright.sync_api import Page, Request, ViewportSize, sync_playwright

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
RECIPE = Recipe(name="sliders", ingredients=tuple(Ingredient(indicator=one) for one in INDICATORS), classes="mss")
_PAINTED = "() => Boolean(window.quartierblick?.store.get('painted'))"
_RESTING = """() => {
    const now = window.quartierblick.index?.current();
    return Boolean(now?.result && !now.isBusy && !now.isWeighing && !window.quartierblick.index.isMoving());
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
        if (field instanceof HTMLInputElement) {
            field.value = value;
            field.dispatchEvent(new Event("input", {bubbles: true}));
        } else if (field) {
            const how = {key: value, code: value, bubbles: true, cancelable: true};
            field.dispatchEvent(new KeyboardEvent("keydown", how));
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
    milliseconds : float
        Of the main thread's processor time, a step.
    frames : tuple of int
        How many frames passed until everything had changed, step by step.
    asked : int
        Requests while it moved.
    """

    name: str
    milliseconds: float
    frames: tuple[int, ...]
    asked: int

    @property
    def passes(self) -> bool:
        """Whether it answers within a frame, and asks nobody."""
        return self.milliseconds <= FRAME and statistics.median(self.frames) == 1 and not self.asked

    def __str__(self) -> str:
        at_once = f"{sum(one == 1 for one in self.frames)} of {len(self.frames)}"
        said = f"{self.name:28}{self.milliseconds:9.1f}{at_once:>14}{max(self.frames):9}{self.asked:9}"
        return f"{said}   {'pass' if self.passes else 'FAIL'}"


def services(areas: int, folder: Path) -> Services:
    """Make services whose only project is the made-up city."""
    found = open_services(folder)
    city = MadeCity(**{field.name: getattr(found, field.name) for field in fields(Services)})
    object.__setattr__(city, "made", atlas(country(areas)))
    return city


def moved(page: Page, name: str, slider: str, values: Sequence[str], seen: str) -> Found:
    """Move a slider step by step, frame after frame."""
    devtools = page.context.new_cdp_session(page)
    count_processor(devtools)
    page.evaluate(_MOVE, [slider, list(values[:WARM]), seen])
    asked: list[str] = []

    def hears(request: Request) -> None:
        if not request.url.endswith(HEARTBEAT):
            asked.append(request.url)

    page.on("request", hears)
    before = counters(devtools)["TaskDuration"]
    frames = page.evaluate(_MOVE, [slider, list(values[WARM:]), seen])
    spent = counters(devtools)["TaskDuration"] - before
    page.remove_listener("request", hears)
    return Found(name, 1000 * spent / len(frames), tuple(frames), len(asked))


def measured(page: Page, address: str, steps: int) -> list[Found]:
    """Measure all sliders in one window."""
    token, year = to_token(RECIPE), YEARS[-1]
    weights = [str(1 + (step % 30) / 10) for step in range(1, steps + WARM + 1)]
    found = []
    for name, show in (("index, on the map", ""), ("index, matrix on the map", "&show=matrix")):
        page.goto(f"{address}/de/map?i=index:{token}&y={year}{show}")
        page.wait_for_function(_PAINTED)
        page.get_by_role("tab", name="Index", exact=True).click()
        page.wait_for_function(_RESTING)
        found.append(moved(page, name, ".index-slider", weights, "index"))
        page.wait_for_function(_RESTING)
    page.goto(f"{address}/de/map?i={INDICATORS[0]}&y={year}")
    page.wait_for_function(_PAINTED)
    page.get_by_role("tab", name="Konzentration", exact=True).click()
    page.wait_for_function("() => Boolean(window.quartierblick.concentration?.current())")
    page.wait_for_function("() => Boolean(document.querySelector('.concentration-point'))")
    keys = ["ArrowRight" if step // 30 % 2 == 0 else "ArrowLeft" for step in range(steps + WARM)]
    found.append(moved(page, "smallest set", ".concentration [role=slider]", keys, "set"))
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--areas", type=int, default=AREAS)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = make_app(services(chosen.areas, Path(folder)))
        server = waitress.create_server(app.server, host="127.0.0.1", port=0, threads=8)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_context(viewport=WINDOW, locale="de-DE").new_page()
        page.set_default_timeout(PATIENCE)
        found = measured(page, f"http://127.0.0.1:{server.effective_port}", chosen.steps)
        empty = moved(page, "", "", [""] * (chosen.steps + WARM), "nothing")
        browser.close()
        server.close()
    print(f"{f'{chosen.areas} quarters':28}{'ms':>9}{'in the frame':>14}{'frames':>9}{'asked':>9}")
    print(*found, sep="\n")
    print(f"{'an empty frame':28}{empty.milliseconds:9.1f}")
    return int(not all(one.passes for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

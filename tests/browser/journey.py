"""A reader's walk through the page: what is asked, what is shown, and what must never happen on the way."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Download, Page

from texts import Texts, load_texts

PAGES = {"map": "explore", "data": "intake", "start": "start", "projects": "projects", "publish": "publish"}
_FREE_SPOTS = """() => {
    const {map, store} = window.quartierblick;
    const {geometry} = store.get("scene");
    const container = map.handle.getContainer();
    const box = container.getBoundingClientRect();
    return geometry.ids.flatMap((id, position) => {
        const at = map.handle.latLngToContainerPoint(geometry.centres[position]);
        const [x, y] = [box.left + at.x, box.top + at.y];
        const isFree = container.contains(document.elementFromPoint(x, y));
        return isFree && map.handle.engine.pick(geometry.centres[position]) === position ? [[id, x, y]] : [];
    });
}"""
_COLOURS = """() => {
    const {engine} = window.quartierblick.map.handle;
    const {geometry} = engine.scene;
    const {scale, west, north, density} = engine.seen;
    const hex = (byte) => (byte & 255).toString(16).padStart(2, "0");
    return Object.fromEntries(geometry.ids.map((id, position) => {
        const world = L.CRS.EPSG3857.latLngToPoint(L.latLng(geometry.centres[position]), 0);
        const [x, y] = [world.x * scale - west, world.y * scale - north].map((at) => Math.floor(at * density));
        const pixel = engine.pixels[y * engine.raster.width + x];
        return [id, pixel >>> 24 ? "#" + hex(pixel) + hex(pixel >>> 8) + hex(pixel >>> 16) : ""];
    }));
}"""
_COLUMN = """() => {
    const {column} = window.quartierblick.store.get("scene");
    const plain = (value) =>
        ArrayBuffer.isView(value) ? Array.from(value, (one) => (Number.isNaN(one) ? null : one)) : value;
    return Object.fromEntries(Object.entries(column).map(([name, value]) => [name, plain(value)]));
}"""
# Counts the questions under way to the server, and notes when that number last changed.
COUNTING = """() => {
    const ask = window.fetch;
    window.underWay = {n: 0, since: performance.now()};
    const step = (by) => Object.assign(window.underWay, {n: window.underWay.n + by, since: performance.now()});
    window.fetch = (...parts) => {
        if (!String(parts[0]?.url ?? parts[0]).includes("_dash-update-component")) return ask(...parts);
        step(1);
        return ask(...parts).finally(() => step(-1));
    };
}"""
_PAINTED = """(wanted) => {
    const {store} = window.quartierblick ?? {};
    const [painted, answer] = [store?.get("painted"), store?.get("answer")];
    const map = document.querySelector("[data-painted]");
    return Boolean(map && painted && answer && painted.answer === answer)
        && map.dataset.painted === answer.question
        && answer.language === document.documentElement.lang
        && Object.entries(wanted).every(([key, value]) => answer.query[key] === value);
}"""
_QUIET = """() => window.underWay.n === 0 && !window.quartierblick?.answer?.isPending()
    && performance.now() - window.underWay.since > 120 && !(window.quartierblick?.remembered?.since() < 120)
    && !(window.quartierblick?.several?.since() < 120)
    && !document.querySelector("[data-dash-is-loading=true]")"""


POLLING = 50  # milliseconds; asked at every picture, a page would have to draw one after the other


class Journey:
    """One browser window on the page, and how a test reads it.

    Parameters
    ----------
    page : Page
    url : str
        Address of the server.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._heard: dict[str, Callable[..., None]] = {
            "console": lambda message: self._note(message.type, message.text),
            "pageerror": lambda error: self.complaints.append(error.stack or str(error)),
            "request": lambda request: self.asked.append(request.url),
            # Dialogues are caught from the beginning: asked to do so with the key press, the browser may be too late.
            "filechooser": lambda _: None,
        }
        for event, listener in self._heard.items():
            page.on(event, listener)

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{kind}: {text}")

    def ends(self) -> None:
        """Listen no longer."""
        for event, listener in self._heard.items():
            self.page.remove_listener(event, listener)

    def foreign(self) -> list[str]:
        """Requests that left for another machine."""
        return [address for address in self.asked if not address.startswith((self.url, "data:", "blob:"))]

    def texts(self) -> Texts:
        """The wording in the language of the page."""
        return load_texts(self.page.evaluate("document.documentElement.lang"))

    def loads(self, path: str = "/de/map", **painted: str) -> "Journey":
        """Load an address of the map anew, as from a bookmark, and wait for its picture."""
        self.page.goto(self.url + path)
        return self.shows(**painted)

    def stands(self) -> Page:
        """Give the page as it stands, for what is computed in it alone; loaded only where it is not."""
        is_there = self.page.url.startswith(self.url) and self.page.evaluate("Boolean(window.quartierblick?.map)")
        return self.page if is_there else self.loads().page

    def opens(self, path: str = "/de/map", **painted: str) -> "Journey":
        """Come to an address of the map from the start page, within the page that is already loaded."""
        if not self.page.url.startswith(self.url):
            return self.loads(path, **painted)
        self.visits("/de/start")
        self.page.evaluate("window.quartierblick.store.set('answer', null), window.quartierblick.selection.forget()")
        self.visits(path)
        return self.shows(**painted)

    def visits(self, path: str) -> "Journey":
        """Open another page of the app as its links do."""
        self.page.evaluate("(path) => window.quartierblick.address.visit(path)", path)
        self.page.wait_for_selector(f".frame > main.{PAGES[path.split('?')[0].rpartition('/')[2]]}")
        self.settles()
        return self

    def shows(self, **wanted: str) -> "Journey":
        """Wait until the map on the screen answers this question, and the parts beside it have followed."""
        self.page.wait_for_function(_PAINTED, arg=wanted, polling=POLLING)
        self.settles()
        return self

    def settles(self) -> None:
        """Wait until no question to the server is under way and every answer has been drawn."""
        self.page.wait_for_function(_QUIET, polling=POLLING)

    def painted(self) -> dict[str, str]:
        """The question that the map on the screen answers."""
        return _flat(self.page.locator("[data-painted]").get_attribute("data-painted") or "")

    def address(self) -> dict[str, str]:
        """The query of the address bar."""
        return _flat(urlsplit(self.page.url).query)

    def selection(self) -> list[str]:
        """The selected quarters as the address names them."""
        return [one for one in self.address().get("sel", "").split("~") if one]

    def scene(self, what: str) -> Any:
        """Give one value of what the browser holds, e.g. ``column.value``."""
        return self.page.evaluate(f"window.quartierblick.store.get('scene').{what}")

    def column(self) -> dict[str, Any]:
        """The numbers on the screen, None for blanks; float32 as they travel."""
        self.page.wait_for_function("() => Boolean(window.quartierblick.store.get('scene')?.column.rank)")
        found: dict[str, Any] = self.page.evaluate(_COLUMN)
        return found

    def ids(self) -> list[str]:
        """The quarters in the order of the map."""
        found: list[str] = self.scene("geometry.ids")
        return found

    def spots(self) -> dict[str, tuple[float, float]]:
        """Where quarters can be clicked on the map: those whose middle nothing covers."""
        return {found: (x, y) for found, x, y in self.page.evaluate(_FREE_SPOTS)}

    def click_quarter(self, quarter: str, *, extend: bool = False) -> None:
        """Click a quarter on the map, with ctrl to add it."""
        x, y = self.spots()[quarter]
        if extend:
            self.page.keyboard.down("Control")
        self.page.mouse.click(x, y)
        if extend:
            self.page.keyboard.up("Control")

    def chip(self) -> str:
        """What the chip says."""
        return self.page.locator("#chip-text").inner_text()

    def tab(self, name: str) -> None:
        """Open a tab of the panel by its key."""
        self.page.get_by_role("tab", name=self.texts()(f"panel.{name}"), exact=True).click()

    def chooses(self, files: Iterable[Path]) -> None:
        """Press the button that has the focus, and give files to the dialogue that opens."""
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files([str(path) for path in files])

    def takes(self, kind: str) -> Download:
        """Take the view away as a file."""
        self.page.locator(".export-open").click()
        with self.page.expect_download() as told:
            self.page.locator(f"#export-{kind}").click()
        return told.value

    def outlined(self, kind: str) -> list[str]:
        """The quarters whose border is drawn over the map: ``chosen``, ``pointed`` or ``grouped``."""
        positions = f"(window.quartierblick.map.handle.engine.outlined?.{kind} ?? [])"
        found: list[str] = self.page.evaluate(
            f"{positions}.map((at) => window.quartierblick.store.get('scene').geometry.ids[at])"
        )
        return found

    def colours(self) -> dict[str, str]:
        """The colour of the pixel in the middle of each quarter, as ``#rrggbb``, or ``""`` where it is out of sight."""
        found: dict[str, str] = self.page.evaluate(_COLOURS)
        return found

    def rows(self) -> list[str]:
        """Quarters of the ranking's rows, in their order."""
        return self.page.locator(".ranking-row").evaluate_all("rows => rows.map((row) => row.dataset.quarter)")

    def selects(self, quarters: list[str]) -> None:
        """Wait until exactly these quarters are selected, in the address too."""
        self.page.wait_for_function(
            "(wanted) => JSON.stringify([...window.quartierblick.selection.current()].sort())"
            " === JSON.stringify([...wanted].sort())",
            arg=quarters,
        )
        assert sorted(self.selection()) == sorted(quarters)


def _flat(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}


def german(text: str) -> float:
    """Read a number as German texts write it."""
    return float(text.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-"))


def numbers_in(text: str) -> list[float]:
    """All German numbers of a text."""
    return [german(found) for found in re.findall(r"\d[\d.]*(?:,\d+)?", text)]

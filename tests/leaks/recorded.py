"""Everything that a browser gets to see on a walk: answers, addresses, the page with its alternative texts, files."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Download, Error, Page, Request, Route

from callbacks.guard.shared.plain_answer import CALLBACKS, SEVERAL
from tests.callbacks.asking import outputs_of
from tests.frames import answers_of
from tests.leaks.about import question
from tests.leaks.obtainable import Obtained

#: What is said in words on the page, and what stands for a picture.
_SAID = """() => {
    const said = ["aria-label", "title", "alt"];
    const rows = "tr, li, p, figcaption, text, .ranking-row, [role=row], [role=option], .hovercard";
    return [
        ...[...document.querySelectorAll(rows)].map((one) => one.textContent),
        ...said.flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name))),
    ];
}"""
_CARDS = """() => {
    const {store, hovercard} = window.quartierblick ?? {};
    const scene = store?.get("scene");
    const card = (name, at) => [name, ...hovercard.lines(scene, at).flat()].join(" · ");
    return scene && document.querySelector(".hovercard") ? scene.geometry.names.map(card) : [];
}"""
#: Outlines of icons are the same for every project: 11.8182 is a corner of an arrow.
_ICONS = re.compile(r' d="[^"]*"(?= fill="currentColor")')
#: Scripts and styles are the same for every project; files are recorded as they are saved.
PASSED_ON = ("/assets/", "/_dash-component-suites/", "/export/")


class Recorded:
    """Stands between a page and its server until it is told that the walk is over.

    What the browser keeps of an answer that it reads piece by piece cannot be asked for afterwards: every answer is
    therefore taken down on its way.

    Parameters
    ----------
    page : Page
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[Obtained] = []
        self._exports: list[str] = []
        self._downloads: list[tuple[str, Download]] = []
        self._heard: dict[str, Callable[..., None]] = {
            "request": self._asked,
            "console": lambda message: self.found.append(Obtained("console", message.text.encode())),
            "download": lambda download: self._downloads.append((self._exports[-1], download)),
        }
        for event, listener in self._heard.items():
            page.on(event, listener)
        page.route("**/*", self._answered)

    def _asked(self, request: Request) -> None:
        written = f"{request.url}\n{unquote(request.url)}\n".encode() + (request.post_data_buffer or b"")
        self.found.append(Obtained(f"request {request.url}", written))

    def _answered(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.startswith(PASSED_ON):
            self._exports += [_place(route.request)] if address.path.startswith("/export/") else []
            route.continue_()
            return
        try:
            response = route.fetch()
            content = response.body()
            headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
            where = _place(route.request)
            self.found += [*_answers(where, route.request, content), Obtained(f"headers of {where}", headers.encode())]
            route.fulfill(response=response, body=content)
        except Error:  # the page has given the question up
            return

    def looks(self) -> None:
        """Take down the page as it stands: its source, its address, what it keeps."""
        stored = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, document.title])"
        drawn = _ICONS.sub("", self.page.content())
        for where, content in (("page", drawn), ("kept", self.page.evaluate(stored))):
            self.found.append(Obtained(f"{where} at {self.page.url}", f"{self.page.url}\n{content}".encode()))
        for where, how in (("said", _SAID), ("cards", _CARDS)):
            self.says(where, self.page.evaluate(how))

    def says(self, where: str, texts: Sequence[str]) -> None:
        """Take down texts of the page as it is; places in them are read as those of the answer on show."""
        told = {"multi": True, "response": {where: {"children": list(texts)}}}
        content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        asked = self.page.evaluate("() => window.quartierblick?.store?.get('answer')?.query ?? {}")
        self.found.append(Obtained(question(where, "", asked), content.encode()))

    def takes(self) -> list[Obtained]:
        """Give what was taken down since the last time."""
        given, self.found = self.found, []
        return given

    def ends(self) -> list[Obtained]:
        """Stand aside, and give everything."""
        self.looks()
        self.page.unroute("**/*", self._answered)
        for event, listener in self._heard.items():
            self.page.remove_listener(event, listener)
        for where, one in self._downloads:
            self.found.append(Obtained(f"{where}&saved={one.suggested_filename}", one.path().read_bytes()))
        return self.found


def _place(request: Request) -> str:
    """The address of a request without its server."""
    address = urlsplit(request.url)
    return unquote(address.path) + (f"?{unquote(address.query)}" if address.query else "")


def _answers(where: str, request: Request, content: bytes) -> Iterator[Obtained]:
    """An answer; one to several questions in parts, each under what was asked, so that its places can be read."""
    path = urlsplit(request.url).path
    if path == CALLBACKS:
        yield Obtained(_question(request.post_data or "{}"), content)
    elif path == SEVERAL and content[4:5] == b"{":
        questions = json.loads(request.post_data or "[]")
        yield from (Obtained(_question(questions[head["n"]]), answer) for head, answer in answers_of(content))
    else:
        yield Obtained(where, content)


def _question(body: str) -> str:
    """Name what a browser has asked."""
    asked = json.loads(body)
    values = {str(one["id"]): one.get("value") for one in [*asked.get("inputs", []), *asked.get("state", [])]}
    output = ".".join(outputs_of(asked.get("output", ""))[0])
    query = (values.get("choropleth") or {}).get("query") or {}
    return question(output, values.get("panel-tabs") or "", query)

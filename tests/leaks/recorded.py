"""Everything that a browser gets to see on a walk: answers, addresses, the page with its alternative texts, files."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Download, Error, Page, Request, Route

from tests.leaks.obtainable import Obtained

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
        self._downloads: list[Download] = []
        self._heard: dict[str, Callable[..., None]] = {
            "request": self._asked,
            "console": lambda message: self.found.append(Obtained("console", message.text.encode())),
            "download": lambda download: self._downloads.append(download),
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
            route.continue_()
            return
        try:
            response = route.fetch()
            content = response.body()
            headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
            where = unquote(address.path) + (f"?{unquote(address.query)}" if address.query else "")
            self.found += [Obtained(where, content), Obtained(f"headers of {where}", headers.encode())]
            route.fulfill(response=response, body=content)
        except Error:  # the page has given the question up
            return

    def looks(self) -> None:
        """Take down the page as it stands: its source, its address, what it keeps."""
        stored = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, document.title])"
        for where, content in (("page", self.page.content()), ("kept", self.page.evaluate(stored))):
            self.found.append(Obtained(f"{where} at {self.page.url}", f"{self.page.url}\n{content}".encode()))

    def ends(self) -> list[Obtained]:
        """Stand aside, and give everything."""
        self.looks()
        self.page.unroute("**/*", self._answered)
        for event, listener in self._heard.items():
            self.page.remove_listener(event, listener)
        self.found += [Obtained(one.suggested_filename, one.path().read_bytes()) for one in self._downloads]
        return self.found

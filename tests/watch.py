"""The watch over every page that a test opens: whom it asks, from its first request to its last.

Two witnesses see it. Playwright tells every request and every web socket of every context, whoever opened it; and
whatever Chromium sends to another machine goes to a gate that notes and refuses it, so that nothing depends on what
Playwright tells.
"""

import re
import threading
from collections.abc import Callable
from functools import wraps
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from benchmarks._chromium import launch_options

WITHIN_THE_PAGE = ("data:", "blob:", "about:")
#: Whom Chromium asks for itself: accounts, filling in of forms, updates. Where a page asks them, Playwright tells.
_MAKER = re.compile(r"\.(?:google|googleapis|gvt1|gstatic)\.com:443$")
#: What Chromium writes when the policy of a page has stopped a request, before any witness could see it.
_STOPPED = re.compile(r"'((?:https?|wss?)://[^']+)' violates the following Content Security Policy")


class Gate(ThreadingTCPServer):
    """The only way out of the machine, which is closed.

    Attributes
    ----------
    asked : list of str
        What was to leave, in order.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusing)
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def launch_options(self) -> dict[str, Any]:
        """Say how to start the machine's Chromium behind this gate; it finds this machine alone without it."""
        alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        options = launch_options()
        through = f"--proxy-server=http://127.0.0.1:{self.server_address[1]}"
        return {**options, "args": [*options["args"], through, alone]}

    def handle_error(self, *_: object) -> None:
        """Be left without a word: a browser that is closed lets go of everything at once."""


class _Refusing(StreamRequestHandler):
    server: Gate

    def handle(self) -> None:
        command, _, rest = self.rfile.readline(65_536).decode("latin-1").partition(" ")
        address = rest.partition(" ")[0]
        if address and not (command == "CONNECT" and _MAKER.search(address)):  # a spare connection says nothing
            self.server.asked.append(f"{command} {address}")
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class Watch:
    """Notes what every page of a browser asks of whom.

    A page may ask the servers and open the files to which the test itself has sent a page of its context (``goto``),
    and those that were permitted by name; everything else is foreign.

    Parameters
    ----------
    gate : Gate
        Where that browser has to pass.
    """

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.asked = 0
        self._foreign: list[str] = []
        self._own: dict[BrowserContext, set[str]] = {}

    def follows(self, browser: Browser) -> None:
        """Follow every context that this browser opens from now on."""
        browser.on("context", self._opened)

    def permits(self, context: BrowserContext, address: str) -> None:
        """Let the pages of a context ask a server, or open a file."""
        self._own[context].add(_door(address))

    def found(self) -> list[str]:
        """Give everything foreign that was noted since the last time."""
        for context in [*self._own][-1:]:
            context.cookies()  # told after all that has happened before
        found = [*self._foreign, *self.gate.asked]
        self._foreign.clear()
        self.gate.asked.clear()
        return found

    def ends(self) -> None:
        """Judge what was noted since the last time.

        Raises
        ------
        AssertionError
            Where something foreign was asked; names all of it.
        """
        found = self.found()
        assert found == [], f"a page has asked somebody else: {found}"

    def _opened(self, context: BrowserContext) -> None:
        own = self._own[context] = set()
        # Service workers and popups ask in the name of the context, too.
        context.on("request", lambda request: self._judged(own, request.url))
        context.on("console", lambda message: self._stopped(own, message))
        context.on("page", lambda page: self._paged(own, page))
        context.on("close", lambda _: self._own.pop(context))

    def _paged(self, own: set[str], page: Page) -> None:
        page.on("websocket", lambda socket: self._judged(own, socket.url))
        page.goto = self._noting(own, page.goto)  # type: ignore[method-assign]

    @staticmethod
    def _noting(own: set[str], goto: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(goto)
        def noted(url: str, **options: Any) -> Any:
            if urlsplit(url).hostname in (None, "127.0.0.1"):
                own.add(_door(url))
            return goto(url, **options)

        return noted

    def _judged(self, own: set[str], address: str) -> None:
        self.asked += 1
        if not address.startswith(WITHIN_THE_PAGE) and _door(address) not in own:
            self._foreign.append(address)

    def _stopped(self, own: set[str], message: ConsoleMessage) -> None:
        for address in _STOPPED.findall(message.text):
            if _door(address) not in own:
                self._foreign.append(f"{address}, stopped by the policy of the page")


def _door(address: str) -> str:
    """Whom an address asks: a server, whatever is spoken with it, or a single file.

    Examples
    --------
    >>> _door("ws://127.0.0.1:8050/live"), _door("file:///folder/map.html?a=1#b")
    ('127.0.0.1:8050', 'file:///folder/map.html')
    """
    parts = urlsplit(address)
    return f"file://{parts.path}" if parts.scheme == "file" else parts.netloc

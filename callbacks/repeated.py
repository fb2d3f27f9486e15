"""What has been answered once and can have no other answer is given again without asking any part of the program.

A room in which everybody looks at the same city asks the same again and again: scripts, boundaries, numbers, and the
parts beside the map. The answers to such questions are kept whole, compressed, under everything they depend on.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import blake2b
from typing import Any

from dash import Dash

from callbacks.guard.shared.plain_answer import CALLBACKS
from callbacks.shared.wsgi import Answer, Environ, Wsgi, body_of, whole
from loading.ingest.pace import waiting

_MOST = 96_000_000
_LONGEST_QUESTION = 64_000
_LONGEST_ANSWER = 8_000_000
_SHIPPED = ("/assets/", "/_dash-component-suites/", "/data/")
_ANSWERS = "/answer/"
_CONSTANT = ("/health", "/_dash-layout", "/_dash-dependencies")
_FOR_EVER = "max-age=31536000"
_LONGEST_WAIT = 30.0  # seconds; then a question is answered a second time
_SHORTEST_ANSWER = 100  # an answer that there is no such project may change
# Whoever stands at the door looks at these: another host, or another site, is another question. The page that asks,
# with all that is chosen in it, is none: browsers name it as Referer, and nobody reads that.
_ASKED_WITH = (
    *("HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_SEC_FETCH_MODE", "HTTP_SEC_FETCH_DEST"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_AUTHORIZATION", "CONTENT_TYPE", "HTTP_VARY"),
    *("wsgi.url_scheme", "HTTP_X_REQUESTED_WITH"),
)
_OF_A_PART = ("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE")


class Shelf:
    """Answers by question; beyond a number of bytes the one unused for longest goes first.

    Examples
    --------
    >>> shelf = Shelf(most=5)
    >>> for name in (b"x", b"y"):
    ...     shelf.put(name, Answer("200 OK", (), b"abc"))
    >>> shelf.get(b"x") is None, shelf.get(b"y").content
    (True, b'abc')
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._bytes = 0
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: bytes) -> Answer | None:
        """Give what is kept."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def put(self, question: bytes, answer: Answer) -> None:
        """Keep an answer."""
        with self._lock:
            if question in self._answers:
                return
            self._answers[question] = answer
            self._bytes += len(answer.content)
            while self._bytes > self._most:
                self._bytes -= len(self._answers.popitem(last=False)[1].content)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._bytes = 0


class Repeated:
    """A WSGI application before another one.

    Parameters
    ----------
    wsgi : callable
        Answers what was not asked before.
    pure : collection of str
        Outputs of callbacks that read nothing but their request, see :func:`callbacks.remembered.kept`.
    shelf : Shelf, optional
    """

    def __init__(self, wsgi: Wsgi, pure: Collection[str], shelf: Shelf | None = None) -> None:
        self._wsgi, self._pure, self._shelf = wsgi, frozenset(pure), shelf or Shelf()
        self._under_way: dict[bytes, threading.Event] = {}
        self._lock = threading.Lock()
        self._forgotten = 0

    def forget(self, projects: Collection[str]) -> None:
        """Forget all answers, also those under way: projects are gone, and any of them may be about one."""
        del projects
        with self._lock:
            self._forgotten += 1
        self._shelf.clear()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        body = _body(environ)
        if body is None:
            return self._wsgi(environ, start_response)
        answer = self._answer(environ, body, _question(environ, body))
        start_response(answer.status, list(answer.headers))
        return [answer.content]

    def _answer(self, environ: Environ, body: bytes, question: bytes) -> Answer:
        """Look on the shelf; who asks what another is being answered waits for that answer, and then looks again."""
        with self._lock:
            first = self._under_way.get(question)
            if first is None:
                mine = self._under_way[question] = threading.Event()
        if first is not None:
            with waiting():
                first.wait(_LONGEST_WAIT)
        try:
            answer = self._shelf.get(question)
            if answer is None:
                before = self._forgotten
                answer = whole(self._wsgi, environ)
                if before == self._forgotten and self._may_be_kept(environ, body, answer):
                    self._shelf.put(question, answer)
            return answer
        finally:
            if first is None:
                with self._lock:
                    del self._under_way[question]
                mine.set()

    def _may_be_kept(self, environ: Mapping[str, Any], body: bytes, answer: Answer) -> bool:
        if len(answer.content) > _LONGEST_ANSWER or answer.header("Set-Cookie"):
            return False
        code, path = answer.status[:3], str(environ["PATH_INFO"])
        if path == CALLBACKS:
            return code in ("200", "204") and _output(body) in self._pure
        if code != "200":
            return False
        if path.startswith(_ANSWERS):
            return len(answer.content) > _SHORTEST_ANSWER
        return path in _CONSTANT or _FOR_EVER in answer.header("Cache-Control")


def _body(environ: Environ) -> bytes | None:
    """Give what was sent, leaving it to be read again; None for what can have another answer the next time."""
    path, method = str(environ.get("PATH_INFO", "")), environ.get("REQUEST_METHOD")
    if method == "GET":
        repeats = path.startswith((*_SHIPPED, _ANSWERS)) or path in _CONSTANT
        return b"" if repeats and not any(environ.get(name) for name in _OF_A_PART) else None
    return body_of(environ, _LONGEST_QUESTION) if method == "POST" and path == CALLBACKS else None


def _question(environ: Mapping[str, Any], body: bytes) -> bytes:
    """Name everything an answer may depend on."""
    parts = [str(environ.get(name, "")) for name in ("PATH_INFO", "QUERY_STRING", *_ASKED_WITH)]
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape") + b"\0" + body, digest_size=32).digest()


def _output(body: bytes) -> str:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    output = asked.get("output") if isinstance(asked, dict) else None
    return output if isinstance(output, str) else ""


def register(app: Dash, pure: Collection[str]) -> Repeated:
    """Stand before the server; called when every other part is registered.

    Parameters
    ----------
    app : Dash
    pure : collection of str
        As :class:`Repeated`.

    Returns
    -------
    Repeated
        Forgets when it is told to.
    """
    made = Repeated(app.server.wsgi_app, pure)
    app.server.wsgi_app = made
    return made

"""What has been answered once and can have no other answer is given again without asking any part of the program.

A room in which everybody looks at the same city asks the same again and again: scripts, boundaries, numbers, and the
parts beside the map. The answers to such questions are kept whole, compressed, under everything they depend on.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import Any

from dash import Dash

from callbacks.guard.shared.plain_answer import CALLBACKS

Headers = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_MOST = 96_000_000
_LONGEST_QUESTION = 64_000
_LONGEST_ANSWER = 8_000_000
_SHIPPED = ("/assets/", "/_dash-component-suites/", "/data/")
_ANSWERS = "/answer/"
_CONSTANT = ("/health", "/_dash-layout", "/_dash-dependencies")
_FOR_EVER = "max-age=31536000"
_SHORTEST_ANSWER = 100  # an answer that there is no such project may change
# Whoever stands at the door looks at these: another host, or another site, is another question.
_ASKED_WITH = (
    *("HTTP_HOST", "HTTP_ORIGIN", "HTTP_REFERER", "HTTP_SEC_FETCH_SITE", "HTTP_SEC_FETCH_MODE", "HTTP_SEC_FETCH_DEST"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_AUTHORIZATION", "CONTENT_TYPE", "HTTP_VARY"),
    *("wsgi.url_scheme", "HTTP_X_REQUESTED_WITH"),
)
_OF_A_PART = ("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE")


@dataclass(frozen=True)
class Answer:
    """An answer as it was given the first time."""

    status: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


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

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        body = _body(environ)
        if body is None:
            return self._wsgi(environ, start_response)
        question = _question(environ, body)
        answer = self._shelf.get(question)
        if answer is None:
            answer = _whole(self._wsgi, environ)
            if self._may_be_kept(environ, body, answer):
                self._shelf.put(question, answer)
        start_response(answer.status, list(answer.headers))
        return [answer.content]

    def _may_be_kept(self, environ: Mapping[str, Any], body: bytes, answer: Answer) -> bool:
        headers = {name.lower(): value for name, value in answer.headers}
        if len(answer.content) > _LONGEST_ANSWER or "set-cookie" in headers:
            return False
        code, path = answer.status[:3], str(environ["PATH_INFO"])
        if path == CALLBACKS:
            return code in ("200", "204") and _output(body) in self._pure
        if code != "200":
            return False
        if path.startswith(_ANSWERS):
            return len(answer.content) > _SHORTEST_ANSWER
        return path in _CONSTANT or _FOR_EVER in headers.get("cache-control", "")


def _body(environ: dict[str, Any]) -> bytes | None:
    """Give what was sent, leaving it to be read again; None for what can have another answer the next time."""
    path, method = str(environ.get("PATH_INFO", "")), environ.get("REQUEST_METHOD")
    if method == "GET":
        repeats = path.startswith((*_SHIPPED, _ANSWERS)) or path in _CONSTANT
        return b"" if repeats and not any(environ.get(name) for name in _OF_A_PART) else None
    length = str(environ.get("CONTENT_LENGTH") or "")
    if method != "POST" or path != CALLBACKS or not length.isdecimal() or int(length) > _LONGEST_QUESTION:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body


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


def _whole(wsgi: Wsgi, environ: dict[str, Any]) -> Answer:
    """Let the application answer, and wait for the end of the answer."""
    told: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
        del exc_info
        told[:] = [(status, headers)]
        return lambda _: None  # Flask never writes that way

    given = wsgi(environ, start)
    try:
        content = b"".join(given)
    finally:
        close = getattr(given, "close", None)
        if close is not None:
            close()
    status, headers = told[0]
    return Answer(status, tuple(headers), content)


def register(app: Dash, pure: Collection[str]) -> None:
    """Stand before the server; called last.

    Parameters
    ----------
    app : Dash
    pure : collection of str
        As :class:`Repeated`.
    """
    app.server.wsgi_app = Repeated(app.server.wsgi_app, pure)

"""Questions that a page asks in the same moment come in one request, and each answer goes as soon as it is there.

Another year is a dozen questions, one for each part beside the map. ``assets/several.js`` sends them together; here
each is put to the server as if it had come alone, so that the guard looks at every one. What took long the last time
comes last: nobody's legend waits for somebody's permutations.

The answers follow each other as frames: the length of a head (four bytes, big endian), the head as JSON with the
question's place ``n``, ``status``, ``type``, ``packed`` and ``length``, then so many bytes, as gzip where packed.
"""

import json
from collections.abc import Callable, Collection, Iterable
from io import BytesIO
from itertools import chain
from time import perf_counter
from typing import Any

from dash import Dash

from callbacks.guard.shared.plain_answer import CALLBACKS, SEVERAL
from callbacks.shared.wsgi import Answer, Environ, Headers, Wsgi, body_of, whole

_LONGEST, _MOST = 1_000_000, 40
_LONG = {"findings-content.data-tree": 1.0}  # seconds until it is measured: it looks for clusters
_OF_ONE = ("content-length", "content-type", "content-encoding", "retry-after", "vary", "etag")


class Several:
    """A WSGI application before another one.

    Parameters
    ----------
    wsgi : callable
        Answers one question.
    pure : collection of str
        Outputs of which it is remembered how long they took.
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, wsgi: Wsgi, pure: Collection[str], clock: Callable[[], float] = perf_counter) -> None:
        self._wsgi, self._clock = wsgi, clock
        self._seconds = {output: _LONG.get(output, 0.0) for output in pure}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        if environ.get("PATH_INFO") != SEVERAL or environ.get("REQUEST_METHOD") != "POST":
            return self._wsgi(environ, start_response)
        questions = _questions(environ)
        if not questions:
            refused = self._answer(environ, "")  # as a question that is none, with the headers of every answer
            start_response(refused.status, list(refused.headers))
            return [refused.content]
        order = sorted(range(len(questions)), key=lambda n: self._seconds.get(_output(questions[n]), 0.0))
        answers = ((n, self._answer(environ, questions[n])) for n in order)
        place, first = next(answers)
        start_response("200 OK", _headers(first))
        return chain([framed(place, first)], (framed(n, one) for n, one in answers))

    def _answer(self, environ: Environ, question: str) -> Answer:
        content = question.encode()
        asked = {
            **{name: value for name, value in environ.items() if not name.startswith(("werkzeug.", "flask."))},
            "PATH_INFO": CALLBACKS,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(content)),
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.input": BytesIO(content),
        }
        begun = self._clock()
        answer = whole(self._wsgi, asked)
        output = _output(question)
        if output in self._seconds:
            self._seconds[output] = self._clock() - begun
        return answer


def framed(place: int, answer: Answer) -> bytes:
    """Write one answer.

    Examples
    --------
    >>> framed(3, Answer("204 NO CONTENT", (), b""))[4:].decode()
    '{"n":3,"status":204,"type":"","packed":false,"length":0}'
    """
    head = {
        "n": place,
        "status": int(answer.status[:3]),
        "type": answer.header("Content-Type"),
        "packed": answer.header("Content-Encoding") == "gzip",
        "length": len(answer.content),
    }
    written = json.dumps(head, separators=(",", ":")).encode()
    return len(written).to_bytes(4, "big") + written + answer.content


def _questions(environ: Environ) -> list[str]:
    """Give the questions as they were written; none where it is not a list of a few of them."""
    try:
        found = json.loads(body_of(environ, _LONGEST) or b"")
    except (ValueError, RecursionError):
        return []
    are_texts = isinstance(found, list) and all(isinstance(one, str) and _is_writable(one) for one in found)
    return found if are_texts and len(found) <= _MOST else []


def _is_writable(question: str) -> bool:
    """Tell whether a question can be put to the server: half of a pair of surrogates has no bytes."""
    try:
        question.encode()
    except UnicodeEncodeError:
        return False
    return True


def _output(question: str) -> str:
    """Name what a question is about; a page writes that first."""
    return question[:2000].partition('"output":"')[2].partition('"')[0]


def _headers(first: Answer) -> Headers:
    """Give what the server says with every answer: that nobody keeps it, nobody frames it, and so on."""
    every = [(name, value) for name, value in first.headers if name.lower() not in _OF_ONE]
    return [*every, ("Content-Type", "application/octet-stream")]


def register(app: Dash, pure: Collection[str]) -> None:
    """Stand before the server; called last.

    Parameters
    ----------
    app : Dash
    pure : collection of str
        As :class:`Several`.
    """
    app.server.wsgi_app = Several(app.server.wsgi_app, pure)

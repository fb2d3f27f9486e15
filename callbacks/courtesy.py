"""Whoever is answered is counted, so that what takes long in the same process lets them go first."""

from collections.abc import Callable, Iterable
from typing import Any

from dash import Dash
from werkzeug.wsgi import ClosingIterator

from callbacks.shared.wsgi import Environ, Wsgi
from loading.ingest.pace import Others


class Courtesy:
    """A WSGI application before another one.

    Parameters
    ----------
    wsgi : callable
        Answers.
    others : Others
        Is told of everybody who is answered, until the answer is sent.
    """

    def __init__(self, wsgi: Wsgi, others: Others) -> None:
        self._wsgi, self._others = wsgi, others

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request; a file that the server sends by itself, without a thread, is handed on as it is."""
        self._others.come()
        try:
            answer = self._wsgi(environ, start_response)
        except BaseException:
            self._others.go()
            raise
        wrapper = environ.get("wsgi.file_wrapper")
        if isinstance(wrapper, type) and isinstance(answer, wrapper):
            self._others.go()
            return answer
        return ClosingIterator(answer, self._others.go)


def register(app: Dash, others: Others) -> None:
    """Stand before the server; called last."""
    app.server.wsgi_app = Courtesy(app.server.wsgi_app, others)

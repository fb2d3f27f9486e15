"""Compression of what the browser fetches; what never changes under its address is compressed only once.

Answers to questions are compressed each time anew and never kept, so that nobody gets another's answer.
"""

import threading
from collections import OrderedDict

from flask import Flask, Request, Response, request

_NEVER_CHANGING = ("/_dash-component-suites/", "/assets/", "/data/")
_KEPT_BYTES = 64_000_000
_KINDS = (
    *("text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"),
    *("application/javascript", "application/json", "application/manifest+json"),
    "application/octet-stream",  # geometry, columns and id tiles
)


def kept_under(asked: Request) -> str:
    """Name what may be kept: a whole, unchanging file by its address; "" for everything else.

    An address of /data/ names the content's hash, those of scripts and styles their time of change.
    """
    unchanging = asked.path.startswith(_NEVER_CHANGING)
    if asked.method != "GET" or "Range" in asked.headers or not unchanging:
        return ""
    if asked.path.startswith("/assets/") and "m" not in asked.args:
        return ""
    return asked.full_path


class KeptAnswers:
    """Compressed content by algorithm and address; the one unused for longest goes first.

    Parameters
    ----------
    most : int
        Bytes kept.

    Notes
    -----
    Flask-Compress looks for ``"<algorithm>;<name>"``. Without a name nothing is kept and nothing is found.

    Examples
    --------
    >>> kept = KeptAnswers(most=5)
    >>> for name, content in (("br;", b"a"), ("br;/x", b"bb"), ("br;/y", b"cccc")):
    ...     kept.set(name, content)
    >>> kept.get("br;"), kept.get("br;/x"), kept.get("br;/y")
    (None, None, b'cccc')
    """

    def __init__(self, most: int = _KEPT_BYTES) -> None:
        self._most = most
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """Give what is kept."""
        with self._lock:
            if key in self._contents:
                self._contents.move_to_end(key)
            return self._contents.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep content that has a name."""
        if key.endswith(";"):
            return
        with self._lock:
            self._contents[key] = value
            self._contents.move_to_end(key)
            while sum(map(len, self._contents.values())) > self._most:
                self._contents.popitem(last=False)


def compressing_server(name: str) -> Flask:
    """Make the server that Dash compresses for: Brotli first, each unchanging file once."""
    server = Flask(name)
    server.config.update(
        COMPRESS_MIMETYPES=list(_KINDS),
        COMPRESS_ALGORITHM=["br", "zstd", "gzip", "deflate"],
        COMPRESS_BR_LEVEL=6,
        COMPRESS_ZSTD_LEVEL=9,
        COMPRESS_CACHE_KEY=kept_under,
        COMPRESS_CACHE_BACKEND=KeptAnswers,
    )
    return server


def register(server: Flask) -> None:
    """Read files whole before they are compressed; called after Dash has added the compression."""

    @server.after_request
    def read_whole(response: Response) -> Response:
        if response.is_streamed and kept_under(request):
            response.direct_passthrough = False
            response.get_data()
        return response

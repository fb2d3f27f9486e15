"""What stands before the server speaks WSGI: answers taken whole, and requests put to the server in another's name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

#: In a request whose body the disk did not take: what the system says.
NO_ROOM = "quartierblick.no_room"
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    """An answer as a whole."""

    status: str
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def header(self, name: str) -> str:
        """Give a header, whatever its case; empty where there is none."""
        return next((value for one, value in self.headers if one.lower() == name.lower()), "")


def whole(wsgi: Wsgi, environ: Environ) -> Answer:
    """Let an application answer, and wait for the end of the answer."""
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


def body_of(environ: Environ, most: int) -> bytes | None:
    """Give what was sent, leaving it to be read again; None where nobody says how much it is, or it is too much.

    Parameters
    ----------
    environ : dict
    most : int
        Bytes.
    """
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isdecimal() or len(length) > len(str(most)) or int(length) > most:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body


def doors(sockets: Mapping[int, Any]) -> list[Any]:
    """Give those sockets of a waitress server at which it lets people in."""
    return [one for one in sockets.values() if getattr(one, "accepting", False)]

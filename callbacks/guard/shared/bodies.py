"""How much may be sent to an address: told before the first byte of a body is taken in, and again at the door."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from callbacks.guard.shared.costly import UPLOADS
from callbacks.guard.shared.plain_answer import CALLBACKS

#: What may be sent to an address that takes nothing large.
SMALL = 1_000_000
#: Refuses what is too large in words of its own.
REFUSES_ITSELF = "/recipe"
#: Names in the configuration of the server: bytes of a question, and the hosts it answers for.
QUESTION, HOSTS = "QUARTIERBLICK_QUESTION", "QUARTIERBLICK_HOSTS"
_QUESTIONS = (CALLBACKS, "/intake/", "/projects/", "/publish/")
_FORM = 1_000_000  # what a form writes around the files it carries


def most_bytes(command: str, path: str, question: int, upload: int) -> int:
    """Give how much may be sent to an address.

    Parameters
    ----------
    command, path : str
    question, upload : int
        Bytes of a question, and of a delivery.

    Examples
    --------
    >>> [most_bytes("POST", path, 16_000_000, 250_000_000) for path in ("/intake/files", "/intake/0123/table")]
    [250000000, 16000000]
    >>> most_bytes("POST", "/health", 16_000_000, 250_000_000), most_bytes("GET", "/intake/files", 16_000_000, 0)
    (1000000, 1000000)
    """
    path = "/" + path.lstrip("/")  # the program takes several slashes for one
    if command == "POST" and path in UPLOADS:
        return upload
    return question if command in ("POST", "PUT") and path.startswith(_QUESTIONS) else min(SMALL, question)


class Announced:
    """How much of a request is taken in, by its head alone.

    Parameters
    ----------
    config : mapping
        Of the server, with what the guard has written into it.
    is_served : callable, optional
        Tells whether a Host header names one of the hosts; without it, as behind a proxy, every name may be meant.
    """

    def __init__(
        self, config: Mapping[str, Any], is_served: Callable[[str, Iterable[str]], bool] | None = None
    ) -> None:
        self.upload = int(config["MAX_CONTENT_LENGTH"]) + _FORM
        self._question = int(config[QUESTION])
        self._hosts, self._is_served = tuple(config[HOSTS]), is_served

    def __call__(self, request: Any) -> int:
        """Give the bytes; ``request`` is one of waitress whose head has been read."""
        most = most_bytes(request.command, request.path, self._question, self.upload)
        if self._is_served is None or self._is_served(request.headers.get("HOST", ""), self._hosts):
            return most
        return min(SMALL, most)

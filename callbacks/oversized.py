"""What is larger than the server takes in: refused in the words of the page it was sent by, its body left unread.

What the disk does not take is refused in the same way, once all of it has come: a large body waits in a file of the
system's temporary folder, and where that is full waitress would close the connection without a word.
Waitress answers in English and in its own name as soon as it has read how much is coming. Here the program is asked
instead, with the length and without the body, and refuses it as it refuses what is a little too large. Whoever goes on
sending may find the connection closed before the answer is read. What is too large for its address is refused likewise,
so that nobody has the disk written full through an address that takes nothing large, or under a foreign name.
"""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from functools import partial
from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import Error, RequestEntityTooLarge

from callbacks.shared.attention import Channel
from callbacks.shared.wsgi import NO_ROOM, doors

#: Gives how many bytes of a body are taken in, by the head of a request.
Most = Callable[[Any], int]


class _Unread(WSGITask):
    """A request that is answered by its head alone; the connection is closed behind the answer."""

    def execute(self) -> None:
        self.set_close_on_finish()
        super().execute()

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        told = max(
            self.request.adj.max_request_body_size, self.request.content_length
        )  # what comes in pieces has told no length
        return {**environ, "CONTENT_LENGTH": str(told), "wsgi.input": io.BytesIO()}


class _NoRoomError(Error):
    code, reason = 507, "Insufficient Storage"


class _Unkept(WSGITask):
    """A request whose body is lost; the program is told why."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        return {**environ, "CONTENT_LENGTH": "0", "wsgi.input": io.BytesIO(), NO_ROOM: self.request.error.body}


class _Body(OverflowableBuffer):
    """What has come of a body; from the moment on when the disk takes nothing more, nothing."""

    refused = ""

    def append(self, s: bytes) -> None:
        if self.refused:
            return
        try:
            super().append(s)
        except OSError as error:
            self.refused = error.strerror or "?"
            self.close()
            self.buf, self.strbuf = None, b""

    def close(self) -> None:
        with suppress(OSError):  # what was not written yet
            super().close()


class _Parser(HTTPRequestParser):
    """Looks up how large a body may be as soon as its head is read, and notes when the disk takes no more of it."""

    adj: Any
    error: Any

    def __init__(self, most: Most | None, adj: Any) -> None:
        super().__init__(adj)
        self._most = most

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        self.body_rcv.buf = _Body(self.adj.inbuf_overflow)
        if self._most is not None:
            allowed = min(self.adj.max_request_body_size, self._most(self) + 1)
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = allowed

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if self.completed and self.error is None and self.body_rcv is not None and self.body_rcv.buf.refused:
            self.error = _NoRoomError(self.body_rcv.buf.refused)
        return taken


class _Channel(Channel):
    def __init__(self, *given: Any, most: Most | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.parser_class = partial(_Parser, most)

    def send_continue(self) -> None:
        """Ask for no body that is refused already."""
        if self.request.error is None:
            super().send_continue()

    @staticmethod
    def error_task_class(channel: HTTPChannel, request: Any) -> Task:
        """Make the task that answers for what was refused on its way in."""
        kinds = {RequestEntityTooLarge: _Unread, _NoRoomError: _Unkept}
        task: Task = kinds.get(type(request.error), ErrorTask)(channel, request)
        return task


def refuse_in_words(sockets: Mapping[int, Any], most: Most | None = None) -> None:
    """Have a server ask the program how to refuse what is too large, or what no disk takes.

    Parameters
    ----------
    sockets : mapping
        Those of a server of waitress, as it was given them.
    most : callable, optional
        Gives how many bytes of a body are taken in, by the head of a request; without it, as many of each.
    """
    for listening in doors(sockets):
        listening.channel_class = partial(_Channel, most=most)

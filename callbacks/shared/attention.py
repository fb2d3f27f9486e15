"""Connections at rest cost nothing: only those at which something happened are asked what they wait for.

Each browser keeps six connections open, a room of five hundred people some thousand. Waitress asks every connection
before it waits for any, so that with each answer thousands are asked, and half of what the program can do is spent on
that. Here the system is told once what a connection waits for, and told again when that may be something else: after it
was read from or written to, and when a thread has answered it. Everybody is asked once a second all the same, for what
changes by itself. Only the thread that looks after the connections closes any: under its hands a number would become
that of another one.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from time import monotonic
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel

from callbacks.shared.wsgi import doors

SECONDS_BETWEEN = 1.0  # in which nobody is asked to whom nothing happened
_here = threading.local()


class Channel(HTTPChannel):
    """A connection that no thread closes while it answers; it has the one that looks after all do so."""

    def handle_close(self) -> None:
        """Close it, now or when its turn has come."""
        if _answered_here() is self:
            self.will_close = True
            self.server.pull_trigger()
        else:
            super().handle_close()


class Sockets(dict[int, Any]):
    """The sockets of a server of waitress, by number, and what each waits for.

    Whatever thread may say that something has changed at a socket; all else is for the one that looks after them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._selector = DefaultSelector()
        self._awaited: dict[int, int] = {}
        self._changed: deque[int] = deque()
        self._doors: list[int] = []
        self._next_round = 0.0

    def __setitem__(self, number: int, one: Any) -> None:
        super().__setitem__(number, one)
        self._changed.append(number)

    def __delitem__(self, number: int) -> None:
        super().__delitem__(number)
        self._await(number, 0)
        self._changed.extend(self._doors)  # at which somebody may have waited for a place

    def note_doors(self) -> None:
        """Note the doors at which the server lets people in."""
        self._doors = [one._fileno for one in doors(self)]

    def close(self) -> None:
        """Look after nothing any more."""
        self._awaited.clear()
        self._selector.close()

    def note_change(self, number: int | None) -> None:
        """Have a socket asked again what it waits for; None, and what is closed, is nobody.

        Parameters
        ----------
        number : int or None
        """
        if number is not None:
            self._changed.append(number)

    def attend(self) -> None:
        """Wait until something happens, at most until the next round, and have it dealt with."""
        if monotonic() >= self._next_round:
            self._next_round = monotonic() + SECONDS_BETWEEN
            self._changed.extend(list(self))
        asked = set()
        while self._changed:
            asked.add(self._changed.popleft())
        for number in asked:
            if number in self:
                self._await(number, _awaited_by(self[number]))
        for key, happened in self._selector.select(max(0.0, self._next_round - monotonic())):
            self._deal_with(key.fd, happened)

    def _deal_with(self, number: int, happened: int) -> None:
        one: Any = self.get(number)
        if one is None:
            return
        before = len(self)
        if happened & EVENT_READ:
            wasyncore.read(one)
        if happened & EVENT_WRITE and self.get(number) is one:
            wasyncore.write(one)
        if one.accepting and len(self) == before:  # the system has no number left: he who waits is let in later
            self._await(number, 0)
        else:
            self._changed.append(number)

    def _await(self, number: int, events: int) -> None:
        known = self._awaited.pop(number, 0)
        if events:
            self._awaited[number] = events
        if not known and events:
            self._selector.register(number, events)
        elif known and not events:
            self._selector.unregister(number)
        elif known != events:
            self._selector.modify(number, events)


def _awaited_by(one: Any) -> int:
    reads = EVENT_READ if one.readable() else 0
    return reads | (EVENT_WRITE if one.writable() and not one.accepting else 0)


@contextmanager
def answering(connection: Any) -> Iterator[None]:
    """Note which connection this thread answers: when it wakes the server, it is because of that one.

    Parameters
    ----------
    connection : HTTPChannel
    """
    _here.connection = connection
    try:
        yield
    finally:
        _here.connection = None


def _answered_here() -> Any:
    """Give the connection that this thread answers; None in every other thread."""
    return getattr(_here, "connection", None)


def attend(server: Any, sockets: Sockets) -> Any:
    """Have a server look after its connections in this way, and give it back.

    Parameters
    ----------
    server : BaseWSGIServer or MultiSocketServer
        Of waitress.
    sockets : Sockets
        Those that the server was given. Its threads answer within :func:`answering`, its connections are a
        :class:`Channel` each.
    """
    sockets.note_doors()
    for listening in doors(sockets):
        listening.pull_trigger = partial(_wake, sockets, listening.pull_trigger)
        if listening.channel_class is HTTPChannel:
            listening.channel_class = Channel
    server.run = partial(_run, server, sockets)
    return server


def _wake(sockets: Sockets, wake: Any) -> None:
    connection = _answered_here()
    if connection is not None:
        sockets.note_change(connection._fileno)
    wake()


def _run(server: Any, sockets: Sockets) -> None:
    """Serve until there is nothing to look after, or until it is stopped, as waitress does."""
    try:
        while sockets:
            sockets.attend()
    except (SystemExit, KeyboardInterrupt):
        server.task_dispatcher.shutdown()
    finally:
        sockets.close()

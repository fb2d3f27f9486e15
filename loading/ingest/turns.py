"""Whose turn it is: a few readings at a time, the others in the order in which they came, each told its place."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from loading.errors import DataFileError
from loading.ingest.progress import report

_PATIENCE = 0.1


class Turns:
    """A queue before what is dear.

    Parameters
    ----------
    at_once : int
        How many may be at it at the same time.
    waiting : int
        How many may wait for their turn.

    Examples
    --------
    >>> turns = Turns(at_once=1, waiting=0)
    >>> with turns.turn("a.csv"):
    ...     try:
    ...         with turns.turn("b.csv"):
    ...             pass
    ...     except DataFileError as error:
    ...         print(error.problem)
    ingest.busy
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once, self._most = at_once, at_once + waiting
        self._changed = threading.Condition()
        self._running: list[object] = []
        self._waiting: list[object] = []

    @contextmanager
    def turn(self, place: str, cancelled: Callable[[], bool] | None = None) -> Iterator[None]:
        """Wait until it is one's turn; whoever came first goes first.

        Parameters
        ----------
        place : str
            What waits, for messages.
        cancelled : callable, optional
            Asked again and again whether anybody still waits for it.

        Raises
        ------
        DataFileError
            ``ingest.busy`` if too many others wait, ``ingest.cancelled``.
        """
        ticket = object()
        with self._changed:
            if len(self._running) + len(self._waiting) >= self._most:
                raise DataFileError(place, "ingest.busy", n=self._most)
            self._waiting.append(ticket)
        try:
            self._wait(ticket, place, cancelled)
            yield
        finally:
            with self._changed:
                (self._running if ticket in self._running else self._waiting).remove(ticket)
                self._changed.notify_all()

    def _wait(self, ticket: object, place: str, cancelled: Callable[[], bool] | None) -> None:
        told = 0
        while True:
            with self._changed:
                position, among = self._waiting.index(ticket) + 1, len(self._waiting)
                if position <= self._at_once - len(self._running):
                    self._waiting.remove(ticket)
                    self._running.append(ticket)
                    return
            if position != told:
                told = position
                report("waiting", place, position, among)
            if cancelled is not None and cancelled():
                raise DataFileError(place, "ingest.cancelled")
            with self._changed:
                self._changed.wait(_PATIENCE)

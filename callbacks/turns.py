"""Who is answered first when much is asked at once: what a map waits for, before what stands beside it.

A room of people asks for hundreds of things in a second. An answer, its numbers and the program's pulse cost next to
nothing; the parts beside the map cost many times as much. In one line, in the order of coming, every map would wait for
everybody's tables. Here three lines stand before the threads, and some threads are always left for the first of them.
A fourth line is for those who have files read: they wait for another process most of the time, and up to a minute, so
that they have threads of their own and take none from anybody else.
Whoever knocks is let in at once: a room that opens the page opens a thousand connections in a few seconds.
"""

import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from waitress.task import ThreadedTaskDispatcher

from callbacks.guard.shared.costly import UPLOADS, joins_at, joins_for
from callbacks.guard.shared.plain_answer import CALLBACKS, SEVERAL
from callbacks.shared.attention import answering
from callbacks.shared.wsgi import doors

MAP, PAGE, BESIDE, READING = range(4)
THREADS = 8
#: All that the reader reads or has wait at once, and some for uploads, and for those who are told that it is busy.
READERS = 10
#: How many threads may answer each line and those behind it, and how many what is read, apart from these; what a thread
#: answers it answers to the end.
_MOST = (THREADS, 6, 2, READERS)
#: How many of each line may have begun within a moment, in seconds: the interpreter works for one thread at a time, and
#: side by side they would keep each other, and everybody's maps, waiting. For who takes longer nobody waits.
_BRISK = (THREADS, 2, 1)
_MOMENT = 1.0
_COSTLY = ("/export/",)
_LONGEST_QUESTION = 1_000_000  # beyond, nobody looks for what is asked
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_AT_ONCE = 200  # connections accepted before those that are open get their turn


class Task(Protocol):
    """A connection with a request that was read to its end."""

    def service(self) -> None:
        """Answer it."""

    def cancel(self) -> None:
        """Close it unanswered."""


class _Turn:
    """A task whose place is given back when it is done."""

    def __init__(self, task: Task, done: Callable[[], None]) -> None:
        self._task, self._done = task, done

    def service(self) -> None:
        try:
            with answering(self._task):
                self._task.service()
        finally:
            self._done()

    def cancel(self) -> None:
        self._task.cancel()


class Lines:
    """The lines: what a thread may take next.

    Parameters
    ----------
    most : tuple of int
        By line: how many tasks of this line and those behind it may be under way at once; the last line has its number
        for itself, and none of the others counts it.
    free : callable
        Called, under the lock, when a place has become free.
    lock : context manager
        Held whenever the lines are looked at.
    clock : callable
        Seconds that never go back.

    Notes
    -----
    It is true where something may be taken; its length is the number of all who wait.
    """

    def __init__(
        self,
        most: tuple[int, ...],
        free: Callable[[], object],
        lock: Any,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._free, self._lock, self._clock = most, free, lock, clock
        self._waiting: list[deque[Task]] = [deque() for _ in most]
        self._under_way: list[list[float]] = [[] for _ in most]  # since when

    def append(self, task: Task) -> None:
        """Stand in line."""
        self._waiting[line_of(task)].append(task)

    def popleft(self) -> _Turn:
        """Take who is next."""
        line = self._next()
        if line is None:
            raise IndexError("nobody may be taken")
        begun = self._clock()
        self._under_way[line].append(begun)
        return _Turn(self._waiting[line].popleft(), lambda: self._done(line, begun))

    def __bool__(self) -> bool:
        return self._next() is not None

    def __len__(self) -> int:
        return sum(map(len, self._waiting))

    def _next(self) -> int | None:
        for line, waiting in enumerate(self._waiting):
            if waiting and self._has_room(line):
                return line
        return None

    def _has_room(self, line: int) -> bool:
        under_way = [len(each) for each in self._under_way]
        if line == READING:
            return under_way[line] < self._most[line]
        recent = self._clock() - _MOMENT
        return sum(begun > recent for begun in self._under_way[line]) < _BRISK[line] and all(
            sum(under_way[n:READING]) < self._most[n] for n in range(line + 1)
        )

    def _done(self, line: int, begun: float) -> None:
        with self._lock:
            self._under_way[line].remove(begun)
            self._free()


class _LookedAtAgain(threading.Condition):
    """Who waits for a place looks again after a moment: then some who are answered count no more."""

    def wait(self, timeout: float | None = None) -> bool:
        return super().wait(_MOMENT if timeout is None else timeout)


class Turns(ThreadedTaskDispatcher):
    """Threads of waitress that take their tasks from the lines."""

    queue_logger = logging.getLogger("quartierblick.turns")

    def __init__(self) -> None:
        super().__init__()
        self.queue_logger.setLevel(logging.ERROR)  # it would warn of everybody who waits for a moment
        self.queue_cv = _LookedAtAgain(self.lock)
        self.queue = Lines(_MOST, self.queue_cv.notify, self.lock)
        self.set_thread_count(THREADS + READERS)


def let_in_together(sockets: Mapping[int, Any]) -> None:
    """Have a server accept everybody who waits at its door, where it would accept one in each turn of its loop.

    Parameters
    ----------
    sockets : mapping
        Those of a server of waitress, as it was given them.
    """
    for listening in doors(sockets):
        listening.handle_accept = partial(_accept, listening, listening.handle_accept)


def _accept(listening: Any, accept_one: Callable[[], None]) -> None:
    for _ in range(_AT_ONCE):
        known = len(listening.active_channels)
        accept_one()
        if len(listening.active_channels) == known:
            return


def line_of(task: Any) -> int:
    """Tell in which line a request stands.

    Examples
    --------
    >>> from types import SimpleNamespace as Given
    >>> asked = lambda command, path: Given(requests=[Given(command=command, path=path)])
    >>> [line_of(asked("GET", "/answer/de")), line_of(asked("POST", "/_dash-update-component"))]
    [0, 1]
    """
    request = task.requests[0]
    # A request that could not be read has no path; the program takes several slashes for one.
    path = "/" + str(getattr(request, "path", "")).lstrip("/")
    command = getattr(request, "command", "")
    asks = path in (CALLBACKS, SEVERAL) and _may_join(request)
    if command == "POST" and (asks or path in UPLOADS or joins_at(path)):
        return READING
    if path == SEVERAL:
        return BESIDE
    is_read = command in ("GET", "HEAD")
    return MAP if is_read and not path.startswith(_COSTLY) else PAGE


def _may_join(request: Any) -> bool:
    """Tell whether a callback has files read, or is asked in a way in which no page of ours would ask it."""
    receiver = getattr(request, "body_rcv", None)
    if receiver is None:
        return False
    asked = receiver.getbuf().get(_LONGEST_QUESTION + 1)  # what was sent stays to be read
    return len(asked) > _LONGEST_QUESTION or joins_for(_plain(asked.decode("latin-1")))


def _plain(asked: str) -> str:
    """Undo the escapes of letters that need none."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), asked)

"""Long work in short steps: between two of them whoever is answered meanwhile goes first, and what never ends is ended.

Files are read in a process apart, but what was read is joined in the process that answers everybody. Only one thread
of it works at a time, so that a joining of seconds would make every answer wait for its turns again and again. Whoever
works long calls :func:`step` in its loops; it costs nothing where nobody keeps a pace.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from loading.errors import DataFileError

_SHORTEST = 0.0005  # seconds of work without looking around
#: Seconds after which a thread that works on gives the interpreter to one that waits, while there is long work. Always,
#: it would cost a full room more than it gives: with 500 participants maps came in 0.6 s instead of 0.25.
_TURN = 0.001
_LONGEST = 0.1  # seconds of rest without asking whether the work is still wanted
#: So many times as long as it has worked it may have rested: in a full room a quarter of the time is left for each.
_RESTS = 3.0


_ANSWERING: ContextVar["Others | None"] = ContextVar("answering", default=None)


class Others:
    """The threads that answer somebody now.

    Examples
    --------
    >>> others = Others()
    >>> others.come()
    >>> with others.aside():
    ...     others.wait(0.0)
    True
    >>> others.wait(0.0), others.go(), others.wait(0.0)
    (False, None, True)
    """

    def __init__(self) -> None:
        self._answering: set[int] = set()
        self._none = threading.Event()
        self._none.set()
        self._lock = threading.Lock()
        self._working, self._usual_turn = 0, sys.getswitchinterval()

    def come(self) -> None:
        """Note that this thread answers somebody now."""
        _ANSWERING.set(self)
        with self._lock:
            self._answering.add(threading.get_ident())
            self._none.clear()

    def go(self) -> None:
        """Note that this thread has answered; may be called twice."""
        with self._lock:
            self._answering.discard(threading.get_ident())
            if not self._answering:
                self._none.set()

    @contextmanager
    def beside_long_work(self) -> Iterator[None]:
        """Have threads change more often for a while: whoever is answered gets its turn soon."""
        with self._lock:
            self._working += 1
            if self._working == 1:
                self._usual_turn = sys.getswitchinterval()
                sys.setswitchinterval(_TURN)
        try:
            yield
        finally:
            with self._lock:
                self._working -= 1
                if not self._working:
                    sys.setswitchinterval(self._usual_turn)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Work in this thread for a while on what others need not wait for."""
        answers = threading.get_ident() in self._answering
        self.go()
        try:
            yield
        finally:
            if answers:
                self.come()

    def wait(self, seconds: float) -> bool:
        """Wait until nobody is answered; tells whether that is so."""
        return self._none.wait(seconds)


class Pace:
    """How one piece of work gets on.

    Parameters
    ----------
    others : Others
        Go first.
    place : str
        What is worked on, for messages.
    seconds : float
        Of the processor that it may use.
    cancelled : callable, optional
        Asked again and again whether anybody still waits for it.
    """

    def __init__(self, others: Others, place: str, seconds: float, cancelled: Callable[[], bool] | None = None) -> None:
        self.others, self._place, self._seconds, self._cancelled = others, place, seconds, cancelled
        self._began, self._rested = time.thread_time(), 0.0
        self._looked = time.perf_counter()

    def step(self) -> None:
        """Let others go first.

        Raises
        ------
        DataFileError
            ``ingest.cancelled``, or ``ingest.too_slow`` where more was used than allowed.
        """
        now = time.perf_counter()
        if now - self._looked < _SHORTEST:
            return
        worked = time.thread_time() - self._began
        if worked > self._seconds:
            raise DataFileError(self._place, "ingest.too_slow", limit=self._seconds)
        self._require_wanted()
        while (left := _RESTS * worked - self._rested) > 0 and not self.others.wait(min(left, _LONGEST)):
            self._rested += time.perf_counter() - now
            now = time.perf_counter()
            self._require_wanted()
        self._rested += time.perf_counter() - now
        self._looked = time.perf_counter()

    def _require_wanted(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise DataFileError(self._place, "ingest.cancelled")


_PACE: ContextVar[Pace | None] = ContextVar("pace", default=None)


def step() -> None:
    """Call between two steps of long work, about every millisecond."""
    pace = _PACE.get()
    if pace is not None:
        pace.step()


@contextmanager
def waiting() -> Iterator[None]:
    """Wait for what another thread or process does: meanwhile nobody is answered here for whom it should rest."""
    others = _ANSWERING.get()
    with others.aside() if others else nullcontext():
        yield


@contextmanager
def keeping(pace: Pace) -> Iterator[None]:
    """Work at a pace for a while; other threads have their own."""
    token = _PACE.set(pace)
    try:
        with pace.others.aside(), pace.others.beside_long_work():
            yield
    finally:
        _PACE.reset(token)

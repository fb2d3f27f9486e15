"""One reader for the whole program: files of others apart, a few at a time, what was read a moment ago kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from loading.choices import Choices
from loading.delivery import Delivery, read_delivery
from loading.errors import DataFileError, Finding
from loading.files.content_hash import content_hash, named
from loading.ingest.apart import Cancelled, read_apart, rewritten_apart
from loading.ingest.conversation import nursery
from loading.ingest.limits import Limits, in_force, limits_in_force
from loading.ingest.pace import Others, Pace, keeping, waiting
from loading.ingest.progress import report
from loading.ingest.turns import Turns
from loading.joining.spelling import name_form
from loading.load import Recognition, recognise

KEPT_DELIVERIES = 4
AT_ONCE = 2
WAITING = 4
_PATIENCE = 0.1
_Key = tuple[str, ...]


class Reader:
    """Reads deliveries for everybody who uses the program.

    Parameters
    ----------
    limits : Limits, optional
        Those in force by default.
    own : collection of Path
        Files that came with the program: they are read in this process.
    kept : int
        How many deliveries stay in memory; the one not asked for longest goes first.
    at_once, waiting : int
        How many are read at the same time, and how many may wait for their turn.
    apart : callable
        Reads in a process of its own, see :func:`loading.ingest.apart.read_apart`.

    Attributes
    ----------
    limits : Limits
    others : Others
        Those who are answered now; what is joined lets them go first.

    Notes
    -----
    A delivery is kept by the content and names of its files and by the choices that concern reading. So a decision
    about rows or indicators costs no reading, nor does making a project of what was just looked at.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        own: Collection[Path] = (),
        kept: int = KEPT_DELIVERIES,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        apart: Callable[..., Delivery] = read_apart,
    ) -> None:
        self.limits = limits or limits_in_force()
        self.others = Others()
        self._own = frozenset(path.resolve() for path in own)
        self._kept = kept
        self._apart = apart
        self._deliveries: OrderedDict[_Key, Delivery] = OrderedDict()
        self._lock = threading.Lock()
        self._reading: dict[_Key, threading.Lock] = {}
        self._turns = Turns(at_once, waiting)
        self._places = threading.Semaphore(at_once + waiting)
        self._most = at_once + waiting

    def forget(self, projects: Collection[str]) -> None:
        """Forget what was read, and how names are spelt: projects are gone, and nothing kept here says of which."""
        del projects
        with self._lock:
            self._deliveries.clear()
        name_form.cache_clear()

    def warm(self) -> None:
        """Make ready for the next delivery, without waiting for it."""
        nursery().warm()

    def read(
        self, paths: Sequence[Path], choices: Choices | None = None, cancelled: Cancelled | None = None
    ) -> Delivery:
        """Read a delivery, or give the one that was just read of the same files.

        Parameters
        ----------
        paths : sequence of Path
        choices : Choices, optional
        cancelled : callable, optional
            Asked again and again whether anybody still waits.

        Returns
        -------
        Delivery
            Shared by all who ask for it, written to by none.

        Raises
        ------
        DataFileError
            As :func:`loading.ingest.apart.read_apart`; ``ingest.busy`` if too many others wait.
        """
        choices = (choices or Choices()).of_reading
        if self._are_own(paths):
            with in_force(self.limits):
                return read_delivery(paths, choices)
        key = _key(paths, choices)
        kept = self._remembered(key)
        if kept is not None:
            return kept
        with self._turn(key, cancelled, paths):
            kept = self._remembered(key)
            if kept is None:
                kept = self._apart(paths, choices, cancelled=cancelled, limits=self.limits)
                self._remember(key, kept)
            return kept

    def recognise(self, paths: Sequence[Path], choices: Choices | None = None) -> Recognition:
        """Read, join and declare; see :func:`loading.load.recognise`."""
        with keeping(self.pace(paths)):
            return recognise(paths, choices, self.read)

    def pace(self, paths: Sequence[Path], cancelled: Cancelled | None = None) -> Pace:
        """Give the pace at which a delivery is joined: others go first, and it ends where it uses too much."""
        return Pace(self.others, paths[0].name if paths else ".", self.limits.processor_seconds, cancelled)

    def read_what_can_be(self, paths: Sequence[Path], choices: Choices | None = None) -> Delivery:
        """Read what can be read of a delivery that is refused; empty where not even that ends well."""
        try:
            with waiting(), self._turns.turn(paths[0].name if paths else "."):
                return self._apart(paths, choices, limits=self.limits, only_what_can_be=True)
        except DataFileError:
            return Delivery((), (), (), (), (), ())

    def rewritten(self, path: Path, name: str, target: Path) -> tuple[Finding, ...]:
        """Write a project file from elsewhere anew, in its turn; see :func:`loading.ingest.apart.rewritten_apart`."""
        with waiting(), self._turns.turn(name):
            return rewritten_apart(path, name, target, self.limits)

    def _are_own(self, paths: Sequence[Path]) -> bool:
        return bool(paths) and all(path.resolve() in self._own for path in paths)

    @contextmanager
    def _turn(self, key: _Key, cancelled: Cancelled | None, paths: Sequence[Path]) -> Iterator[None]:
        """Wait until nobody else reads the same, and until there is room."""
        place = paths[0].name if paths else "."
        if not self._places.acquire(blocking=False):
            raise DataFileError(place, "ingest.busy", n=self._most)
        with self._lock:
            same = self._reading.setdefault(key, threading.Lock())
        try:
            with _acquired(same, cancelled, place), self._turns.turn(place, cancelled):
                yield
        finally:
            with self._lock:
                self._reading.pop(key, None)
            self._places.release()

    def _remembered(self, key: _Key) -> Delivery | None:
        with self._lock:
            if key in self._deliveries:
                self._deliveries.move_to_end(key)
            return self._deliveries.get(key)

    def _remember(self, key: _Key, delivery: Delivery) -> None:
        with self._lock:
            self._deliveries[key] = delivery
            while len(self._deliveries) > self._kept:
                self._deliveries.popitem(last=False)


def _key(paths: Sequence[Path], choices: Choices) -> _Key:
    files = named(paths)
    return (content_hash(files, choices), *files)


@contextmanager
def _acquired(lock: threading.Lock, cancelled: Cancelled | None, place: str) -> Iterator[None]:
    """Wait for a lock as long as anybody waits for us."""
    if not lock.acquire(blocking=False):
        report("waiting", place, 1, 1)
        while not lock.acquire(timeout=_PATIENCE):
            if cancelled is not None and cancelled():
                raise DataFileError(place, "ingest.cancelled")
    try:
        yield
    finally:
        lock.release()

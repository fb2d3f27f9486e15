"""How far a reading is: readers say what they begin, whoever waits for them listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import msgspec

_SHARES = {
    "waiting": (0.0, 0.0),
    "starting": (0.0, 0.02),
    "opening": (0.02, 0.12),
    "map": (0.12, 0.4),
    "table": (0.4, 0.78),
    "handing_over": (0.78, 0.84),
    "joining": (0.84, 0.92),
    "filling": (0.92, 1.0),
}


@dataclass(frozen=True)
class Stage:
    """What a reading does now.

    Attributes
    ----------
    step : str
        ``"waiting"``, ``"starting"``, ``"opening"``, ``"map"``, ``"repairing"``, ``"table"``, ``"sheet"``,
        ``"handing_over"``, ``"joining"`` or ``"filling"``; its wording stands under ``ingest.stages.<step>``.
    name : str
        File, layer or sheet, as its owner named it.
    number, of : int
        Which of how many, from 1; 0 where nothing is counted.
    """

    step: str
    name: str = ""
    number: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """How much is done, from 0 to 1; None where a step only refines the one before.

        Examples
        --------
        >>> Stage("table", "a.csv", 1, 2).share, Stage("table", "b.csv", 2, 2).share, Stage("sheet").share
        (0.4, 0.59, None)
        """
        if self.step not in _SHARES:
            return None
        start, end = _SHARES[self.step]
        return round(start + (end - start) * max(self.number - 1, 0) / max(self.of, 1), 4)

    def to_line(self) -> bytes:
        """Write as one line of JSON."""
        return msgspec.json.encode(self) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Stage | None":
        r"""Read a line; None where it is none, as a reading that was cut off leaves it.

        Examples
        --------
        >>> Stage.from_line(Stage("table", "a.csv", 1, 2).to_line()), Stage.from_line(b'{"st\n')
        (Stage(step='table', name='a.csv', number=1, of=2), None)
        """
        try:
            return msgspec.json.decode(line, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None


Listener = Callable[[Stage], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def report(step: str, name: str = "", number: int = 0, of: int = 0) -> None:
    """Say what begins; nobody needs to listen."""
    told(Stage(step, name.encode("utf-8", "replace").decode("utf-8"), number, of))


def told(stage: Stage) -> None:
    """Hand a stage on to whoever listens."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(stage)


@contextmanager
def telling(listener: Listener | None) -> Iterator[None]:
    """Let somebody listen for a while; other threads have listeners of their own.

    Examples
    --------
    >>> with telling(lambda stage: print(stage.name)):
    ...     report("opening", "a.zip", 1, 3)
    a.zip
    """
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)

"""Deliveries that are being read: how far each one is, and which of them nobody wants any longer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from loading.errors import DataFileError
from loading.ingest.progress import Stage


@dataclass
class Reading:
    """One delivery that is being read, seen by the request that waits for it and by those that ask how far it is."""

    stage: Stage = field(default_factory=lambda: Stage("starting"))
    share: float = 0.0
    _stopped: threading.Event = field(default_factory=threading.Event)

    def tell(self, stage: Stage) -> None:
        """Note what begins; what is done never becomes less."""
        self.stage = stage
        self.share = max(self.share, stage.share or 0.0)

    def stop(self) -> None:
        """Note that nobody wants it any longer."""
        self._stopped.set()

    def is_stopped(self) -> bool:
        """Whether nobody wants it any longer."""
        return self._stopped.is_set()

    def require_wanted(self) -> None:
        """End a reading that nobody wants any longer.

        Raises
        ------
        DataFileError
            ``ingest.cancelled``.
        """
        if self.is_stopped():
            raise DataFileError(self.stage.name or ".", "ingest.cancelled")


class Readings:
    """All readings that are under way in this process, by the token of their delivery."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, list[Reading]] = {}

    @contextmanager
    def under_way(self, token: str) -> Iterator[Reading]:
        """Note that a delivery is being read, for a while.

        Examples
        --------
        >>> readings = Readings()
        >>> with readings.under_way("a") as reading:
        ...     reading.tell(Stage("joining"))
        ...     readings.of("a").share
        0.84
        >>> readings.of("a") is None
        True
        """
        reading = Reading()
        with self._lock:
            self._under_way.setdefault(token, []).append(reading)
        try:
            yield reading
        finally:
            with self._lock:
                self._under_way[token].remove(reading)
                if not self._under_way[token]:
                    del self._under_way[token]

    def of(self, token: str) -> Reading | None:
        """Give the latest reading of a delivery; None where it is not being read."""
        with self._lock:
            return next(iter(reversed(self._under_way.get(token, []))), None)

    def stop(self, token: str) -> bool:
        """End all readings of a delivery; tells whether there was one."""
        with self._lock:
            found = list(self._under_way.get(token, []))
        for reading in found:
            reading.stop()
        return bool(found)

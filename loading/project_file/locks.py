"""One writer at a time, over all processes of a machine; a lock ends with the process that holds it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loading.errors import DataFileError

SECONDS = 10.0
_PAUSE = 0.02


@contextmanager
def locked(path: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Hold a lock beside a file; the lock's own file stays and means nothing by itself.

    Parameters
    ----------
    path : Path
        Of the file that is written meanwhile.
    seconds : float
        How long to wait for another writer.

    Raises
    ------
    DataFileError
        ``project_file.busy`` where another one writes longer than that.
    """
    place = path.with_name(f".{path.name}.lock")
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        end = time.monotonic() + seconds
        while not _taken(handle):
            if time.monotonic() > end:
                raise DataFileError(path.name, "project_file.busy")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)  # which also gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

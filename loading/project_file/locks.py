"""One writer at a time, over all processes of a machine; a lock ends with the process that holds it."""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loading.errors import DataFileError

SECONDS = 5.0
_PAUSE = 0.02


def lock_of(path: Path) -> Path:
    """Give the lock's own file, which lies beside the file that is locked."""
    return path.with_name(f".{path.name}.lock")


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
        ``project_file.busy`` where another one writes longer than that; ``project_file.not_saved`` where nobody can
        write at all.
    """
    try:
        handle = os.open(lock_of(path), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DataFileError(path.name, "project_file.not_saved", given=error.strerror or "?") from None
    try:
        end = time.monotonic() + seconds
        while not _taken(handle):
            if time.monotonic() > end:
                raise DataFileError(path.name, "project_file.busy")
            time.sleep(_PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 - so that two who wait do not ask in step
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

"""Every file that any process opens, told by the system (fanotify): also what libraries in C open, past Python."""

import contextlib
import ctypes
import os
import struct
import sys
from pathlib import Path

_CLOSE_ON_EXEC, _NON_BLOCKING, _UNLIMITED = 0x1, 0x2, 0x10
_ADD, _WHOLE_MOUNT = 0x1, 0x10
_OPENED = 0x20
_HERE = -100
_EVENT = struct.Struct("=IBBHQii")
_NEW_MOUNTS = 0x00020000
_CHUNK = 1 << 16


class Opened:
    """Notes what is opened from now on.

    Attributes
    ----------
    is_told : bool
        Whether the system tells; it does so to an administrator on Linux.
    """

    def __init__(self) -> None:
        self._queue = -1
        if sys.platform.startswith("linux"):
            with contextlib.suppress(OSError, AttributeError):
                self._queue = _queue()
        self.is_told = self._queue >= 0

    def by(self, process: int) -> list[str]:
        """Give what a process opened since this was last asked, and forget what others did."""
        found = []
        while events := self._events():
            place = 0
            while place < len(events):
                length, _, _, _, _, number, opener = _EVENT.unpack_from(events, place)
                place += length
                if number < 0:
                    continue
                if opener == process:
                    found.append(str(Path(f"/proc/self/fd/{number}").readlink()))
                os.close(number)
        return found

    def close(self) -> None:
        """Note nothing any longer."""
        if self.is_told:
            os.close(self._queue)

    def _events(self) -> bytes:
        with contextlib.suppress(BlockingIOError):
            return os.read(self._queue, _CHUNK) if self.is_told else b""
        return b""


def own_mounts() -> None:
    """Give this process a view of the file system of its own, so that only its own children are noted."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_NEW_MOUNTS)


def _queue() -> int:
    library = ctypes.CDLL(None, use_errno=True)
    queue = int(library.fanotify_init(_CLOSE_ON_EXEC | _NON_BLOCKING | _UNLIMITED, os.O_RDONLY | os.O_CLOEXEC))
    if queue < 0:
        return -1
    marked = [
        library.fanotify_mark(queue, _ADD | _WHOLE_MOUNT, ctypes.c_uint64(_OPENED), _HERE, mount)
        for mount in (b"/", b"/proc", b"/dev", b"/sys")
    ]
    if marked[0]:
        os.close(queue)
        return -1
    return queue

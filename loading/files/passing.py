"""Folders for a while, in which files of others lie: named by who made them, so that what a crash left is known."""

import os
import re
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

_OWN = secrets.token_hex(4)
_DAY = 24 * 3600
_MADE = re.compile(r"(?P<machine>[0-9a-f]{8})-(?P<process>\d{1,10})-(?P<own>[0-9a-f]{8})-[^-]*")


def passing(prefix: str) -> str:
    """Name a folder for a while: what comes first in its name, for :mod:`tempfile`.

    Examples
    --------
    >>> passing(".in-").split("-")[2] == str(os.getpid())
    True
    """
    return f"{prefix}{_machine()}-{os.getpid()}-{_OWN}-"


def sweep_passing(folder: Path, prefixes: Iterable[str], *, whoever_made_it: bool = True) -> None:
    """Remove such folders of processes that are gone, and those that a day has passed over.

    Parameters
    ----------
    folder : Path
    prefixes : iterable of str
        As given to :func:`passing`.
    whoever_made_it : bool
        Also what has lain there for a day and tells nothing of its process; not where others keep things too.

    Notes
    -----
    Processes of another machine that shares the folder cannot be asked for: only their day counts. A process may get
    the number of the one before it, in a container always: therefore the name also tells one run from another.
    """
    for prefix in prefixes:
        for place in folder.glob(f"{prefix}*"):
            try:
                since = place.lstat().st_mtime
            except OSError:
                continue  # somebody else was faster
            made = _MADE.fullmatch(place.name.removeprefix(prefix.rpartition("/")[2]))
            is_old = time.time() - since > _DAY
            if _is_left(made, is_old=is_old) if made else whoever_made_it and is_old:
                shutil.rmtree(place, ignore_errors=True)


def _is_left(made: re.Match[str], *, is_old: bool) -> bool:
    if made["own"] == _OWN:
        return False
    process = int(made["process"])
    is_gone = made["machine"] == _machine() and (process == os.getpid() or not _is_alive(process))
    return is_gone or is_old


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # where asking would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _machine() -> str:
    return blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()

"""What a process that reads files of others may open: the files of the delivery, its own folder, what Python needs.

Landlock (Linux 5.13 and later) takes the rights of a process away by itself, without an administrator. Where a system
has none, readings go on: what GDAL may open is still limited by its drivers, and everything by the network that is
not there.
"""

import contextlib
import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_ONLY, _BENEATH = 1, 1
_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
# Removing, making, linking, truncating; one bit more with each version of the interface.
_ALL_OF_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
_TCP = 0b11
_FIRST_WITH_TCP = 4
_FILE_RIGHTS = _EXECUTE | _WRITE | _READ | 1 << 14
# Not all of /etc: users, hosts and secrets are none of a reader's business.
OF_THE_SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/proj"),
    *("/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom", "/dev/zero", "/sys/devices/system/cpu"),
)


def confine(writable: Path, readable: Iterable[Path], listable: Iterable[Path] = ()) -> bool:
    """Let this process open nothing but what it needs, for good; what is open already stays so.

    Parameters
    ----------
    writable : Path
        A folder in which it may do anything but run programs.
    readable : iterable of Path
        Files it may read.
    listable : iterable of Path
        Folders of which it may know what is in them, without reading it.

    Returns
    -------
    bool
        Whether the system allowed it. Rights must have been given up before, see
        :func:`loading.ingest.sealed.give_up_privileges`.
    """
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        return _confined(writable, [*readable, *map(Path, OF_THE_SYSTEM), *_of_python()], listable)
    return False


def _confined(writable: Path, readable: Iterable[Path], listable: Iterable[Path]) -> bool:
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_CREATE, None, ctypes.c_size_t(0), _VERSION_ONLY)
    if version < 1:
        return False
    handled = _ALL_OF_VERSION[min(version, max(_ALL_OF_VERSION))]
    rules = struct.pack("QQ", handled, _TCP) if version >= _FIRST_WITH_TCP else struct.pack("Q", handled)
    ruleset = call(_CREATE, rules, ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(call, ruleset, path, (_READ | _LIST) & handled)
        for path in listable:
            _allow(call, ruleset, path, _LIST)
        _allow(call, ruleset, writable, handled & ~_EXECUTE)
        return bool(call(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(call: "ctypes._NamedFuncPointer", ruleset: int, path: Path, rights: int) -> None:
    """Allow what lies at or beneath a path; one that is not there needs no rule."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if path.is_dir() else rights & _FILE_RIGHTS
        call(_ADD, ruleset, _BENEATH, struct.pack("=Qi", allowed, place), 0)
    finally:
        os.close(place)


def _of_python() -> list[Path]:
    """Give where modules and their data are: of Python itself, of the libraries, of this program."""
    own = Path(__file__).resolve().parents[2]
    shared = [Path(path) for path in sysconfig.get_paths().values()]
    parts = [own / name for name in ("loading", "texts", "analysis", "pyproject.toml")]
    return [*shared, *(Path(path) for path in sys.path if path and Path(path) != own), *parts]

"""What a process that reads files of others may not do: reach a network, know the environment, use without end.

Everything here is kept where the system can; where it cannot (no namespaces, no limits), the reading goes on, and the
limit of time from outside still holds.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from loading.ingest.limits import MEGA, Limits

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
_NICE = 15
_NO_NEW_PRIVILEGES, _SIGNAL_AT_PARENTS_DEATH, _KILL = 38, 1, 9
# What Python and the libraries need to be found and started, and nothing that anybody could want to know.
_NEEDED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PROJ_DATA", "PROJ_LIB", "GDAL_DATA")
# One thread each: the pools of numerical libraries take address space and must not be forked.
_SINGLE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "GDAL_NUM_THREADS": "1"}
# Where SQLite lays copies that are too large for its memory: in the folder a process works in, whichever that will be.
_COPIES_HERE = {"SQLITE_TMPDIR": "."}


def bare_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment of a process that reads: no secrets, no proxies, no home.

    Examples
    --------
    >>> "SECRET_KEY" in bare_environment({"SECRET_KEY": "x", "PROJ_DATA": "/proj"})
    False
    """
    given = os.environ if environment is None else environment
    return {**{name: given[name] for name in _NEEDED if name in given}, **_SINGLE, **_COPIES_HERE}


def leave_network() -> bool:
    """Move this process into a network of its own, without any connection.

    Returns
    -------
    bool
        Whether the system allowed it; as root a network namespace is enough, otherwise a user namespace goes with it.
        Must be called before the process has threads.
    """
    if not sys.platform.startswith("linux"):
        return False
    user, group = os.getuid(), os.getgid()
    if _unshare(NEW_NETWORK):
        return True
    if not _unshare(NEW_USER | NEW_NETWORK):
        return False
    with contextlib.suppress(OSError):  # without a mapping the process is nobody, and reads what everybody may
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True


def give_up_privileges() -> None:
    """Never gain rights by starting another program, and end when the parent ends."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        library.prctl(_SIGNAL_AT_PARENTS_DEATH, _KILL, 0, 0, 0)


def give_way() -> None:
    """Let whatever answers somebody else go first: readings use the processor nobody else wants.

    Not as idle work (SCHED_IDLE of Linux): of processors that are all busy, such a process gets nothing at all, and a
    reading of one second would fail for want of time. So it gets about a thirtieth. One processor is left alone where
    there are several: somebody who wakes to answer need not wait until a reading's turn is over. Of two processors all
    readings at once therefore share one, and their time.
    """
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICE)
    with contextlib.suppress(OSError, AttributeError):
        if len(allowed := os.sched_getaffinity(0)) > 1:
            os.sched_setaffinity(0, allowed - {min(allowed)})


def limit_resources(limits: Limits) -> None:
    """Limit memory, processor time and the size of files that are written; no core is dumped."""
    if sys.platform == "win32":
        return
    import resource

    wanted = {
        "RLIMIT_AS": limits.megabytes_of_memory * MEGA,
        "RLIMIT_CPU": limits.processor_seconds,
        "RLIMIT_FSIZE": limits.megabytes_written * MEGA,
        "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            kind = getattr(resource, name)
            highest = resource.getrlimit(kind)[1]
            allowed = value if highest == resource.RLIM_INFINITY else min(value, highest)
            resource.setrlimit(kind, (allowed, highest if name == "RLIMIT_CPU" else allowed))


def _unshare(what: int) -> bool:
    try:
        return bool(ctypes.CDLL(None, use_errno=True).unshare(what) == 0)
    except (OSError, AttributeError):
        return False

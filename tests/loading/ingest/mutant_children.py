"""Mutants read in children, under the limits of the ingest; a child that survives one goes on with the next.

A fork costs more than most of the readings. What a child leaves behind for the next mutant makes it stricter, never
milder: its memory counts for all of them together, while time is limited for each anew. Where a child dies, or wants
more memory than it may have, its mutant is read again by one of its own, and that counts.
"""

import json
import os
import signal
import sys
import sysconfig
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loading.ingest.confined import OF_THE_SYSTEM
from loading.ingest.limits import Limits
from loading.ingest.sealed import limit_resources
from tests.loading.ingest.opened_anywhere import Opened

SAID = "said.txt"
# What libraries in Rust and C++ say before they abort the process, for want of memory.
_ABORTED = ("memory allocation of", "std::bad_alloc")
_ALONE = 3
# What Python itself opens: modules, their data, devices.
_OF_PYTHON = (
    *{os.path.realpath(path) for path in (*sysconfig.get_paths().values(), *sys.path) if path},
    *(path for path in sysconfig.get_paths().values()),
    os.path.realpath(sys.executable),  # libraries in Rust look for the names of functions there when they give up
    f"{sys.base_prefix}/lib",
    *OF_THE_SYSTEM,
    "/proc/self/",
)

Read = Callable[[Path], str]


@dataclass(frozen=True)
class Outcome:
    """What came of one mutant.

    Attributes
    ----------
    told : str
        A problem, ``"read"``, or what must never happen, after ``"! "``.
    seconds : float
    kilobytes : int
        What its child used at most, with what it shares with this process and what it read before.
    """

    told: str
    seconds: float
    kilobytes: int


def outcomes(paths: Sequence[Path], read: Read, opened: Opened) -> Iterator[Outcome]:
    """Read files, each in a folder of its own, in as few children as survive them.

    Parameters
    ----------
    paths : sequence of Path
        In folders within one, which nothing else is in.
    read : callable
        Gives the problem of a file, or ``"read"``; whatever else it raises is an error.
    opened : Opened
        Tells what was opened past Python.
    """
    left = list(paths)
    while left:
        found, ended = _forked(left, read, opened)
        yield from found
        left = left[len(found) :]
        if not left:
            return
        in_company = "" if ended == _ALONE else _death(ended, left[0].parent.parent)
        (alone, *_), _ = _forked(left[:1], read, opened, is_alone=True)
        is_worse = in_company.startswith("!") and not alone.told.startswith("!")
        yield replace(alone, told=f"{in_company} (after others)") if is_worse else alone
        left = left[1:]


def _forked(paths: Sequence[Path], read: Read, opened: Opened, *, is_alone: bool = False) -> tuple[list[Outcome], int]:
    """Read files in one child until it ends; one that is alone has an outcome in any case."""
    ours, theirs = os.pipe()
    opened.by(0)
    began = time.monotonic()
    child = os.fork()
    if not child:
        os.close(ours)
        _read_and_tell(paths, read, theirs, is_alone=is_alone)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        lines = [json.loads(line) for line in stream]
    _, status, used = os.wait4(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    folder = paths[0].parent.parent
    known = {told for told, _ in lines}
    told = [f"! open {place}" for place in opened.by(child) if _is_elsewhere(place, folder)]
    elsewhere = [one for one in told if one not in known]
    if is_alone and not lines:
        lines = [(_death(ended, folder), time.monotonic() - began)]
    found = [Outcome(told, seconds, used.ru_maxrss) for told, seconds in lines]
    if elsewhere and found:  # by which of them is not known
        found[-1] = replace(found[-1], told=elsewhere[0])
    return found, ended


def _death(ended: int, folder: Path) -> str:
    said = (folder / SAID).read_bytes().decode("utf-8", "replace")
    if ended == -signal.SIGABRT and any(words in said for words in _ABORTED):
        return "ingest.too_much_memory"
    if ended == -signal.SIGXCPU:
        return "ingest.too_slow"
    return f"! ended with {ended}: {said[-300:]}"


def _read_and_tell(paths: Sequence[Path], read: Read, pipe: int, *, is_alone: bool) -> None:
    """Be the child: read, write each outcome into a pipe, and end."""
    said = os.open(paths[0].parent.parent / SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    folder, strange = paths[0].parent.parent, list[str]()
    sys.addaudithook(lambda event, given: strange.extend(_strange(event, given, folder)))
    warnings.simplefilter("ignore")
    try:
        os.chdir(folder)
        limit_resources(Limits())
        for path in paths:
            began = time.monotonic()
            _renew_time(path.parent)
            told = _told(read, path)
            if told == "ingest.too_much_memory" and not is_alone:
                os._exit(_ALONE)
            line = [f"! {strange[0]}" if strange else told, time.monotonic() - began]
            strange.clear()
            os.write(pipe, json.dumps(line).encode() + b"\n")
    finally:
        os._exit(0)


def _told(read: Read, path: Path) -> str:
    try:
        return read(path)
    except MemoryError:
        return "ingest.too_much_memory"
    except BaseException as error:
        return f"! {error!r}"[:1_000]


def _renew_time(folder: Path) -> None:
    """Give the next mutant its own time, of the clock and of the processor, and its own place for copies."""
    import resource

    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    signal.alarm(Limits().seconds)
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    highest = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + 1 + Limits().processor_seconds, highest))


def _strange(event: str, given: tuple[object, ...], folder: Path) -> list[str]:
    """Name what a reader of files has no business with: addresses, programs, files elsewhere."""
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
        return [f"{event} {given!r}"]
    if event not in ("open", "sqlite3.connect") or not isinstance(given[0], (str, bytes)):
        return []
    place = os.fsdecode(given[0]).removeprefix("file://").removeprefix("file:")
    return [f"{event} {place}"] if _is_elsewhere(place, folder) else []


def _is_elsewhere(place: str, folder: Path) -> bool:
    return place.startswith("/") and not place.startswith((str(folder), *_OF_PYTHON))

"""The process that reads: bare, limited, without network; it writes its answer into the folder it was given."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from loading.choices import Choices
from loading.code_places import write_places
from loading.delivery import Delivery, read_delivery, read_what_can_be
from loading.errors import DataFileError
from loading.ingest.confined import confine
from loading.ingest.limits import Limits, in_force
from loading.ingest.past import without_unseen_past
from loading.ingest.progress import Listener, Stage, report, telling
from loading.ingest.sealed import give_up_privileges, give_way, leave_network, limit_resources
from loading.ingest.transport import write_delivery, write_refusal
from loading.project_file.reading import read_project
from loading.project_file.writing import write_project
from loading.vectors.drivers import vector_reader

SAID, REWRITTEN = "said.txt", "project.gpkg"
READ, OUT_OF_MEMORY, FAILED, DISK_FULL = 0, 70, 71, 72
_WANTING = {errno.ENOSPC: DISK_FULL, errno.ENOMEM: OUT_OF_MEMORY}


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be read.

    Attributes
    ----------
    folder : str
        Where copies and the answer go; its owner removes it.
    paths : tuple of str
    choices : dict
        See :meth:`loading.choices.Choices.from_json`.
    limits : dict
        Entries of :class:`loading.ingest.limits.Limits`.
    only_what_can_be : bool
        Leave out what cannot be used, instead of refusing the delivery.
    project_file : str
        Name of a project file that shall be written anew; empty where the paths are a delivery.
    """

    folder: str
    paths: tuple[str, ...]
    choices: dict[str, Any]
    limits: dict[str, int]
    only_what_can_be: bool = False
    project_file: str = ""


def prepare() -> None:
    """Load what reading needs, and make sure that only allowed drivers open files."""
    vector_reader()


def answered(request: Request, listener: Listener) -> int:
    """Read, and write the answer.

    Parameters
    ----------
    request : Request
    listener : callable
        Is told what begins.

    Returns
    -------
    int
        How the process shall end: READ also where the files were refused.
    """
    folder = Path(request.folder)
    os.environ["TMPDIR"] = str(folder)  # copies lie where they are removed
    try:
        with in_force(Limits(**request.limits)), telling(listener):
            _answer(request, folder)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:  # whatever a file does to a reader: it is noted for the log, and told in plain words
        write_places(type(error), error, error.__traceback__)
        return _code_of(error)
    return READ


def _code_of(error: BaseException) -> int:
    return _WANTING.get(error.errno or 0, FAILED) if isinstance(error, OSError) else FAILED


def _leave(code: int) -> NoReturn:
    """End at once: on a full disk nothing of what was said can be written, and Python would tell that instead."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _answer(request: Request, folder: Path) -> None:
    report("starting")
    paths = [Path(path) for path in request.paths]
    try:
        delivery = _rewritten(paths[0], request, folder) if request.project_file else _read(paths, request)
    except DataFileError as error:
        write_refusal(error, folder)
        return
    report("handing_over")
    write_delivery(delivery, folder)


def _rewritten(path: Path, request: Request, folder: Path) -> Delivery:
    """Write a project file anew, with nothing in it but what was understood; gives the doubts about it."""
    laid_out = folder / "sources"
    laid_out.mkdir()
    project, doubts = read_project(path, laid_out, request.project_file)
    project, left_out = without_unseen_past(project, path, folder / "past", request.project_file)
    write_project(folder / REWRITTEN, project, path)
    return Delivery((), (), (), (), (), (*doubts, *left_out))


def _read(paths: Sequence[Path], request: Request) -> Delivery:
    choices = Choices.from_json(request.choices)
    if request.only_what_can_be:
        return read_what_can_be(paths, choices)
    return read_delivery(paths, choices)


def read_forked(raw: bytes, connection: socket.socket) -> None:
    """Answer a request in a process that was forked for it; never comes back."""
    code = FAILED
    try:
        signal.set_wakeup_fd(-1)
        for name in (signal.SIGXFSZ, signal.SIGCHLD, signal.SIGPIPE):
            signal.signal(name, signal.SIG_DFL)
        request = msgspec.json.decode(raw, type=Request)
        _say_into(Path(request.folder) / SAID)
        give_way()
        give_up_privileges()
        _confined_to(request)
        limit_resources(Limits(**request.limits))
        code = answered(request, lambda stage: connection.sendall(stage.to_line()))
    except BaseException as error:
        write_places(type(error), error, error.__traceback__)
        code = _code_of(error)
    finally:
        _leave(code)


def read_spawned() -> None:
    """Answer the request on standard input in a process that was started for it; never comes back."""
    code = FAILED
    try:
        lines = os.fdopen(os.dup(1), "wb", buffering=0)
        request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
        _say_into(Path(request.folder) / SAID)
        leave_network()
        give_way()
        give_up_privileges()
        _confined_to(request)
        limit_resources(Limits(**request.limits))
        if hasattr(signal, "SIGXFSZ"):
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        prepare()
        code = answered(request, lambda stage: _tell(lines.write, stage))
    except BaseException as error:
        write_places(type(error), error, error.__traceback__)
        code = _code_of(error)
    finally:
        _leave(code)


def _confined_to(request: Request) -> None:
    """Work in the own folder, and open nothing from now on but that and the delivery."""
    paths = [Path(path) for path in request.paths]
    lone = [path for path in paths if path.suffix.lower() == ".shp"]
    beside = [part for path in lone for part in path.parent.iterdir() if part.name.startswith(f"{path.stem}.")]
    journals = [path.with_name(f"{path.name}-wal") for path in paths]
    os.chdir(request.folder)
    confine(Path(request.folder), [*paths, *beside, *journals], {path.parent for path in lone})


def _tell(write: Callable[[bytes], object], stage: Stage) -> None:
    write(stage.to_line())


def _say_into(path: Path) -> None:
    """Send what libraries print, and tracebacks, into a file; nobody reads standard output."""
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(target, stream)
    os.close(target)

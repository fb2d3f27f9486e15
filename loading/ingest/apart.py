"""Reading files of others in a process apart, which is ended where it takes too long, too much, or is not wanted."""

import logging
import os
import queue
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePath

from loading.choices import Choices
from loading.code_places import code_places, code_places_in
from loading.delivery import Delivery
from loading.errors import DataFileError, Finding
from loading.files.passing import passing
from loading.ingest.address_space import is_nearly_all
from loading.ingest.child import DISK_FULL, FAILED, OUT_OF_MEMORY, READ, REWRITTEN, SAID, Request
from loading.ingest.conversation import Conversation, nursery
from loading.ingest.form import DamagedAnswerError
from loading.ingest.limits import MEGA, Limits, limits_in_force
from loading.ingest.progress import Listener, Stage, told
from loading.ingest.transport import read_answer
from loading.projects.unwritable import is_no_room, writing_told
from loading.unread import is_unread

Cancelled = Callable[[], bool]
_LOG = logging.getLogger(__name__)
_PATIENCE = 0.1
_ENDED = "ingest.ended"
_MOST_SAID = 4_000
_NEXT_TO_NOTHING = 16_384  # bytes
# What becomes of a process that goes on without the memory it was refused, or that the system ends for want of it.
_FATAL = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGKILL")
# What libraries in Rust and C++ say before they abort the process, for want of memory or of a plausible file.
_ABORTED = ("memory allocation of", "std::bad_alloc")


def read_apart(
    paths: Sequence[Path],
    choices: Choices | None = None,
    progress: Listener | None = None,
    cancelled: Cancelled | None = None,
    limits: Limits | None = None,
    *,
    only_what_can_be: bool = False,
    begin: Callable[[Request], Conversation] | None = None,
) -> Delivery:
    """Read a delivery in a process of its own: limited, without network, with nothing it could give away.

    Parameters
    ----------
    paths : sequence of Path
    choices : Choices, optional
        As for :func:`loading.delivery.read_delivery`.
    progress : callable, optional
        Is told each stage; by default whoever listens, see :func:`loading.ingest.progress.telling`.
    cancelled : callable, optional
        Asked ten times a second; once it says so, the process is ended.
    limits : Limits, optional
        Those in force by default.
    only_what_can_be : bool
        Leave out what cannot be used, as :func:`loading.delivery.read_what_can_be` does.
    begin : callable, optional
        Starts the process; by default the forkserver of this process does.

    Returns
    -------
    Delivery
        Equal to that of :func:`loading.delivery.read_delivery` in every field.

    Raises
    ------
    DataFileError
        As the readers; ``ingest.too_slow``, ``ingest.too_much_memory``, ``ingest.too_much_written``,
        ``ingest.disk_full`` (with what is allowed), ``ingest.cancelled``, ``ingest.ended`` where the process was ended
        from outside, and once more when it was begun again, or ``ingest.broke_off`` where it ended otherwise; the last
        two are logged.
    """
    limits = limits or limits_in_force()
    names = [path.name for path in paths]
    with _work_folder(_place(None, names)) as folder:
        request = Request(
            str(folder),
            tuple(str(path.absolute()) for path in paths),
            (choices or Choices()).of_reading.to_json(),
            asdict(limits),
            only_what_can_be,
        )
        return _carried_out(request, limits, names, begin or nursery().begin, progress, cancelled)


def rewritten_apart(
    path: Path,
    name: str,
    target: Path,
    limits: Limits | None = None,
    *,
    begin: Callable[[Request], Conversation] | None = None,
) -> tuple[Finding, ...]:
    """Read a project file in a process of its own and write it anew, with nothing in it but what was understood.

    Parameters
    ----------
    path : Path
        Of the file from elsewhere; never opened in this process.
    name : str
        As its owner calls it, for messages.
    target : Path
        Of the new file.
    limits : Limits, optional
        Those in force by default.
    begin : callable, optional
        As for :func:`read_apart`.

    Returns
    -------
    tuple of Finding
        Doubts about its numbers, see :func:`loading.project_file.reading.read_project`.

    Raises
    ------
    DataFileError
        As :func:`loading.project_file.reading.read_project`, otherwise as :func:`read_apart`.
    """
    limits = limits or limits_in_force()
    with _work_folder(name) as folder:
        request = Request(str(folder), (str(path.absolute()),), {}, asdict(limits), project_file=name)
        doubts = _carried_out(request, limits, [name], begin or nursery().begin).findings
        written = folder / REWRITTEN
        if not stat.S_ISREG(os.lstat(written).st_mode):  # a link would lead out of the folder
            raise DataFileError(name, "ingest.broke_off")
        with writing_told(target.parent):
            shutil.move(written, target)
        return doubts


@contextmanager
def _work_folder(place: str) -> Iterator[Path]:
    try:
        made = tempfile.TemporaryDirectory(prefix=passing("quartierblick-"), ignore_cleanup_errors=True)
    except OSError as error:
        if not is_no_room(error):
            raise
        raise DataFileError(place, "ingest.disk_full", megabytes=0) from None
    with made as folder:
        yield Path(folder)


def _carried_out(
    request: Request,
    limits: Limits,
    names: Sequence[str],
    begin: Callable[[Request], Conversation],
    progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> Delivery:
    """Have a request answered, and read the answer; what was ended from outside is begun once more, and only once."""
    folder = Path(request.folder)
    for is_last in (False, True):
        conversation = begin(request)
        try:
            last = _followed(conversation, limits, progress, cancelled, names)
        finally:
            conversation.close()
        if conversation.status() == READ:
            return _answer(folder, _place(last, names))
        error = _broken_off(conversation, _place(last, names), limits, folder)
        if is_last or error.problem != _ENDED:
            break
        _empty(folder)
    raise error


def _empty(folder: Path) -> None:
    """Take away what a process left that was ended."""
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _followed(
    conversation: Conversation,
    limits: Limits,
    progress: Listener | None,
    cancelled: Cancelled | None,
    names: Sequence[str],
) -> Stage | None:
    """Hear what is told until the end; end the process where it takes too long or is not wanted any more."""
    end = time.monotonic() + limits.seconds
    last: Stage | None = None
    while True:
        if cancelled is not None and cancelled():
            conversation.stop()
            raise DataFileError(_place(last, names), "ingest.cancelled")
        if time.monotonic() > end:
            conversation.stop()
            raise DataFileError(_place(last, names), "ingest.too_slow", limit=limits.seconds)
        try:
            line = conversation.next_line(_PATIENCE)
        except queue.Empty:
            continue
        if line is None:
            return last
        stage = Stage.from_line(line)
        if stage is not None:
            last = stage if stage.name and stage.share is not None else last
            (progress or told)(stage)


def _place(last: Stage | None, names: Sequence[str]) -> str:
    """Name the file that was being read when the process ended."""
    return last.name if last is not None and last.name else ", ".join(names[:3]) or "."


def _answer(folder: Path, place: str) -> Delivery:
    try:
        return read_answer(folder)
    except DamagedAnswerError as error:
        _LOG.error("what was read of %s came back damaged: %s", PurePath(place).suffix, code_places(error))
        raise DataFileError(place, "ingest.broke_off") from None
    except DataFileError as error:
        if is_unread(error.problem) and _free(folder) < _NEXT_TO_NOTHING:  # what it would have been, nobody knows
            raise _disk_full(place, folder) from None
        raise


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _disk_full(place: str, folder: Path) -> DataFileError:
    return DataFileError(place, "ingest.disk_full", megabytes=_free(folder) // MEGA)


def _broken_off(conversation: Conversation, place: str, limits: Limits, folder: Path) -> DataFileError:
    """Word the end of a process that has not read to the end."""
    status = conversation.status()
    if status == -_signal("SIGXCPU"):
        return DataFileError(place, "ingest.too_slow", limit=limits.processor_seconds)
    if status == OUT_OF_MEMORY or _died_of_memory(status, conversation.peak(), limits, folder):
        return DataFileError(place, "ingest.too_much_memory", limit=limits.megabytes_of_memory)
    if status == -_signal("SIGXFSZ"):
        return DataFileError(place, "ingest.too_much_written", limit=limits.megabytes_written)
    if status == DISK_FULL or (status == FAILED and _free(folder) < _NEXT_TO_NOTHING):  # not every library says why
        return _disk_full(place, folder)
    _LOG.error("reading %s ended with %s: %s", PurePath(place).suffix, status, code_places_in(_said(folder)))
    return DataFileError(place, _ENDED if conversation.was_ended() else "ingest.broke_off")


def _died_of_memory(status: int, peak: int, limits: Limits, folder: Path) -> bool:
    """Tell whether a library said so before it aborted, or a process died with nearly all that it may have."""
    if status == -_signal("SIGABRT") and any(words in _said(folder) for words in _ABORTED):
        return True
    return status in [-_signal(name) for name in _FATAL] and is_nearly_all(peak, limits.megabytes_of_memory * MEGA)


def _signal(name: str) -> int:
    return int(getattr(signal, name, 0)) or -1


def _said(folder: Path) -> str:
    try:
        return (folder / SAID).read_bytes()[-_MOST_SAID:].decode("utf-8", errors="replace")
    except OSError:
        return ""

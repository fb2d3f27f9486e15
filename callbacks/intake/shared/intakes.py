"""Deliveries on their way in: uploaded files, kept for a day until a project is made of them."""

import errno
import json
import os
import re
import secrets
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from callbacks.intake.shared.readings import Readings
from loading.errors import DataFileError
from loading.files.passing import passing, sweep_passing
from loading.ingest.limits import MEGA
from loading.ingest.reader import Reader
from loading.projects.unwritable import writing_told

KEPT_SECONDS = 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST_NAME = 120
_NAMES = "names.json"
_LAID_OUT = "laid-out-"

Save = Callable[[Path], object]


def usable_name(given: str) -> str:
    r"""Keep what a file system anywhere accepts of a name; its ending stays, since formats hang on it.

    Parameters
    ----------
    given : str
        As the browser sent it; may hold a path.

    Returns
    -------
    str
        Never empty, never with a separator, never starting with a dot.

    Examples
    --------
    >>> usable_name("C:\\Daten\\Größe 2024?.csv"), usable_name("../../etc/passwd"), usable_name("..")
    ('Größe 2024_.csv', 'passwd', '_')
    """
    last = unicodedata.normalize("NFC", PurePosixPath(given.replace("\\", "/")).name)
    plain = _UNUSABLE.sub("_", last).lstrip(".").strip() or "_"
    stem, dot, suffix = plain.rpartition(".")
    ending = dot + suffix if stem and len(suffix) <= 10 else ""
    return plain.removesuffix(ending)[: _LONGEST_NAME - len(ending)] + ending


class Intakes:
    """Folders of uploaded files, each under a random token; shared by all workers of a server.

    Parameters
    ----------
    folder : Path
        Made with the first delivery.
    reader : Reader, optional
        Reads them, and knows the limits; one of its own by default.
    most_bytes : int, optional
        Of one delivery, if not as many as the limits of the reader say.

    Attributes
    ----------
    reader : Reader
    readings : Readings
        Those that are under way.

    Notes
    -----
    Nothing a browser sends becomes a path here: files lie under numbers, their names in a list beside them.
    A delivery is never changed: adding files makes another one. Only what may not be kept is taken out of it.
    """

    def __init__(self, folder: Path, reader: Reader | None = None, most_bytes: int | None = None) -> None:
        self._folder = folder
        self.reader = reader or Reader()
        self.readings = Readings()
        self._most_bytes = most_bytes or self.reader.limits.bytes_together

    @property
    def folder(self) -> Path:
        """Where the deliveries lie, each under its token."""
        return self._folder

    def receive(self, files: Sequence[tuple[str, Save]], before: str = "") -> str:
        """Keep a delivery.

        Parameters
        ----------
        files : sequence of (name, save)
            ``save`` writes the content to the path it is given.
        before : str
            Token of an earlier delivery that these files complete; one of the same name takes its place.

        Returns
        -------
        str
            The token: 32 characters 0-9a-f.

        Raises
        ------
        DataFileError
            ``intake.no_files``, ``intake.too_many_files`` or ``intake.too_large``; ``projects.unusable_folder`` or
            ``project_file.not_saved`` where the disk does not take them.
        """
        given = [(usable_name(name), save) for name, save in files if name]
        new = {name for name, _ in given}
        kept = [(name, _copy_of(path)) for name, path in self._earlier(before).items() if name not in new]
        every = [*kept, *given]
        if not given:
            raise DataFileError(".", "intake.no_files")
        most = self.reader.limits.files
        if len(every) > most:
            raise DataFileError(".", "intake.too_many_files", n=len(every), most=most)
        self.sweep()
        token = secrets.token_hex(16)
        place = self._folder / token
        try:
            with writing_told(self._folder):
                place.mkdir(parents=True)
                self._write(place, every)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        return token

    def files(self, token: str) -> dict[str, Path]:
        """Give the files of a delivery under their names; of two alike the second is called ``2/<name>``.

        Raises
        ------
        KeyError
            If there is no such delivery (any more).
        """
        try:
            names = json.loads((self._place(token) / _NAMES).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise KeyError(token) from None
        found: dict[str, Path] = {}
        for number, name in enumerate(names):
            different, copy = name, 1
            while different in found:
                copy += 1
                different = f"{copy}/{name}"
            found[different] = self._place(token) / str(number)
        return found

    def remove(self, token: str) -> None:
        """Remove a delivery with all that was decided about it.

        Raises
        ------
        KeyError
            If this can be no token.
        """
        shutil.rmtree(self._place(token), ignore_errors=True)

    @contextmanager
    def laid_out(self, token: str) -> Iterator[list[Path]]:
        """Lay the files of a delivery out under their names, as the readers expect them, for a while.

        Raises
        ------
        KeyError
            If there is no such delivery.
        DataFileError
            As :meth:`receive` where the disk does not take them.
        """
        files = self.files(token)
        with ExitStack() as stack:
            with writing_told(self._folder):
                made = tempfile.TemporaryDirectory(prefix=passing(_LAID_OUT), dir=self._folder)
                folder = Path(stack.enter_context(made))
                paths = [folder / name for name in files]
                for path, source in zip(paths, files.values(), strict=True):
                    path.parent.mkdir(exist_ok=True)
                    _link(source, path)
            yield paths

    def replace(self, token: str, changed: Mapping[str, tuple[str, str]]) -> None:
        """Put other content in the place of files; in earlier deliveries that share them too.

        Parameters
        ----------
        token : str
        changed : mapping of name to (name, content)
            New name and content of each; of an empty name nothing is left. What had the new name before goes.

        Raises
        ------
        KeyError
            If there is no such delivery (any more).
        DataFileError
            As :meth:`receive` where the disk does not take it.

        Notes
        -----
        Earlier deliveries hold the same file under a second name of the file system: it is written over where it lies,
        so that nothing of it stays there either.
        """
        names: list[str] = json.loads((self._place(token) / _NAMES).read_text(encoding="utf-8"))
        kept: list[tuple[str, Path]] = []
        contents: list[tuple[Path, bytes]] = []
        for number, name in enumerate(names):
            path = self._place(token) / str(number)
            new, content = changed.get(name, (name, None))
            contents += [] if content is None else [(path, content.encode())]
            is_older = content is None and any(name == new for new, _ in changed.values())
            kept += [(new, path)] if new and not is_older else []
        beside = self._place(token) / f".{_NAMES}"
        with writing_told(self._folder):
            try:
                beside.write_text(json.dumps([name for name, _ in kept], ensure_ascii=False), encoding="utf-8")
                for path, raw in contents:
                    _write_over(path, raw)
                self._renumber(token, [path for _, path in kept], len(names))
                beside.replace(self._place(token) / _NAMES)
            finally:
                beside.unlink(missing_ok=True)

    def _renumber(self, token: str, kept: Sequence[Path], before: int) -> None:
        place = self._place(token)
        for number, path in enumerate(kept):
            path.replace(place / str(number))  # never onto one still needed: numbers only become smaller
        for number in range(len(kept), before):
            (place / str(number)).unlink(missing_ok=True)

    def sweep(self, now: float | None = None) -> None:
        """Remove deliveries older than a day, and what readings left that were broken off with their program."""
        sweep_passing(self._folder, [_LAID_OUT])
        limit = (time.time() if now is None else now) - KEPT_SECONDS
        for place in self._folder.glob("*"):
            if place.is_dir() and place.stat().st_mtime < limit:
                shutil.rmtree(place, ignore_errors=True)

    def _place(self, token: str) -> Path:
        if not _TOKEN.fullmatch(token):
            raise KeyError(token)
        return self._folder / token

    def _earlier(self, token: str) -> dict[str, Path]:
        try:
            return self.files(token) if token else {}
        except KeyError:
            return {}

    def _write(self, place: Path, files: Sequence[tuple[str, Save]]) -> None:
        total = 0
        for number, (_, save) in enumerate(files):
            save(place / str(number))
            total += (place / str(number)).stat().st_size
            if total > self._most_bytes:
                raise DataFileError(".", "intake.too_large", most=self._most_bytes // MEGA)
        names = [name.rpartition("/")[2] for name, _ in files]
        (place / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def _write_over(path: Path, content: bytes) -> None:
    """Write a file where it lies; where the disk takes only part of it, nothing of it stays."""
    try:
        with path.open("r+b", buffering=0) as stream:
            stream.truncate(0)
            if stream.write(content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        os.truncate(path, 0)
        raise


def _copy_of(source: Path) -> Save:
    return lambda target: _link(source, target)


def _link(source: Path, target: Path) -> None:
    """Give a file a second name; where the file system cannot, a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)

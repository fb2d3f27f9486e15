"""Delivered files on disk: one folder for each state of a project, named by the hash of files and choices."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from loading.errors import DataFileError
from loading.files.content_hash import content_hash, named
from loading.files.passing import passing
from loading.project_file.locks import locked

_PROJECT = re.compile(r"[0-9a-f]{16}")
_SOURCES = "sources.json"
_UNUSABLE_NAME = re.compile(r'[\x00-\x1f<>:"|?*]')


class StateFolders:
    """The folders of all states; shared by all workers of a server.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.

    Raises
    ------
    DataFileError
        ``projects.unusable_folder`` where the folder cannot be made; so do :meth:`add` and :meth:`open_files` where
        nothing can be written into it.

    Notes
    -----
    A state is written beside its place and moved there in one step, so that a crash leaves no half of it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from None

    def add(self, files: Mapping[str, Path | bytes], choices: Choices | None = None, *, are_ours: bool = False) -> str:
        """Keep delivered files.

        Parameters
        ----------
        files : mapping of name to path or bytes
            Names as their owner gave them; only the last part of a path is used.
        choices : Choices, optional
        are_ours : bool
            Nobody else will ever write to these files, so that a second name serves as well as a copy.

        Returns
        -------
        str
            The project: sixteen characters 0-9a-f. The same files and choices give the same project.

        Raises
        ------
        DataFileError
            ``projects.no_files`` or ``projects.unusable_name``; ``registers.not_counted``, since rows of a register
            are never kept.
        """
        if not files:
            raise DataFileError(".", "projects.no_files")
        if choices is not None and choices.uncounted:
            raise DataFileError(next(iter(files)), "registers.not_counted")
        plain = _plain_names(files)
        project = content_hash(plain, choices)
        if not self._is_whole(project):
            self._write(project, choices, copied=plain, copy=_second_name if are_ours else _copy)
        return project

    def open_files(self, paths: Sequence[Path], choices: Choices | None = None) -> str:
        """Make a project of files where they lie, without copying them.

        Parameters
        ----------
        paths : sequence of Path
        choices : Choices, optional

        Returns
        -------
        str
            The project; gone when a file changes.

        Raises
        ------
        DataFileError
            ``projects.no_files``, or ``opening.not_found`` if a file does not exist.
        """
        if not paths:
            raise DataFileError(".", "projects.no_files")
        for path in paths:
            if not path.is_file():
                raise DataFileError(path, "opening.not_found")
        project = content_hash(named(paths), choices)
        if not self._is_whole(project):
            self._write(project, choices, linked=[path.resolve() for path in paths])
        return project

    def files(self, project: str) -> tuple[Path, ...]:
        """Give the files of a state, in the order of their delivery.

        Raises
        ------
        KeyError
            If there is no such state, or one of its files is gone.
        """
        sources = self._sources(project)
        place = self.place(project)
        paths = tuple([place / name for name in sources["copied"]] + [Path(name) for name in sources["linked"]])
        if not all(path.is_file() for path in paths):
            raise KeyError(project)
        return paths

    def choices(self, project: str) -> Choices:
        """Give the choices of a state.

        Raises
        ------
        KeyError
            If there is no such state.
        """
        return Choices.from_json(self._sources(project)["choices"])

    @contextmanager
    def alone(self, project: str) -> Iterator[None]:
        """Let nobody else change what is decided about a state, in this process or another one.

        Raises
        ------
        KeyError
            If there is no such state.
        DataFileError
            ``project_file.busy`` where somebody else takes too long.
        """
        if not self.place(project).is_dir():
            raise KeyError(project)
        with locked(self.place(project) / _SOURCES):
            yield

    def keep_protection(self, project: str, protection: ProtectionChoice) -> None:
        """Keep the rules by which a state is to be published; its name stays. Called by one at a time, see ``alone``.

        Raises
        ------
        KeyError
            If there is no such state.
        OSError
            Where they cannot be written.
        """
        sources = self._sources(project)
        choices = msgspec.structs.replace(Choices.from_json(sources["choices"]), protection=protection)
        # Written beside and moved: whoever reads meanwhile finds whole rules, the old or the new ones.
        handle, name = tempfile.mkstemp(prefix=".new-", dir=self.place(project))
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(_written({**sources, "choices": choices.to_json()}))
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(self.place(project) / _SOURCES)
        finally:
            Path(name).unlink(missing_ok=True)

    def are_copies(self, project: str) -> bool:
        """Tell whether the files of a state lie here, where nobody else writes to them."""
        return not self._sources(project)["linked"]

    def remove(self, projects: Sequence[str]) -> None:
        """Remove the folders of states; files that lie elsewhere stay."""
        for project in projects:
            shutil.rmtree(self.place(project), ignore_errors=True)

    def place(self, project: str) -> Path:
        """Give the folder of a state, whether it exists or not.

        Raises
        ------
        KeyError
            If this can be no state's name.
        """
        if not _PROJECT.fullmatch(project):
            raise KeyError(project)
        return self.folder / project

    def _is_whole(self, project: str) -> bool:
        """Tell whether a state lies here; one that a crash has torn is taken away, to be written anew."""
        try:
            self._sources(project)
        except KeyError:
            self.remove([project])
            return False
        return True

    def _sources(self, project: str) -> dict[str, Any]:
        try:
            return dict(json.loads((self.place(project) / _SOURCES).read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):  # torn by a crash: as good as gone, a named project may have it
            raise KeyError(project) from None

    def _write(
        self,
        project: str,
        choices: Choices | None,
        copied: Mapping[str, Path | bytes] | None = None,
        linked: Sequence[Path] = (),
        copy: Callable[[Path | bytes, Path], None] | None = None,
    ) -> None:
        try:
            beside = Path(tempfile.mkdtemp(prefix=passing(".new-"), dir=self.folder))
        except OSError as error:
            raise self._unusable(error) from None
        try:
            for name, content in (copied or {}).items():
                (copy or _copy)(content, beside / name)
            sources = {
                "choices": (choices or Choices()).to_json(),
                "copied": list(copied or {}),
                "linked": [str(path) for path in linked],
            }
            (beside / _SOURCES).write_text(_written(sources), encoding="utf-8")
            try:
                beside.replace(self.place(project))
            except OSError:
                if not self.place(project).exists():  # another worker was faster
                    raise
        except OSError as error:  # nothing of it stays: the next attempt begins anew
            raise DataFileError(project, "project_file.not_saved", given=error.strerror or "?") from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _unusable(self, error: OSError) -> DataFileError:
        return DataFileError(self.folder, "projects.unusable_folder", folder=self.folder, given=error.strerror or "?")


def _written(sources: Mapping[str, Any]) -> str:
    return json.dumps(sources, ensure_ascii=False, indent=1)


def _copy(content: Path | bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        target.write_bytes(content)
    else:
        shutil.copyfile(content, target)


def _second_name(content: Path | bytes, target: Path) -> None:
    """Give a file of ours a second name; where the file system cannot, a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(content if isinstance(content, Path) else "", target)
    except OSError:
        _copy(content, target)


def _plain_names(files: Mapping[str, Path | bytes]) -> dict[str, Path | bytes]:
    """Keep the last part of each name; two of a kind go into numbered folders."""
    found: dict[str, Path | bytes] = {}
    for given, content in files.items():
        name = PurePosixPath(given.replace("\\", "/")).name
        if not name or name in (".", "..", _SOURCES) or _UNUSABLE_NAME.search(name) or len(name.encode()) > 200:
            raise DataFileError(name or given, "projects.unusable_name", name=given[:80])
        number, plain = 1, name
        while plain in found:
            number += 1
            plain = f"{number}/{name}"
        found[plain] = content
    return found

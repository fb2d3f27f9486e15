"""The project store: delivered files under the hash of their content, and the Atlases made of them."""

import json
import re
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from loading.atlas import Atlas
from loading.choices import Choices
from loading.content_hash import content_hash, named
from loading.errors import DataFileError
from loading.load import load_atlas

KEPT_ATLASES = 4
_PROJECT = re.compile(r"[0-9a-f]{16}")
_SOURCES = "sources.json"
_UNUSABLE_NAME = re.compile(r'[\x00-\x1f<>:"|?*]')


class ProjectStore:
    """Delivered files on disk, one folder per project, shared by all workers of a server.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    kept : int
        How many Atlases stay in memory; the one not asked for longest goes first.
    load : callable, optional
        Makes an Atlas of paths and choices.

    Raises
    ------
    DataFileError
        ``projects.unusable_folder`` where the folder cannot be made; so do :meth:`add` and :meth:`open_files` where
        nothing can be written into it.

    Notes
    -----
    A project is written beside its place and moved there in one step, so that a crash leaves no half of it.
    """

    def __init__(
        self,
        folder: Path,
        kept: int = KEPT_ATLASES,
        load: Callable[[Sequence[Path], Choices | None], Atlas] = load_atlas,
    ) -> None:
        self._folder = folder
        self._kept = kept
        self._load = load
        self._atlases: OrderedDict[str, Atlas] = OrderedDict()
        self._lock = threading.Lock()
        self._loading: dict[str, threading.Lock] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from None

    @property
    def folder(self) -> Path:
        """Where the projects lie."""
        return self._folder

    def add(self, files: Mapping[str, Path | bytes], choices: Choices | None = None) -> str:
        """Keep delivered files.

        Parameters
        ----------
        files : mapping of name to path or bytes
            Names as their owner gave them; only the last part of a path is used.
        choices : Choices, optional

        Returns
        -------
        str
            The project: sixteen characters 0-9a-f. The same files and choices give the same project.

        Raises
        ------
        DataFileError
            ``projects.no_files`` or ``projects.unusable_name``.
        """
        if not files:
            raise DataFileError(".", "projects.no_files")
        plain = _plain_names(files)
        project = content_hash(plain, choices)
        if not self._place(project).exists():
            self._write(project, choices, copied=plain)
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
        if not self._place(project).exists():
            self._write(project, choices, linked=[path.resolve() for path in paths])
        return project

    def atlas(self, project: str) -> Atlas:
        """Give the Atlas of a project; loaded once, however many ask at the same time.

        Raises
        ------
        KeyError
            If there is no such project; names it.
        DataFileError
            If its files cannot be used.
        """
        kept = self._remembered(project)
        if kept is not None:
            return kept
        paths, choices = self.files(project), self.choices(project)
        with self._lock:
            loading = self._loading.setdefault(project, threading.Lock())
        with loading:
            kept = self._remembered(project)
            if kept is not None:
                return kept
            atlas = self._load(paths, choices)
            if atlas.project != project:
                raise KeyError(project)  # a linked file has changed since
            self._remember(project, atlas)
            return atlas

    def files(self, project: str) -> tuple[Path, ...]:
        """Give the files of a project, in the order of their delivery.

        Raises
        ------
        KeyError
            If there is no such project, or one of its files is gone.
        """
        sources = self._sources(project)
        place = self._place(project)
        paths = tuple([place / name for name in sources["copied"]] + [Path(name) for name in sources["linked"]])
        if not all(path.is_file() for path in paths):
            raise KeyError(project)
        return paths

    def choices(self, project: str) -> Choices:
        """Give the choices of a project.

        Raises
        ------
        KeyError
            If there is no such project.
        """
        return Choices.from_json(self._sources(project)["choices"])

    def _place(self, project: str) -> Path:
        if not _PROJECT.fullmatch(project):
            raise KeyError(project)
        return self._folder / project

    def _sources(self, project: str) -> dict[str, Any]:
        try:
            return dict(json.loads((self._place(project) / _SOURCES).read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise KeyError(project) from None

    def _write(
        self,
        project: str,
        choices: Choices | None,
        copied: Mapping[str, Path | bytes] | None = None,
        linked: Sequence[Path] = (),
    ) -> None:
        try:
            beside = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
        except OSError as error:
            raise self._unusable(error) from None
        try:
            for name, content in (copied or {}).items():
                _copy(content, beside / name)
            sources = {
                "choices": (choices or Choices()).to_json(),
                "copied": list(copied or {}),
                "linked": [str(path) for path in linked],
            }
            (beside / _SOURCES).write_text(json.dumps(sources, ensure_ascii=False, indent=1), encoding="utf-8")
            try:
                beside.replace(self._place(project))
            except OSError:
                if not self._place(project).exists():  # another worker was faster
                    raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _unusable(self, error: OSError) -> DataFileError:
        return DataFileError(self._folder, "projects.unusable_folder", folder=self._folder, given=error.strerror or "?")

    def _remembered(self, project: str) -> Atlas | None:
        with self._lock:
            if project in self._atlases:
                self._atlases.move_to_end(project)
            return self._atlases.get(project)

    def _remember(self, project: str, atlas: Atlas) -> None:
        with self._lock:
            self._atlases[project] = atlas
            self._loading.pop(project, None)
            while len(self._atlases) > self._kept:
                self._atlases.popitem(last=False)


def _copy(content: Path | bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        target.write_bytes(content)
    else:
        shutil.copyfile(content, target)


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

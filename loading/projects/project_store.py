"""The project store: delivered files under the hash of their content, and the Atlases made of them.

A state of a project - files and choices - never changes; its hash is its address. Named projects
(:mod:`loading.projects.named_projects`) are files beside it that point to their present state and carry what it was
made of; the store takes numbers and files out of them where it has none of its own.
"""

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from loading.atlas import Atlas
from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from loading.errors import DataFileError, Finding
from loading.files.content_hash import named
from loading.files.passing import passing
from loading.ingest.pace import waiting
from loading.load import Recognition, atlas_of, recognise
from loading.project_file.project import Recode, now
from loading.project_file.reading import choices_of, take_out_state
from loading.project_file.recodes import recodes_of
from loading.project_file.saving import keep_protection, read_usable
from loading.project_file.shelf import Shelf
from loading.projects.state_folders import StateFolders

KEPT_ATLASES = 4
Load = Callable[[Sequence[Path], Choices | None], Atlas | Recognition]
Made = tuple[Atlas, tuple[Recode, ...]]


class ProjectStore:
    """States of projects, shared by all workers of a server.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    kept : int
        How many Atlases stay in memory; the one not asked for longest goes first.
    load : callable, optional
        Makes an Atlas of paths and choices; of a Recognition, the log of repairs is known too.

    Raises
    ------
    DataFileError
        ``projects.unusable_folder`` where the folder cannot be made; so do :meth:`add` and :meth:`open_files` where
        nothing can be written into it.
    """

    def __init__(self, folder: Path, kept: int = KEPT_ATLASES, load: Load = recognise) -> None:
        self._states = StateFolders(folder)
        self._kept = kept
        self._load = load
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._lock = threading.Lock()
        self._loading: dict[str, threading.Lock] = {}
        self._hearing: list[Callable[[Collection[str]], object]] = []

    @property
    def folder(self) -> Path:
        """Where the projects lie."""
        return self._states.folder

    @property
    def shelf(self) -> Shelf:
        """The named projects that lie here."""
        return Shelf(self.folder)

    def add(self, files: Mapping[str, Path | bytes], choices: Choices | None = None, *, are_ours: bool = False) -> str:
        """Keep delivered files; see :meth:`loading.projects.state_folders.StateFolders.add`."""
        return self._states.add(files, choices, are_ours=are_ours)

    def open_files(self, paths: Sequence[Path], choices: Choices | None = None) -> str:
        """Make a project of files where they lie; see ``StateFolders.open_files``."""
        return self._states.open_files(paths, choices)

    def atlas(self, project: str) -> Atlas:
        """Give the Atlas of a project; loaded once, however many ask at the same time.

        Numbers that a named project holds are taken over where this program would compute the same.

        Raises
        ------
        KeyError
            If there is no such project; names it.
        DataFileError
            If its files cannot be used.
        """
        return self._found(project)[0]

    def recodes(self, project: str) -> tuple[Recode, ...]:
        """Give what was repaired when the Atlas of a project was made.

        Raises
        ------
        KeyError, DataFileError
            As :meth:`atlas`.
        """
        return self._found(project)[1]

    def computed(self, project: str) -> Made:
        """Compute the Atlas of a project from its files, with what was repaired.

        Raises
        ------
        KeyError, DataFileError
            As :meth:`atlas`.
        """
        made = self._load(self.files(project), self.choices(project))
        if made.project != project:
            raise KeyError(project)  # a linked file has changed since
        if isinstance(made, Atlas):
            return made, ()
        if not made.declarations:
            raise DataFileError(made.tables[0].file, "intake.nothing_chosen")
        return atlas_of(made), recodes_of(made, now())

    def files(self, project: str) -> tuple[Path, ...]:
        """Give the files of a project, in the order of their delivery.

        Raises
        ------
        KeyError
            If there is no such project, or one of its files is gone.
        """
        try:
            return self._states.files(project)
        except KeyError:
            self._take_out(project)
            return self._states.files(project)

    def named_files(self, project: str) -> dict[str, Path]:
        """Give the files of a project under the names by which they count, see ``loading.files.content_hash``.

        Raises
        ------
        KeyError
            As :meth:`files`.
        """
        return {name: path for name, path in named(self.files(project)).items() if isinstance(path, Path)}

    def choices(self, project: str) -> Choices:
        """Give the choices of a project.

        Raises
        ------
        KeyError
            If there is no such project.
        """
        with suppress(KeyError):
            return self._states.choices(project)
        self._take_out(project)
        if not self._states.place(project).exists():
            return self._public_choices(project)
        return self._states.choices(project)

    def keep_protection(self, project: str, protection: ProtectionChoice) -> None:
        """Keep the rules by which a project is to be published with its data, and the same on the shelf.

        Raises
        ------
        KeyError
            If there is no such project.
        OSError, DataFileError
            Where they cannot be written.
        """
        if not self._states.place(project).exists():
            self._take_out(project)
        with self._states.alone(project):  # of two who keep rules, both places have those of the second
            self._states.keep_protection(project, protection)
            kept = self.shelf.of_state(project)
            if kept is not None:
                keep_protection(self.shelf.path(kept.slug), protection)

    def are_copies(self, project: str) -> bool:
        """Tell whether the files of a project lie here, where nobody else writes to them."""
        return self._states.are_copies(project)

    def when_forgotten(self, hear: Callable[[Collection[str]], object]) -> None:
        """Let somebody who keeps something about states hear of those that are gone."""
        self._hearing.append(hear)

    def forget(self, projects: Sequence[str]) -> None:
        """Remove states, with what others keep about them; files that lie elsewhere stay."""
        if not projects:
            return
        self._states.remove(projects)
        with self._lock:
            for project in projects:
                self._made.pop(project, None)
                self._loading.pop(project, None)
        for hear in self._hearing:
            hear(projects)

    def _found(self, project: str) -> Made:
        kept = self._remembered(project)
        if kept is not None:
            return kept
        self._states.place(project)
        with self._lock:
            loading = self._loading.setdefault(project, threading.Lock())
        with _waited_for(loading):
            kept = self._remembered(project)
            if kept is not None:
                return kept
            made, doubts = self._stored(project)
            if made is None or doubts:
                atlas, recodes = self.computed(project)
                made = replace(atlas, findings=(*doubts, *atlas.findings)), recodes
            self._remember(project, made, loading)
            return made

    def _stored(self, project: str) -> tuple[Made | None, tuple[Finding, ...]]:
        """Give what a named project holds of this state, with the reasons to compute it anew."""
        kept = self.shelf.of_state(project)
        if kept is None:
            return None, ()
        try:
            stored, doubts = read_usable(self.shelf.path(kept.slug))
        except DataFileError:
            return None, ()
        if stored.atlas.project != project:
            return None, ()
        recodes = tuple(one for one in stored.recodes if one.by == "automatic")
        return (stored.atlas, recodes), tuple(one for one in doubts if one.code != "project_file.state_before")

    def _public_choices(self, project: str) -> Choices:
        """Give the choices of a public project, which has no folder: nothing but its title."""
        kept = self.shelf.of_state(project)
        if kept is None or kept.summary is None or kept.summary.mode != "public":
            raise KeyError(project)
        return Choices(title=kept.summary.title)

    def _take_out(self, project: str) -> None:
        """Lay out the files of a state that so far only lie in a named project's file."""
        with tempfile.TemporaryDirectory(prefix=passing(".out-"), dir=self.folder) as folder, suppress(DataFileError):
            kept = self.shelf.of_state(project)
            if kept is not None:
                whole, _ = read_usable(self.shelf.path(kept.slug), Path(folder))
                self._states.remove([project])  # what lay elsewhere is gone
                self.add({one.name: one.path for one in whole.sources if one.path}, whole.choices, are_ours=True)
                return
            found = self.shelf.with_state(project)
            if found is not None:
                path, state = found
                sources = take_out_state(path, state, Path(folder))
                files = {one.name: one.path for one in sources if one.path}
                self._states.remove([project])
                self.add(files, choices_of(state.choices, path.name), are_ours=True)

    def _remembered(self, project: str) -> Made | None:
        with self._lock:
            if project in self._made:
                self._made.move_to_end(project)
            return self._made.get(project)

    def _remember(self, project: str, made: Made, loading: threading.Lock) -> None:
        with self._lock:
            if self._loading.get(project) is not loading:
                return  # it has been forgotten meanwhile
            del self._loading[project]
            self._made[project] = made
            while len(self._made) > self._kept:
                self._made.popitem(last=False)


@contextmanager
def _waited_for(loading: threading.Lock) -> Iterator[None]:
    """Hold a lock; whoever waits for it does not make the one that holds it rest."""
    with waiting():
        loading.acquire()
    try:
        yield
    finally:
        loading.release()

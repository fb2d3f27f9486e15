"""What can be done with a named project: kept, continued, renamed, copied, carried elsewhere and back.

A name points to a state; a state is immutable and has its hash as address. So opening a project is opening an address,
and every change makes a next state under the same name. The ten states before stay whole inside the project's file.
"""

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from loading.atlas import Atlas
from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.content_hash import hash_of_digests
from loading.files.passing import passing
from loading.ingest.apart import rewritten_apart
from loading.ingest.past import LEFT_OUT
from loading.project_file.facts import numbers_digest
from loading.project_file.opening import is_project_file
from loading.project_file.project import Project, Source, now
from loading.project_file.reading import read_project
from loading.project_file.recodes import decided, since_when
from loading.project_file.saving import keep_view, read_usable, save
from loading.project_file.shelf import Kept
from loading.project_file.sources import sha256_of
from loading.projects import public_projects, removal
from loading.projects.looked_into import looked_into
from loading.projects.project_store import ProjectStore

Rewrite = Callable[[Path, str, Path], tuple[Finding, ...]]
_STEM = "project_file."


class NamedProjects:
    """The named projects of a store.

    Parameters
    ----------
    store : ProjectStore
    rewrite : callable
        Makes a file of ours of one from elsewhere, see :func:`loading.ingest.apart.rewritten_apart`.
    """

    def __init__(self, store: ProjectStore, rewrite: Rewrite = rewritten_apart) -> None:
        self._store, self._shelf, self._rewrite = store, store.shelf, rewrite

    def keep(self, state: str, slug: str = "", based_on: int = 0, before: str = "") -> Kept:
        """Keep a state under a name.

        Parameters
        ----------
        state : str
            Its address.
        slug : str
            The project whose next state this is; empty for a new project.
        based_on : int
            Revision of that project when it was opened.
        before : str
            Address of its state then; the revision alone could also be that of another project under the same name.

        Returns
        -------
        Kept
            For a new project: the one that has this state already, where there is one.

        Raises
        ------
        KeyError
            If there is no such state.
        DataFileError
            ``project_file.conflict``, ``project_file.not_saved``, ``project_file.unknown_project``.
        """
        state = looked_into(self._store, state)
        if not slug:
            known = self._shelf.of_state(state)
            return known or self._shelf.make(self._project(state))
        present, _ = read_usable(self._shelf.path(slug))
        if present.atlas.project == state:
            return self._shelf.get(slug)
        public_projects.require_internal(present, slug)
        save(self._shelf.path(slug), self._next(present, self._project(state)), based_on, before=before)
        return self._shelf.get(slug)

    def rename(self, slug: str, title: str, based_on: int) -> Kept:
        """Give a project another title, which is a next state of it.

        Raises
        ------
        DataFileError
            ``project_file.no_title``, otherwise as :meth:`keep`.
        """
        before, _ = read_usable(self._shelf.path(slug))
        renamed = self._retitled(before, title)
        if renamed.atlas.title != before.atlas.title:
            save(self._shelf.path(slug), self._next(before, renamed), based_on)
        return self._shelf.get(slug)

    def duplicate(self, slug: str, title: str) -> Kept:
        """Make a project of the present state of another one.

        Raises
        ------
        DataFileError
            As :meth:`rename`.
        """
        before, _ = read_usable(self._shelf.path(slug))
        return self._shelf.make(replace(self._retitled(before, title), revision=1, created="", earlier=()))

    def publish(self, atlas: Atlas, slug: str = "", based_on: int = 0) -> Kept:
        """Put a public Atlas onto the shelf: a project of its own, or the next edition of one, served no more.

        Parameters
        ----------
        atlas : Atlas
            As the gate makes it.
        slug, based_on : str, int
            The public project whose next edition this is, and its revision; empty for a new one.

        Raises
        ------
        DataFileError
            ``project_file.internal`` where the project is not public; otherwise as :meth:`keep`.
        """
        project = public_projects.public_project(atlas)
        if not slug:
            return self._shelf.of_state(atlas.project) or self._shelf.make(project)
        before, _ = read_usable(self._shelf.path(slug))
        public_projects.require_public(before, slug)
        if before.atlas.project != atlas.project:
            save(self._shelf.path(slug), self._next(before, project), based_on)
            self._store.forget([before.atlas.project])
        return self._shelf.get(slug)

    def back_to(self, slug: str, revision: int, based_on: int) -> Kept:
        """Make an earlier state the present one again; the states between stay reachable too.

        Raises
        ------
        DataFileError
            ``project_file.state_gone``, otherwise as :meth:`keep`.
        """
        state = next((one for one in self._shelf.states(slug) if one.revision == revision), None)
        if state is None or not state.sources:
            raise DataFileError(slug, "project_file.state_gone")
        return self.keep(state.project, slug, based_on)

    def take_in(self, path: Path, name: str) -> tuple[Kept, tuple[Finding, ...]]:
        """Take in a project file from elsewhere: checked, computed anew, and kept under a name of its own.

        Parameters
        ----------
        path : Path
        name : str
            As its owner calls it, for messages.

        Returns
        -------
        Kept
            The project that is here already, where one has the same state.
        tuple of Finding
            What the file said that does not follow from its sources.

        Raises
        ------
        DataFileError
            As :func:`loading.project_file.reading.read_project`.
        """
        with tempfile.TemporaryDirectory(prefix=passing(".in-"), dir=self._store.folder) as folder:
            ours = Path(folder) / "rewritten.gpkg"
            told = self._rewrite(path, name, ours)
            doubts = tuple(one for one in told if one.code != LEFT_OUT)
            project, _ = read_project(ours, Path(folder), name)
            if project.atlas.protection is not None:
                known = self._shelf.of_state(project.atlas.project)
                return known or self._shelf.make(public_projects.alone(project)), told
            files: dict[str, Path | bytes] = {one.name: one.path for one in project.sources if one.path}
            state = self._store.add(files, project.choices, are_ours=True)
            if known := self._shelf.of_state(state):
                return known, ()
            atlas = self._computed(state)
            if (read := looked_into(self._store, state)) != state:
                return self.keep(read), told
            differs = numbers_digest(atlas) != numbers_digest(project.atlas)
            if differs and not doubts:
                told = (*told, Finding("warning", name, "project_file.numbers_changed"))
            kept = self._shelf.make(replace(project, atlas=atlas), contents=ours)
            return kept, told if differs else tuple(one for one in told if one.code == LEFT_OUT)

    def opened(self, paths: Sequence[Path]) -> str:
        """Open files where they lie; a project file alone is taken in instead.

        Returns
        -------
        str
            Address of the state.

        Raises
        ------
        DataFileError
            As :meth:`take_in` and :meth:`loading.projects.project_store.ProjectStore.open_files`.
        """
        if len(paths) == 1 and is_project_file(paths[0]):
            kept, _ = self.take_in(paths[0], paths[0].name)
            return kept.summary.project if kept.summary else ""
        return self._store.open_files(paths)

    def look_from(self, state: str, view: Mapping[str, str]) -> Kept | None:
        """Keep the last question to the map with the project whose present state is asked; None where there is none.

        Raises
        ------
        DataFileError
            ``project_file.not_saved``, ``project_file.busy``.
        """
        kept = self._shelf.of_state(state)
        if kept is None:
            return None
        keep_view(self._shelf.path(kept.slug), dict(view))
        return self._shelf.get(kept.slug)

    def sources(self, slug: str) -> tuple[dict[str, Path], Choices, int]:
        """Give the files of a project's present state, what was decided, and its revision.

        Raises
        ------
        DataFileError
            Where the project cannot be read; ``project_file.public`` where it has none: it was published without them.
        """
        project, _ = read_usable(self._shelf.path(slug))
        public_projects.require_internal(project, slug)
        return self._store.named_files(project.atlas.project), project.choices, project.revision

    def remove(self, slug: str, stay: Collection[str] = ()) -> Kept:
        """Move a project to the bin; see :func:`loading.projects.removal.removed`."""
        return removal.removed(self._store, slug, stay)

    def sweep(self) -> None:
        """Empty the bin of what has lain in it long enough; see :func:`loading.projects.removal.swept`."""
        removal.swept(self._store)

    def _computed(self, state: str) -> Atlas:
        """Compute the Atlas of a state; of one whose files are refused nothing stays here."""
        try:
            return self._store.computed(state)[0]
        except DataFileError:
            self._store.forget([state])
            raise

    def _project(self, state: str) -> Project:
        """Put together what a state consists of."""
        files = self._store.named_files(state)
        atlas, choices, at = self._store.atlas(state), self._store.choices(state), now()
        plain = replace(atlas, findings=tuple(one for one in atlas.findings if not one.code.startswith(_STEM)))
        notes = {note.name: note for note in atlas.files}
        sources = tuple(
            Source(
                name=name,
                sha256=sha256_of(path),
                bytes=path.stat().st_size,
                received=at,
                format=notes[path.name].format if path.name in notes else "",
                encoding=(notes[path.name].encoding or "") if path.name in notes else "",
                path=path,
            )
            for name, path in files.items()
        )
        if hash_of_digests({one.name: one.sha256 for one in sources}, choices) != state:
            raise KeyError(state)  # a file that lies elsewhere has changed since
        return Project(plain, choices, sources, recodes=(*self._store.recodes(state), *decided(choices, at)))

    def _next(self, before: Project, project: Project) -> Project:
        """Carry over what a project remembers of its states so far."""
        received = {(one.name, one.sha256): one.received for one in before.sources}
        sources = tuple(
            replace(one, received=received.get((one.name, one.sha256), one.received)) for one in project.sources
        )
        recodes = since_when(project.recodes, before.recodes)
        earlier = (*before.earlier, before.state)
        return replace(
            project, sources=sources, recodes=recodes, earlier=earlier, created=before.created, view=before.view
        )

    def _retitled(self, project: Project, title: str) -> Project:
        """Give a project another title without computing it anew: only the city's name follows from it."""
        if project.atlas.protection is not None:
            return public_projects.retitled(project, title)
        title = public_projects.plain_title(title)
        choices: Choices = msgspec.structs.replace(project.choices, title=title)
        digests = {source.name: source.sha256 for source in project.sources}
        files = self._store.named_files(project.atlas.project)
        self._store.add(dict(files), choices, are_ours=self._store.are_copies(project.atlas.project))
        sources = tuple(replace(source, path=files.get(source.name)) for source in project.sources)
        atlas = public_projects.entitled(project.atlas, title, hash_of_digests(digests, choices))
        automatic = tuple(one for one in project.recodes if one.by == "automatic")
        return replace(
            project, atlas=atlas, choices=choices, sources=sources, recodes=(*automatic, *decided(choices, now()))
        )

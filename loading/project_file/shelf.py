"""All named projects of a folder: listed, made, moved to the bin and back; one file each, with the state before."""

import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loading.errors import DataFileError, Finding
from loading.project_file.locks import lock_of, locked
from loading.project_file.opening import opened_project
from loading.project_file.project import Project, State
from loading.project_file.reading import read_states
from loading.project_file.saving import BEFORE, DAMAGED, save, sweep_strays, usable
from loading.project_file.summary import Summary, known_summary, read_summary
from loading.umlauts import WRITTEN_OUT

ENDING = ".qb.gpkg"
KEPT_DAYS = 30
LONGEST_TITLE = 120
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_TRASHED = re.compile(r"(?P<slug>[a-z0-9][a-z0-9-]*)~(?P<at>\d{8}T\d{12})")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Kept:
    """One named project as a list shows it.

    Attributes
    ----------
    slug : str
        Names its file: ``<slug>.qb.gpkg``; in the bin with the time of its removal.
    bytes : int
        Of the file.
    summary : Summary or None
        None where it cannot be read.
    doubts : tuple of Finding
    problem : DataFileError or None
        Why it cannot be read.
    trashed : str
        When it was removed, UTC; empty where it was not.
    """

    slug: str
    bytes: int
    summary: Summary | None
    doubts: tuple[Finding, ...] = ()
    problem: DataFileError | None = None
    trashed: str = ""


def slug_of(title: str) -> str:
    """Write a title as the name of a file, the same on every system.

    Examples
    --------
    >>> slug_of("Stadt Köln – Süd"), slug_of("???"), slug_of("CON")
    ('stadt-koeln-sued', 'projekt', 'projekt-con')
    """
    written = unicodedata.normalize("NFKD", title.lower().translate(WRITTEN_OUT))
    plain = re.sub(r"[^a-z0-9]+", "-", written.encode("ascii", "ignore").decode()).strip("-")[:60].strip("-")
    return f"projekt-{plain}" if _RESERVED.fullmatch(plain) else plain or "projekt"


class Shelf:
    """The named projects of a folder.

    Parameters
    ----------
    folder : Path
        Exists; what is no project file in it is left alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bin = folder / "trash"

    def path(self, slug: str) -> Path:
        """Give the file of a project, whether it exists or not.

        Raises
        ------
        DataFileError
            ``project_file.unknown_project`` where this can be no project's name.
        """
        if not _SLUG.fullmatch(slug):
            raise DataFileError(slug[:80] or ".", "project_file.unknown_project")
        return self._folder / f"{slug}{ENDING}"

    def get(self, slug: str) -> Kept:
        """Give a project.

        Raises
        ------
        DataFileError
            ``project_file.unknown_project``.
        """
        path = self.path(slug)
        if not path.exists() and not _before(path).exists():
            raise DataFileError(slug, "project_file.unknown_project")
        return _kept(path, slug)

    def listed(self) -> list[Kept]:
        """Give all projects, the one saved last first; those that cannot be read last."""
        slugs = sorted(slug for name in _names(self._folder) if _SLUG.fullmatch(slug := name.removesuffix(ENDING)))
        found = [_kept(self.path(slug), slug) for slug in slugs]
        return sorted(found, key=lambda one: one.summary.saved if one.summary else "", reverse=True)

    def of_state(self, project: str) -> Kept | None:
        """Give the project whose present state has this address; of several the one saved last."""
        return next((one for one in self.listed() if one.summary and one.summary.project == project), None)

    def with_state(self, project: str) -> tuple[Path, State] | None:
        """Give the file that holds an earlier state, and that state."""
        for kept in self.listed():
            for state in self.states(kept.slug) if kept.summary else ():
                if state.project == project and state.sources:
                    return usable(self.path(kept.slug))[0], state
        return None

    def states(self, slug: str) -> tuple[State, ...]:
        """Give the earlier states of a project, oldest first.

        Raises
        ------
        DataFileError
            Where the project cannot be read.
        """
        with opened_project(usable(self.path(slug))[0]) as database:
            return read_states(database)

    def make(self, project: Project, contents: Path | None = None) -> Kept:
        """Save a new project under a name of its own.

        Parameters
        ----------
        project : Project
        contents : Path, optional
            A project file for the content of sources that lies nowhere else.

        Raises
        ------
        DataFileError
            As :func:`loading.project_file.saving.save`.
        """
        for slug in _candidates(slug_of(project.atlas.title)):
            path = self.path(slug)
            if path.exists() or _before(path).exists():
                continue
            try:
                save(path, project, 0, contents)
            except DataFileError as taken:
                if taken.problem != "project_file.conflict":
                    raise
                continue
            return self.get(slug)
        raise AssertionError("there is always another number")

    def remove(self, slug: str) -> Kept:
        """Move a project to the bin, with its state before.

        Raises
        ------
        DataFileError
            ``project_file.unknown_project``, ``project_file.busy``.
        """
        path = self.path(slug)
        self.get(slug)
        with locked(path):
            self.get(slug)  # somebody else may have removed it meanwhile
            self._bin.mkdir(exist_ok=True)
            removed = self._bin / f"{slug}~{datetime.now(UTC).strftime(_STAMP)}{ENDING}"
            _move(path, removed)
        return _kept(removed, removed.name.removesuffix(ENDING))

    def removed(self) -> list[Kept]:
        """Give what lies in the bin, the latest first."""
        found = [_kept(self._bin / name, name.removesuffix(ENDING)) for name in _names(self._bin)]
        return sorted((one for one in found if one.trashed), key=lambda one: one.trashed, reverse=True)

    def restore(self, trashed: str) -> Kept:
        """Take a project out of the bin; under another name where its own is taken by now.

        Raises
        ------
        DataFileError
            ``project_file.unknown_project``.
        """
        named = _TRASHED.fullmatch(trashed)
        place = self._bin / f"{trashed}{ENDING}"
        if named is None or not (place.exists() or _before(place).exists()):
            raise DataFileError(trashed[:80] or ".", "project_file.unknown_project")
        for slug in _candidates(named["slug"]):
            path = self.path(slug)
            with locked(path):
                if not path.exists() and not _before(path).exists():
                    _move(place, path)
                    return self.get(slug)
        raise AssertionError("there is always another number")

    def sweep(self, at: datetime | None = None) -> list[str]:
        """Remove for good what was put into the bin 30 days ago, and what savings left that were broken off.

        Returns
        -------
        list of str
            Addresses of states that no project has any more.
        """
        sweep_strays(self._folder, ENDING)
        limit = (at or datetime.now(UTC)) - timedelta(days=KEPT_DAYS)
        old = [one for one in self.removed() if datetime.fromisoformat(one.trashed) < limit]
        addresses = {address for one in old for address in _addresses(self._bin / f"{one.slug}{ENDING}")}
        for one in old:
            path = self._bin / f"{one.slug}{ENDING}"
            for gone in _belonging(path):
                gone.unlink(missing_ok=True)
            first = self.path(one.slug.partition("~")[0])
            if not any(file.exists() for file in _belonging(first)):
                lock_of(first).unlink(missing_ok=True)
        if not addresses:
            return []
        return sorted(addresses - self.addresses() - self.addresses_in_bin())

    def addresses(self) -> set[str]:
        """Give the addresses of all states of all projects."""
        return {address for path in self._folder.glob(f"*{ENDING}") for address in _addresses(path)}

    def addresses_in_bin(self, trashed: str = "*") -> set[str]:
        """Give those of the projects in the bin, or of one of them."""
        return {address for path in self._bin.glob(f"{trashed}{ENDING}") for address in _addresses(path)}


def _names(folder: Path) -> set[str]:
    """Give the names of all project files; of some only the state before is left."""
    endings = (ENDING, ENDING + BEFORE)
    return {path.name.removesuffix(BEFORE) for ending in endings for path in folder.glob(f"*{ending}")}


def _before(path: Path) -> Path:
    return path.with_name(path.name + BEFORE)


def _belonging(path: Path) -> tuple[Path, ...]:
    """Give the files of a project: its state before, a torn one that was set aside, itself."""
    return path.with_name(path.name + DAMAGED), _before(path), path


def _candidates(slug: str) -> Iterator[str]:
    yield slug
    for number in range(2, 100_000):
        yield f"{slug[:70]}-{number}"


def _move(path: Path, target: Path) -> None:
    """Move a project file with what belongs to it; that first, so that a stop between leaves all of it whole."""
    for source, place in zip(_belonging(path), _belonging(target), strict=True):
        if source.exists():
            shutil.move(source, place)


def _kept(path: Path, slug: str) -> Kept:
    trashed = _TRASHED.fullmatch(slug)
    at = datetime.strptime(trashed["at"], _STAMP).replace(tzinfo=UTC).isoformat() if trashed else ""
    size = path.stat().st_size if path.exists() else 0
    try:
        whole, doubts = usable(path)
        return Kept(slug, size, known_summary(whole), doubts, trashed=at)
    except DataFileError as problem:
        return Kept(slug, size, None, problem=problem, trashed=at)


def _addresses(path: Path) -> Sequence[str]:
    with suppress(DataFileError), opened_project(whole := usable(path)[0]) as database:
        return [read_summary(whole).project, *(state.project for state in read_states(database))]
    return []

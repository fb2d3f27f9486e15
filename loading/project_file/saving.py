"""Saving a project file: whole or not at all, one revision after the other, the state before kept beside it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from loading.errors import DataFileError, Finding
from loading.project_file.locks import locked
from loading.project_file.opening import opened_project, settings_of
from loading.project_file.project import Project, now
from loading.project_file.reading import choices_of, read_project
from loading.project_file.records import to_json
from loading.project_file.summary import Summary, known_summary, read_summary
from loading.project_file.writing import to_disk, write_project

BEFORE, DAMAGED = ".before", ".damaged"
# What a damaged file may be taken for: without its first bytes it is anything.
_TORN = ("project_file.damaged", "project_file.gone", "project_file.not_a_project")
_BESIDE = ("-wal", "-shm", "-journal")


def save(path: Path, project: Project, based_on: int, contents: Path | None = None, before: str = "") -> Project:
    """Save the next state of a project.

    Parameters
    ----------
    path : Path
        The project file; made where ``based_on`` is 0.
    project : Project
        Its revision, and its time of saving, are set here.
    based_on : int
        Revision that this state was made of; 0 for a new project, which keeps the revision that it brings.
    contents : Path, optional
        Where a new project finds the content of sources that lies nowhere else: another project file.
    before : str, optional
        Address of the state that this one was made of: another project may have the name, and its revision, by now.

    Returns
    -------
    Project
        As saved.

    Raises
    ------
    DataFileError
        ``project_file.conflict`` where somebody else has saved since, ``project_file.not_saved`` where the disk takes
        no more, ``project_file.busy``. The file is then as it was.

    Notes
    -----
    The new file is written beside the old one and brought to the disk; the old one stays as ``<name>.before``; then
    the new one takes its place in one step, and the folder is brought to the disk. Whatever moment the machine stops
    at, one of the two is whole.
    """
    with _alone(path):
        whole, present = _present(path)
        if (present.revision if present else 0) != based_on or (before and present and present.project != before):
            saved = present.saved if present else ""
            raise DataFileError(path.name, "project_file.conflict", saved=saved[:16].replace("T", " ") or "–")
        revision = based_on + 1 if based_on else max(project.revision, 1)
        next_one = replace(project, revision=revision, saved=now(), created=project.created or now())
        _replace(path, lambda target: write_project(target, next_one, whole or contents), whole)
    return next_one


def keep_view(path: Path, view: dict[str, str]) -> Summary:
    """Keep the last question to the map; no new revision, since no number changes.

    Raises
    ------
    DataFileError
        As :func:`save`, and where the project file cannot be read.
    """
    with _alone(path):
        whole, present = _there(path)
        if dict(present.view) == view:
            return present
        saved = now()
        _replace(path, lambda target: _with_settings(whole, target, {"view": view, "saved": saved}), whole)
    return replace(present, view=view, saved=saved)


def keep_protection(path: Path, protection: ProtectionChoice) -> None:
    """Keep the rules by which a project is to be published; no new revision, since no number changes.

    Raises
    ------
    DataFileError
        As :func:`save`, and where the project file cannot be read.
    """
    with _alone(path):
        whole, _ = _there(path)
        with opened_project(whole) as database:
            choices = choices_of(settings_of(database)["choices"], path.name)
        if choices.protection == protection:
            return
        changed = {"choices": msgspec.structs.replace(choices, protection=protection), "saved": now()}
        _replace(path, lambda target: _with_settings(whole, target, changed), whole)


def usable(path: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Give the file that can be opened: the project file, or the state before where it is torn or something else.

    Returns
    -------
    Path
    tuple of Finding
        ``project_file.state_before`` where it is the state before.

    Raises
    ------
    DataFileError
        Why the project file cannot be read, where the state before cannot either.
    """
    try:
        known_summary(path)
    except DataFileError as torn:
        if torn.problem not in _TORN:
            raise
        before = path.with_name(path.name + BEFORE)
        try:
            saved = known_summary(before).saved[:16].replace("T", " ")
        except DataFileError:
            raise torn from None
        return before, (Finding("warning", path.name, "project_file.state_before", {"saved": saved}),)
    return path, ()


def read_usable(path: Path, folder: Path | None = None) -> tuple[Project, tuple[Finding, ...]]:
    """Read a project, or its state before where the file is torn; says so.

    Raises
    ------
    DataFileError
        As :func:`loading.project_file.reading.read_project`.
    """
    whole, doubts = usable(path)
    try:
        project, further = read_project(whole, folder)
    except DataFileError as torn:
        before = path.with_name(path.name + BEFORE)
        if doubts or torn.problem != "project_file.damaged" or not before.is_file():
            raise
        project, further = read_project(before, folder)
        saved = project.saved[:16].replace("T", " ")
        doubts = (Finding("warning", path.name, "project_file.state_before", {"saved": saved}),)
    return project, (*doubts, *further)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let nobody else write meanwhile, and tell in plain words whatever the disk refuses."""
    try:
        with locked(path):
            _sweep(path)
            yield
    except (OSError, sqlite3.Error) as error:
        # Without the file's name: it would tell where on this machine projects lie.
        given = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DataFileError(path.name, "project_file.not_saved", given=given[:120]) from None


def _present(path: Path) -> tuple[Path | None, Summary | None]:
    """Give the whole file of a project, and what stands in it; (None, None) where there is no project yet."""
    before = path.with_name(path.name + BEFORE)
    if not path.exists() and not before.exists():
        return None, None
    whole, _ = usable(path)
    if whole == path and not _is_sound(path) and before.exists():
        whole = before
    return whole, read_summary(whole)


def _there(path: Path) -> tuple[Path, Summary]:
    """Give the same of a project that has been saved."""
    whole, present = _present(path)
    if whole is None or present is None:
        raise DataFileError(path.name, "project_file.gone")
    return whole, present


def _is_sound(path: Path) -> bool:
    """Look through all pages, so that the state before is never given up for a torn file."""
    try:
        with opened_project(path) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])
    except DataFileError:
        return False


def _replace(path: Path, write: Callable[[Path], object], whole: Path | None) -> None:
    """Write beside, then change places."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        beside.unlink()
        write(beside)
        if whole == path:
            _keep_before(path)
        elif path.exists():
            path.replace(path.with_name(path.name + DAMAGED))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    for ending in _BESIDE:  # of a program that had the old file open; they would spoil the new one
        path.with_name(path.name + ending).unlink(missing_ok=True)
    try:
        _folder_to_disk(path.parent)
    except OSError:
        _take_back(path, whole)
        raise


def _take_back(path: Path, whole: Path | None) -> None:
    """Give the old file its place again: what the disk has not taken must not look saved."""
    if whole is None:
        path.unlink(missing_ok=True)
        return
    second = path.with_name(f".{path.name}.second.new")
    shutil.copyfile(path.with_name(path.name + BEFORE), second)
    second.replace(path)


def _keep_before(path: Path) -> None:
    """Let the present file also be the state before; a second name costs no copy."""
    second = path.with_name(f".{path.name}.second.new")
    second.unlink(missing_ok=True)
    try:
        os.link(path, second)
    except OSError:
        shutil.copyfile(path, second)
        to_disk(second)
    second.replace(path.with_name(path.name + BEFORE))
    second.unlink(missing_ok=True)  # it stays where both names already meant the same file


def sweep_strays(folder: Path, ending: str) -> None:
    """Take away what savings of every project left that a crash broke off; where somebody is saving, leave it to them.

    Parameters
    ----------
    folder : Path
    ending : str
        Of the names of project files.
    """
    names = {one.name[1:].partition(ending)[0] for one in folder.glob(f".*{ending}.*.new*")}
    for name in names - {""}:
        with suppress(DataFileError), locked(folder / f"{name}{ending}", 0):
            _sweep(folder / f"{name}{ending}")


def _sweep(path: Path) -> None:
    """Take away what savings left that were broken off; nobody else writes meanwhile."""
    for stray in path.parent.glob(f".{_escaped(path.name)}.*.new*"):
        with suppress(OSError):
            stray.unlink()


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _folder_to_disk(folder: Path) -> None:
    """Wait until the disk has the names in a folder; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _with_settings(whole: Path, target: Path, changed: dict[str, Any]) -> None:
    """Copy a file with other settings; where something in it could run by itself, it is written anew instead."""
    with opened_project(whole) as database:
        runs = database.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1").fetchone()
    if runs:
        project, _ = read_project(whole)
        write_project(target, replace(project, **changed), whole)
        return
    shutil.copyfile(whole, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA trusted_schema = OFF")
        for name, value in changed.items():
            plain = value.to_json() if isinstance(value, Choices) else value
            database.execute("UPDATE settings SET value = ? WHERE name = ?", (to_json(plain), name))
    to_disk(target)

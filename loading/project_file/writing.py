"""Writing a project into a new GeoPackage."""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from loading.atlas import Atlas, FileNote, Indicator
from loading.errors import Finding
from loading.project_file import records
from loading.project_file.areas import Layer, write_areas
from loading.project_file.facts import numbers_digest, write_facts
from loading.project_file.foreign_tables import carry_along
from loading.project_file.geopackage_tables import Registry
from loading.project_file.migration import SCHEMA, STATES
from loading.project_file.opening import APPLICATION, opened_project
from loading.project_file.program import reading_rules, version
from loading.project_file.project import MOST_STATES, Project, Recode, Source, State
from loading.project_file.sources import PIECES, write_pieces
from loading.project_file.statements import create, insert
from loading.reasons import Reason

IN_TABLES = ("levels", "cubes", "indicators", "facilities", "scenery", "findings", "files")
_REASONS = {"code": "INTEGER", "label": "TEXT", "meaning_de": "TEXT", "meaning_en": "TEXT"}


def write_project(path: Path, project: Project, before: Path | None = None) -> None:
    """Write a project into a new file, down to the disk.

    Parameters
    ----------
    path : Path
        Does not exist; :func:`loading.project_file.saving.save` puts it into its place.
    project : Project
    before : Path, optional
        The project file before, for the content of sources that lies nowhere else, and for tables that another
        program has put into it.

    Raises
    ------
    DataFileError
        ``project_file.source_gone``.
    OSError
        If nothing more can be written.
    """
    with ExitStack() as stack:
        earlier = stack.enter_context(opened_project(before)) if before else None
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                _write(database, project, earlier)
        except sqlite3.Error as error:  # of the new file, not of the one before
            raise OSError(str(error)) from error
    to_disk(path)


def _write(database: sqlite3.Connection, project: Project, earlier: sqlite3.Connection | None) -> None:
    database.execute("PRAGMA journal_mode = OFF")  # the file counts only once it is whole
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    registry = Registry(database, _instant(project.saved))
    registry.begin()
    layers = write_areas(registry, project.atlas)
    write_facts(registry, project.atlas)
    _write_records(registry, project)
    states = kept_states(project)
    hashes = [source.sha256 for source in project.sources]
    hashes += [sha256 for state in states for sha256 in state.sources.values()]
    paths = {source.sha256: source.path for source in project.sources if source.path}
    create(database, "source_pieces", PIECES)
    write_pieces(database, hashes, paths, earlier)
    registry.attributes("source_pieces", "source_pieces")
    _write_table(registry, "states", STATES, [_state(state) for state in states])
    settings = _settings(project, layers)
    _write_table(registry, "settings", {"name": "TEXT", "value": "TEXT"}, settings.items())
    if earlier:
        carry_along(registry, earlier)
    database.execute("COMMIT")


def kept_states(project: Project) -> list[State]:
    """Give the earlier states: the last ten whole, of those before only what addresses need."""
    old, whole = project.earlier[:-MOST_STATES], project.earlier[-MOST_STATES:]
    emptied = [State(one.revision, one.project, one.title, one.saved, {}, {}) for one in old]
    return [*emptied, *whole]


def to_disk(path: Path) -> None:
    """Wait until the disk has a file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _write_records(registry: Registry, project: Project) -> None:
    atlas, without_path = project.atlas, ("path",)
    _write_table(registry, "reasons", _REASONS, _reasons())
    _write_table(registry, "catalogue", records.columns(Indicator), map(records.row, atlas.indicators))
    ignored = {one.finding: one.reason for one in project.choices.ignored}
    columns = {**records.columns(Finding), "ignored_because": "TEXT"}
    rows = [(*records.row(finding), ignored.get(finding.mark)) for finding in atlas.findings]
    _write_table(registry, "findings", columns, rows)
    _write_table(registry, "recodes", records.columns(Recode), map(records.row, project.recodes))
    _write_table(registry, "files", records.columns(FileNote), map(records.row, atlas.files))
    rows_of_sources = [records.row(source, without_path) for source in project.sources]
    _write_table(registry, "sources", records.columns(Source, without_path), rows_of_sources)


def _write_table(
    registry: Registry, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any] | tuple[Any, ...]]
) -> None:
    create(registry.database, table, columns)
    insert(registry.database, table, columns, rows)
    registry.attributes(table, table)


def _reasons() -> list[tuple[object, ...]]:
    meanings = json.loads((Path(__file__).parent / "meanings.json").read_text(encoding="utf-8"))
    return [(int(one), one.label, meanings["de"][one.label], meanings["en"][one.label]) for one in Reason]


def _state(state: State) -> tuple[object, ...]:
    plain = (state.revision, state.project, state.title, state.saved)
    return (*plain, records.to_json(state.choices), records.to_json(state.sources))


def _settings(project: Project, layers: Sequence[Layer]) -> dict[str, str]:
    atlas = project.atlas
    rest = {one.name: getattr(atlas, one.name) for one in fields(Atlas) if one.name not in IN_TABLES}
    found = {
        "application": APPLICATION,
        "schema": SCHEMA,
        "program": version(),
        "reading_rules": reading_rules(),
        "title": atlas.title,
        "mode": "public" if atlas.protection else "internal",
        "project": atlas.project,
        "revision": project.revision,
        "created": project.created,
        "saved": project.saved,
        "quarters": len(atlas.levels["quarter"]),
        "indicators": len(atlas.indicators),
        "years": atlas.years,
        "choices": project.choices.to_json(),
        "view": project.view,
        "layers": layers,
        "numbers": numbers_digest(atlas),
        "atlas": msgspec.to_builtins(rest, enc_hook=str),
    }
    return {name: records.to_json(value) for name, value in found.items()}


def _instant(saved: str) -> str:
    """Write a time as GeoPackage wants it: UTC with milliseconds."""
    return (saved or "1970-01-01T00:00:00+00:00")[:19] + ".000Z"

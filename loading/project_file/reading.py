"""Reading a project out of its file, everything checked: the Atlas is equal to the one that was written."""

import re
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from loading.atlas import Atlas, FileNote, Indicator
from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.content_hash import hash_of_digests
from loading.project_file import records
from loading.project_file.areas import Layer, read_areas, read_facilities, read_scenery, table_of
from loading.project_file.facts import numbers_digest, read_facts
from loading.project_file.migration import STATES
from loading.project_file.opening import opened_project, require_plain, settings_of
from loading.project_file.program import reading_rules, version
from loading.project_file.project import Project, Recode, Source, State
from loading.project_file.public_address import public_address
from loading.project_file.sources import MOST_BYTES, PIECE, safe_place, take_out
from loading.project_file.statements import columns_of, select
from loading.project_file.summary import PROJECT
from loading.project_file.writing import IN_TABLES

MOST_ROWS = 200_000
MOST_SOURCES = 1_000
_HASH = re.compile(r"[0-9a-f]{64}")


def read_project(
    path: Path, folder: Path | None = None, name: str | None = None
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a project.

    Parameters
    ----------
    path : Path
        Not changed, and nothing is written beside it.
    folder : Path, optional
        Where the sources are laid out under their names; without it they stay in the file, unchecked.
    name : str, optional
        As its owner calls the file, for messages.

    Returns
    -------
    Project
        Frozen; its Atlas is equal to the one written in every array, text and reason.
    tuple of Finding
        Doubts about the stored numbers, ``project_file.other_program`` or ``project_file.numbers_changed``: where
        there is one, the Atlas is to be computed anew from the sources.

    Raises
    ------
    DataFileError
        As :func:`loading.project_file.opening.opened_project`, and ``project_file.changed_source`` where a source is
        not what its hash says, ``project_file.changed_state`` where files and choices are not those of the project,
        ``project_file.unknown_choices`` where this program does not know a choice.
    """
    name = name or path.name
    with opened_project(path, name) as database:
        settings = settings_of(database)
        choices = choices_of(settings["choices"], name)
        atlas = _atlas(database, settings, name)
        sources = _sources(database, is_public=atlas.protection is not None)
        if not _address(atlas, sources, choices) == atlas.project == settings["project"]:
            raise DataFileError(name, "project_file.changed_state")
        if folder is not None:
            sources = _laid_out(database, sources, folder, name)
        project = Project(
            atlas=atlas,
            choices=choices,
            sources=sources,
            revision=msgspec.convert(settings["revision"], int),
            created=msgspec.convert(settings["created"], str),
            saved=msgspec.convert(settings["saved"], str),
            earlier=read_states(database),
            recodes=tuple(_records(database, "recodes", Recode)),
            view=msgspec.convert(settings["view"], dict[str, str]),
        )
        return project, _doubts(settings, atlas, name)


def read_states(database: sqlite3.Connection) -> tuple[State, ...]:
    """Read the earlier states, oldest first."""
    rows = [dict(zip(STATES, row, strict=True)) for row in select(database, "states", list(STATES), MOST_ROWS)]
    opened = [{**row, **{name: records.from_json(row[name]) for name in ("choices", "sources")}} for row in rows]
    states = msgspec.convert(opened, list[State])
    if not all(PROJECT.fullmatch(state.project) for state in states):
        raise ValueError("states: project")
    return tuple(sorted(states, key=lambda state: state.revision))


def choices_of(plain: Any, name: str) -> Choices:
    """Read choices; those of a later program are refused, never half carried out.

    Raises
    ------
    DataFileError
        ``project_file.unknown_choices``.
    """
    try:
        return Choices.from_json(plain)
    except (ValueError, TypeError) as error:
        raise DataFileError(name, "project_file.unknown_choices", given=str(error)[:120]) from None


def take_out_state(path: Path, state: State, folder: Path) -> tuple[Source, ...]:
    """Lay the sources of an earlier state out under their names.

    Raises
    ------
    DataFileError
        ``project_file.state_gone`` where the state is too old to be kept whole; otherwise as :func:`read_project`.
    """
    if not state.sources:
        raise DataFileError(path.name, "project_file.state_gone")
    with opened_project(path) as database:
        known = {source.sha256: source for source in _sources(database)}
        sources = []
        for name, sha256 in state.sources.items():
            plain = Source(name, sha256, MOST_BYTES, state.saved)
            found = replace(known.get(sha256, plain), name=name)
            sources.append(found if sha256 in known else replace(found, bytes=_size(database, sha256)))
        return _laid_out(database, _checked(sources), folder, path.name)


def _size(database: sqlite3.Connection, sha256: str) -> int:
    """Give the size of a content that only an earlier state has."""
    rows = database.execute("SELECT content FROM source_pieces WHERE sha256 = ?", (sha256,))
    return sum(len(zlib.decompressobj().decompress(content, PIECE + 1)) for (content,) in rows)


def _atlas(database: sqlite3.Connection, settings: Mapping[str, Any], name: str) -> Atlas:
    hints = get_type_hints(Atlas)
    plain = settings["atlas"]
    known = [one.name for one in fields(Atlas) if one.name not in IN_TABLES and one.name in plain]
    rest = {field: msgspec.convert(plain[field], hints[field]) for field in known}
    levels = read_areas(database, _layers(database, settings, rest.get("vintage"), name), name)
    if not {"quarter", "city"} <= set(levels):
        raise ValueError("levels")
    indicators = tuple(_records(database, "catalogue", Indicator))
    return Atlas(
        **rest,
        levels=levels,
        cubes=read_facts(database, levels, indicators, rest["years"]),
        indicators=indicators,
        facilities=read_facilities(database),
        scenery=read_scenery(database),
        findings=tuple(_records(database, "findings", Finding)),
        files=tuple(_records(database, "files", FileNote)),
    )


def _layers(database: sqlite3.Connection, settings: Mapping[str, Any], vintage: object, name: str) -> list[Layer]:
    layers: list[Layer] = msgspec.convert(settings["layers"], list[Layer])
    for layer in layers:
        if layer.table != table_of(layer.level, vintage if isinstance(vintage, str) else None):
            raise ValueError(f"layers: {layer.table[:40]}")
        require_plain(database, layer.table, name)
    if len({layer.level for layer in layers}) < len(layers):
        raise ValueError("layers: one level twice")
    return layers


def _records(database: sqlite3.Connection, table: str, cls: type, without: Sequence[str] = ()) -> list[Any]:
    known = [column for column in columns_of(database, table) if column in records.columns(cls, without)]
    rows = select(database, table, known, MOST_ROWS)
    return [records.record(cls, dict(zip(known, row, strict=True))) for row in rows]


def _address(atlas: Atlas, sources: Sequence[Source], choices: Choices) -> str:
    """Compute the address of a state: of a public one from what it says, of others from what they were made of."""
    if atlas.protection is not None:
        return public_address(atlas)
    return hash_of_digests({one.name: one.sha256 for one in sources}, choices)


def _sources(database: sqlite3.Connection, *, is_public: bool = False) -> tuple[Source, ...]:
    found = _records(database, "sources", Source, ("path",))
    if is_public and not found:
        return ()
    return _checked(found)


def _checked(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Refuse names that lead elsewhere, and more than may be delivered at once."""
    for source in sources:
        safe_place(Path(), source.name)
        if not _HASH.fullmatch(source.sha256) or source.bytes < 0:
            raise ValueError(f"sources: {source.name[:40]}")
    if not 0 < len(sources) <= MOST_SOURCES or sum(source.bytes for source in sources) > MOST_BYTES:
        raise ValueError("sources: none, too many, or too large")
    if len({source.name.casefold() for source in sources}) < len(sources):
        raise ValueError("sources: one name twice")
    return tuple(sources)


def _laid_out(database: sqlite3.Connection, sources: Sequence[Source], folder: Path, name: str) -> tuple[Source, ...]:
    found = []
    for source in sources:
        target = safe_place(folder, source.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        take_out(database, source, target, name)
        found.append(replace(source, path=target))
    return tuple(found)


def _doubts(settings: Mapping[str, Any], atlas: Atlas, name: str) -> tuple[Finding, ...]:
    doubts = []
    if atlas.protection is not None:
        return ()  # a changed number gives another address, and there is nothing it could be computed anew from
    if settings["reading_rules"] != reading_rules():
        values = {"then": str(settings["program"])[:20], "today": version()}
        doubts.append(Finding("info", name, "project_file.other_program", values))
    if settings["numbers"] != numbers_digest(atlas):
        doubts.append(Finding("warning", name, "project_file.numbers_changed"))
    return tuple(doubts)

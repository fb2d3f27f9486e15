"""The past of a project from elsewhere: earlier states whose files hold persons, or cannot be looked into, stay out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loading.delivery import read_what_can_be
from loading.errors import DataFileError, Finding
from loading.files.shapefile_parts import PARTS, parts_among
from loading.project_file.project import Project, Source, State
from loading.project_file.reading import choices_of, take_out_state
from loading.registers.asking import is_about_rows
from loading.unread import is_unread

LEFT_OUT = "project_file.past_left_out"


def without_unseen_past(project: Project, path: Path, folder: Path, name: str) -> tuple[Project, tuple[Finding, ...]]:
    """Look through the files that only earlier states have; the present ones are read anyway.

    Parameters
    ----------
    project : Project
        As read from the file.
    path : Path
        The project file.
    folder : Path
        Where files are laid out; its owner removes them.
    name : str
        As its owner calls the file, for messages.

    Returns
    -------
    Project
        States left out keep their number, time and title: their files and decisions are not taken over.
    tuple of Finding
        One for each state left out.
    """
    seen = {(source.name, source.sha256) for source in project.sources}
    earlier: list[State] = []
    told: list[Finding] = []
    for state in project.earlier:
        if set(state.sources.items()) <= seen:
            earlier.append(state)
            continue
        sources = take_out_state(path, state, folder / str(len(earlier)))
        if _is_harmless(_unseen(sources, seen), state, name):
            seen |= {(source.name, source.sha256) for source in sources}
            earlier.append(state)
        else:
            earlier.append(replace(state, sources={}, choices={}))
            told.append(Finding("warning", name, LEFT_OUT, {"saved": state.saved[:10]}))
    return replace(project, earlier=tuple(earlier)), tuple(told)


def _unseen(sources: Sequence[Source], seen: set[tuple[str, str]]) -> list[Path]:
    """Give the files not looked into yet; of a shapefile all parts, where one of them is new."""
    new = {source.name for source in sources if (source.name, source.sha256) not in seen}
    names = [source.name for source in sources]
    for shp in [one for one in names if one.lower().endswith(PARTS[0])]:
        whole = {shp, *parts_among(shp, names)}
        new |= whole if whole & new else set()
    return [source.path for source in sources if source.name in new and source.path]


def _is_harmless(paths: Sequence[Path], state: State, name: str) -> bool:
    """Tell whether all of these files could be looked into, and none holds persons or cases."""
    try:
        read = read_what_can_be(paths, choices_of(state.choices, name))
    except DataFileError:
        return False
    return not any(is_unread(one.code) or is_about_rows(one.code) for one in read.findings if one.is_refusal)

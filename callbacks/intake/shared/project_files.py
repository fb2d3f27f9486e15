"""A project file among delivered files: opened as it is, or completed by the tables that came with it."""

import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from callbacks.intake.shared.decisions_kept import Belonging, DecisionsKept
from callbacks.intake.shared.intakes import Intakes
from loading.project_file.opening import is_project_file
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore


def taken_in(store: ProjectStore, intakes: Intakes, token: str, sent: set[str]) -> dict[str, Any] | None:
    """Take in the project file of a delivery, of which nothing else is kept, whether the file can be used or not.

    Parameters
    ----------
    store : ProjectStore
    intakes : Intakes
    token : str
        Of the delivery.
    sent : set of str
        Names of the files that came just now; those before them are left where they are.

    Returns
    -------
    dict or None
        ``project``: address of the state to open; or ``intake``: token of the project's files with those that came
        with it. None where no project file came.

    Raises
    ------
    DataFileError
        If the project file cannot be used.
    """
    files = {name: path for name, path in intakes.files(token).items() if name in sent}
    found = [name for name, path in files.items() if is_project_file(path)]
    if not found:
        return None
    try:
        return _taken_in(store, intakes, files, found)
    finally:
        intakes.remove(token)


def _taken_in(store: ProjectStore, intakes: Intakes, files: Mapping[str, Path], found: Sequence[str]) -> dict[str, Any]:
    named = NamedProjects(store, intakes.reader.rewritten)
    kept, _ = named.take_in(files[found[0]], found[0])
    others = {name: path for name, path in files.items() if name not in found}
    if not others:
        return {"project": kept.summary.project if kept.summary else ""}
    sources, choices, revision = named.sources(kept.slug)
    together = intakes.receive(
        [(name.rpartition("/")[2], partial(shutil.copyfile, path)) for name, path in sources.items()]
    )
    with_others = intakes.receive([(name, partial(shutil.copyfile, path)) for name, path in others.items()], together)
    intakes.remove(together)
    title = kept.summary.title if kept.summary else kept.slug
    decisions = DecisionsKept(intakes.folder)
    decisions.keep(with_others, choices.to_json())
    state = kept.summary.project if kept.summary else ""
    decisions.belong(with_others, Belonging(kept.slug, revision, title, completed=True, state=state))
    return {"intake": with_others}

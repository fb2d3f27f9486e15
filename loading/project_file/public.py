"""A public project: one file that holds protected numbers, and nothing that leads back to others."""

import tempfile
from pathlib import Path

from loading.atlas import Atlas
from loading.choices import Choices
from loading.errors import DataFileError
from loading.project_file.project import Project, now
from loading.project_file.writing import write_project


def public_project(atlas: Atlas) -> Project:
    """Put together what a public project's file holds: no sources, no repairs, no earlier states.

    Raises
    ------
    ValueError
        If the Atlas is not public.
    """
    if atlas.protection is None:
        raise ValueError("an internal Atlas is never written as a public project")
    return Project(atlas, Choices(title=atlas.title), sources=(), created=now(), saved=now())


def write_public(path: Path, atlas: Atlas) -> Path:
    """Write a public project into a file of its own: anew, whole or not at all.

    Parameters
    ----------
    path : Path
        Replaced where it exists; nothing of what stood there is taken over.
    atlas : Atlas
        As the gate makes it.

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        If the Atlas is not public.
    DataFileError
        ``project_file.not_saved``.
    """
    project = public_project(atlas)
    try:
        with tempfile.TemporaryDirectory(prefix=".new-", dir=path.absolute().parent) as folder:
            beside = Path(folder) / "public.gpkg"
            write_project(beside, project)
            beside.replace(path)
    except OSError as error:
        raise DataFileError(path.name, "project_file.not_saved", given=str(error)[:120]) from None
    return path

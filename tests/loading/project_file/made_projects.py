"""Small projects to be saved, opened and broken, and how an Atlas is held against another one."""

import math
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from loading.choices import Choices
from loading.files.content_hash import named
from loading.load import load_atlas
from loading.project_file.project import Project, Source, now
from loading.project_file.saving import save
from loading.project_file.sources import sha256_of
from tests.callbacks.delivered_towns import town_files


def differences(one: Any, other: Any, where: str = "atlas") -> list[str]:
    """Everything in which two values differ: arrays bit by bit, outlines corner by corner, NaN equal to NaN."""
    if type(one) is not type(other) and not isinstance(one, Mapping):
        return [f"{where}: {type(one).__name__}, {type(other).__name__}"]
    if isinstance(one, np.ndarray):
        if one.dtype == object:
            kinds = np.array_equal(shapely.get_type_id(one), shapely.get_type_id(other))
            alike = kinds and bool(shapely.equals_exact(one, other, 0).all())
        else:
            alike = one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        return [] if alike else [where]
    if is_dataclass(one):
        names = [field.name for field in fields(one) if field.compare]
        return [
            found
            for name in names
            for found in differences(getattr(one, name), getattr(other, name), f"{where}.{name}")
        ]
    if isinstance(one, Mapping):
        if set(one) != set(other):
            return [f"{where}: {set(one) ^ set(other)}"]
        return [found for key in one for found in differences(one[key], other[key], f"{where}[{key}]")]
    if isinstance(one, tuple):
        if len(one) != len(other):
            return [f"{where}: {len(one)}, {len(other)}"]
        pairs = enumerate(zip(one, other, strict=True))
        return [found for at, (left, right) in pairs for found in differences(left, right, f"{where}[{at}]")]
    both_nan = isinstance(one, float) and math.isnan(one) and math.isnan(other)
    return [] if both_nan or one == other else [f"{where}: {one!r:.60}, {other!r:.60}"]


def project_of(paths: list[Path], choices: Choices | None = None) -> Project:
    """Load files, and put together what a project file holds."""
    choices = choices or Choices()
    sources = tuple(
        Source(name, sha256_of(path), path.stat().st_size, now(), path=path)
        for name, path in named(paths).items()
        if isinstance(path, Path)
    )
    return Project(load_atlas(paths, choices), choices, sources)


def town_project(folder: Path, name: str = "Lindenau", choices: Choices | None = None) -> Project:
    """A town of twelve squares and two years."""
    return project_of(town_files(folder / name, name, "30", 6), choices)


def saved_town(folder: Path, name: str = "Lindenau") -> tuple[Path, Project]:
    """The file of such a town."""
    path = folder / f"{name.lower()}.qb.gpkg"
    return path, save(path, town_project(folder, name), 0)


def altered(path: Path, *statements: str, values: tuple[Any, ...] = ()) -> Path:
    """A copy of a project file in which somebody has changed something."""
    copy = path.with_name(f"altered-{path.name}")
    shutil.copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as database:
        for statement in statements:
            database.execute(statement, values if "?" in statement else ())
        database.commit()
    return copy

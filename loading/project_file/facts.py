"""The numbers of a project file: one row per area, indicator and year, and the residents beside them."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely

from loading.atlas import Atlas, Cube, Indicator, LevelName, Quarters
from loading.project_file.geopackage_tables import Registry
from loading.project_file.statements import create, insert
from loading.reasons import Reason

MOST_FACTS = 20_000_000
FACTS = {
    **dict.fromkeys(("level", "key", "indicator"), "TEXT"),
    "year": "INTEGER",
    **dict.fromkeys(("value", "numerator", "denominator"), "DOUBLE"),
    "reason": "TEXT",
}
RESIDENTS = {"level": "TEXT", "key": "TEXT", "year": "INTEGER", "residents": "DOUBLE"}
_FACTS_OF = "SELECT key, indicator, year, value, numerator, denominator, reason FROM facts WHERE level = ? ORDER BY fid"
_RESIDENTS_OF = "SELECT key, year, residents FROM residents WHERE level = ? ORDER BY fid"
_BLOCK = 100_000


def write_facts(registry: Registry, atlas: Atlas) -> None:
    """Write the cubes of all levels; a blank cell is empty, and its reason says why."""
    create(registry.database, "facts", FACTS)
    create(registry.database, "residents", RESIDENTS)
    for level, cube in atlas.cubes.items():
        insert(registry.database, "facts", FACTS, _facts(atlas, level, cube))
        keys = ((key, year) for key in atlas.levels[level].ids for year in atlas.years)
        people = cube.residents.ravel().tolist()
        rows = ((level, *place, _cell(number)) for place, number in zip(keys, people, strict=True))
        insert(registry.database, "residents", RESIDENTS, rows)
    registry.attributes("facts", "facts")
    registry.attributes("residents", "residents")


def read_facts(
    database: sqlite3.Connection,
    levels: Mapping[LevelName, Quarters],
    indicators: Sequence[Indicator],
    years: Sequence[int],
) -> dict[LevelName, Cube]:
    """Read the cubes of all levels.

    Raises
    ------
    ValueError
        If the rows are not those of the areas, indicators and years, each once and in their order.
    """
    labels = {reason.label: int(reason) for reason in Reason}
    ids = [indicator.id for indicator in indicators]
    cubes: dict[LevelName, Cube] = {}
    for level, areas in levels.items():
        shape = (len(areas), len(ids), len(years))
        if np.prod(shape) > MOST_FACTS:
            raise ValueError(f"more than {MOST_FACTS} numbers")
        numbers = np.empty((int(np.prod(shape)), 3))
        reasons = np.empty(len(numbers), dtype=np.uint8)
        expected = ((key, one, year) for key in areas.ids for one in ids for year in years)
        at = 0
        for block in _blocks(database.execute(_FACTS_OF, (level,))):
            end = at + len(block)
            if end > len(numbers) or any(row[:3] != next(expected) for row in block):
                raise ValueError(f"facts: rows of {level} in another order")
            numbers[at:end] = np.array([row[3:6] for row in block], dtype=float)
            reasons[at:end] = [labels.get(str(row[6]), 255) for row in block]
            at = end
        if at != len(numbers) or (reasons == 255).any():
            raise ValueError(f"facts: rows of {level} missing, or with an unknown reason")
        value, numerator, denominator = (np.ascontiguousarray(column).reshape(shape) for column in numbers.T)
        residents = _residents(database, level, areas.ids, years)
        cubes[level] = Cube(value, numerator, denominator, reasons.reshape(shape), residents)
    return cubes


def numbers_digest(atlas: Atlas) -> str:
    """Give a hash of all areas and numbers, so that a change from outside is noticed."""
    total = hashlib.sha256()
    for level in sorted(atlas.cubes):
        cube, areas = atlas.cubes[level], atlas.levels[level]
        total.update(repr((level, areas.ids, areas.names, areas.parents, cube.value.shape)).encode())
        for array in (cube.value, cube.numerator, cube.denominator, cube.residents):
            total.update(np.ascontiguousarray(np.where(np.isnan(array), np.nan, array) + 0.0).tobytes())
        total.update(np.ascontiguousarray(cube.reason).tobytes())
        for wkb in shapely.to_wkb(areas.geometry, byte_order=1, flavor="iso"):
            total.update(wkb or b"")
    return total.hexdigest()


def _facts(atlas: Atlas, level: LevelName, cube: Cube) -> Iterator[tuple[object, ...]]:
    labels = {int(reason): reason.label for reason in Reason}
    arrays = (cube.value, cube.numerator, cube.denominator)
    for area, key in enumerate(atlas.levels[level].ids):
        numbers, reasons = [array[area].tolist() for array in arrays], cube.reason[area].tolist()
        for position, indicator in enumerate(atlas.indicators):
            for at, year in enumerate(atlas.years):
                cells = (_cell(array[position][at]) for array in numbers)
                yield level, key, indicator.id, year, *cells, labels[reasons[position][at]]


def _cell(number: float) -> float | None:
    return None if number != number else number


def _blocks(rows: sqlite3.Cursor) -> Iterator[list[tuple[object, ...]]]:
    while block := rows.fetchmany(_BLOCK):
        yield block


def _residents(database: sqlite3.Connection, level: LevelName, ids: Sequence[str], years: Sequence[int]) -> np.ndarray:
    expected = [(key, year) for key in ids for year in years]
    rows = database.execute(_RESIDENTS_OF, (level,)).fetchmany(len(expected) + 1)
    if [row[:2] for row in rows] != expected:
        raise ValueError(f"residents: rows of {level} missing or in another order")
    return np.array([row[2] for row in rows], dtype=float).reshape(len(ids), len(years))

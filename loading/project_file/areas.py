"""Layers of a project file: the areas of each level in their delivered coordinates, facilities, waters."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from loading.atlas import Atlas, LevelName, Quarters
from loading.joining.namesakes import told_apart
from loading.maps import crs
from loading.project_file import records
from loading.project_file.blobs import from_blobs, to_blobs
from loading.project_file.geopackage_tables import WGS84_ID, Registry, exact_wkt
from loading.project_file.statements import columns_of, create, insert, select
from loading.recognised import Facility, Scenery

MOST_AREAS = 250_000
_LEVELS: tuple[LevelName, ...] = ("quarter", "district", "city")
_COLUMNS = {"geom": "", "key": "TEXT", "name": "TEXT", "parent": "TEXT", "is_one_part": "BOOLEAN"}
_WHERE = ("longitude", "latitude")


@dataclass(frozen=True)
class Layer:
    """Where the areas of a level stand.

    Attributes
    ----------
    level : {"quarter", "district", "city"}
    table : str
    crs : str
        Well-known text, exactly as the Atlas has it.
    """

    level: LevelName
    table: str
    crs: str


def table_of(level: LevelName, vintage: str | None) -> str:
    """Name the table of a level; that of the quarters carries what the boundaries are valid for.

    Examples
    --------
    >>> table_of("quarter", "31.12.2024"), table_of("quarter", None), table_of("district", "2024")
    ('quarters_31_12_2024', 'quarters', 'districts')
    """
    if level != "quarter":
        return {"district": "districts", "city": "city"}[level]
    valid = re.sub(r"[^a-z0-9]+", "_", (vintage or "").lower()).strip("_")[:40]
    return f"quarters_{valid}" if valid else "quarters"


def write_areas(registry: Registry, atlas: Atlas) -> list[Layer]:
    """Write the areas of each level, and what only lies on the map."""
    layers = []
    for level in [level for level in _LEVELS if level in atlas.levels]:
        areas, table = atlas.levels[level], table_of(level, atlas.vintage)
        number = registry.system(areas.crs)
        create(registry.database, table, {**_COLUMNS, "geom": "MULTIPOLYGON"})
        insert(registry.database, table, _COLUMNS, _rows(areas, _above(atlas, level), number))
        registry.features(table, table, areas.geometry, "MULTIPOLYGON", number)
        layers.append(Layer(level, table, exact_wkt(areas.crs)))
    points = np.empty(len(atlas.facilities), dtype=object)
    points[:] = [shapely.Point(one.longitude, one.latitude) for one in atlas.facilities]
    _write_places(registry, "facilities", "POINT", points, atlas.facilities, _WHERE)
    outlines = np.empty(len(atlas.scenery), dtype=object)
    outlines[:] = [one.geometry for one in atlas.scenery]
    _write_places(registry, "scenery", "MULTIPOLYGON", outlines, atlas.scenery, ("geometry",))
    return layers


def read_areas(database: sqlite3.Connection, layers: Sequence[Layer], file: str) -> dict[LevelName, Quarters]:
    """Read the areas of each level.

    Raises
    ------
    ValueError
        If they are not what :func:`write_areas` writes.
    DataFileError
        ``crs.unreadable``.
    """
    levels: dict[LevelName, Quarters] = {}
    for layer in sorted(layers, key=lambda one: _LEVELS.index(one.level), reverse=True):
        rows = select(database, layer.table, list(_COLUMNS), MOST_AREAS)
        blobs, keys, names, above, single = zip(*rows, strict=True) if rows else ([],) * 5
        higher = next((levels[level] for level in _LEVELS[_LEVELS.index(layer.level) + 1 :] if level in levels), None)
        positions = {key: position for position, key in enumerate(higher.ids)} if higher else {}
        if not all(isinstance(text, str) for text in (*keys, *names)):
            raise ValueError(f"{layer.table}: a key or name that is no text")
        geometry = from_blobs(blobs, single)
        geometry.setflags(write=False)
        parents = tuple(positions.get(key, -1) for key in above)
        system = crs.from_wkt(layer.crs, file)
        lies_in = [higher.names[parent] if parent >= 0 else "" for parent in parents] if higher else ()
        called = told_apart(names, keys, lies_in)
        levels[layer.level] = Quarters(layer.level, tuple(keys), called, parents, geometry, system)
    return {level: levels[level] for level in _LEVELS if level in levels}


def read_facilities(database: sqlite3.Connection) -> tuple[Facility, ...]:
    """Read the places of the social infrastructure."""
    points, rows = _read_places(database, "facilities", Facility, _WHERE)
    where = zip(shapely.get_x(points).tolist(), shapely.get_y(points).tolist(), strict=True)
    return tuple(
        records.record(Facility, row, longitude=east, latitude=north)
        for row, (east, north) in zip(rows, where, strict=True)
    )


def read_scenery(database: sqlite3.Connection) -> tuple[Scenery, ...]:
    """Read waters and the like."""
    outlines, rows = _read_places(database, "scenery", Scenery, ("geometry",))
    return tuple(records.record(Scenery, row, geometry=shape) for row, shape in zip(rows, outlines, strict=True))


def _above(atlas: Atlas, level: LevelName) -> Quarters | None:
    higher = _LEVELS[_LEVELS.index(level) + 1 :]
    return next((atlas.levels[one] for one in higher if one in atlas.levels), None)


def _rows(areas: Quarters, above: Quarters | None, number: int) -> list[tuple[object, ...]]:
    parents = [above.ids[at] if above and at >= 0 else None for at in areas.parents]
    blobs, single = to_blobs(areas.geometry, number), shapely.get_type_id(areas.geometry) == 3
    return list(zip(blobs, areas.ids, areas.names, parents, single.tolist(), strict=True))


def _write_places(
    registry: Registry, table: str, kind: str, geometry: np.ndarray, places: Sequence[Any], without: tuple[str, ...]
) -> None:
    cls = Facility if table == "facilities" else Scenery
    columns = {"geom": kind, "is_one_part": "BOOLEAN", **records.columns(cls, without)}
    create(registry.database, table, columns)
    blobs, single = to_blobs(geometry, WGS84_ID), (shapely.get_type_id(geometry) == 3).tolist()
    rows = [(blob, one, *records.row(place, without)) for blob, one, place in zip(blobs, single, places, strict=True)]
    insert(registry.database, table, columns, rows)
    registry.features(table, table, geometry, kind, WGS84_ID)


def _read_places(
    database: sqlite3.Connection, table: str, cls: type, without: tuple[str, ...]
) -> tuple[np.ndarray, list[Mapping[str, Any]]]:
    known = [name for name in columns_of(database, table) if name in records.columns(cls, without)]
    rows = select(database, table, ["geom", "is_one_part", *known], MOST_AREAS)
    geometry = from_blobs([row[0] for row in rows], [row[1] for row in rows])
    return geometry, [dict(zip(known, row[2:], strict=True)) for row in rows]

"""GeoPackages: looked through as plain SQLite first, so that nothing in them runs; then read layer by layer."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.locating.confirming import located
from loading.maps import crs
from loading.vectors.attributes import as_text, cleaned
from loading.vectors.drivers import read_features
from loading.vectors.layer import VectorLayer

APPLICATION_IDS = (b"GPKG", b"GP10", b"GP11")
_SECONDS = 3.0
_STEPS = 10_000


def read_geopackage(file: OpenedFile, choices: Choices | None = None) -> tuple[VectorLayer, ...]:
    """Read every layer of features that is a real table.

    Parameters
    ----------
    file : OpenedFile
        ``path`` is a copy that nobody else writes to, named ``*.gpkg``.
    choices : Choices, optional
        What was decided about its layers.

    Returns
    -------
    tuple of VectorLayer
        In the order of the file. Views are left out and reported, see ``geopackage.view``.

    Raises
    ------
    DataFileError
        ``geopackage.damaged``, ``geopackage.virtual_table``, ``geopackage.no_layers`` or a problem of ``crs``;
        ``geopackage.no_crs`` as an :class:`~loading.questions.OpenQuestion`.
    """
    names, views = _layer_names(file)
    if not names:
        raise DataFileError(file.name, "geopackage.no_layers", views=", ".join(views[:3]) or "–")
    left_out = tuple(Finding("warning", file.label, "geopackage.view", {"layer": view}) for view in views)
    several = len(names) > 1
    layers = [_read_layer(file, name, several, choices or Choices()) for name in names]
    return (_with_findings(layers[0], left_out), *layers[1:])


def _layer_names(file: OpenedFile) -> tuple[list[str], list[str]]:
    try:
        with closing(sqlite3.connect(f"file:{_quoted(file.path)}?mode=ro&immutable=1", uri=True)) as database:
            database.set_progress_handler(_deadline(), _STEPS)
            kinds = dict(database.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
            virtual = "SELECT name FROM sqlite_master WHERE sql LIKE 'create virtual%' AND sql NOT LIKE '%using rtree%'"
            unsafe = [row[0] for row in database.execute(virtual)]
            if kinds.get("gpkg_contents") != "table":
                raise DataFileError(file.name, "geopackage.damaged", given="gpkg_contents")
            listed = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid"
            names = [str(row[0]) for row in database.execute(listed)]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DataFileError(file.name, "geopackage.damaged", given=str(error)[:80]) from None
    if unsafe:
        raise DataFileError(file.name, "geopackage.virtual_table", table=unsafe[0])
    return [name for name in names if kinds.get(name) == "table"], [name for name in names if kinds.get(name) == "view"]


def _read_layer(file: OpenedFile, name: str, several: bool, choices: Choices) -> VectorLayer:
    meta, geometry, fields = read_features(file.path, file.name, layer=name)
    label = f"{file.label} / {name}" if several else file.label
    choice = choices.of_layer(file.name, name)
    declared = crs.from_name(meta["crs"], label) if meta["crs"] and not choice.crs else None
    texts = {column: as_text(values) for column, values in zip(meta["fields"], fields, strict=True)}
    columns, findings = cleaned(texts, label)
    geometry, system, placed = located(geometry, declared, choice, columns, label, "geopackage.no_crs", layer=name)
    return VectorLayer(file.name, name, "geopackage", "utf-8", columns, geometry, system, (*placed, *findings))


def _with_findings(layer: VectorLayer, further: tuple[Finding, ...]) -> VectorLayer:
    together = (*further, *layer.findings)
    return VectorLayer(
        layer.file, layer.layer, layer.format, layer.encoding, layer.columns, layer.geometry, layer.crs, together
    )


def _deadline() -> Callable[[], int]:
    end = time.monotonic() + _SECONDS
    return lambda: int(time.monotonic() > end)


def _quoted(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file:")

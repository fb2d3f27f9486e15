"""Shapefiles: outlines by GDAL, attributes byte by byte, the reference system from its own text."""

from pathlib import Path

import pyproj

from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.content import stem_of
from loading.files.opened_file import OpenedFile
from loading.files.shapefile_parts import HIDDEN_FROM_GDAL
from loading.locating.confirming import located
from loading.maps import crs
from loading.vectors.attributes import Columns, Decoding, cleaned, declared_encoding, decoded, decoding_of
from loading.vectors.dbf import language_driver, read_attributes
from loading.vectors.drivers import read_features
from loading.vectors.layer import VectorLayer


def read_shapefile(file: OpenedFile, choices: Choices | None = None) -> tuple[VectorLayer, ...]:
    """Read the one layer of a shapefile whose parts lie side by side under one stem.

    Parameters
    ----------
    file : OpenedFile
        ``path`` is our copy of the ``.shp``; its parts were checked by :mod:`loading.files.shapefile_parts`.
    choices : Choices, optional
        What was decided about its layer.

    Returns
    -------
    tuple of VectorLayer
        One layer; attributes are text in the encoding that the bytes have, not the one that is claimed.

    Raises
    ------
    DataFileError
        ``opening.unreadable``, ``crs.unreadable``; ``opening.missing_prj``, ``crs.not_degrees`` or
        ``crs.does_not_fit`` as an :class:`~loading.questions.OpenQuestion`.
    """
    choice = (choices or Choices()).of_layer(file.name, file.layer)
    declared, without = (None, {}) if choice.crs else _declared(file)
    _, geometry, _ = read_features(file.path, file.name, columns=[])
    columns, decoding = _decoded(file.path, choice.encoding)
    if any(len(values) != len(geometry) for values in columns.values()):
        raise DataFileError(file.name, "opening.damaged_part", part=f"{file.layer or file.path.stem}.dbf")
    clean, findings = cleaned(columns, file.label)
    geometry, system, placed = located(geometry, declared, choice, clean, file.label, **without)
    findings = (*placed, *_contradiction(decoding, file.label), *findings)
    return (VectorLayer(file.name, file.layer, "shapefile", decoding.encoding, clean, geometry, system, findings),)


def _declared(file: OpenedFile) -> tuple[pyproj.CRS | None, dict[str, str]]:
    """Read the system of the ``.prj``; where there is none, or none that can be read, what is to be asked."""
    part = file.path.with_suffix(HIDDEN_FROM_GDAL[".prj"])
    if not part.exists():
        return None, {"without": "opening.missing_prj", "missing": f"{stem_of(file.layer or file.name)}.prj"}
    try:
        return crs.from_wkt(part.read_text(encoding="utf-8", errors="replace"), file.label), {}
    except DataFileError as error:
        return None, {"without": error.problem, "given": str(error.found["given"])}


def _decoded(path: Path, confirmed: str | None) -> tuple[Columns, Decoding]:
    code_page, table = path.with_suffix(HIDDEN_FROM_GDAL[".cpg"]), path.with_suffix(".dbf")
    named = code_page.read_text(encoding="latin-1") if code_page.exists() else None
    raw = read_attributes(table)
    declared = declared_encoding(named, language_driver(table))
    decoding = (
        Decoding(confirmed, None)
        if confirmed
        else decoding_of([*raw, *(value for values in raw.values() for value in values)], declared)
    )
    columns = {
        decoded(name, decoding.encoding): tuple(decoded(value, decoding.encoding) for value in values)
        for name, values in raw.items()
    }
    return columns, decoding


def _contradiction(decoding: Decoding, place: str) -> tuple[Finding, ...]:
    if not decoding.contradicts:
        return ()
    values = {"declared": decoding.declared, "encoding": decoding.encoding}
    return (Finding("info", place, "attributes.wrong_encoding", values),)

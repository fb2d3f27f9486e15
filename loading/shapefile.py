"""Shapefiles: are all parts there and as long as their headers say, and what is in them."""

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyogrio.errors
import shapely

from loading import crs
from loading.attributes import Columns, Decoding, cleaned, declared_encoding, decoded, decoding_of
from loading.dbf import expected_size, language_driver, read_attributes
from loading.errors import DataFileError, Finding
from loading.gdal import vector_reader
from loading.vectors import OpenedFile, VectorLayer

REQUIRED_PARTS = (".shp", ".shx", ".dbf", ".prj")
PARTS = (*REQUIRED_PARTS, ".cpg")
_FILE_CODE = b"\x00\x00\x27\x0a"
_HEADER = 100
_SMALLEST_RECORD = 12


def require_parts(parts: Mapping[str, Path], name: str, stem: str) -> None:
    """Refuse a shapefile of which a part is missing, or shorter or longer than its header says.

    Parameters
    ----------
    parts : mapping of suffix to Path
        Suffixes in lower case, such as ``".shp"``.
    name, stem : str
        File as its owner named it, and the layer's name in it.

    Raises
    ------
    DataFileError
        ``opening.missing_part`` (with the bounds' likely systems when the ``.prj`` is missing) or
        ``opening.damaged_part``.
    """
    for suffix in (".shp", ".shx", ".dbf"):
        if suffix not in parts:
            code = "opening.missing_shp" if suffix == ".shp" else "opening.missing_part"
            raise DataFileError(name, code, missing=f"{stem}{suffix}", found=", ".join(sorted(parts)))
    for suffix in (".shp", ".shx", ".dbf"):
        require_true_header(parts[suffix], suffix, name, stem)
    if parts[".shx"].stat().st_size - _HEADER > (parts[".shp"].stat().st_size - _HEADER) / _SMALLEST_RECORD * 8:
        raise DataFileError(name, "opening.damaged_part", part=f"{stem}.shx")
    if ".prj" not in parts:
        bounds = struct.unpack("<4d", parts[".shp"].read_bytes()[36:68])
        likely = crs.likely_systems(bounds)
        raise DataFileError(
            name, "opening.missing_prj", missing=f"{stem}.prj", bounds=crs.written(bounds), likely=likely
        )


def require_true_header(path: Path, suffix: str, name: str, stem: str) -> None:
    """Refuse a ``.shp``, ``.shx`` or ``.dbf`` whose header does not fit the size of the file.

    Raises
    ------
    DataFileError
        ``opening.damaged_part``.
    """
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
    size = path.stat().st_size
    if suffix == ".dbf":
        fits = len(header) >= 32 and expected_size(header) <= size
    else:
        fits = len(header) == _HEADER and header[:4] == _FILE_CODE
        fits = fits and 2 * int.from_bytes(header[24:28], "big") == size
        fits = fits and (suffix == ".shp" or (size - _HEADER) % 8 == 0)
    if not fits:
        raise DataFileError(name, "opening.damaged_part", part=f"{stem}{suffix}")


def read_shapefile(file: OpenedFile) -> tuple[VectorLayer, ...]:
    """Read the one layer of a shapefile whose parts lie side by side under one stem.

    Parameters
    ----------
    file : OpenedFile
        ``path`` is the ``.shp``; its parts were checked by :func:`require_parts`.

    Returns
    -------
    tuple of VectorLayer
        One layer; attributes are text in the encoding that the bytes have, not the one that is claimed.

    Raises
    ------
    DataFileError
        ``opening.unreadable``, ``crs.unreadable`` or ``crs.does_not_fit``.
    """
    system = crs.from_wkt(file.path.with_suffix(".prj").read_text(encoding="utf-8", errors="replace"), file.label)
    try:
        _, _, wkb, _ = vector_reader().read(file.path, columns=[], force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        raise DataFileError(file.name, "opening.unreadable", given=str(error)[:80]) from None
    geometry = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    columns, decoding = _decoded(file.path)
    if any(len(values) != len(geometry) for values in columns.values()):
        raise DataFileError(file.name, "opening.damaged_part", part=f"{file.layer or file.path.stem}.dbf")
    crs.require_fitting(geometry, system, file.label)
    clean, findings = cleaned(columns, file.label)
    findings = (*file.findings, *_contradiction(decoding, file.label), *findings)
    return (VectorLayer(file.name, file.layer, "shapefile", decoding.encoding, clean, geometry, system, findings),)


def _decoded(path: Path) -> tuple[Columns, Decoding]:
    code_page, table = path.with_suffix(".cpg"), path.with_suffix(".dbf")
    named = code_page.read_text(encoding="latin-1") if code_page.exists() else None
    raw = read_attributes(table)
    declared = declared_encoding(named, language_driver(table))
    decoding = decoding_of([*raw, *(value for values in raw.values() for value in values)], declared)
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

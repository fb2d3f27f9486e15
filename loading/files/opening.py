"""The door: files come in, are recognised by their content, unpacked, grouped, or refused with one plain message."""

import shutil
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loading.errors import DataFileError, Finding
from loading.files.archives import require_harmless_office_file
from loading.files.content import Content, content_of, looks_like_columns, stem_of, suffix_of
from loading.files.opened_file import OpenedFile
from loading.files.passing import passing
from loading.files.shapefile_parts import PARTS, copy_path, require_parts
from loading.files.unpacking import unpack
from loading.ingest.progress import report
from loading.vectors.attributes import examples

OFFICE = (".xlsx", ".xls", ".ods")
_SHAPEFILE_PARTS = ("shp", "shx", "dbf", "prj", "cpg", "sidecar")


@dataclass(frozen=True)
class _Arrival:
    path: Path
    name: str
    content: Content


class _Folder:
    """A temporary folder that vanishes with the last opened file that needs it."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=passing("quartierblick-")))
        self._removal = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def opened(
    paths: Sequence[Path], names: Mapping[Path, str] | None = None, folder: Path | None = None
) -> list[OpenedFile]:
    """Open files as a town hall delivers them.

    Parameters
    ----------
    paths : sequence of Path
        Maps, tables, archives, parts of shapefiles. Beside a lone ``.shp`` its other parts are found.
    names : mapping of Path to str, optional
        Names as their owner gave them, where the files lie under other names, as uploads do.
    folder : Path, optional
        Where copies go; its owner removes them. Without it they vanish with the last OpenedFile.

    Returns
    -------
    list of OpenedFile
        Every layer and every table one entry, in the order of ``paths``.

    Raises
    ------
    DataFileError
        With the first file that cannot be used: what was found and what its owner can do.
    """
    names = names or {}
    keeper = None if folder else _Folder()
    target = folder or (keeper.path if keeper else Path())
    arrivals = [_arrival(path, names.get(path, path.name)) for path in _with_siblings(paths, names)]
    result: list[OpenedFile] = []
    done: set[str | None] = set()
    for number, arrival in enumerate(arrivals):
        report("opening", arrival.name, number + 1, len(arrivals))
        place = target / str(number)
        if arrival.content in _SHAPEFILE_PARTS:
            key = _group(arrival, names)
            if key not in done:
                done.add(key)
                result.append(_shapefile([one for one in arrivals if _group(one, names) == key], place))
        elif arrival.content == "zip":
            result.extend(_members(arrival, place))
        else:
            result.append(_single(arrival, place))
    return [replace(file, folder=keeper) for file in result]


def _with_siblings(paths: Sequence[Path], names: Mapping[Path, str]) -> list[Path]:
    """Add the other parts that lie beside a ``.shp``, except where names say that it was uploaded."""
    together = list(dict.fromkeys(paths))
    for path in paths:
        if path in names or suffix_of(path.name) != ".shp" or not path.is_file():
            continue
        beside = [
            one for one in sorted(path.parent.iterdir()) if stem_of(one.name) == path.stem and one not in together
        ]
        together += [one for one in beside if suffix_of(one.name) in PARTS]
    return together


def _arrival(path: Path, name: str) -> _Arrival:
    if path.is_dir():
        raise DataFileError(name, "opening.folder")
    if not path.is_file():
        raise DataFileError(name, "opening.not_found")
    return _Arrival(path, name, content_of(path, name))


def _group(arrival: _Arrival, names: Mapping[Path, str]) -> str | None:
    """Give what the parts of one shapefile have in common: folder and stem; None for every other file."""
    if arrival.content not in _SHAPEFILE_PARTS:
        return None
    stem = stem_of(arrival.name).lower()
    return stem if arrival.path in names else f"{arrival.path.parent}/{stem}"


def _shapefile(arrivals: Sequence[_Arrival], place: Path) -> OpenedFile:
    parts: dict[str, _Arrival] = {}
    for arrival in arrivals:
        suffix = suffix_of(arrival.name) if arrival.content in ("sidecar", "prj", "cpg") else f".{arrival.content}"
        if suffix in parts:
            raise DataFileError(arrival.name, "opening.same_name_twice", first=parts[suffix].name, second=arrival.name)
        if suffix in PARTS:
            parts[suffix] = arrival
    name = parts[".shp"].name if ".shp" in parts else arrivals[0].name
    place.mkdir(parents=True)
    copies = {suffix: copy_path(place, suffix) for suffix in parts}
    for suffix, arrival in parts.items():
        shutil.copyfile(arrival.path, copies[suffix])
    require_parts(copies, name, stem_of(name))
    return OpenedFile(name, copies[".shp"], "shapefile")


def _members(arrival: _Arrival, place: Path) -> list[OpenedFile]:
    unpacked, left_out = unpack(arrival.path, arrival.name, place)
    files: list[OpenedFile] = []
    for entry in unpacked:
        if entry.is_shapefile:
            files.append(OpenedFile(arrival.name, entry.path, "shapefile", entry.member.rsplit("/", 1)[-1]))
            continue
        inner = _Arrival(entry.path, entry.member, content_of(entry.path, entry.member))
        if inner.content == "zip":
            raise DataFileError(arrival.name, "opening.zip_in_zip", member=entry.member)
        files.append(replace(_single(inner, entry.path.parent / "copy"), name=arrival.name, layer=entry.member))
    if left_out:
        values = {"n": len(left_out), "examples": examples(left_out)}
        files[0] = replace(files[0], findings=(Finding("info", arrival.name, "opening.left_out", values),))
    return files


def _single(arrival: _Arrival, place: Path) -> OpenedFile:
    if arrival.content in ("xlsx", "ods"):
        require_harmless_office_file(arrival.path, arrival.name)
    if arrival.content == "csv" and suffix_of(arrival.name) in OFFICE and not looks_like_columns(arrival.path):
        raise DataFileError(arrival.name, "opening.no_spreadsheet")
    if arrival.content == "geopackage":
        return _geopackage(arrival, place)
    if arrival.content in ("xlsx", "ods", "xls", "geojson", "csv", "json"):
        return OpenedFile(arrival.name, arrival.path, arrival.content)
    raise DataFileError(arrival.name, "opening.not_recognised")


def _geopackage(arrival: _Arrival, place: Path) -> OpenedFile:
    """Copy a GeoPackage, since SQLite may write beside the file it reads; refuse one that is still being written."""
    journal = arrival.path.with_name(f"{arrival.path.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise DataFileError(arrival.name, "opening.geopackage_in_use", journal=journal.name)
    place.mkdir(parents=True)
    copy = place / "layer.gpkg"
    shutil.copyfile(arrival.path, copy)
    return OpenedFile(arrival.name, copy, "geopackage")

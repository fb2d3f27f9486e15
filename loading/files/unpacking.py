"""What an archive holds: layers of shapefiles in any folder of it, other data files, and what is left out."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loading.errors import DataFileError
from loading.files.archives import checked_members, copy_member, member_name
from loading.files.content import stem_of, suffix_of
from loading.files.shapefile_parts import PARTS, copy_path, require_parts

_DATA = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".gpkg", ".geojson", ".json")
_SILENT = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_BESIDE_A_LAYER = (".sbn", ".sbx", ".qpj", ".qix", ".qmd", ".shp.xml", ".shp.iso.xml", ".fix", ".atx")
_OTHER_MAPS = {
    **{".kml": "KML", ".gml": "GML", ".gdbtable": "Esri File Geodatabase", ".tab": "MapInfo TAB", ".dxf": "DXF"},
    **{".mif": "MapInfo MIF", ".fgb": "FlatGeobuf", ".gpx": "GPX", ".vrt": "VRT", ".kmz": "KMZ", ".dwg": "DWG"},
    **{".parquet": "GeoParquet", ".topojson": "TopoJSON", ".e00": "ArcInfo E00", ".sqlite": "SpatiaLite"},
}


@dataclass(frozen=True)
class Unpacked:
    """One data file of an archive.

    Attributes
    ----------
    path : Path
        The copy, under a name of our own; of a shapefile the ``.shp``.
    member : str
        Name in the archive, folders included; of a shapefile without the extension.
    """

    path: Path
    member: str

    @property
    def is_shapefile(self) -> bool:
        """Whether the parts of a shapefile lie beside it."""
        return self.path.suffix == ".shp"


def unpack(path: Path, name: str, folder: Path) -> tuple[tuple[Unpacked, ...], tuple[str, ...]]:
    """Copy the data files of an archive.

    Parameters
    ----------
    path : Path
        The archive.
    name : str
        As its owner named it.
    folder : Path
        Where the copies go, each into a folder of its own.

    Returns
    -------
    unpacked : tuple of Unpacked
        At least one.
    left_out : tuple of str
        Members that are no data.

    Raises
    ------
    DataFileError
        As :func:`loading.files.archives.checked_members`; ``opening.zip_in_zip``, ``opening.nothing_in_zip``,
        ``opening.same_name_twice`` and all of :func:`loading.files.shapefile_parts.require_parts`.
    """
    members = [(member_name(info), info) for info in checked_members(path, name)]
    members = [(member, info) for member, info in members if not _is_silent(member)]
    layers = _layers(members, name)
    unpacked: list[Unpacked] = []
    left_out: list[str] = []
    for stem, parts in layers.items():
        target = folder / str(len(unpacked))
        unpacked.append(_copied_layer(path, name, stem, parts, target))
    for member, info in members:
        suffix = suffix_of(member)
        if suffix == ".zip":
            raise DataFileError(name, "opening.zip_in_zip", member=member)
        if suffix in _DATA:
            target = folder / str(len(unpacked)) / f"data{suffix}"
            target.parent.mkdir(parents=True)
            copy_member(path, name, info, target)
            unpacked.append(Unpacked(target, member))
        elif not _belongs_to(member, layers):
            left_out.append(member)
    if not unpacked:
        raise _nothing(name, left_out)
    return tuple(unpacked), tuple(left_out)


def _layers(
    members: Sequence[tuple[str, zipfile.ZipInfo]], name: str
) -> dict[str, dict[str, tuple[str, zipfile.ZipInfo]]]:
    """Group the parts of shapefiles by folder and stem, whatever the case of their letters."""
    groups: dict[str, dict[str, tuple[str, zipfile.ZipInfo]]] = {}
    for member, info in members:
        suffix = suffix_of(member)
        if suffix in PARTS:
            parts = groups.setdefault(_key(member), {})
            if suffix in parts:
                raise DataFileError(name, "opening.same_name_twice", first=parts[suffix][0], second=member)
            parts[suffix] = (member, info)
    with_shapes = {key: parts for key, parts in groups.items() if ".shp" in parts}
    if groups and not with_shapes and any(".dbf" in parts or ".shx" in parts for parts in groups.values()):
        stem = stem_of(next(iter(next(iter(groups.values())).values()))[0])
        found = ", ".join(sorted(suffix for parts in groups.values() for suffix in parts))
        raise DataFileError(name, "opening.missing_shp", missing=f"{stem}.shp", found=found)
    return with_shapes


def _copied_layer(
    path: Path, name: str, key: str, parts: dict[str, tuple[str, zipfile.ZipInfo]], folder: Path
) -> Unpacked:
    member = parts[".shp"][0]
    folder.mkdir(parents=True)
    copies = {suffix: copy_path(folder, suffix) for suffix in parts}
    for suffix, (_, info) in parts.items():
        copy_member(path, name, info, copies[suffix])
    require_parts(copies, name, stem_of(member))
    return Unpacked(copies[".shp"], member[: len(key)])


def _key(member: str) -> str:
    return member[: len(member) - len(suffix_of(member))].lower()


def _belongs_to(member: str, layers: dict[str, dict[str, tuple[str, zipfile.ZipInfo]]]) -> bool:
    return suffix_of(member) in (*PARTS, *_BESIDE_A_LAYER) and _key(member) in layers


def _is_silent(member: str) -> bool:
    lower = member.lower()
    return lower.startswith(_SILENT[0]) or lower.rsplit("/", 1)[-1] in _SILENT[1:]


def _nothing(name: str, left_out: Sequence[str]) -> DataFileError:
    if not left_out:
        return DataFileError(name, "opening.empty_zip")
    if any(suffix_of(member) == ".qgs" for member in left_out):
        return DataFileError(name, "opening.project")
    if suffix_of(name) == ".kmz":
        return DataFileError(name, "opening.other_map_format", format="KMZ")
    other = next((_OTHER_MAPS[suffix_of(member)] for member in left_out if suffix_of(member) in _OTHER_MAPS), None)
    if other is not None:
        return DataFileError(name, "opening.other_map_format", format=other)
    return DataFileError(name, "opening.nothing_in_zip", found="; ".join(left_out[:3]))

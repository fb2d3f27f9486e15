"""Made map files: shapefiles, GeoJSON and archives of small squares, to be broken one way at a time."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely

from loading.errors import DataFileError
from loading.files.opened_file import OpenedFile
from loading.files.opening import opened
from loading.maps.boundaries import read_boundaries
from loading.recognised import Boundaries
from loading.vectors.drivers import vector_reader
from tests.loading.squares import square
from texts import LANGUAGES, load_texts

NAMES = {"NR": ("01", "02", "03"), "NAME": ("Brück", "Süd", "Öst")}
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def shapefile(
    path: Path,
    columns: Mapping[str, Sequence[object]] = NAMES,
    geometry: Sequence[shapely.Geometry | None] | None = None,
    epsg: int = 25832,
    encoding: str = "UTF-8",
) -> Path:
    """Write a shapefile with all of its parts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = "Polygon" if geometry is None or geometry[0] is None else geometry[0].geom_type
    write(path, "ESRI Shapefile", columns, geometry, epsg, geometry_type=kind, encoding=encoding)
    path.with_suffix(".prj").write_text(pyproj.CRS.from_epsg(epsg).to_wkt("WKT1_ESRI"), encoding="utf-8")
    return path


def geopackage(path: Path, layer: str = "quartiere", append: bool = False) -> Path:
    """Write a GeoPackage of three squares, or add such a layer to it."""
    write(path, "GPKG", NAMES, None, 25832, geometry_type="Polygon", layer=layer, append=append)
    return path


def geopackage_of(
    path: Path,
    layer: str,
    columns: Mapping[str, Sequence[object]],
    geometry: Sequence[shapely.Geometry | None] | None = None,
    append: bool = False,
) -> Path:
    """Write a layer of a GeoPackage, or add one."""
    write(path, "GPKG", columns, geometry, 25832, geometry_type="Polygon", layer=layer, append=append)
    return path


def write(
    path: Path,
    driver: str,
    columns: Mapping[str, Sequence[object]],
    geometry: Sequence[shapely.Geometry | None] | None,
    epsg: int,
    **options: object,
) -> None:
    rows = len(next(iter(columns.values())))
    shapes = [square(row) for row in range(rows)] if geometry is None else geometry
    vector_reader().write(
        path,
        geometry=shapely.to_wkb(np.array(shapes, dtype=object)),
        field_data=[np.array(values) for values in columns.values()],
        fields=list(columns),
        driver=driver,
        crs=f"EPSG:{epsg}",
        **options,
    )


def feature(geometry: Mapping[str, Any] | shapely.Geometry | None, /, **properties: object) -> dict[str, Any]:
    """Make one GeoJSON feature."""
    shape = json.loads(shapely.to_geojson(geometry)) if isinstance(geometry, shapely.Geometry) else geometry
    return {"type": "Feature", "properties": properties, "geometry": shape}


def degrees(column: int = 0) -> shapely.Polygon:
    """Make a square of a hundredth of a degree in Köln."""
    return shapely.box(6.90 + 0.01 * column, 50.90, 6.91 + 0.01 * column, 50.91)


def geojson(path: Path, features: Sequence[Mapping[str, Any]], **members: object) -> Path:
    """Write a FeatureCollection."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}), encoding="utf-8")
    return path


def zipped(path: Path, members: Mapping[str, Path | bytes]) -> Path:
    """Pack files or bytes under the names given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content.read_bytes() if isinstance(content, Path) else content)
    return path


def zipped_shapefile(path: Path, source: Path, prefix: str = "") -> Path:
    """Pack all parts of a shapefile."""
    parts = [source.with_suffix(suffix) for suffix in PARTS if source.with_suffix(suffix).exists()]
    return zipped(path, {f"{prefix}{part.name}": part for part in parts})


def boundaries_in(path: Path) -> Boundaries:
    """Open a file and read its only layer."""
    (file,) = opened([path])
    (layer,) = read_boundaries(file)
    return layer


def opened_one(path: Path) -> OpenedFile:
    (file,) = opened([path])
    return file


def refusal(*paths: Path, names: Mapping[Path, str] | None = None) -> DataFileError:
    """Open and read files that must be refused, in words of both languages."""
    with pytest.raises(DataFileError) as caught:
        read_maps(paths, names)
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            assert load_texts(language)(f"{caught.value.problem}.{part}", **caught.value.found)
    return caught.value


def read_maps(paths: Sequence[Path], names: Mapping[Path, str] | None) -> None:
    """Open files and read those that are maps."""
    for file in opened(paths, names):
        if not file.is_table:
            read_boundaries(file)


def worded(boundaries: Boundaries | None = None, findings: Sequence[Any] = ()) -> dict[str, str]:
    """Word findings in German by their code, and check the English and the repair."""
    found = [*(boundaries.findings if boundaries else ()), *findings]
    for finding in found:
        for language in LANGUAGES:
            load_texts(language)(f"{finding.code}.text", **finding.values)
            load_texts(language)(f"{finding.code}.repair", **finding.values)
    return {finding.code: load_texts("de")(f"{finding.code}.text", **finding.values) for finding in found}

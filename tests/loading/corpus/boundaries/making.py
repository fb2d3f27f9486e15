"""Small maps of nine squares in Köln, written in one way each."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
import shapely.affinity

from loading.vectors.dbf import language_driver
from tests.loading.made_files import (
    feature,
    geojson,
    geopackage_of,
    shapefile,
    zipped,
    zipped_shapefile,
)

KEYS = tuple(f"{number:02d}" for number in range(1, 10))
NAMES = ("Brück", "Süd", "Öst", "Nord", "West", "Mitte", "Hafen", "Zoo", "Wald")
ASCII = ("Mnster", "Nord", "Sued", "Dsseldorf", "West", "Mitte", "Hafen", "Zoo", "Wald")
COLUMNS: Mapping[str, Sequence[object]] = {"NR": KEYS, "NAME": NAMES}
KOELN = (355_000.0, 5_643_000.0)


def squares(number: int = 9, origin: tuple[float, float] = KOELN, size: float = 1000.0) -> list[shapely.Geometry]:
    """Squares in rows of three; the default lies in Köln in UTM 32."""
    west, south = origin
    return [
        shapely.box(west + size * column, south + size * row, west + size * (column + 1), south + size * (row + 1))
        for row, column in (divmod(position, 3) for position in range(number))
    ]


def moved(epsg: int, *, exchanged: bool = False) -> list[shapely.Geometry]:
    """Give the squares of Köln in another system."""
    move = pyproj.Transformer.from_crs(25832, epsg, always_xy=True)

    def change(points: Any) -> Any:
        x, y = move.transform(points[:, 0], points[:, 1])
        return list(zip(*((y, x) if exchanged else (x, y)), strict=True))

    return [shapely.transform(one, change) for one in squares()]


def shape(
    shapes: Sequence[shapely.Geometry] | None = None,
    columns: Mapping[str, Sequence[object]] = COLUMNS,
    epsg: int = 25832,
    encoding: str = "UTF-8",
    without: Sequence[str] = (),
) -> Callable[[Path], list[Path]]:
    """Make a shapefile; some of its parts are missing."""

    def make(folder: Path) -> list[Path]:
        path = shapefile(folder / "quartiere.shp", columns, shapes or squares(), epsg, encoding)
        for suffix in without:
            path.with_suffix(suffix).unlink(missing_ok=True)
        return [path]

    return make


def with_code_page(code_page: str, encoding: str) -> Callable[[Path], list[Path]]:
    """Make a shapefile whose .cpg says something; None of its bytes are changed by that."""

    def make(folder: Path) -> list[Path]:
        (path,) = shape(encoding=encoding)(folder)
        path.with_suffix(".cpg").write_text(code_page, encoding="ascii")
        return [path]

    return make


def with_language_driver(driver: int, encoding: str) -> Callable[[Path], list[Path]]:
    """Make a shapefile without .cpg whose .dbf names its code page in byte 29."""

    def make(folder: Path) -> list[Path]:
        (path,) = shape(encoding=encoding, without=(".cpg",))(folder)
        raw = bytearray(path.with_suffix(".dbf").read_bytes())
        raw[29] = driver
        path.with_suffix(".dbf").write_bytes(bytes(raw))
        assert language_driver(path.with_suffix(".dbf")) == driver
        return [path]

    return make


def packed(prefix: str) -> Callable[[Path], list[Path]]:
    """Zip a shapefile somewhere deep in folders."""
    return lambda folder: [zipped_shapefile(folder / "karte.zip", shape()(folder / "in")[0], prefix)]


def two_in_a_zip(folder: Path) -> list[Path]:
    fine, coarse = folder / "fein" / "quartiere.shp", folder / "grob" / "bezirke.shp"
    shapefile(fine, COLUMNS, squares())
    shapefile(coarse, {"BEZ": ("1", "2", "3"), "NAME": ("Süden", "Mitten", "Norden")}, rows_of_squares())
    parts = {f"{path.parent.name}/{part.name}": part for path in (fine, coarse) for part in path.parent.iterdir()}
    return [zipped(folder / "karte.zip", parts)]


def rows_of_squares() -> list[shapely.Geometry]:
    """Three districts, each a row of three squares."""
    return [shapely.union_all(np.array(squares()[start : start + 3])) for start in (0, 3, 6)]


def parts_together(folder: Path) -> list[Path]:
    (path,) = shape()(folder)
    return sorted(path.parent.glob("quartiere.*"))


def package(folder: Path) -> list[Path]:
    path = geopackage_of(folder / "karte.gpkg", "quartiere", COLUMNS, squares())
    geopackage_of(path, "bezirke", {"NAME": ("Süden", "Mitten", "Norden")}, rows_of_squares(), append=True)
    return [path]


def web(shapes: Sequence[shapely.Geometry], **members: object) -> Callable[[Path], list[Path]]:
    """Make a GeoJSON file."""
    features = [feature(one, NR=key, NAME=name) for one, key, name in zip(shapes, KEYS, NAMES, strict=True)]
    return lambda folder: [geojson(folder / "quartiere.geojson", features, **members)]


def changed(row: int, outline: shapely.Geometry | None) -> list[Any]:
    """Give the squares with one of them replaced."""
    shapes: list[Any] = squares()
    shapes[row] = outline
    return shapes


def levels(*, with_column: bool) -> Callable[[Path], list[Path]]:
    """Quarters and districts in one layer; told apart by a column, or by what lies in what."""
    columns = {"NR": (*KEYS, "A", "B", "C"), "NAME": (*NAMES, "Süden", "Mitten", "Norden")}
    if with_column:
        columns["EBENE"] = ("Stadtteil",) * 9 + ("Bezirk",) * 3
    return shape([*squares(), *rows_of_squares()], columns)


def three_levels(folder: Path) -> list[Path]:
    columns = {
        "NR": (*KEYS, "A", "B", "C", "0"),
        "NAME": (*NAMES, "Süden", "Mitten", "Norden", "Stadt"),
    }
    return shape([*squares(), *rows_of_squares(), shapely.union_all(squares())], columns)(folder)


def file(name: str, content: bytes) -> Callable[[Path], list[Path]]:
    """Write a file of another format."""

    def make(folder: Path) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        return [path]

    return make

"""GeoJSON and what only calls itself so, each with one trick; numbered as the corpus of bad input."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyproj
import shapely

from tests.loading.corpus.maps.bait import baited
from tests.loading.made_files import degrees, feature

MAP = "karte.geojson"
NAMES = ("Brück", "Süd", "Öst")


def rows(change: Mapping[int, object] | None = None, **properties: object) -> list[dict[str, Any]]:
    """Three good features, some with another geometry."""
    shapes = {number: degrees(number) for number in range(3)} | dict(change or {})
    return [feature(shapes[at], Nr=f"0{at + 1}", Name=NAMES[at], **properties) for at in range(3)]  # type: ignore[arg-type]


def document(features: Sequence[Mapping[str, Any]], **members: object) -> str:
    """A FeatureCollection as text."""
    return json.dumps({"type": "FeatureCollection", "features": features, **members}, ensure_ascii=False)


def written(text: str, encoding: str = "utf-8", name: str = MAP) -> Callable[[Path], Path]:
    """A file with this text."""

    def made(folder: Path) -> Path:
        (folder / name).write_bytes(baited(folder, text).encode(encoding))
        return folder / name

    return made


def with_shape(coordinates: object, kind: str = "Polygon") -> Callable[[Path], Path]:
    """Three features, the first with these coordinates."""
    return written(document(rows({0: {"type": kind, "coordinates": coordinates}})))


def with_system(name: str) -> Callable[[Path], Path]:
    """Features under an old ``crs`` member, in its coordinates where it is a code."""
    system = {"type": "name", "properties": {"name": name}}
    if not name.startswith("EPSG:"):
        return written(document(rows(), crs=system))
    turned = pyproj.Transformer.from_crs(4326, name, always_xy=True)
    shapes = {n: shapely.transform(degrees(n), turned.transform, interleaved=False) for n in range(3)}
    return written(document(rows(shapes), crs=system))


def _metres() -> str:
    turned = pyproj.Transformer.from_crs(4326, 25832, always_xy=True)
    return document(rows({n: shapely.transform(degrees(n), turned.transform, interleaved=False) for n in range(3)}))


def _swapped() -> str:
    return document(rows({n: shapely.transform(degrees(n), lambda x, y: (y, x), interleaved=False) for n in range(3)}))


def _literally(old: str, new: str) -> str:
    return document(rows()).replace(old, new)


def _wide(folder: Path) -> Path:
    return written(document([feature(degrees(), **{f"c{number}": 1 for number in range(200_000)})]))(folder)


def _vertices(folder: Path) -> Path:
    ring = ",".join(["[6.9,50.9]"] * 4_200_000)
    (folder / MAP).write_text(document(rows()).replace("[[[", f"[[[6.9,50.9],{ring},[", 1), encoding="utf-8")
    return folder / MAP


def _long_text(folder: Path) -> Path:
    text = document(rows()).encode()
    with (folder / MAP).open("wb") as stream:
        stream.write(text[:-1] + b', "x": "')
        stream.truncate(250_000_100)
    return folder / MAP


_VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
_GDALG = {
    "type": "gdal_streamed_alg",
    "command_line": "gdal vector ! read http://127.0.0.1:{port}/a ! write x",
}
_HEADER_FILE = "/vsicurl?header_file={secret}&amp;url=http://127.0.0.1:{port}/a"
_BOW_TIE = [[[6.9, 50.9], [6.91, 50.91], [6.91, 50.9], [6.9, 50.91], [6.9, 50.9]]]
_OPEN = [[[6.9, 50.9], [6.91, 50.9], [6.91, 50.91], [6.9, 50.91]]]
_SMALL = [[[6.9, 50.9], [6.91, 50.9], [6.9, 50.9]]]
_HIGH = [[[6.9, 50.9, 5], [6.91, 50.9, 5], [6.91, 50.91, 5], [6.9, 50.9, 5]]]
_EMPTY = {at: {"type": "Polygon", "coordinates": []} for at in range(3)}
_BROKEN = {at: {"type": "Polygon", "coordinates": _SMALL} for at in range(3)}

GEOJSON: dict[str, Callable[[Path], Path]] = {
    "042-vrt": written(_VRT.format("{secret}")),
    "043-gdalg": written(json.dumps(_GDALG)),
    "044-header-file": written(_VRT.format(_HEADER_FILE)),
    "045-crs-link": written(
        document(rows(), crs={"type": "link", "properties": {"href": "http://127.0.0.1:{port}/c", "type": "proj4"}})
    ),
    "046-crs-name-is-a-link": with_system("http://127.0.0.1:{port}/crs"),
    "047-old-crs-25832": with_system("EPSG:25832"),
    "048-old-crs-31467": with_system("EPSG:31467"),
    "049-metres-without-crs": written(_metres()),
    "050-swapped-axes": written(_swapped()),
    "051-heights": with_shape(_HIGH),
    "052-nan-coordinate": written(_literally("6.9,", "NaN,")),
    "053-endless-coordinate": written(_literally("6.9,", "1e999,")),
    "054-nan-properties": written(document(rows(Wert=float("nan"), Mehr=float("inf")))),
    "055-empty-geometries": written(document(rows(_EMPTY))),
    "055b-all-broken": written(document(rows(_BROKEN))),
    "056-no-features": written(document([])),
    "057-zero-bytes": written(""),
    "058-truncated": written(document(rows())[:-40]),
    "059-bow-tie": with_shape(_BOW_TIE),
    "060-open-ring": with_shape(_OPEN),
    "061-two-point-ring": with_shape(_SMALL),
    "062-mixed-types": with_shape([6.9, 50.9], "Point"),
    "063-key-twice": written(_literally('"Nr": "01"', '"Nr": "09", "Nr": "01"')),
    "064-changing-types": written(_literally('"Nr": "01"', '"Nr": 1')),
    "065-property-geometry": written(document(rows(geometry="eckig"))),
    "066-proto": written(document(rows(**{"__proto__": "x", "constructor": "y"}))),
    "067-script": written(document(rows(tooltip="<script>alert(1)</script>"))),
    "068-mark": written("\ufeff" + document(rows())),
    "069-latin-1": written(document(rows()), "latin-1"),
    "070-utf-16": written(document(rows()), "utf-16"),
    "070b-utf-16-without-mark": written(document(rows()), "utf-16-le"),
    "071-deep": written('{"a":' * 1_000 + "1" + "}" * 1_000),
    "071b-deeper": written("[" * 100_000),
    "072-200000-properties": _wide,
    "073-4-million-vertices": _vertices,
    "074-250-megabytes": _long_text,
    "075-topojson": written(json.dumps({"type": "Topology", "objects": {}, "arcs": []})),
    "076-single-feature": written(json.dumps(rows()[0])),
    "077-overlapping": written(document(rows({1: shapely.box(6.905, 50.9, 6.915, 50.91), 2: degrees(0)}))),
    "078-nowhere": written(document(rows({at: shapely.box(0, 0, 0.001, 0.001) for at in range(3)}))),
}

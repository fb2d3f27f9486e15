"""Made boundaries with one peculiarity each, and what must come out of them to the last name."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely
import shapely.affinity

from loading.choices.layers import LayerChoice
from tests.loading.corpus.boundaries.making import (
    ASCII,
    KEYS,
    KOELN,
    NAMES,
    changed,
    file,
    levels,
    moved,
    package,
    packed,
    parts_together,
    shape,
    squares,
    three_levels,
    two_in_a_zip,
    web,
    with_code_page,
    with_language_driver,
)


@dataclass(frozen=True)
class Case:
    """One delivery.

    Attributes
    ----------
    name : str
        As a sentence.
    make : callable
        Writes the files into a folder; gives what is delivered.
    layers : tuple of tuple of str
        The names that come out, layer by layer.
    epsg : int or None
        Of the first layer.
    findings : tuple of str
        Codes, sorted.
    refused : str
        Problem, where nothing comes out.
    options : tuple of (str, bool)
        Of a question: codes and whether the axes are exchanged.
    choices : tuple of LayerChoice
    """

    name: str
    make: Callable[[Path], Sequence[Path]]
    layers: tuple[tuple[str, ...], ...] = (NAMES,)
    epsg: int | None = 25832
    findings: tuple[str, ...] = ()
    refused: str = ""
    options: tuple[tuple[str, bool], ...] = ()
    choices: tuple[LayerChoice, ...] = field(default_factory=tuple)


WEST, SOUTH = KOELN
SECOND = squares()[1]
BOW_TIE = shapely.Polygon([(WEST, SOUTH), (WEST + 1000, SOUTH + 1000), (WEST + 1000, SOUTH), (WEST, SOUTH + 1000)])
FLAT = shapely.Polygon([(WEST, SOUTH), (WEST + 1000, SOUTH), (WEST, SOUTH), (WEST, SOUTH)])
STRIP = shapely.box(WEST + 998, SOUTH, WEST + 2000, SOUTH + 1000)
WIDE = shapely.box(WEST + 700, SOUTH, WEST + 2000, SOUTH + 1000)
GAP = shapely.box(WEST + 1002, SOUTH + 1000, WEST + 2000, SOUTH + 2000)
WITH_HOLE = shapely.difference(squares()[4], shapely.box(WEST + 1300, SOUTH + 1300, WEST + 1700, SOUTH + 1700))
INNER = shapely.box(WEST + 1300, SOUTH + 1300, WEST + 1700, SOUTH + 1700)
LINE_LIKE = shapely.box(WEST + 3000, SOUTH, WEST + 3003, SOUTH + 3000)
FAR = shapely.affinity.translate(squares()[8], 900_000, 0)
CRUMBLED = shapely.union(squares()[8], shapely.box(WEST + 4000, SOUTH, WEST + 4003, SOUTH + 3))
LOST = ("Br?ck", "S\ufffdd", *NAMES[2:])
DOUBLED = tuple(name.encode().decode("cp1252") for name in NAMES)
DOS = tuple(name.encode("cp1252").decode("cp850") for name in ("Brück", "Süd", "Ost", *NAMES[3:]))
NO_SYSTEM = "opening.missing_prj"


def confirmed(code: str, *, swapped: bool = False) -> tuple[LayerChoice, ...]:
    return (LayerChoice("quartiere.shp", crs=code, swapped=swapped),)


def without_system(epsg: int, *, exchanged: bool = False) -> Callable[[Path], list[Path]]:
    return shape(moved(epsg, exchanged=exchanged), without=(".prj",))


CASES = (
    Case("a shapefile with all parts", shape()),
    Case("parts dropped together, in any order", parts_together),
    Case("a shapefile zipped at the top", packed("")),
    Case("a shapefile zipped four folders deep", packed("a/b/c/d/")),
    Case("two layers in one zip", two_in_a_zip, (NAMES, ("Süden", "Mitten", "Norden"))),
    Case("two layers in a GeoPackage", package, (NAMES, ("Süden", "Mitten", "Norden"))),
    Case("a layer that is left out", package, (NAMES,), choices=(LayerChoice("karte.gpkg", "bezirke", use=False),)),
    Case("GeoJSON in degrees", web(moved(4326)), epsg=4326),
    Case("GeoJSON that names its system", web(squares(), crs={"properties": {"name": "EPSG:25832"}})),
    Case("GeoJSON with swapped axes", web(moved(4326, exchanged=True)), epsg=4326, findings=("crs.swapped_axes",)),
    Case(
        "GeoJSON in metres without a system",
        web(squares()),
        refused="geojson.metres_without_crs",
        options=(("EPSG:25832", False),),
    ),
    Case(
        "GeoJSON whose metres are called degrees",
        web(squares(), crs={"properties": {"name": "EPSG:4326"}}),
        refused="crs.not_degrees",
        options=(("EPSG:25832", False),),
    ),
    Case("cp1252 without .cpg", shape(encoding="CP1252", without=(".cpg",))),
    Case("a .cpg that lies", with_code_page("ISO-8859-1", "UTF-8"), findings=("attributes.wrong_encoding",)),
    Case("a .cpg nobody knows", with_code_page("Klingonisch", "UTF-8")),
    Case("the language driver of DOS", with_language_driver(0x02, "CP850")),
    Case(
        "the language driver of Windows over UTF-8",
        with_language_driver(0x57, "UTF-8"),
        findings=("attributes.wrong_encoding",),
    ),
    Case("doubly encoded umlauts", shape(columns={"NR": KEYS, "NAME": DOUBLED}), findings=("attributes.mojibake",)),
    Case(
        "umlauts read as DOS",
        shape(columns={"NR": KEYS, "NAME": DOS}),
        (("Brück", "Süd", "Ost", *NAMES[3:]),),
        findings=("attributes.mojibake",),
    ),
    Case(
        "umlauts that became question marks",
        shape(columns={"NR": KEYS, "NAME": LOST}),
        (LOST,),
        findings=("attributes.lost_letters",),
    ),
    Case(
        "umlauts lost without a trace",
        shape(columns={"NR": KEYS, "NAME": ASCII}),
        (ASCII,),
        findings=("attributes.lost_letters",),
    ),
    Case("no .prj, UTM 32", without_system(25832), refused=NO_SYSTEM, options=(("EPSG:25832", False),)),
    Case(
        "no .prj, confirmed", without_system(25832), findings=("questions.confirmed",), choices=confirmed("EPSG:25832")
    ),
    Case("no .prj, zone before easting", without_system(4647), refused=NO_SYSTEM, options=(("EPSG:4647", False),)),
    Case(
        "no .prj, northing before easting with zone",
        without_system(4647, exchanged=True),
        refused=NO_SYSTEM,
        options=(("EPSG:5652", True),),
    ),
    Case(
        "no .prj, axes confirmed as exchanged",
        without_system(4647, exchanged=True),
        epsg=5652,
        findings=("questions.confirmed_swapped",),
        choices=confirmed("EPSG:5652", swapped=True),
    ),
    Case("no .prj, Gauß-Krüger 2", without_system(31466), refused=NO_SYSTEM, options=(("EPSG:31466", False),)),
    Case("no .prj, Gauß-Krüger 3", without_system(31467), refused=NO_SYSTEM, options=(("EPSG:31467", False),)),
    Case("no .prj, Web Mercator", without_system(3857), refused=NO_SYSTEM, options=(("EPSG:3857", False),)),
    Case("no .prj, degrees", without_system(4326), refused=NO_SYSTEM, options=(("EPSG:4326", False),)),
    Case(
        "no .prj, degrees exchanged",
        without_system(4326, exchanged=True),
        refused=NO_SYSTEM,
        options=(("EPSG:4326", True),),
    ),
    Case(
        "a confirmed system that cannot be",
        without_system(25832),
        refused="crs.not_degrees",
        choices=confirmed("EPSG:4326"),
    ),
    Case("a bow tie", shape(changed(0, BOW_TIE)), findings=("boundaries.repaired",)),
    Case("an empty outline", shape(changed(2, None)), (NAMES[:2] + NAMES[3:],), findings=("boundaries.without_area",)),
    Case(
        "a row that stands twice alike",
        shape([*squares(), SECOND], {"NR": (*KEYS, "02"), "NAME": (*NAMES, "Süd")}),
        findings=("outlines.same_row",),
    ),
    Case("two areas with one outline", shape(changed(0, SECOND)), findings=("boundaries.same_outline",)),
    Case(
        "nothing but lines drawn as areas",
        shape([FLAT, FLAT], {"NR": ("1", "2"), "NAME": ("Nord", "Süd")}),
        refused="ingest.all_outlines_broken",
    ),
    Case("a narrow overlap", shape(changed(1, STRIP)), findings=("outlines.narrow_overlap",)),
    Case(
        "a narrow overlap, closed",
        shape(changed(1, STRIP)),
        findings=("outlines.mended",),
        choices=(LayerChoice("quartiere.shp", mend=True),),
    ),
    Case("a real overlap", shape(changed(1, WIDE)), findings=("outlines.overlap",)),
    Case(
        "a real overlap is never closed",
        shape(changed(1, WIDE)),
        findings=("outlines.overlap",),
        choices=(LayerChoice("quartiere.shp", mend=True),),
    ),
    Case("a narrow gap", shape(changed(4, GAP)), findings=("outlines.narrow_gap",)),
    Case("a hole in the map", shape(changed(4, WITH_HOLE)), findings=("outlines.gap",)),
    Case(
        "an area inside another one",
        shape([*squares(), INNER], {"NR": (*KEYS, "10"), "NAME": (*NAMES, "Insel")}),
        ((*NAMES, "Insel"),),
        findings=("outlines.inside",),
    ),
    Case("an area as thin as a line", shape([*squares()[:8], LINE_LIKE]), findings=("outlines.sliver",)),
    Case("an area far from all others", shape(changed(8, FAR)), findings=("outlines.far_away",)),
    Case("an area with crumbs", shape(changed(8, CRUMBLED)), findings=("outlines.crumbs",)),
    Case(
        "two levels told apart by a column",
        levels(with_column=True),
        (NAMES, ("Süden", "Mitten", "Norden")),
        findings=("outlines.levels",),
    ),
    Case(
        "two levels told apart by what lies in what",
        levels(with_column=False),
        (NAMES, ("Süden", "Mitten", "Norden")),
        findings=("outlines.levels",),
    ),
    Case(
        "three levels", three_levels, (NAMES, ("Süden", "Mitten", "Norden"), ("Stadt",)), findings=("outlines.levels",)
    ),
    Case(
        "KML",
        file("a.kml", b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>'),
        refused="opening.other_map_format",
    ),
    Case("GML", file("a.gml", b'<x xmlns:gml="http://www.opengis.net/gml"/>'), refused="opening.other_map_format"),
    Case("DXF", file("a.dxf", b"  0\nSECTION\n  2\nHEADER\n"), refused="opening.other_map_format"),
    Case("DWG", file("a.dwg", b"AC1032" + b"\0" * 100), refused="opening.other_map_format"),
    Case("FlatGeobuf", file("a.fgb", b"fgb\x03fgb\x00" + b"\0" * 100), refused="opening.other_map_format"),
    Case("GeoParquet", file("a.parquet", b"PAR1" + b"\0" * 100), refused="opening.other_map_format"),
    Case("MapInfo TAB", file("a.tab", b"!table\n!version 300\n"), refused="opening.other_map_format"),
    Case(
        "TopoJSON",
        file("a.json", json.dumps({"type": "Topology", "arcs": []}).encode()),
        refused="geojson.other_format",
    ),
    Case(
        "SpatiaLite",
        file("a.sqlite", b"SQLite format 3\0" + b"\0" * 100 + b"spatial_ref_sys"),
        refused="opening.plain_sqlite",
    ),
    Case("a QGIS project", file("a.qgs", b"<!DOCTYPE qgis><qgis/>"), refused="opening.project"),
    Case("RAR", file("a.rar", b"Rar!\x1a\x07\x01\x00"), refused="opening.other_archive"),
    Case("a PDF", file("a.pdf", b"%PDF-1.7\n"), refused="opening.not_data"),
    Case("a picture", file("a.png", b"\x89PNG\r\n\x1a\n"), refused="opening.not_data"),
)

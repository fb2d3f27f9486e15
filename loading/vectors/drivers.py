"""The vector drivers that may open a file: an allow-list, in force before pyogrio is first imported."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import shapely

from loading.errors import DataFileError

ALLOWED_DRIVERS = frozenset({"ESRI Shapefile", "GPKG", "GeoJSON", "MEM"})

# Every other vector driver of GDAL 3.12 as bundled with pyogrio. Several of them open files, network addresses or
# databases that a harmless looking text names (OGR_VRT, GDALG, SQLite, HTTP, WFS ...). A driver that a newer GDAL
# adds is not in this list; vector_reader() then refuses to work until it is written down here.
FORBIDDEN_DRIVERS = (
    *("ADBC", "AIVector", "AVCBin", "AVCE00", "AmigoCloud", "CSV", "CSW", "Carto", "DGN", "DXF", "EDIGEO", "EEDA"),
    *("ESRIJSON", "Elasticsearch", "FlatGeobuf", "GDALG", "GML", "GPSBabel", "GPX", "GTFS", "GeoJSONSeq", "GeoRSS"),
    *("HTTP", "Idrisi", "JML", "JSONFG", "KML", "LIBKML", "LVBAG", "MBTiles", "MVT", "MapInfo File", "MapML"),
    *("MiraMonVector", "NGW", "OAPIF", "ODS", "OGCAPI", "OGR_GMT", "OGR_PDS", "OGR_VRT", "OSM", "OpenFileGDB"),
    *("PCIDSK", "PDF", "PDS4", "PGDUMP", "PLSCENES", "PMTiles", "S57", "SQLite", "SXF", "Selafin", "TopoJSON", "VDV"),
    *("VFK", "VICAR", "WAsP", "WFS", "XLSX"),
)
# What pyogrio raises by itself when a damaged file holds bytes where text should be.
_GARBAGE = (UnicodeError, UnboundLocalError, ValueError, OverflowError)
_NOWHERE = "127.0.0.1:9"


def restrict_drivers() -> None:
    """Tell GDAL, by its environment, to leave out every driver that is not allowed, and to reach no network.

    Has an effect only before pyogrio is imported; importing anything of ``loading`` does it.
    """
    os.environ["GDAL_SKIP"] = ",".join(FORBIDDEN_DRIVERS)
    os.environ["GDAL_HTTP_PROXY"] = _NOWHERE
    os.environ["CPL_VSIL_CURL_HEADER_FILE_KVP_ENABLED"] = "NO"


def read_features(path: Path, name: str, **options: object) -> tuple[dict[str, Any], np.ndarray, list[np.ndarray]]:
    """Read one layer by an allowed driver.

    Parameters
    ----------
    path : Path
        Our own copy, under a name of our own.
    name : str
        File as its owner named it.
    **options : object
        Passed to ``pyogrio.raw.read``.

    Returns
    -------
    meta : dict
        As pyogrio gives it: ``"fields"``, ``"crs"`` ...
    geometry : object array of shapely geometries, shape (n,)
        Two-dimensional; None where missing, an empty collection where it cannot be read.
    fields : list of arrays, each of shape (n,)

    Raises
    ------
    DataFileError
        ``opening.unreadable``, with GDAL's reason.
    """
    reader = vector_reader()
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    try:
        meta, _, wkb, fields = reader.read(path, force_2d=True, **options)
    except (DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError, *_GARBAGE) as error:
        raise DataFileError(name, "opening.unreadable", given=str(error)[:80]) from None
    if wkb is None:
        return meta, np.full(len(fields[0]) if fields else 0, None, dtype=object), fields
    return meta, _parsed(wkb), fields


def _parsed(wkb: np.ndarray) -> np.ndarray:
    """Parse outlines; one that is there and cannot be read is empty, and so not the same as one that is missing."""
    geometry = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    for row in np.flatnonzero(shapely.is_missing(geometry)):
        if wkb[row] is not None:
            geometry[row] = shapely.GeometryCollection()
    return geometry


@cache
def vector_reader() -> Any:
    """Give ``pyogrio.raw``, after checking that the allow-list is in force.

    Returns
    -------
    module
        ``pyogrio.raw``.

    Raises
    ------
    RuntimeError
        If GDAL knows a driver that is not allowed; names it.

    Examples
    --------
    >>> callable(vector_reader().read)
    True
    """
    with _left_out("geopandas", "pandas", "pyarrow"):
        import pyogrio.raw

    surplus = set(pyogrio.list_drivers()) - ALLOWED_DRIVERS
    if surplus:
        raise RuntimeError(f"GDAL driver allow-list is not in force: {', '.join(sorted(surplus))}")
    return pyogrio.raw


@contextmanager
def _left_out(*optional: str) -> Iterator[None]:
    """Let an import go without its optional libraries, unless they are there already.

    pyogrio would load geopandas and pandas, half a second of a server's start, for functions nobody calls here.
    """
    modules = cast(dict[str, object], sys.modules)
    absent = [name for name in optional if name not in modules]
    modules.update(dict.fromkeys(absent))  # Python's own sign for a module that must not be imported
    try:
        yield
    finally:
        for name in absent:
            del modules[name]

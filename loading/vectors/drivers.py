"""The vector drivers that may open a file: an allow-list, in force before pyogrio is first imported."""

import os
from functools import cache
from typing import Any

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
_NOWHERE = "127.0.0.1:9"


def restrict_drivers() -> None:
    """Tell GDAL, by its environment, to leave out every driver that is not allowed, and to reach no network.

    Has an effect only before pyogrio is imported; importing anything of ``loading`` does it.
    """
    os.environ["GDAL_SKIP"] = ",".join(FORBIDDEN_DRIVERS)
    os.environ["GDAL_HTTP_PROXY"] = _NOWHERE
    os.environ["CPL_VSIL_CURL_HEADER_FILE_KVP_ENABLED"] = "NO"


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
    import pyogrio.raw

    surplus = set(pyogrio.list_drivers()) - ALLOWED_DRIVERS
    if surplus:
        raise RuntimeError(f"GDAL driver allow-list is not in force: {', '.join(sorted(surplus))}")
    return pyogrio.raw

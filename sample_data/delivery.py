"""Files as a town hall hands them over: zipped shapefile, water as GeoJSON, facilities as semicolon CSV."""

import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw
import pyproj
import shapely

from sample_data import names
from sample_data.places import Place

STAMP = (2025, 2, 14, 9, 30, 0)
#: Byte 29 of a dBase table by which desktop GIS say "Windows ANSI", that is cp1252.
ANSI = b"\x57"
LAYER = "statistische_bezirke_2024"


def zipped(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a ZIP whose bytes do not depend on the clock."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def write_boundaries(path: Path, geometry: np.ndarray, district: np.ndarray) -> None:
    """Write the shapefile: cp1252 in the attribute table, no .cpg beside it, all in a sub-folder."""
    columns: dict[str, Sequence[object] | np.ndarray] = {
        "STATBEZ_NR": names.keys(),
        "STATBEZ_NA": [name for group in names.QUARTERS for name in group],
        "STADTBEZNR": [f"{number:02d}" for number in district],
        "STADTBEZNA": [names.DISTRICTS[number - 1] for number in district],
        "FLAECHE_HA": np.round(shapely.area(geometry) / 10_000, 2),
        "STAND": ["31.12.2024"] * len(geometry),
    }
    with tempfile.TemporaryDirectory() as folder:
        pyogrio.raw.write(
            str(Path(folder) / f"{LAYER}.shp"),
            shapely.to_wkb(geometry),
            [np.array(values, dtype=None if name == "FLAECHE_HA" else object) for name, values in columns.items()],
            list(columns),
            geometry_type="Polygon",
            crs="EPSG:25832",
            driver="ESRI Shapefile",
            encoding="CP1252",
            layer_options={"DBF_DATE_LAST_UPDATE": "2025-02-14", "RESIZE": "YES"},
        )
        parts = {
            f"Statistische_Bezirke_Stand_2024/{LAYER}{suffix}": (Path(folder) / f"{LAYER}{suffix}").read_bytes()
            for suffix in (".dbf", ".prj", ".shp", ".shx")
        }
    table = f"Statistische_Bezirke_Stand_2024/{LAYER}.dbf"
    parts[table] = parts[table][:29] + ANSI + parts[table][30:]
    zipped(path, parts)


def write_water(path: Path, water: shapely.Geometry) -> None:
    """Write river and lake in geographic coordinates, as GeoJSON demands."""
    move = pyproj.Transformer.from_crs(25832, 4326, always_xy=True).transform
    kinds = sorted(shapely.get_parts(water), key=shapely.length, reverse=True)
    features = []
    for shape, (name, kind) in zip(kinds, (("Ahre", "Fluss"), ("Rübensee", "See")), strict=True):
        degrees = shapely.transform(shape, lambda xy: np.round(np.stack(move(*xy.T), axis=1), 6))
        coordinates = json.loads(shapely.to_geojson(degrees))
        features.append({"type": "Feature", "properties": {"NAME": name, "ART": kind}, "geometry": coordinates})
    text = json.dumps({"type": "FeatureCollection", "name": "gewaesser", "features": features}, ensure_ascii=False)
    path.write_bytes(text.encode())


def write_facilities(path: Path, places: Sequence[Place]) -> None:
    """Write the facilities: cp1252, semicolons, decimal commas, coordinates in EPSG:25832."""
    lines = ["Nr;Einrichtung;Art;Träger;Plätze;Stadtbezirk;Ostwert;Nordwert"]
    for number, place in enumerate(places, 1):
        east, north = (f"{value:.1f}".replace(".", ",") for value in (place.east, place.north))
        district = names.DISTRICTS[int(place.quarter[:2]) - 1]
        cells = [str(number), place.name, place.kind, place.holder, place.capacity, district, east, north]
        lines.append(";".join(cells))
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))

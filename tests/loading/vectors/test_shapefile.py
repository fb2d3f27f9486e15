"""Shapefiles: text as it was written, outlines in their own system."""

from pathlib import Path

import pyproj
import pytest
import shapely

from tests.loading.made_files import NAMES, boundaries_in, refusal, shapefile, worded
from tests.loading.squares import square

PRIVATE = """PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",
SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],
PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",2500000.0],PARAMETER["False_Northing",0.0],
PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],
UNIT["Meter",1.0]],VERTCS["ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],
PARAMETER["Vertical_Shift",0.0],PARAMETER["Direction",1.0],UNIT["Meter",1.0]]"""


def test_every_attribute_is_text(tmp_path: Path) -> None:
    columns = {"NR": ("001", "002"), "EW": (1084, 41814), "ANTEIL": (12.5, 7.0)}
    layer = boundaries_in(shapefile(tmp_path / "a.shp", columns))
    assert layer.columns == {"NR": ("001", "002"), "EW": ("1084", "41814"), "ANTEIL": ("12.5", "7")}
    assert layer.format == "shapefile"


@pytest.mark.parametrize("encoding", ["UTF-8", "CP1252", "CP850"])
@pytest.mark.parametrize("claim", ["UTF-8", "1252", None])
def test_umlauts_survive_every_claim_about_the_encoding(tmp_path: Path, encoding: str, claim: str | None) -> None:
    path = shapefile(tmp_path / "a.shp", encoding=encoding)
    if claim is None:
        path.with_suffix(".cpg").unlink()
    else:
        path.with_suffix(".cpg").write_text(claim, encoding="ascii")
    layer = boundaries_in(path)
    assert layer.columns["NAME"] == NAMES["NAME"]
    assert layer.encoding == encoding.lower()


def test_a_lying_cpg_is_reported(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a.shp")
    path.with_suffix(".cpg").write_text("ISO-8859-1", encoding="ascii")
    assert "iso8859-1" in worded(boundaries_in(path))["attributes.wrong_encoding"]


def test_a_private_system_with_heights_is_kept_with_its_own_parameters(tmp_path: Path) -> None:
    shapes = [shapely.affinity.translate(square(0), 1_856_000, -60_000)]
    path = shapefile(tmp_path / "a.shp", {"NR": ("1",)}, shapes)
    path.with_suffix(".prj").write_text(PRIVATE, encoding="ascii")
    layer = boundaries_in(path)
    transformer = pyproj.Transformer.from_crs(layer.crs, 4326, always_xy=True)
    longitude, latitude = transformer.transform(2_356_000, 5_640_000)
    assert (round(longitude, 2), round(latitude, 2)) == (6.95, 50.89)
    assert layer.crs.to_epsg() is None


@pytest.mark.parametrize("content", ["", "http://example.org/crs", 'LOCAL_CS["Planwerk",UNIT["metre",1]]'])
def test_a_prj_without_a_system_is_refused(tmp_path: Path, content: str) -> None:
    path = shapefile(tmp_path / "a.shp")
    path.with_suffix(".prj").write_text(content, encoding="ascii")
    assert refusal(path).problem == "crs.unreadable"


def test_umlauts_in_the_prj_are_no_obstacle(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a.shp")
    prj = path.with_suffix(".prj")
    prj.write_bytes(prj.read_text(encoding="utf-8").replace("ETRS_1989_UTM_Zone_32N", "UTM Köln").encode("cp1252"))
    assert boundaries_in(path).crs.utm_zone == "32N"


def test_metres_in_a_system_of_degrees_are_refused_with_the_likely_one(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a.shp")
    path.with_suffix(".prj").write_text(pyproj.CRS.from_epsg(4326).to_wkt("WKT1_ESRI"), encoding="ascii")
    error = refusal(path)
    assert error.problem == "crs.not_degrees"
    assert "EPSG:25832" in str(error.found["likely"])


def test_coordinates_that_lie_nowhere_on_earth_are_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a.shp", {"NR": ("1",)}, [shapely.box(9e12, 9e12, 9e12 + 1e6, 9e12 + 1e6)])
    assert refusal(path).problem == "crs.does_not_fit"


def test_a_row_without_outline_is_named(tmp_path: Path) -> None:
    layer = boundaries_in(shapefile(tmp_path / "a.shp", NAMES, [square(0), None, square(2)]))
    assert layer.columns["NR"] == ("01", "03")
    assert "02 Süd" in worded(layer)["boundaries.without_area"]

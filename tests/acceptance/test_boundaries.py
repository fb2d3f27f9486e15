"""Published boundaries and facilities come in whole, in the right place, with their defects named."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from loading.choices import Choices
from loading.choices.layers import LayerChoice
from loading.files.opening import opened
from loading.maps import crs
from loading.maps.boundaries import read_boundaries
from loading.maps.facilities import read_facilities
from loading.questions import OpenQuestion
from loading.recognised import Boundaries
from loading.vectors.metres import in_metres
from tests.loading.made_files import boundaries_in, opened_one, refusal, worded


def degrees(layer: Boundaries) -> list[float]:
    bounds = crs.bounds_of(crs.to_degrees(layer.geometry, layer.crs))
    assert bounds is not None
    return [round(edge, 4) for edge in bounds]


@pytest.mark.parametrize(
    ("path", "number", "epsg"),
    [
        ("berlin_mss_2019/lor_plr_until2020_fixed.shp", 448, 25833),
        ("berlin_mss_2019/lor_planungsraeume_until2020.geojson", 448, 4326),
        ("koeln_stadtteile/Stadtteil.shp", 86, None),
        ("koeln_stadtviertel/Stadtviertel.shp", 374, 25832),
        ("schweiz_gemeinden_2015/gde-1-1-15.shp", 2324, 21781),
        ("flensburg/flensburg_stadtteile.zip", 13, 25832),
        ("flensburg/flensburg_stadtbezirke.zip", 41, 25832),
        ("muenster/Ebene_1_Stadtbezirke.geojson", 9, 4326),
        ("muenster/Ebene_2_Stadtteil.geojson", 45, 4326),
        ("muenster/Ebene_3_Stadtzellen.geojson", 174, 4326),
        ("muenster/stadtteile-statistische-bezirke-muenster.geojson", 45, None),
        ("toronto_2016/toronto_socio-economic.gpkg", 140, 4326),
        ("helsinki_paavo_2020/PKS_postinumeroalueet_2021_shp.shp", 172, 3879),
        ("basel_quartierindex/wohnviertel.json", 21, 4326),
        ("basel_quartierindex/wohnviertel_EPSG_2056.json", 21, 2056),
        ("deutschlandatlas_kreise/kreise.json", 400, 4326),
        ("nasty/n26_web_mercator_district/Berlin_Ortsteile.shp", 96, 3857),
        ("nasty/n27_derived_epsg31466/Stadtviertel_gk2.shp", 374, 31466),
    ],
)
def test_all_areas_come_in_with_their_own_system(shared_data: Path, path: str, number: int, epsg: int | None) -> None:
    layer = boundaries_in(shared_data / path)
    assert len(layer.geometry) == number
    assert {len(values) for values in layer.columns.values()} == {number}
    assert layer.crs.to_epsg() == epsg
    assert shapely.is_valid(layer.geometry).all()
    worded(layer)


def test_koeln_lies_in_koeln_although_its_system_has_no_number(shared_data: Path) -> None:
    layer = boundaries_in(shared_data / "koeln_stadtteile" / "Stadtteil.shp")
    assert degrees(layer) == [6.7725, 50.8304, 7.1620, 51.0850]
    assert layer.encoding == "cp1252"
    assert {"Brück", "Müngersdorf", "Bayenthal"} <= set(layer.columns["STT_NAME"])
    assert "202 Marienburg" in worded(layer)["boundaries.repaired"]
    assert [(finding.code, finding.values.get("n")) for finding in layer.findings] == [
        ("boundaries.repaired", None),
        ("outlines.narrow_overlap", 31),
        ("outlines.narrow_gap", 78),
    ]


def test_gauss_krueger_and_utm_put_the_same_quarter_in_the_same_place(shared_data: Path) -> None:
    old = boundaries_in(shared_data / "nasty" / "n27_derived_epsg31466" / "Stadtviertel_gk2.shp")
    new = boundaries_in(shared_data / "koeln_stadtviertel" / "Stadtviertel.shp")
    assert old.columns["name"] == new.columns["name"]
    assert np.abs(np.array(degrees(old)) - degrees(new)).max() < 0.0002


def test_flensburgs_two_invalid_areas_are_repaired_and_named(shared_data: Path) -> None:
    layer = boundaries_in(shared_data / "flensburg" / "flensburg_stadtbezirke.zip")
    repaired = [str(finding.values["area"]) for finding in layer.findings if finding.code == "boundaries.repaired"]
    assert len(repaired) == 2
    assert {key for key in ("STBZ073", "STBZ122") if any(key in area for area in repaired)} == {"STBZ073", "STBZ122"}


def test_keys_keep_their_leading_zeros(shared_data: Path) -> None:
    berlin = boundaries_in(shared_data / "berlin_mss_2019" / "lor_plr_until2020_fixed.shp")
    assert "01011101" in berlin.columns["id"]
    assert berlin.vintage == "until2020"


def test_the_key_that_stands_twice_is_left_for_the_join(shared_data: Path) -> None:
    raw = boundaries_in(shared_data / "nasty" / "n13_duplicate_id_in_geometry" / "lor_planungsraeume_until2020.geojson")
    assert raw.columns["id"].count("06010102") == 2


def test_muensters_vintage_is_in_a_column(shared_data: Path) -> None:
    layer = boundaries_in(shared_data / "muenster" / "stadtteile-statistische-bezirke-muenster.geojson")
    assert layer.vintage == "2022/01/03"


@pytest.mark.parametrize(
    ("path", "number", "land", "bounds"),
    [
        ("n07_vulkaneifel_no_prj_no_cpg/Vulkaneifel_ALL_Gemeinde.shp", 109, "Rheinland-Pfalz", (6.3, 50.0, 7.1, 50.5)),
        ("n08_umlaut_filename_no_prj/PLZ_Gebiete_Görlitz.shp", 41, "Sachsen", (14.2, 50.8, 15.2, 51.7)),
        ("n08_umlaut_filename_no_prj/PLZ_Gebiete_Bautzen.shp", 47, "Sachsen", (13.6, 50.9, 14.8, 51.7)),
    ],
)
def test_a_map_without_prj_is_asked_about_and_lies_right_once_confirmed(
    shared_data: Path, path: str, number: int, land: str, bounds: tuple[float, float, float, float]
) -> None:
    (file,) = opened([shared_data / "nasty" / path])
    question = refusal(shared_data / "nasty" / path)
    assert isinstance(question, OpenQuestion)
    assert question.problem == "opening.missing_prj"
    best = question.options[0]
    assert (best.answer[0].crs, best.reasons[0][1]["land"]) == ("EPSG:25832", land)
    (layer,) = read_boundaries(file, Choices(layers=best.answer))
    assert len(layer.geometry) == number
    west, south, east, north = degrees(layer)
    assert (west, south) > bounds[:2]
    assert (east, north) < bounds[2:]


def test_the_umlauts_of_the_vulkaneifel_are_read_although_nothing_names_their_encoding(shared_data: Path) -> None:
    path = shared_data / "nasty" / "n07_vulkaneifel_no_prj_no_cpg" / "Vulkaneifel_ALL_Gemeinde.shp"
    (file,) = opened([path])
    (layer,) = read_boundaries(file, Choices(layers=(LayerChoice(path.name, crs="EPSG:25832"),)))
    assert layer.encoding == "utf-8"
    assert "Dreis-Brück" in layer.columns["GEN"]
    assert layer.columns["AGS"][0] == "07233006"


def test_web_mercator_measures_true_areas(shared_data: Path) -> None:
    layer = boundaries_in(shared_data / "nasty" / "n26_web_mercator_district" / "Berlin_Ortsteile.shp")
    area = shapely.area(in_metres(layer.geometry, layer.crs)).sum() / 1e6
    assert area == pytest.approx(891.1, abs=0.5)


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("koeln_stadtviertel/Stadtviertel.shp", {"narrow_overlap": 106, "gap": 28, "narrow_gap": 141, "crumbs": 6}),
        ("flensburg/flensburg_stadtteile.zip", {}),
        ("berlin_mss_2019/lor_plr_until2020_fixed.shp", {}),
        ("schweiz_gemeinden_2015/gde-1-1-15.shp", {"gap": 35}),
        ("toronto_2016/toronto_socio-economic.gpkg", {}),
        ("nasty/n26_web_mercator_district/Berlin_Ortsteile.shp", {}),
    ],
)
def test_flaws_between_published_areas_are_counted(shared_data: Path, path: str, kinds: dict[str, int]) -> None:
    layer = boundaries_in(shared_data / path)
    assert Counter(flaw.kind for flaw in layer.flaws if flaw.kind != "repaired") == kinds


def test_ordinary_json_is_no_map_but_a_table(shared_data: Path) -> None:
    assert opened_one(shared_data / "deutschlandatlas_kreise" / "deutschlandatlas.json").is_table


@pytest.mark.parametrize("folder", ["muenster", "nasty/n15_points_far_outside"])
def test_thirteen_sports_sites_lie_far_outside(shared_data: Path, folder: str) -> None:
    path = shared_data / folder / "sportstaetten.geojson"
    assert refusal(path).problem == "boundaries.no_polygons"
    muenster = boundaries_in(shared_data / "muenster" / "stadtteile-statistische-bezirke-muenster.geojson")
    places, (finding,) = read_facilities(opened_one(path), muenster)
    assert len(places) == 209
    assert (finding.code, finding.values["n"], finding.values["far"]) == ("facilities.far_outside", 13, 13)


def test_all_playgrounds_lie_inside(shared_data: Path) -> None:
    muenster = boundaries_in(shared_data / "muenster" / "stadtteile-statistische-bezirke-muenster.geojson")
    places, findings = read_facilities(opened_one(shared_data / "muenster" / "spielplaetze.geojson"), muenster)
    assert (len(places), findings) == (332, ())


def test_schools_in_a_table_with_coordinates_are_places(shared_data: Path) -> None:
    places, findings = read_facilities(opened_one(shared_data / "facilities" / "nrw_schulen_sozialindex_2024_25.csv"))
    assert len(places) == 5405
    assert [finding.values["n"] for finding in findings] == [2]

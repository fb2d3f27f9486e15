"""Published data of towns and countries, loaded as delivered, held to what is known about them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely

from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.inspection import inspection
from loading.load import load_atlas
from loading.reasons import Reason
from texts import load_texts

Load = Callable[..., Atlas]
XLSX = "muenster/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx"


@pytest.fixture(scope="module")
def load(shared_data: Path) -> Load:
    @cache
    def loaded(*names: str) -> Atlas:
        return load_atlas([shared_data / name for name in names])

    return loaded


def column(atlas: Atlas, indicator: str, year: int, level: str = "quarter") -> np.ndarray:
    cube = atlas.cubes[level]  # type: ignore[index] # a level's name
    return cube.value[:, atlas.indicator_position(indicator), atlas.year_position(year)]


def highest(atlas: Atlas, values: np.ndarray, number: int, decimals: int = 2) -> list[tuple[str, float]]:
    order = np.argsort(-np.nan_to_num(values, nan=-np.inf))[:number]
    return [(atlas.levels["quarter"].names[place], round(float(values[place]), decimals)) for place in order]


def assert_complete(atlas: Atlas, number: int) -> None:
    assert len(atlas.levels["quarter"]) == number
    assert len(atlas.join.matched) == number
    assert (atlas.join.only_table, atlas.join.only_map, atlas.join.duplicates) == ((), (), ())


def berlin(load: Load) -> Atlas:
    folder = "berlin_mss_2019"
    tables = [f"{folder}/mss{year}_tab2-1.csv" for year in (2015, 2017, 2019)]
    return load(f"{folder}/lor_plr_until2020_fixed.shp", *tables)


def test_the_two_schlossstrassen_of_berlin_stand_with_their_districts(load: Load) -> None:
    quarters = berlin(load).levels["quarter"]
    called = dict(zip(quarters.ids, quarters.names, strict=True))
    assert (called["04030417"], called["06010102"]) == ("Schloßstraße (Bezirk 04)", "Schloßstraße (Bezirk 06)")
    assert len(set(quarters.names)) == 448


def test_berlin_joins_447_of_447_and_one_polygon_has_no_data(load: Load) -> None:
    atlas = berlin(load)
    assert len(atlas.levels["quarter"]) == 448
    assert len(atlas.join.matched) == 447
    assert atlas.join.only_map == ("09041403",)
    assert (atlas.join.only_table, atlas.join.duplicates) == ((), ())
    assert atlas.years == (2015, 2017, 2019)
    assert len(atlas.levels["district"]) == 12


def test_berlin_keeps_shares_as_delivered_and_marks_quarters_too_small_to_judge(load: Load) -> None:
    atlas = berlin(load)
    cube, position, year = atlas.cubes["quarter"], atlas.indicator_position("A2"), atlas.year_position(2019)
    ids = atlas.levels["quarter"].ids
    assert cube.value[ids.index("01011101"), position, year] == 15.43624
    assert cube.reason[ids.index("01011102"), position, year] == Reason.TOO_SMALL
    assert cube.reason[ids.index("09041403"), position, year] == Reason.NOT_JOINED
    judged = np.isin(cube.reason[:, position, year], (Reason.VALUE, Reason.ZERO))
    assert cube.residents[judged, year].min() >= 300


def test_berlins_raw_map_reports_the_key_that_stands_twice(load: Load) -> None:
    atlas = load("berlin_mss_2019/lor_planungsraeume_until2020.geojson", "berlin_mss_2019/mss2019_tab2-1.csv")
    found = inspection(atlas, load_texts("de"))
    assert found["join"]["duplicates"] == ["06010102"]
    assert found["join"]["only_table"] == ["04030417"]
    assert found["join"]["matched"] == 445
    assert found["findings"][0]["severity"] == "error"
    assert "Schloßstraße" in found["findings"][0]["text"]


@pytest.mark.parametrize(
    "maps",
    [
        ("muenster/stadtteile-statistische-bezirke-muenster.geojson",),
        ("muenster/Ebene_2_Stadtteil.geojson",),
        ("muenster/Ebene_1_Stadtbezirke.geojson", "muenster/Ebene_2_Stadtteil.geojson"),
        (
            "muenster/Ebene_1_Stadtbezirke.geojson",
            "muenster/Ebene_2_Stadtteil.geojson",
            "muenster/Ebene_3_Stadtzellen.geojson",
        ),
    ],
)
def test_muenster_joins_45_of_45_and_all_sums_are_recognised(load: Load, maps: tuple[str, ...]) -> None:
    atlas = load(*maps, XLSX)
    assert_complete(atlas, 45)
    of_sheet = [row.partition(": ")[2] for row in atlas.join.totals if ", Arbeitslose: " in row]
    assert len(of_sheet) == 12
    assert {"nicht zuzuordnen", "Stadt Münster", "Mitte", "Hiltrup"} <= set(of_sheet)
    assert atlas.title == "Stadt Münster"


def test_muensters_unemployed_and_residents_add_up(load: Load) -> None:
    atlas = load("muenster/Ebene_1_Stadtbezirke.geojson", "muenster/Ebene_2_Stadtteil.geojson", XLSX)
    unemployed = column(atlas, "arbeitslose", 2014)
    assert unemployed.sum() == 8909
    assert column(atlas, "arbeitslose", 2014, "city")[0] == 8923
    assert column(atlas, "residents", 2014).sum() == 300_267
    assert column(atlas, "residents", 2014, "city")[0] == 300_267
    told = [finding.values for finding in atlas.findings if finding.code == "load.city_adds_up_with_rest"]
    assert any((one["sum"], one["unassigned"], one["city"], one["year"]) == (8909, 14, 8923, "2014") for one in told)
    assert atlas.levels["district"].names[0] == "Altstadt"
    assert len(atlas.levels["district"]) == 9


def test_muensters_highest_unemployment_is_in_coerde(load: Load) -> None:
    atlas = load("muenster/Ebene_1_Stadtbezirke.geojson", "muenster/Ebene_2_Stadtteil.geojson", XLSX)
    rate = column(atlas, "arbeitslose-je-100-einwohner", 2014)
    assert highest(atlas, rate, 5) == [
        ("Coerde", 6.61),
        ("Kinderhaus-West", 5.62),
        ("Berg Fidel", 5.43),
        ("Angelmodde", 4.64),
        ("Josef", 3.84),
    ]


def koeln(load: Load) -> Atlas:
    return load("koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv")


def test_koeln_joins_86_of_86_and_lies_where_it_lies(load: Load) -> None:
    atlas = koeln(load)
    assert_complete(atlas, 86)
    quarters = atlas.levels["quarter"]
    move = pyproj.Transformer.from_crs(quarters.crs, "EPSG:4326", always_xy=True)
    degrees = shapely.transform(quarters.geometry, lambda points: np.column_stack(move.transform(*points.T)))
    assert shapely.total_bounds(degrees) == pytest.approx([6.7725, 50.8304, 7.1620, 51.0850], abs=1e-3)


def test_koelns_374_viertel_are_united_to_the_86_stadtteile_of_the_table(load: Load) -> None:
    atlas = load("koeln_stadtviertel/Stadtviertel.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv")
    assert_complete(atlas, 86)
    assert atlas.join.key == "nr_stteil"
    assert len(atlas.levels["district"]) == 9


def test_koelns_city_is_the_sum_of_its_districts_and_of_its_quarters(load: Load) -> None:
    atlas = koeln(load)
    for level in ("quarter", "district", "city"):
        assert column(atlas, "residents", 2012, level).sum() == 1_044_555
    assert len(atlas.join.totals) == 10
    assert atlas.levels["district"].names[:3] == ("Innenstadt", "Rodenkirchen", "Lindenthal")
    assert atlas.title == "Stadt Köln"


def test_switzerland_joins_2324_of_2324(load: Load) -> None:
    atlas = load("schweiz_gemeinden_2015/gde-1-1-15.shp", "schweiz_gemeinden_2015/data.csv")
    assert_complete(atlas, 2324)
    income = atlas.cubes["quarter"].value[:, atlas.indicator_position("mean"), 0]
    assert np.median(income) == 38_242.5
    assert (atlas.levels["quarter"].names[int(income.argmin())], income.min()) == ("Bellwald", 16_603)


def test_flensburg_joins_13_of_13_by_the_number_in_the_name(load: Load) -> None:
    atlas = load(
        "flensburg/flensburg_stadtteile.zip",
        "flensburg/csv/fl_residents_by_district.csv",
        "flensburg/csv/fl_unemployed_residents_by_district.csv",
    )
    assert_complete(atlas, 13)
    assert atlas.join.repairs == ("number_in_name",)
    assert "Nordstadt" in atlas.levels["quarter"].names
    assert column(atlas, "residents", 2022, "city")[0] == 99_341


def test_flensburgs_41_districts_leave_the_choice_to_the_tables(load: Load) -> None:
    atlas = load(
        "flensburg/flensburg_stadtbezirke.zip",
        "flensburg/flensburg_stadtteile.zip",
        "flensburg/csv/fl_residents_by_district.csv",
    )
    assert_complete(atlas, 13)


def test_basel_joins_21_of_22_and_the_canton_is_a_total(load: Load) -> None:
    atlas = load("basel_quartierindex/wohnviertel.json", "basel_quartierindex/quartierindex_2018.csv")
    assert_complete(atlas, 21)
    assert atlas.join.totals == ("quartierindex_2018.csv: 99 Kanton Basel-Stadt",)


def test_germanys_400_kreise_join_and_gelsenkirchen_is_most_deprived(load: Load) -> None:
    atlas = load("deutschlandatlas_kreise/kreise.json", "gisd_kreise/GISD_Bund_Kreis.csv")
    assert_complete(atlas, 400)
    assert len(atlas.levels["district"]) == 16
    score = column(atlas, "gisd-score", 2021)
    first = highest(atlas, score, 5, decimals=3)
    assert [value for _, value in first] == [1.0, 0.965, 0.937, 0.904, 0.879]
    for (name, _), town in zip(first, ["Gelsenkirchen", "Bremerhaven", "Pirmasens", "Herne", "Duisburg"], strict=True):
        assert town in name


def test_helsinki_joins_172_postal_areas_and_the_country_is_not_its_city(load: Load) -> None:
    atlas = load("helsinki_paavo_2020/PKS_postinumeroalueet_2021_shp.shp", "helsinki_paavo_2020/census_2020.csv")
    assert len(atlas.join.matched) == 172
    assert (atlas.join.only_map, atlas.join.duplicates) == ((), ())
    assert len(atlas.join.only_table) == 3028 - 1 - 172
    assert atlas.title != "WHOLE COUNTRY"
    assert not (atlas.cubes["city"].numerator == 5_533_793).any()
    assert any(finding.code == "join.total_of_larger_area" for finding in atlas.findings)


def test_toronto_brings_its_numbers_in_the_map(load: Load) -> None:
    atlas = load("toronto_2016/toronto_socio-economic.gpkg")
    assert_complete(atlas, 140)
    assert "Wychwood" in atlas.levels["quarter"].names
    assert len(atlas.indicators) > 10


def test_a_map_of_muenster_and_a_table_of_britain_have_no_common_key(shared_data: Path) -> None:
    map_file = shared_data / "muenster/Ebene_1_Stadtbezirke.geojson"
    with pytest.raises(DataFileError) as refused:
        load_atlas([map_file, shared_data / "townsend_uk_2011/scores_2011_la.csv"])
    assert refused.value.problem == "join.no_common_key"

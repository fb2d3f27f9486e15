"""What the checks tell about published data: true alarms are kept, false ones stay away."""

from collections import Counter
from pathlib import Path

import pytest

from loading.atlas import Atlas
from loading.load import load_atlas

HANDFUL = 5
BERLIN = "berlin_mss_2019"
CITIES = {
    "berlin": [
        f"{BERLIN}/lor_plr_until2020_fixed.shp",
        *(f"{BERLIN}/mss{year}_tab2-1.csv" for year in (2015, 2017, 2019)),
    ],
    "muenster": [
        "muenster/Ebene_1_Stadtbezirke.geojson",
        "muenster/Ebene_2_Stadtteil.geojson",
        "muenster/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx",
    ],
    "koeln": ["koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv"],
    "schweiz": ["schweiz_gemeinden_2015/gde-1-1-15.shp", "schweiz_gemeinden_2015/data.csv"],
    "basel": [
        "basel_quartierindex/wohnviertel.json",
        *(f"basel_quartierindex/quartierindex_{year}.csv" for year in (2018, 2019, 2020)),
    ],
    "gisd": ["deutschlandatlas_kreise/kreise.json", "gisd_kreise/GISD_Bund_Kreis.csv"],
    "helsinki": ["helsinki_paavo_2020/PKS_postinumeroalueet_2021_shp.shp", "helsinki_paavo_2020/census_2020.csv"],
    "toronto": ["toronto_2016/toronto_socio-economic.gpkg"],
}


def loaded(shared_data: Path, city: str) -> Atlas:
    return load_atlas([shared_data / name for name in CITIES[city]])


@pytest.mark.parametrize("city", CITIES)
def test_published_data_have_no_errors_and_a_handful_of_warnings(shared_data: Path, city: str) -> None:
    atlas = loaded(shared_data, city)
    checked = [one for one in atlas.findings if one.code.startswith(("checks.", "load."))]
    assert not [one for one in checked if one.severity == "error"]
    warnings = [one for one in checked if one.severity == "warning"]
    files = [next(note.name for note in atlas.files if one.place.startswith(note.name)) for one in warnings]
    assert all(number <= HANDFUL for number in Counter(files).values())


@pytest.mark.parametrize("city", ["muenster", "koeln", "gisd"])
def test_official_tables_that_add_up_raise_no_warning(shared_data: Path, city: str) -> None:
    checked = [one for one in loaded(shared_data, city).findings if one.code.startswith("checks.")]
    assert [one.code for one in checked if one.severity == "warning"] == []


def test_berlins_quarters_that_were_built_or_emptied_are_told(shared_data: Path) -> None:
    told = [one.values for one in loaded(shared_data, "berlin").findings if one.code == "checks.jump"]
    assert ("Adlershof West", "2019", 1259, 2763) in {
        (one["quarter"], one["year"], one["old"], one["new"]) for one in told
    }


def test_helsinkis_columns_that_stand_twice_are_named(shared_data: Path) -> None:
    told = [one.values for one in loaded(shared_data, "helsinki").findings if one.code == "load.same_column_twice"]
    assert ("Households, total (TE)", "Households, total (TR)") in {(one["first"], one["second"]) for one in told}

"""Published cities as project files: everything comes back, also reference systems that have no number."""

from pathlib import Path

import pytest

from loading.project_file.reading import read_project
from loading.project_file.saving import save
from tests.loading.project_file.made_projects import differences, project_of

DELIVERIES = {
    "koeln": ("koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv"),
    "muenster": (
        "muenster/stadtteile-statistische-bezirke-muenster.geojson",
        "muenster/ms_arbeitslose.csv",
        "muenster/ms_wohnberechtigte.csv",
        "muenster/spielplaetze.geojson",
    ),
    "helsinki": ("helsinki_paavo_2020/PKS_postinumeroalueet_2021_shp.shp", "helsinki_paavo_2020/census_2020.csv"),
    "toronto": ("toronto_2016/toronto_socio-economic.gpkg",),
    "berlin": (
        "berlin_mss_2019/lor_plr_until2020_fixed.shp",
        *(f"berlin_mss_2019/mss{year}_tab2-1.csv" for year in (2015, 2017, 2019)),
    ),
    "schweiz": ("schweiz_gemeinden_2015/gde-1-1-15.shp", "schweiz_gemeinden_2015/data.csv"),
}


@pytest.mark.parametrize("city", DELIVERIES)
def test_a_published_city_comes_back_equal_from_its_project_file(city: str, shared_data: Path, tmp_path: Path) -> None:
    project = project_of([shared_data / name for name in DELIVERIES[city]])
    saved = save(tmp_path / "x.qb.gpkg", project, 0)
    read, doubts = read_project(tmp_path / "x.qb.gpkg", tmp_path / "sources")
    assert differences(saved, read, "project") == []
    assert doubts == ()

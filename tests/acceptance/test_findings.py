"""What the findings say about published data, against the figures that came with them."""

from pathlib import Path

import pytest

from layers.findings import Told, told
from layers.view import View
from loading.atlas import Atlas
from loading.load import load_atlas
from texts import load_texts

BERLIN, MUENSTER = "berlin_mss_2019", "muenster"
CITIES = {
    "berlin": [f"{BERLIN}/lor_plr_until2020_fixed.shp", f"{BERLIN}/mss2019_tab2-1.csv"],
    "muenster": [
        f"{MUENSTER}/Ebene_1_Stadtbezirke.geojson",
        f"{MUENSTER}/Ebene_2_Stadtteil.geojson",
        f"{MUENSTER}/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx",
    ],
    "koeln": ["koeln_stadtteile/Stadtteil.shp", "koeln_stadtviertel/bevoelkerung_2005-2012.csv"],
    "basel": ["basel_quartierindex/wohnviertel.json", "basel_quartierindex/quartierindex_2019.csv"],
}


def loaded(shared_data: Path, city: str) -> Atlas:
    return load_atlas([shared_data / name for name in CITIES[city]])


def by_code(atlas: Atlas, indicator: str = "") -> dict[str, Told]:
    view = View.from_query({"i": indicator}, atlas)
    return {one.code: one for one in told(load_texts("de"), atlas, view)}


def names(atlas: Atlas, found: Told) -> set[str]:
    of = dict(zip(atlas.levels["quarter"].ids, atlas.levels["quarter"].names, strict=True))
    return {of[quarter] for quarter in found.quarters}


def test_berlin_has_clusters_of_child_poverty_in_the_north_and_in_neukoelln(shared_data: Path) -> None:
    atlas = loaded(shared_data, "berlin")
    found = by_code(atlas, "A2")["clusters"]
    assert {"Reinickendorfer Straße", "Reuterkiez"} <= names(atlas, found)
    assert found.figures["permutations"] == 99_999
    # Only shares are published: nothing is said of concentration, and why is said.
    assert "without_counts" in by_code(atlas, "A2")
    assert not {"concentration", "half", "highest"} & set(by_code(atlas, "A2"))


def test_muenster_has_three_quarters_far_above_the_city_and_no_cluster(shared_data: Path) -> None:
    # Published beside the data: Coerde 6.61, Kinderhaus-West 5.62, Berg Fidel 5.43 per 100; Moran's I 0.143.
    atlas = loaded(shared_data, "muenster")
    found = by_code(atlas, "arbeitslose-je-100-einwohner")
    assert names(atlas, found["concentration_times"]) == {"Coerde", "Kinderhaus-West", "Berg Fidel"}
    assert found["highest"].figures["value"] == pytest.approx(6.61, abs=0.005)
    assert found["no_cluster_but_alike"].figures["moran"] == pytest.approx(0.143, abs=0.0005)


def test_koeln_is_alike_at_large_and_no_place_stands_out_once_chance_is_controlled(shared_data: Path) -> None:
    # Published: 7 High-High, 7 Low-Low, 1 Low-High, 2 High-Low at p < 0.05, uncontrolled.
    found = by_code(loaded(shared_data, "koeln"), "F7")
    assert found["no_cluster_but_alike"].figures["moran"] > 0.2
    assert not {"cluster", "cluster_core", "clusters"} & set(found)


def test_of_the_twenty_one_quarters_of_basel_nothing_is_said_on_clusters(shared_data: Path) -> None:
    atlas = loaded(shared_data, "basel")
    for indicator in atlas.indicators:
        assert not {"cluster", "cluster_core", "clusters", "no_cluster"} & set(by_code(atlas, indicator.id))

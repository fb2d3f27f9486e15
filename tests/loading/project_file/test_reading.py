"""A project comes back from its file as it was written: every number, outline, text and reason."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from loading.atlas import Quarters
from loading.choices import Choices, IndicatorChoice
from loading.errors import DataFileError, Finding
from loading.project_file.project import Project, Recode, State, now
from loading.project_file.reading import read_project, take_out_state
from loading.project_file.saving import save
from loading.project_file.writing import kept_states, write_project
from loading.reasons import Reason
from loading.recognised import Scenery
from sample_data import sample_files
from tests.loading.project_file.made_projects import differences, project_of, saved_town, town_project
from tests.toytown import toytown
from texts import LANGUAGES, load_texts

KOELN = (
    'PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
    '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",2500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def of_toytown(tmp_path: Path, **changed: object) -> Project:
    """Toytown as a project of one file."""
    project = town_project(tmp_path)
    return replace(
        project, atlas=replace(toytown(), project=project.atlas.project, **changed), saved=now(), created=now()
    )


def there_and_back(tmp_path: Path, project: Project) -> Project:
    write_project(tmp_path / "x.qb.gpkg", project)
    return read_project(tmp_path / "x.qb.gpkg")[0]


def test_the_sample_city_comes_back_equal_with_its_files(tmp_path: Path) -> None:
    project = project_of(sample_files(), Choices(indicators=(IndicatorChoice("A1", title="Unsere Quote"),)))
    saved = save(tmp_path / "stadt.qb.gpkg", project, 0)
    read, doubts = read_project(tmp_path / "stadt.qb.gpkg", tmp_path / "sources")
    assert differences(saved, read, "project") == []
    assert doubts == ()
    assert [source.path.read_bytes() for source in read.sources if source.path] == [
        path.read_bytes() for path in sample_files()
    ]


def test_toytown_comes_back_with_every_kind_of_blank(tmp_path: Path) -> None:
    project = of_toytown(tmp_path)
    assert differences(project, there_and_back(tmp_path, project), "project") == []


@pytest.mark.parametrize("written", [KOELN, pyproj.CRS.from_epsg(31467).to_wkt(), "EPSG:25833", "OGC:CRS84"])
def test_areas_keep_their_own_reference_system(tmp_path: Path, written: str) -> None:
    system = pyproj.CRS.from_user_input(written)
    levels = {level: replace(areas, crs=system) for level, areas in toytown().levels.items()}
    project = of_toytown(tmp_path, levels=levels)
    read = there_and_back(tmp_path, project)
    assert differences(project, read, "project") == []
    assert all(areas.crs.is_exact_same(system) for areas in read.atlas.levels.values())


def test_polygons_and_multipolygons_and_empty_areas_stay_what_they_were(tmp_path: Path) -> None:
    quarters = toytown().levels["quarter"]
    shapes = quarters.geometry.copy()
    shapes[0] = shapely.MultiPolygon([shapes[0]])
    shapes[1] = shapely.MultiPolygon([shapes[1], shapely.box(0, 0, 5, 5)])
    shapes[2] = shapely.box(0, 0, 9, 9).difference(shapely.box(2, 2, 3, 3))
    shapes[3] = shapely.MultiPolygon()
    areas: Quarters = replace(quarters, geometry=shapes)
    project = of_toytown(tmp_path, levels={**toytown().levels, "quarter": areas})
    assert differences(project, there_and_back(tmp_path, project), "project") == []


def test_scenery_findings_and_the_vintage_come_back(tmp_path: Path) -> None:
    water = Scenery("Fluss", "water", shapely.box(9, 51, 9.1, 51.1))
    finding = Finding("warning", "a.csv, Blatt 1", "x.y", {"n": 3, "share": 0.5, "examples": "a; b", "on": True})
    refused = Finding.of_refusal(DataFileError("b.csv", "tables.no_numbers", given="ü"))
    project = of_toytown(tmp_path, scenery=(water,), findings=(finding, refused), vintage="Stand 31.12.2019")
    assert differences(project, there_and_back(tmp_path, project), "project") == []
    assert "quarters_stand_31_12_2019" in dict(pyogrio.list_layers(tmp_path / "x.qb.gpkg"))


def test_log_and_earlier_states_come_back(tmp_path: Path) -> None:
    project = of_toytown(tmp_path)
    state = State(1, "0" * 16, "Früher", now(), {"title": "Früher"}, {"a.csv": project.sources[0].sha256})
    recode = Recode("a.csv", "1", "01", "zero_padding", "automatic", now())
    project = replace(project, revision=2, earlier=(state,), recodes=(recode,), view={"i": "A1", "sel": "01~02"})
    assert differences(project, there_and_back(tmp_path, project), "project") == []


def test_of_older_states_only_the_address_is_kept(tmp_path: Path) -> None:
    project = of_toytown(tmp_path)
    states = tuple(State(n, f"{n:016x}", "x", now(), {"title": "x"}, {"a": "0" * 64}) for n in range(1, 15))
    kept = kept_states(replace(project, earlier=states))
    assert [bool(state.sources) for state in kept] == [False] * 4 + [True] * 10
    assert [state.project for state in kept] == [state.project for state in states]


def test_an_earlier_state_is_laid_out_with_its_own_files(tmp_path: Path) -> None:
    path, first = saved_town(tmp_path)
    second = replace(town_project(tmp_path, "Anderswo"), earlier=(first.state,))
    saved = save(path, second, 1)
    assert saved.revision == 2
    sources = take_out_state(path, saved.earlier[0], tmp_path / "old")
    assert [source.path.read_bytes() for source in sources if source.path] == [
        source.path.read_bytes() for source in first.sources if source.path
    ]


def test_gdal_lists_every_layer_and_reads_geometry_and_attributes(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    kinds = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert {name for name, kind in kinds.items() if kind is not None} == {"quarters", "city", "facilities", "scenery"}
    assert {"facts", "residents", "reasons", "catalogue", "recodes", "findings", "sources", "settings"} <= set(kinds)
    meta, _, wkb, _ = pyogrio.raw.read(path, layer="quarters")
    assert pyproj.CRS.from_user_input(meta["crs"]) == project.atlas.levels["quarter"].crs
    outlines = shapely.from_wkb(wkb)
    assert shapely.area(outlines).sum() == pytest.approx(shapely.area(project.atlas.levels["quarter"].geometry).sum())
    meta, _, _, columns = pyogrio.raw.read(path, layer="facts", read_geometry=False)
    facts = dict(zip(meta["fields"], columns, strict=True))
    cube = project.atlas.cubes["quarter"]
    assert np.array_equal(facts["value"][: cube.value.size], cube.value.ravel(), equal_nan=True)


def test_a_private_system_is_known_to_gdal_too(tmp_path: Path) -> None:
    system = pyproj.CRS.from_wkt(KOELN)
    project = of_toytown(tmp_path, levels={k: replace(v, crs=system) for k, v in toytown().levels.items()})
    write_project(tmp_path / "x.gpkg", project)
    assert "2500000" in pyogrio.read_info(tmp_path / "x.gpkg", layer="quarters")["crs"]


def test_the_file_is_sound_and_its_tables_refer_to_each_other(tmp_path: Path) -> None:
    path, _ = saved_town(tmp_path)
    with closing(connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA journal_mode").fetchall() != [("wal",)]
        listed = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables - listed - {"sqlite_sequence"} == {name for name in tables if name.startswith("gpkg_")}
    with path.open("rb") as stream:
        assert stream.read(72)[68:] == b"GPKG"


def test_numbers_of_another_program_are_doubted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = saved_town(tmp_path)
    monkeypatch.setattr("loading.project_file.reading.reading_rules", lambda: "other")
    assert [doubt.code for doubt in read_project(path)[1]] == ["project_file.other_program"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_explains_blanks_in_the_words_of_the_page(language: str) -> None:
    file = Path("loading/project_file/meanings.json")
    meanings = json.loads((Path(__file__).parents[3] / file).read_text(encoding="utf-8"))
    assert meanings[language] == load_texts(language).entry("reasons_explained")
    assert set(meanings[language]) == {reason.label for reason in Reason}


def test_reading_changes_nothing_and_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    before: Sequence[int] = [path.stat().st_mtime_ns, path.stat().st_size]
    read_project(path)
    assert [path.stat().st_mtime_ns, path.stat().st_size] == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(path.name)) == [path.name]
    assert project.atlas.project

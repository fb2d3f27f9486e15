"""Public projects as files of their own: read back equal, with nothing in them but what is public."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely

from loading.atlas import Atlas, FileNote
from loading.errors import DataFileError, Finding
from loading.project_file.opening import opened_project
from loading.project_file.public import write_public
from loading.project_file.public_address import public_address
from loading.project_file.reading import read_project, read_states
from loading.project_file.summary import read_summary
from loading.protection import Protection
from loading.recognised import Scenery
from tests.loading.project_file.made_projects import altered, differences
from tests.toytown import toytown

PROTECTION = Protection("ba", {"profile": "ba"}, "2026-01-31", 40, 3, {"by_level": {"quarter": [40, 3]}})


def public_toytown() -> Atlas:
    atlas = replace(toytown(), protection=PROTECTION)
    return replace(atlas, project=public_address(atlas))


def test_a_public_file_gives_its_atlas_back(tmp_path: Path) -> None:
    atlas = public_toytown()
    project, doubts = read_project(write_public(tmp_path / "town.gpkg", atlas))
    assert differences(project.atlas, atlas) == []
    assert not doubts
    assert read_summary(tmp_path / "town.gpkg").mode == "public"


@pytest.mark.parametrize(
    "changed",
    [
        {"vintage": "2025"},
        {"scenery": (Scenery("Fluss", "water", shapely.box(13.0, 52.0, 13.1, 52.1)),)},
        {"files": (FileNote("andere.csv", "csv", "utf-8"),)},
        {"findings": (Finding("info", "map.geojson", "boundaries.repaired", {"n": 1}),)},
    ],
)
def test_whatever_is_said_anew_has_an_address_of_its_own(changed: dict[str, Any]) -> None:
    atlas = public_toytown()
    assert public_address(replace(atlas, **changed)) != public_address(atlas)


def test_it_holds_no_sources_no_repairs_no_earlier_states(tmp_path: Path) -> None:
    path = write_public(tmp_path / "town.gpkg", public_toytown())
    project, _ = read_project(path)
    assert (project.sources, project.recodes, project.earlier) == ((), (), ())
    with opened_project(path) as database:
        assert read_states(database) == ()


def test_it_is_written_anew_over_whatever_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "town.gpkg"
    path.write_bytes(b"471147114711" * 10_000)
    write_public(path, public_toytown())
    assert b"47114711" not in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["town.gpkg"]


def test_an_internal_atlas_is_never_written_as_public(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="internal"):
        write_public(tmp_path / "town.gpkg", toytown())
    assert not list(tmp_path.iterdir())


def test_a_number_changed_from_outside_is_refused(tmp_path: Path) -> None:
    path = write_public(tmp_path / "town.gpkg", public_toytown())
    with pytest.raises(DataFileError) as refused:
        read_project(altered(path, "UPDATE facts SET numerator = numerator + 1 WHERE numerator > 0"))
    assert refused.value.problem == "project_file.changed_state"

"""Base maps from a folder or a file."""

from pathlib import Path

import pytest

from loading.basemaps.opening import open_basemaps
from loading.errors import DataFileError
from tests.made_tiles import mbtiles, png

SOURCE = (
    '[{}]\nname = {{de = "A", en = "B"}}\nkind = "xyz"\nurl = "https://a.org/{{z}}/{{x}}/{{y}}"\nattribution = "C"\n'
)


def test_a_folder_gives_its_files_and_its_configured_sources(tmp_path: Path) -> None:
    mbtiles(tmp_path / "town.mbtiles", {(0, 0, 0): png(1, 2, 3)})
    (tmp_path / "basemaps.toml").write_text(SOURCE.format("far"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not ours", encoding="utf-8")
    assert [(one.name, one.kind) for one in open_basemaps(tmp_path)] == [("far", "xyz"), ("town", "file")]


def test_a_file_may_be_named_itself(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "town.mbtiles", {(0, 0, 0): png(1, 2, 3)})
    assert [one.name for one in open_basemaps(path)] == ["town"]


def test_an_empty_folder_gives_none(tmp_path: Path) -> None:
    assert open_basemaps(tmp_path) == ()


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    mbtiles(tmp_path / "town.mbtiles", {(0, 0, 0): png(1, 2, 3)})
    (tmp_path / "basemaps.toml").write_text(SOURCE.format("town"), encoding="utf-8")
    with pytest.raises(DataFileError, match="twice"):
        open_basemaps(tmp_path)


@pytest.mark.parametrize("name", ["gone", "notes.txt"])
def test_a_place_that_holds_no_base_map_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("not ours", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"not_found|other_file"):
        open_basemaps(tmp_path / name)

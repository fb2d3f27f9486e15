"""The name of a project follows from its content, and from nothing else."""

from pathlib import Path

from loading.choices import Choices
from loading.files.content_hash import content_hash, named


def test_content_names_and_choices_decide_and_the_folder_does_not(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_bytes(b"1")
    first = content_hash(named([tmp_path / "a" / "x.csv"]))
    assert content_hash(named([tmp_path / "b" / "x.csv"])) == first
    assert content_hash({"x.csv": b"1"}) == first
    assert content_hash({"y.csv": b"1"}) != first
    assert content_hash({"x.csv": b"1"}, Choices(title="Ahrenfurt")) != first
    assert len(first) == 16
    assert set(first) <= set("0123456789abcdef")


def test_the_parts_beside_a_lone_shapefile_count(tmp_path: Path) -> None:
    (tmp_path / "x.shp").write_bytes(b"shape")
    (tmp_path / "x.dbf").write_bytes(b"names")
    before = content_hash(named([tmp_path / "x.shp"]))
    assert content_hash(named([tmp_path / "x.shp", tmp_path / "x.dbf"])) == before
    (tmp_path / "x.dbf").write_bytes(b"other names")
    assert content_hash(named([tmp_path / "x.shp"])) != before

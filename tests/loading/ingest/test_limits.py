"""Limits are configured in one place; what is written there wrongly is named, what they refuse is told."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.files.archives import checked_members
from loading.files.opening import opened
from loading.ingest.limits import VARIABLE, Limits, configured_limits, in_force, limits_in_force
from loading.maps.places import read_places
from loading.tables import read_tables
from tests.loading.made_files import degrees, feature, geojson, zipped
from texts import LANGUAGES, load_texts


def refusal(action: Callable[[], object]) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        action()
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            assert "{" not in load_texts(language)(f"{caught.value.problem}.{part}", **caught.value.found)
    return caught.value


def test_nothing_configured_leaves_what_is_shipped() -> None:
    assert configured_limits({}) == configured_limits({VARIABLE: " "}) == Limits()


def test_a_file_or_the_variable_itself_sets_limits(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("# ours\nseconds = 60\ncells = 2_000_000\n", encoding="utf-8")
    assert configured_limits({VARIABLE: str(path)}) == Limits(seconds=60, cells=2_000_000)
    assert configured_limits({VARIABLE: "seconds = 60; cells = 2_000_000"}) == Limits(seconds=60, cells=2_000_000)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("secnds = 60", "limits.unknown_entry"),
        ("seconds = 0", "limits.wrong_value"),
        ("seconds = true", "limits.wrong_value"),
        ("seconds = 1.5", "limits.wrong_value"),
        ("seconds = 'viel'", "limits.wrong_value"),
        ("seconds = ", "limits.no_toml"),
        ("nowhere.toml", "limits.not_found"),
    ],
)
def test_a_wrong_entry_is_named(given: str, problem: str) -> None:
    assert refusal(lambda: configured_limits({VARIABLE: given})).problem == problem


def test_every_limit_can_be_configured() -> None:
    for field in fields(Limits):
        assert getattr(configured_limits({VARIABLE: f"{field.name} = 7"}), field.name) == 7


def test_limits_in_force_end_with_their_block() -> None:
    with in_force(Limits(columns=3)):
        assert limits_in_force().columns == 3
    assert limits_in_force() == Limits()


def squares(folder: Path) -> Path:
    rows = [feature(degrees(number), NR=f"0{number}", A=1, B=2) for number in range(3)]
    return geojson(folder / "karte.geojson", rows)


def table(folder: Path) -> Path:
    path = folder / "zahlen.csv"
    path.write_text("Nr;A;B\n01;1;2\n02;3;4\n", encoding="utf-8")
    return path


def read(path: Path) -> object:
    (file,) = opened([path])
    return read_tables(file.path, file.name) if file.is_table else read_places(file)


@pytest.mark.parametrize(
    ("made", "limits", "problem", "limit"),
    [
        (squares, Limits(polygons=2), "ingest.too_many_polygons", 2),
        (squares, Limits(vertices=14), "ingest.too_many_vertices", 14),
        (squares, Limits(columns=2), "geojson.too_wide", 2),
        (table, Limits(columns=2), "tables.too_many_columns", 2),
        (table, Limits(cells=8), "tables.too_many_cells", 8),
    ],
)
def test_what_is_beyond_a_limit_is_refused_with_both_numbers(
    tmp_path: Path, made: Callable[[Path], Path], limits: Limits, problem: str, limit: int
) -> None:
    def beyond() -> None:
        with in_force(limits):
            read(made(tmp_path))

    error = refusal(beyond)
    assert (error.problem, error.found["limit"]) == (problem, limit)
    assert read(made(tmp_path))


def test_the_limits_of_archives_are_the_configured_ones(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a", "b.csv": b"b"})
    with in_force(Limits(members=1)):
        assert refusal(lambda: checked_members(path, "a.zip")).found["limit"] == 1

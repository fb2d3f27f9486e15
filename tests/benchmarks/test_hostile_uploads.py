"""What the benchmark of hostile uploads judges, and that its files are read or refused like any other."""

from pathlib import Path

import pytest

from benchmarks._hostile_files import HOSTILE, small_map
from benchmarks.hostile_uploads import is_kept, percentile
from loading.files.opening import opened

USUAL = [0.05] * 99


@pytest.mark.parametrize(
    ("before", "during", "kept"),
    [
        (USUAL, [0.29] * 99, True),
        (USUAL, [0.31] * 99, False),
        ([0.2] * 99, [0.59] * 99, True),
        (USUAL, [0.05] * 90 + [0.9] * 9, False),
        (USUAL, [0.05] * 97 + [9.0] * 2, True),
    ],
)
def test_others_are_kept_waiting_no_longer_than_promised(before: list[float], during: list[float], kept: bool) -> None:
    assert is_kept(before, during) is kept


def test_nothing_measured_is_no_pass() -> None:
    assert not is_kept(USUAL, [])
    assert percentile([], 95) != percentile([], 95)


def test_tables_are_read_since_a_map_comes_with_them(tmp_path: Path) -> None:
    (tmp_path / "karte.geojson").write_bytes(small_map())
    assert [file.format for file in opened([tmp_path / "karte.geojson"])] == ["geojson"]
    assert {Path(name).suffix for name in HOSTILE} == {".geojson", ".xlsx", ".csv", ".zip"}

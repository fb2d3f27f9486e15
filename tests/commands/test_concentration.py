"""The concentration without a browser."""

import argparse
import csv
import io
import json

import pytest

import commands
from layers.concentration import concentration, sets
from loading.ingest.limits import configured_limits
from loading.ingest.reader import Reader
from loading.load import atlas_of
from sample_data import sample_files


def asked(*given: str) -> int:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["concentration", *given])
    return int(arguments.run(arguments))


def test_the_sample_city_is_measured_as_on_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--indicator", "A2", "--year", "2024", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    atlas = atlas_of(Reader(configured_limits(), own=tuple(sample_files())).recognise(list(sample_files())))
    page = concentration(atlas, "quarter", "A2", 2024).found
    slider = sets(atlas, "quarter", "A2", 2024)
    assert page
    assert slider
    assert {name: found[name] for name in ("indicator", "year", "level", "n")} == {
        "indicator": "A2",
        "year": 2024,
        "level": "quarter",
        "n": page.n,
    }
    for name in ("group", "total", "dissimilarity", "dissimilarity_adjusted", "gini", "isolation"):
        assert found[name] == getattr(page, name), name
    assert page.ranges
    assert found["ranges"]["dissimilarity"]["low"] == page.ranges.dissimilarity.low
    assert list(found["share"]) == [str(share) for share in range(1, 100)]
    half = [atlas.levels["quarter"].ids[at] for at in slider.ways["quarters"].at(50).members]
    assert found["share"]["50"] == half


def test_one_row_for_each_share_with_the_quarters_in_a_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--by", "residents", "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["share"] for row in rows] == [str(share) for share in range(1, 100)]
    assert {row["by"] for row in rows} == {"residents"}
    sizes = [len(row["quarters"].split()) for row in rows]
    assert sizes == sorted(sizes)
    assert float(rows[0]["dissimilarity_low"]) < float(rows[0]["dissimilarity_adjusted"])


def test_too_few_areas_are_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--level", "district", "--json") == 2
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"refused", "repair"}
    assert "Unter 10" in found["refused"]

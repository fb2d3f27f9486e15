"""Clusters without a browser."""

import argparse
import csv
import io
import json

import pytest

import commands

QUARTER = {"quarter_id", "name", "label", "quadrant", "value", "neighbours", "statistic", "p", "p_two_sided"} | {
    "significant",
    "reason",
}


def asked(*given: str) -> int:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["clusters", *given])
    return int(arguments.run(arguments))


def test_the_sample_city_is_told_with_every_quarter(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--indicator", "F7", "--year", "2024", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["weights"] == {"kind": "queen", "reach": None, "exact": False}
    assert (found["n"], found["isolates"], found["permutations"], found["permutations_city"]) == (88, [], 99_999, 999)
    assert round(found["moran"], 3) == 0.443
    assert 0 < found["p"] <= 0.001
    assert len(found["quarters"]) == 90
    assert all(set(one) == QUARTER for one in found["quarters"])
    marked = {one["quarter_id"] for one in found["quarters"] if one["label"] == "High-High"}
    assert marked == {one for group in found["clusters"] if group["label"] == "High-High" for one in group["quarters"]}
    assert all(one["significant"] for one in found["quarters"] if one["quarter_id"] in marked)
    left_out = [one for one in found["quarters"] if one["reason"]]
    assert len(left_out) == 2
    assert all(one["label"] == "" and one["p"] is None for one in left_out)


def test_options_are_heard_and_stand_in_the_answer_as_in_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--method", "gi", "--weights", "k6", "--permutations", "999", "--seed", "7", "--alpha", "0.1", "--no-fdr"]
    assert asked("--indicator", "F7", *given, "--smoothed", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["options"] == "gi~k6~p999~a0.1~nofdr~s7~eb"
    assert found["weights"] == {"kind": "k_nearest", "reach": 6.0, "exact": False}
    assert (found["indicator"], found["smoothed"], found["controlled"]) == ("eb:F7", True, False)
    assert {one["label"] for one in found["quarters"]} <= {"high", "low", "not significant", ""}


def test_two_indicators_are_compared_across_borders(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--indicator", "A1", "--method", "bivariate", "--second", "F7", "--permutations", "999", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["second"], found["second_year"]) == ("F7", 2024)
    assert -1 <= found["bivariate_moran"] <= 1


def test_the_table_has_a_row_for_each_quarter_with_both_p_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--indicator", "F7", "--permutations", "999", "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 90
    assert len({row["p"] for row in rows}) > 10
    assert {row["moran_p"] for row in rows} == {"0.001"}
    assert {row["weights"] for row in rows} == {"queen"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--weights", "hexagon"], "hexagon"),
        (["--permutations", "5"], "99"),
        (["--indicator", "residents"], "A1"),
        (["--method", "bivariate", "--second", "residents"], "--second"),
        (["--weights", "k40", "--level", "district", "--indicator", "A1"], "Nachbarschaft"),
    ],
)
def test_what_is_not_possible_is_refused_with_what_is(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(*given, "--json") == 2
    found = json.loads(capsys.readouterr().out)
    assert said in found["refused"] + found["repair"]

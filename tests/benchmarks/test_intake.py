"""Reading passes its gate beside the naive way; the judging holds; what was not measured never passes."""

import os
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

from benchmarks._chromium import ROOT
from benchmarks._intake_files import Size, write_files
from benchmarks.intake import CITY, COUNTRY, JUDGED, LEAST, NAIVE, OURS, Verdict, judged, measure, medians, verdicts

LONGEST = 300
SMALL = Size(12, 3, 2)


def test_the_city_has_217_000_numbers_and_the_country_33_000_quarters() -> None:
    assert (round(CITY.cells, -3), COUNTRY.quarters) == (217_000, 33_000)


@pytest.mark.parametrize(("seconds", "result"), [(1.99, "FAIL"), (2.0, "pass")])
def test_the_gate_fails_below_half_the_time(seconds: float, result: str) -> None:
    verdict = judged(CITY, {NAIVE: {JUDGED: seconds}, OURS: {JUDGED: 1.0}})
    assert (verdict.result, LEAST) == (result, 2)


def test_what_was_not_measured_has_not_passed() -> None:
    assert judged(CITY, {}).result == judged(CITY, {OURS: {JUDGED: 1.0}}).result == "not run"
    assert verdicts([Verdict(CITY, None, None)])[-1].endswith("not run")


def test_a_busy_moment_moves_no_median() -> None:
    assert medians([{JUDGED: 1.0}, {JUDGED: 50.0}, {JUDGED: 1.1}]) == {JUDGED: 1.1}


def test_the_workbook_holds_what_its_size_says(tmp_path: Path) -> None:
    _, workbook = write_files(tmp_path, SMALL)
    read = pandas.read_excel(workbook, header=[2, 3], engine="openpyxl")
    assert read.shape == (SMALL.quarters + 2, 2 + SMALL.indicators * SMALL.years)


@pytest.mark.slow
def test_both_contestants_join_every_quarter_of_the_same_files(tmp_path: Path) -> None:
    figures = measure(SMALL, 1, tmp_path)
    assert {name: each["quarters"] for name, each in figures.items()} == {OURS: SMALL.quarters, NAIVE: SMALL.quarters}
    assert all(each[JUDGED] > 0 and each["together MB"] >= 0 for each in figures.values())


@pytest.mark.slow
def test_reading_takes_at_most_half_the_time_of_the_naive_way() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "intake.py"), "--quick"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass" in done.stdout

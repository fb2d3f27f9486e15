"""No fault, no threat and no strange question of the tables is forgotten, and each test that is named exists."""

import ast
from pathlib import Path

import pytest

from tests.faults.rows import ROWS, Row
from tests.faults.threat_rows import ABSENT, QUESTIONS, THREATS, TRIED
from tests.loading.ingest.threats import THREATS as CASES

ROOT = Path(__file__).resolve().parents[2]


def test_every_row_of_the_tables_is_here_once() -> None:
    assert [row.number for row in ROWS] == [f"F{number}" for number in range(1, 30)]
    assert [row.number for row in THREATS] == [f"T{number}" for number in range(1, 44)]
    assert [row.number for row in QUESTIONS] == [str(number) for number in range(129, 138)]


def test_a_threat_that_is_said_to_be_tried_is_tried() -> None:
    assert {row.number for row in THREATS if TRIED in row.tests} == {case.row for case in CASES}


def test_what_is_said_to_be_no_part_of_the_program_is_none() -> None:
    locked = "".join(path.read_text("utf-8") for path in (ROOT / "requirements.txt", ROOT / "requirements-server.txt"))
    assert not [name for name in ABSENT.values() if f"{name}==" in locked]
    assert set(ABSENT) <= {row.number for row in (*ROWS, *THREATS) if row.why_not}


@pytest.mark.parametrize("row", [*ROWS, *THREATS, *QUESTIONS], ids=lambda row: row.number)
def test_a_row_names_tests_that_exist_or_says_why_there_are_none(row: Row) -> None:
    assert bool(row.tests) != bool(row.why_not)
    for test in row.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}, test

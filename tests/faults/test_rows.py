"""No fault of the table is forgotten, and each test that is named exists."""

import ast
from pathlib import Path

import pytest

from tests.faults.rows import ROWS, Row

ROOT = Path(__file__).resolve().parents[2]


def test_every_row_of_the_table_is_here_once() -> None:
    assert [row.number for row in ROWS] == [f"F{number}" for number in range(1, 30)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_row_names_tests_that_exist_or_says_why_there_are_none(row: Row) -> None:
    assert bool(row.tests) != bool(row.why_not)
    for test in row.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}, test

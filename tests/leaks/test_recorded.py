"""What a browser asked is written beside each answer, so that its places are read as those of answers over HTTP."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from callbacks.guard.shared.plain_answer import CALLBACKS, SEVERAL
from callbacks.several import framed
from callbacks.shared.wsgi import Answer
from tests.leaks.cells import cells
from tests.leaks.recorded import _answers
from tests.toytown import toytown

QUERY = {"p": "toytown", "level": "quarter", "i": "A1", "y": "2024", "show": ""}
ROW = {"id": "05", "value": 20.0, "low": None, "high": None, "rank": 4, "numerator": 200.0, "change": 1.0, "clear": ""}
TABLE = {"multi": True, "response": {"table-grid": {"rowData": [ROW]}}}


@dataclass(frozen=True)
class Asked:
    """A request as Playwright gives it."""

    url: str
    post_data: str


def question(output: str) -> str:
    inputs = [{"id": "choropleth", "property": "data", "value": {"query": QUERY}}]
    tabs = [{"id": "panel-tabs", "property": "value", "value": "table"}]
    return json.dumps({"output": output, "inputs": inputs, "state": tabs})


def several() -> tuple[str, bytes]:
    told = json.dumps(TABLE, separators=(",", ":")).encode()
    answers = framed(1, Answer("200 OK", (), told)) + framed(0, Answer("204 NO CONTENT", (), b""))
    return json.dumps([question("legend.children"), question("table-grid.rowData")]), answers


@pytest.mark.parametrize("path", [CALLBACKS, SEVERAL])
def test_an_answer_stands_under_its_question_however_it_was_asked(path: str) -> None:
    told = json.dumps(TABLE, separators=(",", ":")).encode()
    body, content = several() if path == SEVERAL else (question("table-grid.rowData"), told)
    request: Any = Asked(f"http://127.0.0.1:8050{path}", body)
    answers = {one.where.partition(",")[0]: one for one in _answers(path, request, content)}
    found = list(cells(answers["table-grid.rowData"], toytown()))
    assert {(one.indicator, one.area, one.year) for one in found} == {("A1", 4, 2024)}
    assert ("numerator", 200.0) in {(one.part, one.said) for one in found}

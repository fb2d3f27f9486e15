"""The search finds a hidden number wherever it may have been left, however it is written."""

import base64
import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from callbacks.guard.shared.plain_answer import SEVERAL
from callbacks.several import framed
from callbacks.shared.wsgi import Answer
from layers.container import container
from tests.leaks.hidden_numbers import Search, Secret, told_in_columns
from tests.leaks.obtainable import Obtained
from tests.toytown import toytown

RATE = 100 * 2 / 547  # 0.36563 per cent
SECRET = Secret("quarter", "A1", 4, 1, RATE, 2.0)


def workbook(*, hidden_column: bool = False, hidden_sheet: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Zahlen")
    sheet["C3"] = RATE
    sheet.column_dimensions["C"].hidden = hidden_column
    sheet.sheet_state = "hidden" if hidden_sheet else "visible"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=3))
    book["Sheet"].add_chart(chart)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def archive(name: str, content: bytes) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(name, content)
    return stored.getvalue()


CACHE = f"<c:numCache><c:pt idx='3'><c:v>{RATE!r}</c:v></c:pt></c:numCache>".encode()
SHORT = f"{RATE:.6f}"
PLANTED: dict[str, Callable[[], bytes]] = {
    "hidden column of an export": lambda: workbook(hidden_column=True),
    "hidden sheet of an export": lambda: workbook(hidden_sheet=True),
    "workbook of a chart": lambda: archive("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", workbook()),
    "cache of a chart": lambda: archive("ppt/charts/chart1.xml", CACHE),
    "comment of a page": lambda: f"<p>unterdrückt</p><!-- {RATE} -->".encode(),
    "alternative text": lambda: f'<img alt="Markt: {SHORT.replace(".", ",")} Prozent">'.encode(),
    "attribute": lambda: f'<td data-value="{RATE}">·</td>'.encode(),
    "network": lambda: json.dumps({"response": {"figure": {"y": [None, RATE]}}}).encode(),
    "compressed network": lambda: gzip.compress(json.dumps([RATE]).encode()),
    "figure in base64": lambda: json.dumps(
        {"bdata": base64.b64encode(struct.pack("<9d", *[0.0] * 4, RATE, *[0.0] * 4)).decode()}
    ).encode(),
    "address": lambda: f"/answer/de?p=x&breaks={SHORT}~5".encode(),
    "error": lambda: f"ValueError: {RATE} is not in the index".encode(),
    "log": lambda: f"DEBUG column(A1, 2024) least={RATE:.7f}".encode(),
    "too many decimals": lambda: f"{RATE:.6f} % der Kinder".encode(),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_number_is_found(kind: str) -> None:
    search = Search([SECRET], toytown())
    assert search([Obtained(kind, PLANTED[kind]())])
    assert not search([Obtained(kind, b"0,4 % der Kinder")])


def test_a_planted_number_is_found_among_answers_that_came_together() -> None:
    packed = Answer("200 OK", (("Content-Encoding", "gzip"),), gzip.compress(PLANTED["network"]()))
    frames = framed(1, Answer("204 NO CONTENT", (), b"")) + framed(0, packed)
    search = Search([SECRET], toytown())
    assert search([Obtained(f"{SEVERAL}?endId=1", frames)])
    assert not search([Obtained("/elsewhere", frames)])


@pytest.mark.parametrize("part", ["value", "rank_end", "change", "numerator", "clear", "minuend", "beside_around"])
def test_a_number_in_a_column_is_found_at_its_place(part: str) -> None:
    at = np.full(9, np.nan, dtype=np.float32)
    clean = Obtained("/data/x/quarter/A1/2024.column", container({}, {part: at}))
    at = at.copy()
    at[4] = 1.0
    leak = Obtained("/data/x/quarter/A1/2024.column", container({}, {part: at}))
    assert told_in_columns([clean], [SECRET], (2023, 2024)) == []
    assert told_in_columns([leak], [SECRET], (2023, 2024)) == ["/data/x/quarter/A1/2024.column: " + part]


def test_the_other_year_of_a_difference_is_looked_at_too() -> None:
    at = np.full(9, 5.0, dtype=np.float32)
    later = Obtained("/data/x/quarter/A1/2023-minus-2024.column", container({}, {"subtrahend": at}))
    earlier = Obtained("/data/x/quarter/A1/2023-minus-2022.column", container({}, {"subtrahend": at}))
    assert told_in_columns([later, earlier], [SECRET], (2023, 2024)) == [f"{later.where}: subtrahend"]


@pytest.mark.parametrize(("number", "is_true"), [(RATE, True), (0.4, True), (0.0, True), (1.0, False), (0.91, False)])
def test_the_true_number_is_told_from_the_rounded_one_whatever_its_decimals(number: float, *, is_true: bool) -> None:
    rounded = replace(SECRET, told=100 * 5 / 547)
    column = container({}, {"value": np.full(9, number, dtype=np.float32)})
    found = told_in_columns([Obtained("/data/x/quarter/A1/2024.column", column)], [rounded], (2023, 2024))
    assert bool(found) == is_true

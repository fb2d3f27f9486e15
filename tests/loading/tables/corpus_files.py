"""The files of the corpus: those that lie there, and those made from what a case says about them."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.loading.tables.corpus_made import MADE


def file_of(case: Mapping[str, Any], beside: Path, folder: Path) -> Path:
    """Lay the file of a case into a folder, under a name that says nothing."""
    path = folder / "upload"
    if "workbook" in case:
        write_workbook(path, case["workbook"])
    elif "made" in case:
        made = MADE[case["made"]](folder)
        path.write_bytes(made) if isinstance(made, bytes) else made.rename(path)
    else:
        (source,) = (one for one in beside.parent.glob(f"{beside.name}.*") if one.suffix != ".json")
        path.write_bytes(source.read_bytes())
    return path


def write_workbook(path: Path, sheets: Mapping[str, Any]) -> None:
    """Write a workbook: for each sheet its rows, merged ranges, and whether it is hidden."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, described in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(described["rows"]):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, day)
            for top, left, bottom, right in described.get("merged", ()):
                sheet.merge_range(top, left, bottom, right, described["rows"][top][left])
            if described.get("hidden"):
                sheet.hide()
        visible = next(sheet for sheet in book.worksheets() if not sheet.hidden)
        visible.activate()
        visible.set_first_sheet()


def _write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, dict) and "date" in cell:
        sheet.write_datetime(row, column, datetime.datetime.fromisoformat(cell["date"]), day)
    elif isinstance(cell, dict):
        sheet.write_formula(row, column, cell["formula"], None, cell.get("saved", ""))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell) if cell else None
    else:
        sheet.write(row, column, cell)

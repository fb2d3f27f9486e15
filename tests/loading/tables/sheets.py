"""Small files for the tests of table recognition."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from loading.recognised import Table
from loading.tables import read_tables


def csv_table(folder: Path, text: str | bytes, name: str = "zahlen.csv", encoding: str = "utf-8") -> Table:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    (table,) = read_tables(path)
    return table


def workbook(
    folder: Path, sheets: dict[str, Sequence[Sequence[object]]], merged: dict[str, Sequence[tuple[int, int, int, int]]]
) -> Path:
    path = folder / "mappe.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for position, row in enumerate(rows):
                sheet.write_row(position, 0, row)
            for top, left, bottom, right in merged.get(name, ()):
                sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


def ods(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    """The smallest OpenDocument spreadsheet."""
    cells = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Arbeitslose">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = folder / "mappe.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def _ods_cell(cell: object) -> str:
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def codes(table: Table) -> list[str]:
    return [finding.code.removeprefix("tables.") for finding in table.findings]

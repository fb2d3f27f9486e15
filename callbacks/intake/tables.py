"""Every table as a picture of what was recognised of it, each part of which can be changed.

What the user sees: the sheet as a table with the role of every column above it and the place of every row beside it,
what signs were taken for, and one button where the layout is that of an earlier file.
``assets/intake_tables*.js`` draw the picture and turn what is changed into decisions.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.read import Read, Section
from callbacks.shared.pieces import attributes, heading
from loading.choices.tables import TableChoice
from loading.pictures import Picture, PictureCell, PictureColumn, PictureRow
from loading.recognised import Table
from loading.tables.encoding import ENCODINGS
from loading.tables.remembered_layouts import Proposal, RememberedLayouts
from texts import Texts

_PLAIN = ("", "value")


def part(layouts: RememberedLayouts) -> Section:
    """Give the card, over the memory of layouts."""

    def section(texts: Texts, found: Read) -> Component:
        pictures = found.recognition.delivery.pictures
        return card(texts, found, proposals(layouts, pictures, found)) if pictures else html.Div(hidden=True)

    return section


def card(texts: Texts, found: Read, proposed: Sequence[Proposal]) -> Component:
    """Lay out the card; its script draws the pictures from the data."""
    data = json.dumps(content(texts, found, proposed), ensure_ascii=False, separators=(",", ":"))
    pictures = found.recognition.delivery.pictures
    return html.Section(
        [
            heading(texts("table_picture.heading"), texts.number(len(pictures)) if len(pictures) > 1 else ""),
            html.P(texts("table_picture.lead"), className="quiet"),
            html.Div(id="intake-tables", **attributes(data_tables=data)),
        ],
        className="card intake-card intake-tables",
        **attributes(aria_label=texts("table_picture.heading")),
    )


def proposals(layouts: RememberedLayouts, pictures: Iterable[Picture], found: Read) -> list[Proposal]:
    """Give what is remembered about sheets that nothing was decided about yet."""
    undecided = [one for one in pictures if _choice(found, one) == TableChoice(one.file, one.sheet)]
    return [proposal for one in undecided if (proposal := layouts.proposal(one)) is not None]


def content(texts: Texts, found: Read, proposed: Sequence[Proposal]) -> dict[str, Any]:
    """Give what the script draws: wording, offers of earlier decisions, sheets."""
    delivery = found.recognition.delivery
    kinds = _totals((*delivery.tables, *found.recognition.tables))
    return {
        "words": texts.entry("table_picture.scripts"),
        "encodings": list(ENCODINGS),
        "remembered": _offers(texts, proposed),
        "sheets": [_sheet(texts, found, picture, kinds) for picture in delivery.pictures],
    }


def _choice(found: Read, picture: Picture) -> TableChoice:
    return found.choices.of_table(picture.file, picture.sheet)


def _totals(tables: Iterable[Table]) -> dict[tuple[str, str | None, int], str]:
    """Kinds of the rows that are sums, by file, sheet and line; those that the map has told are among them."""
    return {
        (table.file, table.sheet, table.first_rows[row]): kind
        for table in tables
        for row, kind in table.totals.items()
        if row < len(table.first_rows)
    }


def _offers(texts: Texts, proposed: Sequence[Proposal]) -> list[dict[str, Any]]:
    """One offer for each pair of files, however many sheets it covers."""
    files: dict[tuple[str, str, str], list[Proposal]] = {}
    for one in proposed:
        files.setdefault((one.choice.file, one.file, one.day), []).append(one)
    return [_offer(texts, *key, found) for key, found in files.items()]


def _offer(texts: Texts, file: str, earlier: str, day: str, found: Sequence[Proposal]) -> dict[str, Any]:
    when = date.fromisoformat(day).strftime(texts("table_picture.day"))
    said = [
        texts("table_picture.remembered", file=file, earlier=earlier, day=when),
        texts("table_picture.remembered_sheet")
        if len(found) == 1
        else texts("table_picture.remembered_sheets", n=len(found)),
    ]
    if any(one.incomplete for one in found):
        said.append(texts("table_picture.remembered_incomplete"))
    return {"file": file, "text": " ".join(said), "choices": [msgspec.to_builtins(one.choice) for one in found]}


def _sheet(
    texts: Texts, found: Read, picture: Picture, kinds: dict[tuple[str, str | None, int], str]
) -> dict[str, Any]:
    return {
        "file": picture.file,
        "sheet": picture.sheet,
        "state": picture.state,
        "isText": picture.format == "csv",
        "encoding": picture.encoding,
        "year": picture.year,
        "lines": picture.lines,
        "header": picture.header,
        "body": picture.body,
        "choice": msgspec.to_builtins(_choice(found, picture)),
        "columns": [_column(column) for column in picture.columns],
        "rows": [_row(texts, picture, row, kinds) for row in picture.rows],
        "signs": [msgspec.to_builtins(sign) for sign in picture.signs],
    }


def _column(column: PictureColumn) -> dict[str, Any]:
    return {
        "letter": column.letter,
        "heading": column.heading,
        "role": column.role,
        "title": column.title,
        "unit": column.unit or "",
        "year": column.year,
        "note": column.note,
    }


def _row(
    texts: Texts, picture: Picture, row: PictureRow, kinds: dict[tuple[str, str | None, int], str]
) -> dict[str, Any]:
    if row.kind == "gap":
        return {"line": row.line, "kind": "gap", "n": row.left_out}
    kind = kinds.get((picture.file, picture.sheet, row.line), row.kind) if row.kind == "body" else row.kind
    return {"line": row.line, "kind": kind, "cells": [_cell(texts, cell) for cell in row.cells]}


def _cell(texts: Texts, cell: PictureCell) -> Any:
    """Give a cell as short as can be: its text alone, or with what it became and the number that was read."""
    written = cell.became == "zero" and any(letter.isdigit() for letter in cell.text)
    became = "" if written or cell.became in _PLAIN else cell.became
    read = "" if cell.number is None or became else _read(texts, cell)
    return [cell.text, became, read] if became or read else cell.text


def _read(texts: Texts, cell: PictureCell) -> str:
    """Give the number as it was read, where it is not written so in the file."""
    number = cell.number or 0.0
    plain = repr(number).removesuffix(".0")
    if cell.text in (plain, plain.replace(".", ",")):
        return ""
    decimals = len(plain.partition(".")[2]) if "e" not in plain else 6
    return texts.number(number, min(decimals, 6))

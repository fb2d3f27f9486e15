"""Draw what was recognised of a grid; nothing is recognised here, everything comes from how the numbers were read."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from loading.choices.tables import TableChoice
from loading.pictures import (
    Note,
    Origin,
    Picture,
    PictureCell,
    PictureColumn,
    PictureRow,
    PictureSign,
    Role,
    RowKind,
    State,
)
from loading.reasons import Reason
from loading.recognised import TotalKind
from loading.tables.columns import Column
from loading.tables.fingerprint import fingerprint
from loading.tables.footer import holds_something
from loading.tables.grid import Grid, cell_text, cell_texts, column_letter
from loading.tables.headings import JOIN
from loading.tables.keys import is_key_heading, split_keys
from loading.tables.layout import Layout, is_numbering
from loading.tables.long import Shape
from loading.tables.years import year_of

MOST_CELLS = 9_000
MOST_ROWS = 64
_FIRST, _LAST, _TOTALS, _BESIDE = 12, 6, 8, 10
_MOST_SIGNS = 40


@dataclass(frozen=True)
class Seen:
    """What recognition knows of a grid.

    Attributes
    ----------
    grid : Grid
        Cells as they stand in the file.
    layout, proposed : Layout or None
        As used, and before anything was decided.
    columns : tuple of Column
    shape : Shape or None
    year, named_year : int
        Of the whole table: as used, and as the file itself names it.
    years : tuple of int
    first_rows : tuple of int
        For each row of the table the row of the body it begins with.
    totals : mapping of row of the table to kind
    cut : frozenset of int
        Rows of the body whose numbers are not used.
    explained : mapping of sign to str
        In the file's words.
    choice : TableChoice or None
    """

    grid: Grid
    layout: Layout | None = None
    proposed: Layout | None = None
    columns: tuple[Column, ...] = ()
    shape: Shape | None = None
    year: int = 0
    named_year: int = 0
    years: tuple[int, ...] = ()
    first_rows: tuple[int, ...] = ()
    totals: Mapping[int, TotalKind] = field(default_factory=dict)
    cut: frozenset[int] = frozenset()
    explained: Mapping[str, str] = field(default_factory=dict)
    choice: TableChoice | None = None


def draw(seen: Seen, state: State) -> Picture:
    """Draw the picture of a grid.

    Parameters
    ----------
    seen : Seen
    state : {"read", "left_out", "no_numbers", "no_areas"}

    Returns
    -------
    Picture
        At most some 64 rows; fewer where a table is very wide.
    """
    grid, layout, proposed = seen.grid, seen.layout, seen.proposed
    roles = [_role(column, seen.shape) for column in seen.columns]
    measures = frozenset(place for place, (role, _) in enumerate(roles) if role == "measure")
    shape = fingerprint(grid, proposed)
    return Picture(
        file=grid.file,
        sheet=grid.sheet,
        format=grid.format,
        encoding=grid.encoding,
        state=state,
        year=seen.year,
        years=seen.years,
        columns=tuple(_columns(seen, roles)),
        rows=tuple(_rows(seen, measures)),
        signs=tuple(_signs(seen, measures)),
        lines=grid.lines[-1] if grid.lines else 0,
        header=_lines(grid, layout.header) if layout else None,
        body=_lines(grid, layout.body) if layout else None,
        recognised_header=_lines(grid, proposed.header) if proposed else None,
        recognised_body=_lines(grid, proposed.body) if proposed else None,
        named_year=max(seen.named_year, *shape.years, 0),
        fingerprint=shape,
    )


def _lines(grid: Grid, rows: Sequence[int]) -> tuple[int, int] | None:
    return (grid.lines[rows[0]], grid.lines[rows[-1]]) if rows else None


def _columns(seen: Seen, roles: Sequence[tuple[Role, Note]]) -> Iterator[PictureColumn]:
    for column, (role, note) in zip(seen.columns, roles, strict=True):
        own_year = column.heading.year or (seen.year if seen.shape is None else 0)
        yield PictureColumn(
            position=column.position,
            letter=column_letter(column.position),
            heading=JOIN.join(dict.fromkeys(column.heading.levels)),
            role=role,
            title=column.heading.title or (column.name if column.heading.levels or column.chosen else ""),
            unit=column.unit if role == "measure" else None,
            year=own_year if role == "measure" else 0,
            note=note,
        )


def _role(column: Column, shape: Shape | None) -> tuple[Role, Note]:
    """Give the role a column has in the table that came of it."""
    if column.role in ("empty", "row_numbers"):
        return "ignored", column.role
    if column.role == "ignored":
        return "ignored", ""
    if shape is None:
        return (_identifier(column)) if column.role == "identifier" else _of_wide(column)
    if any(column is one for one in shape.values):
        return "measure", ""
    if column is shape.year:
        return "year", ""
    if column is shape.unit:
        return "category", "unit"
    if any(column is one for one in shape.items):
        return "category", ""
    return _identifier(column) if any(column is one for one in shape.areas) else ("ignored", "no_part")


def _of_wide(column: Column) -> tuple[Role, Note]:
    return ("measure", "") if column.role == "measure" else ("year", "")


def _identifier(column: Column) -> tuple[Role, Note]:
    if column.chosen_role in ("key", "name"):
        return ("key", "") if column.chosen_role == "key" else ("name", "")
    texts = cell_texts([cell for cell in column.cells if cell != ""])
    if split_keys(texts):
        return "key", "key_and_name"
    if is_key_heading(column.name):
        return "key", ""
    keys = len([text for text in texts if text[-1:].isdigit() and " " not in text])
    return ("key" if keys > 0.5 * len(texts) else "name"), ""


def _rows(seen: Seen, measures: frozenset[int]) -> Iterator[PictureRow]:
    """Give the rows in the order of the file, with gaps for those that are not shown."""
    grid = seen.grid
    kinds = _kinds(seen)
    shown = _shown(kinds, max(12, min(MOST_ROWS, MOST_CELLS // max(grid.width, 1))))
    places = {row: place for place, row in enumerate(seen.layout.body)} if seen.layout else {}
    longest = 60 if grid.width <= 40 else 28 if grid.width <= 120 else 14
    for is_shown, run in groupby(kinds, key=lambda row: row in shown):
        rows = list(run)
        if not is_shown:
            yield PictureRow(grid.lines[rows[0]], "gap", left_out=len(rows))
            continue
        for row in rows:
            place = places.get(row)
            cells = tuple(_cell(seen, row, column, place, column in measures, longest) for column in range(grid.width))
            yield PictureRow(grid.lines[row], kinds[row], cells)


def _kinds(seen: Seen) -> dict[int, RowKind]:
    """Give the rows that hold something their kind."""
    layout = seen.layout
    kinds: dict[int, RowKind] = {row: "outside" for row, cells in enumerate(seen.grid.rows) if holds_something(cells)}
    if layout is None:
        return kinds
    heads = [seen.grid.rows[row] for row in layout.header]
    for row in range(min(layout.body)):
        if row in kinds and is_numbering(seen.grid.rows[row]):
            kinds[row] = "numbering"
    kinds.update(dict.fromkeys(layout.titles, "title"))
    kinds.update(dict.fromkeys(layout.header, "header"))
    kinds.update({row: "header_again" if seen.grid.rows[row] in heads else "footer" for row in layout.footer})
    kinds.update(zip(layout.body, _body_kinds(seen), strict=True))
    return kinds


def _body_kinds(seen: Seen) -> list[RowKind]:
    rows = len(seen.layout.body) if seen.layout else 0
    kinds: list[RowKind] = ["body"] * rows
    if seen.shape is None:
        for row, kind in seen.totals.items():
            kinds[seen.first_rows[row]] = kind
    elif seen.shape.areas:
        cells = seen.shape.areas[0].cells
        totals = {cells[seen.first_rows[row]]: kind for row, kind in seen.totals.items()}
        kinds = [totals.get(cell, "body") for cell in cells]
    return kinds


def _shown(kinds: Mapping[int, RowKind], most: int) -> set[int]:
    """Choose the rows that are shown: the beginning and the end, sums, and some of what stands around."""
    by_kind: dict[str, list[int]] = {}
    for row, kind in kinds.items():
        by_kind.setdefault(kind, []).append(row)
    area_kinds = ("body", "city", "subtotal", "unassigned")
    areas = sorted(row for kind in area_kinds for row in by_kind.pop(kind, []))
    around = [row for rows in by_kind.values() for row in rows[:_BESIDE]]
    free = max(most - len(around), 12)
    if len(areas) <= free:
        return {*around, *areas}
    first, last = (_FIRST, _LAST) if free >= _FIRST + _LAST + _TOTALS else (6, 4)
    sums = [row for row in areas[first:-last] if kinds[row] != "body"]
    return {*around, *areas[:first], *areas[-last:], *sums[: max(free - first - last, 0)][:_TOTALS]}


def _cell(seen: Seen, row: int, column: int, place: int | None, is_number: bool, longest: int) -> PictureCell:
    raw = seen.grid.rows[row][column]
    text = cell_text(raw)
    text = text if len(text) <= longest else text[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"
    if place is None or column >= len(seen.columns):
        return PictureCell(text)
    read = seen.columns[column]
    if is_number:
        if place in seen.cut:
            return PictureCell(text, Reason.NOT_DELIVERED.label)
        number = float(read.numbers.values[place])
        label = Reason(int(read.numbers.reasons[place])).label
        return PictureCell(text, label, None if math.isnan(number) else number)
    year = year_of(raw) if read.role == "year" and raw != "" else None
    return PictureCell(text, "", None if year is None else float(year))


def _signs(seen: Seen, measures: frozenset[int]) -> list[PictureSign]:
    """List what stands in the place of numbers, the most frequent first."""
    counted: dict[str, Counter[tuple[Reason, Origin]]] = {}
    for column in (seen.columns[place] for place in sorted(measures)):
        for (sign, reason), times in column.numbers.signs.items():
            counted.setdefault(sign, Counter())[reason, _origin(seen, sign)] += times
        for code, times in column.numbers.codes.items():
            counted.setdefault(f"{code:.0f}", Counter())[Reason.NOT_DELIVERED, "code"] += times
        for text in column.numbers.examples:
            times = sum(cell == text for cell in column.cells)
            counted.setdefault(text, Counter())[Reason.NOT_DELIVERED, "text"] += times
    found = []
    for sign, meanings in counted.items():
        (reason, origin), _ = meanings.most_common(1)[0]
        words = seen.explained.get(sign, "")
        found.append(PictureSign(sign, reason.label, origin, sum(meanings.values()), words))
    return sorted(found, key=lambda sign: (-sign.times, sign.sign))[:_MOST_SIGNS]


def _origin(seen: Seen, sign: str) -> Origin:
    if seen.choice and any(one.sign == sign for one in seen.choice.signs):
        return "chosen"
    return "legend" if sign in seen.explained else "sign"

"""What was recognised of a sheet, to be shown: rows and columns by their role, cells and what became of them."""

from dataclasses import dataclass
from typing import Literal

from loading.errors import Finding

Role = Literal["key", "name", "measure", "year", "category", "ignored"]
RowKind = Literal[
    "title",
    "header",
    "numbering",
    "body",
    "city",
    "subtotal",
    "unassigned",
    "header_again",
    "footer",
    "outside",
    "gap",
]
State = Literal["read", "left_out", "no_numbers", "no_areas"]
Note = Literal["", "key_and_name", "unit", "row_numbers", "empty", "no_part"]
Origin = Literal["sign", "legend", "chosen", "code", "text"]
Lines = tuple[int, int]


@dataclass(frozen=True)
class PictureCell:
    """One cell.

    Attributes
    ----------
    text : str
        As it stands in the file; cut where it is long.
    became : str
        Label of its reason (``"value"``, ``"zero"``, ``"suppressed"`` ..., see :class:`loading.reasons.Reason`);
        ``""`` where the cell is no number and stays text.
    number : float or None
        As read.
    """

    text: str
    became: str = ""
    number: float | None = None


@dataclass(frozen=True)
class PictureRow:
    """One row, or a run of rows that are not shown.

    Attributes
    ----------
    line : int
        In the file, from 1.
    kind : RowKind
    cells : tuple of PictureCell
        One per column; none in a gap.
    left_out : int
        How many rows a gap stands for.
    """

    line: int
    kind: RowKind
    cells: tuple[PictureCell, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class PictureColumn:
    """One column.

    Attributes
    ----------
    position : int
        From 0.
    letter : str
        As in a spreadsheet.
    heading : str
        All header cells above it.
    role : {"key", "name", "measure", "year", "category", "ignored"}
    title : str
        What it counts, or how it is called.
    unit : str or None
    year : int
        Of its numbers; 0 where none is known or a column of years says it.
    note : Note
        Why it has its role, where that is not plain.
    """

    position: int
    letter: str
    heading: str
    role: Role
    title: str
    unit: str | None = None
    year: int = 0
    note: Note = ""


@dataclass(frozen=True)
class PictureSign:
    """A sign in the place of a number.

    Attributes
    ----------
    sign : str
    reason : str
        Label of what it was taken for.
    origin : {"sign", "legend", "chosen", "code", "text"}
        Why: the usual meaning, the file's own words, a decision, a number such as -9999, or any other text.
    times : int
    explanation : str
        What the file says about it; ``""`` where it is silent.
    """

    sign: str
    reason: str
    origin: Origin
    times: int
    explanation: str = ""


@dataclass(frozen=True)
class Fingerprint:
    """The shape of a sheet as it was recognised before anything was decided; no number is part of it.

    Attributes
    ----------
    sheet : str
        Its name, years and numbers replaced by ``#``; ``""`` for text files.
    header_rows : int
    headings : tuple of str
        One per column, normalised alike; ``""`` where a column has none. Without header rows the first lines.
    years : tuple of int
        The year each heading names, 0 for none; it tells columns apart, and is no part of the shape.
    """

    sheet: str
    header_rows: int
    headings: tuple[str, ...]
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """One sheet or text file as it was recognised.

    Attributes
    ----------
    file, sheet : str, str or None
    format, encoding : str, str or None
    state : {"read", "left_out", "no_numbers", "no_areas"}
        Whether a table came of it, or why not.
    year : int
        Of the whole table; 0 where none is known.
    years : tuple of int
        All years its numbers are from, ascending; 0 for unknown.
    columns : tuple of PictureColumn
    rows : tuple of PictureRow
        First and last rows; all that are no rows of areas.
    signs : tuple of PictureSign
    lines : int
        Last line of the sheet.
    header, body : (int, int) or None
        First and last line as they are used.
    recognised_header, recognised_body : (int, int) or None
        The same before anything was decided.
    named_year : int
        The latest year the file itself names for the table, before anything was decided; 0 for none.
    fingerprint : Fingerprint
    findings : tuple of Finding
        About decisions that could not be carried out, where no table can carry them.
    """

    file: str
    sheet: str | None
    format: str
    encoding: str | None
    state: State
    year: int = 0
    years: tuple[int, ...] = ()
    columns: tuple[PictureColumn, ...] = ()
    rows: tuple[PictureRow, ...] = ()
    signs: tuple[PictureSign, ...] = ()
    lines: int = 0
    header: Lines | None = None
    body: Lines | None = None
    recognised_header: Lines | None = None
    recognised_body: Lines | None = None
    named_year: int = 0
    fingerprint: Fingerprint = Fingerprint("", 0, ())
    findings: tuple[Finding, ...] = ()

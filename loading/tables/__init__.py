"""Tables of a town hall, workbooks, texts and JSON: recognised in any layout, nothing lost or guessed silently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from loading.choices.tables import TableChoice
from loading.errors import DataFileError, Finding
from loading.files.collector import collecting_later
from loading.pictures import Picture
from loading.recognised import Table
from loading.tables.delimited import read_delimited
from loading.tables.footer import line_text
from loading.tables.grid import Grid, require_small
from loading.tables.recognition import recognised
from loading.tables.records import is_json, read_records
from loading.tables.symbols import explanations
from loading.tables.workbook import damage_told, formulas_only, hidden_sheets, read_workbook, workbook_format
from loading.tables.workbook_caches import cached_grids, refuse_unreadable_caches

_HIDDEN = "tables.hidden_sheet"
ChoiceOf = Callable[[str, str | None], TableChoice]


@dataclass(frozen=True)
class Sheets:
    """The sheets of one file.

    Attributes
    ----------
    tables : tuple of Table
    skipped : tuple of Picture
        Sheets that hold no numbers, or that were left out.
    refusal : DataFileError or None
        Why there is no table; None where there is one.
    grids : tuple of Grid
        The cells as they stand in the file, of every sheet.
    hidden : tuple of Grid
        Of sheets that are hidden, behind pivot tables and of linked files; no table comes of them.
    """

    tables: tuple[Table, ...]
    skipped: tuple[Picture, ...]
    refusal: DataFileError | None = None
    grids: tuple[Grid, ...] = field(default=(), repr=False)
    hidden: tuple[Grid, ...] = field(default=(), repr=False)


def read_tables(path: Path, name: str | None = None, choice_of: ChoiceOf = TableChoice) -> tuple[Table, ...]:
    """Read every table of a workbook or text file.

    Parameters
    ----------
    path : Path
        Where the file lies.
    name : str, optional
        How its owner named it, if not like ``path``.
    choice_of : callable, optional
        Gives what was decided about a file and sheet, see :meth:`loading.choices.Choices.of_table`.

    Returns
    -------
    tuple of Table
        One per sheet that holds numbers, in the order of the file. Sheets without numbers are told of in the
        findings of the first table.

    Raises
    ------
    DataFileError
        If the file is empty, protected by a password, no table at all, beyond the limits, or holds no numbers.
    """
    sheets = read_sheets(path, name, choice_of)
    if sheets.refusal:
        raise sheets.refusal
    return sheets.tables


def read_sheets(path: Path, name: str | None = None, choice_of: ChoiceOf = TableChoice) -> Sheets:
    """Read every sheet, also those no table comes of; see :func:`read_tables`.

    Raises
    ------
    DataFileError
        If the file is empty, protected by a password, no table at all, or beyond the limits.
    """
    name = name or path.name
    require_small(path, name)
    with collecting_later():
        return _read(path, name, choice_of)


def unseen_rows(path: Path, name: str) -> tuple[Grid, ...]:
    """Give what a workbook holds and does not show, also where no table can be read from it; empty for other files.

    Raises
    ------
    DataFileError
        ``persons.unseen_rows``; ``tables.broken_workbook`` and the like where nothing can be read at all.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    data = path.read_bytes() if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else b""
    kind = workbook_format(data)
    return _unseen(data, name, kind, has_hidden_sheets=True) if kind else ()


def _unseen(data: bytes, name: str, kind: str, *, has_hidden_sheets: bool) -> tuple[Grid, ...]:
    with damage_told(name):
        refuse_unreadable_caches(data, kind, name)
        hidden = hidden_sheets(data, name, kind) if has_hidden_sheets else ()
        return (*hidden, *(cached_grids(data, name) if kind == "xlsx" else ()))


def _read(path: Path, name: str, choice_of: ChoiceOf) -> Sheets:
    with path.open("rb") as stream:
        head = stream.read(200)
    data = path.read_bytes() if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else b""
    kind = workbook_format(data)
    hidden: tuple[Grid, ...] = ()
    if kind is not None:
        grids, findings = read_workbook(data, name, kind)
        hidden = _unseen(data, name, kind, has_hidden_sheets=any(one.code == _HIDDEN for one in findings))
    elif data or head.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")):
        raise DataFileError(name, "tables.not_a_table")
    elif is_json(head):
        grids, findings = (read_records(path, name),), ()
    else:
        grids, findings = (read_delimited(path, name, choice_of(name, None).encoding),), ()
    return replace(_sheets(name, grids, findings, choice_of), hidden=hidden)


def _sheets(name: str, grids: Sequence[Grid], findings: Sequence[Finding], choice_of: ChoiceOf) -> Sheets:
    if not grids:
        raise DataFileError(name, "tables.empty")
    choices = [choice_of(grid.file, grid.sheet) for grid in grids]
    read = [_as_decided(grid, {}, choice) for grid, choice in zip(grids, choices, strict=True)]
    silent = [grid for grid, (table, _) in zip(grids, read, strict=True) if table is None]
    explained = _explained(silent)
    if explained:
        read = [_as_decided(grid, explained, choice) for grid, choice in zip(grids, choices, strict=True)]
    wanted = [
        (grid, *result) for grid, choice, result in zip(grids, choices, read, strict=True) if not choice.leave_out
    ]
    tables = [table for _, table, _ in wanted if table is not None]
    skipped = [picture for _, table, picture in wanted if table is None]
    left_out = [
        replace(picture, state="left_out")
        for choice, (_, picture) in zip(choices, read, strict=True)
        if choice.leave_out
    ]
    notes = [
        *findings,
        *(Finding("info", grid.place, "table_choices.left_out") for grid in _left_out(grids, choices)),
        *(_without_numbers(grid) for grid, table, _ in wanted if table is None),
        *(finding for picture in skipped for finding in picture.findings),
    ]
    if not tables:
        return Sheets((), (*skipped, *left_out), _refusal(name, grids, choices), tuple(grids))
    first = replace(tables[0], findings=(*notes, *tables[0].findings))
    return Sheets((first, *tables[1:]), (*skipped, *left_out), grids=tuple(grids))


def _as_decided(grid: Grid, explained: Mapping[str, str], choice: TableChoice) -> tuple[Table | None, Picture]:
    """Recognise a grid; where decisions leave no table of one that was, they are told of and not carried out."""
    table, picture = recognised(grid, explained, choice)
    if table is not None or choice == TableChoice(choice.file, choice.sheet):
        return table, picture
    plain, seen = recognised(grid, explained, TableChoice(choice.file, choice.sheet))
    if plain is None:
        return table, picture
    problem = Finding("error", grid.place, "table_choices.nothing_left")
    return replace(plain, findings=(problem, *picture.findings, *plain.findings)), seen


def _left_out(grids: Sequence[Grid], choices: Sequence[TableChoice]) -> list[Grid]:
    return [grid for grid, choice in zip(grids, choices, strict=True) if choice.leave_out]


def _without_numbers(grid: Grid) -> Finding:
    return Finding("info", grid.place, "tables.sheet_without_numbers", {"sheet": grid.sheet})


def _refusal(name: str, grids: Sequence[Grid], choices: Sequence[TableChoice]) -> DataFileError:
    if any(choice.leave_out for choice in choices):
        return DataFileError(name, "table_choices.all_left_out")
    unsaved = [one for grid in grids for one in grid.findings if one.code == "tables.formulas_unsaved"]
    if unsaved:
        return formulas_only(name, unsaved)
    rows = max(len(grid.rows) for grid in grids)
    return DataFileError(name, "tables.header_only" if rows < 2 else "tables.no_numbers", rows=rows)


def _explained(grids: Sequence[Grid]) -> dict[str, str]:
    """Signs explained on sheets that hold no numbers, in the words of the file."""
    lines = [line_text(row) for grid in grids for row in grid.rows[:200]]
    return explanations(lines)

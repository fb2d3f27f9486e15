"""Tables of a town hall (XLSX, XLS, ODS, CSV): recognised whatever their layout, nothing lost or guessed silently."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from loading.errors import DataFileError, Finding
from loading.reasons import Reason
from loading.recognised import Table
from loading.tables.delimited import read_delimited
from loading.tables.footer import line_text
from loading.tables.grid import Grid
from loading.tables.recognition import recognised
from loading.tables.symbols import legend
from loading.tables.workbook import read_workbook, workbook_format

_MAXIMUM_BYTES = 120_000_000


def read_tables(path: Path, name: str | None = None) -> tuple[Table, ...]:
    """Read every table of a workbook or text file.

    Parameters
    ----------
    path : Path
        Where the file lies.
    name : str, optional
        How its owner named it, if not like ``path``.

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
    name = name or path.name
    if path.stat().st_size > _MAXIMUM_BYTES:
        raise DataFileError(name, "tables.too_large", megabytes=path.stat().st_size // 1_000_000)
    with path.open("rb") as stream:
        head = stream.read(8)
    data = path.read_bytes() if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else b""
    kind = workbook_format(data)
    if kind is not None:
        grids, findings = read_workbook(data, name, kind)
    elif data or head.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")):
        raise DataFileError(name, "tables.not_a_table")
    else:
        grids, findings = (read_delimited(path, name),), ()
    return _tables(name, grids, findings)


def _tables(name: str, grids: Sequence[Grid], findings: Sequence[Finding]) -> tuple[Table, ...]:
    if not grids:
        raise DataFileError(name, "tables.empty")
    tables = [(grid, recognised(grid, {})) for grid in grids]
    silent = [grid for grid, table in tables if table is None]
    explained = _explained(silent)
    if explained:
        tables = [(grid, table and recognised(grid, explained)) for grid, table in tables]
    found = [table for _, table in tables if table is not None]
    if not found:
        rows = max(len(grid.rows) for grid in grids)
        raise DataFileError(name, "tables.header_only" if rows < 2 else "tables.no_numbers", rows=rows)
    skipped = [Finding("info", grid.place, "tables.sheet_without_numbers", {"sheet": grid.sheet}) for grid in silent]
    first = replace(found[0], findings=(*findings, *skipped, *found[0].findings))
    return (first, *found[1:])


def _explained(grids: Sequence[Grid]) -> dict[str, Reason]:
    """Signs explained on sheets that hold no numbers."""
    lines = [line_text(row) for grid in grids for row in grid.rows[:200]]
    return legend(lines)

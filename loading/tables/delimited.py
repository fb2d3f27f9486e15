"""Text files: delimiter, quoted cells, ragged rows."""

import contextlib
import csv
import io
from collections import Counter
from pathlib import Path

from loading.errors import DataFileError
from loading.ingest.limits import limits_in_force
from loading.tables.encoding import decoded
from loading.tables.grid import Cell, Grid, refuse_oversize, require_small

_DELIMITERS = (";", "\t", "|", ",")
_SAMPLE_LINES = 200
_FOREIGN = ("<html", "<!doctype", "<?xml", "%pdf", "{\\rtf")


def read_delimited(path: Path, name: str, encoding: str | None = None) -> Grid:
    """Read a delimited text file, rows padded to the widest.

    Parameters
    ----------
    path : Path
    name : str
        For messages.
    encoding : str, optional
        Decided by its owner, see :func:`loading.tables.encoding.decoded`.

    Raises
    ------
    DataFileError
        If the file is empty, no text, no table, or beyond the limits.
    """
    require_small(path, name)
    text, encoding, findings = decoded(name, path.read_bytes(), encoding)
    if not text.strip():
        raise DataFileError(name, "tables.empty")
    if text.lstrip()[:9].lower().startswith(_FOREIGN) or text.lstrip()[:1] in ("{", "["):
        raise DataFileError(name, "tables.not_a_table")
    text, announced = _announced_delimiter(text)
    delimiter = announced or _delimiter(text)
    rows, lines = _rows(text, delimiter, name)
    if announced:
        lines = [line + 1 for line in lines]
    widths = tuple(map(_filled_width, rows))
    width = max(widths, default=0)
    refuse_oversize(name, len(rows), width)
    padded = tuple([*row[:width], *[""] * (width - len(row))] for row in rows)
    return Grid(name, None, "csv", encoding, padded, tuple(lines), None, tuple(map(len, rows)), findings)


def _announced_delimiter(text: str) -> tuple[str, str | None]:
    head, newline, rest = text.partition("\n")
    announced = head.strip().strip('"').lower()
    if newline and len(announced) == 5 and announced.startswith("sep="):
        return rest, announced[4]
    return text, None


def _delimiter(text: str) -> str:
    """Choose the delimiter that cuts most lines into the same number of cells."""
    sample = "\n".join(text[:400_000].splitlines()[:_SAMPLE_LINES])
    best, best_score = _DELIMITERS[0], 0.0
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        counted = Counter(width for width in widths if width > 1)
        if not counted:
            continue
        width, lines = counted.most_common(1)[0]
        first = next(position for position, found in enumerate(widths) if found > 1)
        score = lines / len(widths) + 0.2 * (widths[first] == width) + 0.02 * min(width, 10)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str) -> list[int]:
    """Number of cells in each line; what comes behind a cell of absurd length does not count."""
    widths: list[int] = []
    with contextlib.suppress(csv.Error):
        widths.extend(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter, strict=False) if row)
    return widths


def _rows(text: str, delimiter: str, name: str) -> tuple[list[list[Cell]], list[int]]:
    try:
        return _parsed(text, delimiter, name, strict=True)
    except csv.Error:
        return _parsed(text, delimiter, name, strict=False)


def _parsed(text: str, delimiter: str, name: str, *, strict: bool) -> tuple[list[list[Cell]], list[int]]:
    rows: list[list[Cell]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    cells, line = 0, 1
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            lines.append(line)
            line = reader.line_num + 1
            cells += len(row)
            if cells > 3 * limits_in_force().cells:
                refuse_oversize(name, len(rows), max(map(len, rows)))
    except csv.Error as error:
        if "field limit" in str(error):
            raise DataFileError(name, "tables.cell_too_long", line=line, limit=csv.field_size_limit()) from error
        if strict and "unexpected end" not in str(error):
            raise
        raise DataFileError(name, "tables.broken_quotes", line=line) from error
    return rows, lines


def _filled_width(row: list[Cell]) -> int:
    for position in range(len(row), 0, -1):
        if row[position - 1]:
            return position
    return 0

"""What a reader of the table should know about its columns: signs, flags, codes, texts among numbers."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from loading.errors import Finding
from loading.tables.columns import Column
from loading.tables.dated_ranges import restored_heading, restored_keys
from loading.tables.grid import Cell, cell_text
from loading.tables.keys import dated_cells, has_damaged_ranges, heading_words, rounded_keys
from loading.tables.numbers import Reading
from loading.tables.sign_doubts import Signs, sign_doubts


def column_doubts(
    place: str, columns: Sequence[Column], signs: Signs, text_of: Callable[[Column], str]
) -> list[Finding]:
    """Collect the findings about the columns of one table.

    Parameters
    ----------
    place : str
        File and sheet.
    columns : sequence of Column
    signs : Signs
    text_of : function of Column to str
        How the column is called for its reader.
    """
    measures = [column for column in columns if column.role == "measure"]
    found = [
        *sign_doubts(place, measures, signs),
        *_texts(place, measures, text_of),
        *_codes(place, measures, text_of),
        *_doubtful(place, measures, text_of),
        *_keys(place, columns, text_of),
        *_shifted(place, columns, text_of),
    ]
    found += [
        Finding("info", place, "tables.empty_column", {"column": text_of(column)})
        for column in columns
        if column.role == "empty" and column.heading.levels
    ]
    found += [
        Finding("info", place, "tables.row_numbers", {"column": column.name})
        for column in columns
        if column.role == "row_numbers"
    ]
    return found


def _named(columns: Sequence[Column], text_of: Callable[[Column], str]) -> str:
    names = ", ".join(
        f"\N{DOUBLE LOW-9 QUOTATION MARK}{text_of(column)}\N{LEFT DOUBLE QUOTATION MARK}" for column in columns[:3]
    )
    return names + (" \N{HORIZONTAL ELLIPSIS}" if len(columns) > 3 else "")


def _texts(place: str, measures: Sequence[Column], text_of: Callable[[Column], str]) -> Iterator[Finding]:
    affected = [column for column in measures if column.numbers.texts]
    if affected:
        examples = ", ".join(affected[0].numbers.examples)
        times = sum(column.numbers.texts for column in affected)
        yield Finding(
            "warning",
            place,
            "tables.not_a_number",
            {"n": times, "columns": _named(affected, text_of), "examples": examples},
        )


def _codes(place: str, measures: Sequence[Column], text_of: Callable[[Column], str]) -> Iterator[Finding]:
    affected = [column for column in measures if column.numbers.codes]
    counted: Counter[float] = Counter()
    for column in affected:
        counted.update(column.numbers.codes)
    for code, times in counted.items():
        columns = _named([column for column in affected if code in column.numbers.codes], text_of)
        yield Finding("warning", place, "tables.missing_code", {"code": f"{code:.0f}", "n": times, "columns": columns})


def _doubtful(place: str, measures: Sequence[Column], text_of: Callable[[Column], str]) -> Iterator[Finding]:
    """Numbers like "1.234": how the column was read, and what decided it."""
    read: dict[Reading, list[Column]] = {}
    for column in measures:
        if column.numbers.reading is not None:
            read.setdefault(column.numbers.reading, []).append(column)
    for reading, affected in read.items():
        values = {"columns": _named(affected, text_of), "examples": ", ".join(affected[0].numbers.doubtful)}
        yield Finding("info" if reading == "by_neighbours" else "warning", place, f"tables.{reading}", values)


def _keys(place: str, columns: Sequence[Column], text_of: Callable[[Column], str]) -> Iterator[Finding]:
    """Keys a spreadsheet has changed: into dates, restored or not, or into rounded numbers."""
    for column in columns:
        if column.role != "identifier":
            continue
        examples = dated_cells(column.cells)
        if examples:
            found = {"column": text_of(column), "examples": ", ".join(examples)}
            restored = restored_keys(column.cells)
            if restored:
                found["proposals"] = ", ".join(list(restored.values())[:3])
            code = "tables.dates_in_key" if restored else "tables.dates_doubtful"
            yield Finding("warning", place, code, found)
        times, examples = rounded_keys(column.cells)
        if times:
            values = {"column": text_of(column), "n": times, "examples": ", ".join(examples)}
            yield Finding("error", place, "tables.keys_rounded", values)


def dates_in_header(place: str, row: Sequence[Cell]) -> Iterator[Finding]:
    """Tell of headings a spreadsheet turned into dates among headings such as "10 - < 15".

    Examples
    --------
    >>> import datetime
    >>> row = ["Bezirk", "0-2", datetime.date(2024, 6, 3), "6-9"]
    >>> [finding.values["proposals"] for finding in dates_in_header("a.xlsx", row)]
    ['3-6']
    """
    if not has_damaged_ranges(row):
        return
    restored = restored_heading(row)
    if restored:
        examples = ", ".join(cell_text(row[position]) for position in restored)
        proposals = ", ".join(restored.values())
        yield Finding("warning", place, "tables.date_in_heading", {"examples": examples, "proposals": proposals})
    left = dated_cells([cell for position, cell in enumerate(row) if position not in restored])
    if left:
        yield Finding("warning", place, "tables.date_in_heading_unclear", {"examples": ", ".join(left)})


def _shifted(place: str, columns: Sequence[Column], text_of: Callable[[Column], str]) -> Iterator[Finding]:
    """Words in a column whose heading belongs to a series of numbers: the headings may be shifted."""
    for before, column, after in zip(columns, columns[1:], columns[2:], strict=False):
        if column.role != "identifier" or before.role != "measure" or after.role != "measure":
            continue
        first = [heading_words(each.name)[:1] for each in (before, column, after)]
        words = {cell for cell in column.cells if cell != ""}
        if first[0] and first[0] == first[1] == first[2] and len(words) <= 10:
            examples = ", ".join(str(cell) for cell in sorted(words, key=str)[:3])
            yield Finding(
                "warning", place, "tables.headings_shifted", {"column": text_of(column), "examples": examples}
            )

"""What a reader of the table should know about its columns: signs, flags, codes, texts among numbers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from loading.errors import Finding
from loading.reasons import Reason
from loading.tables.columns import Column
from loading.tables.grid import Cell
from loading.tables.keys import dated_cells, has_damaged_ranges, heading_words

_DASHES = ("-", "–", "—", "−", "‐", "‑")


def column_doubts(
    place: str, columns: Sequence[Column], legend: Mapping[str, Reason], text_of: Callable[[Column], str]
) -> list[Finding]:
    """Collect the findings about the columns of one table.

    Parameters
    ----------
    place : str
        File and sheet.
    columns : sequence of Column
    legend : mapping of sign to Reason
        Signs the file explains itself.
    text_of : function of Column to str
        How the column is called for its reader.
    """
    measures = [column for column in columns if column.role == "measure"]
    found = [
        *_signs(place, measures, legend),
        *_flags(place, measures),
        *_texts(place, measures, text_of),
        *_codes(place, measures, text_of),
        *_doubtful(place, measures, text_of),
        *_dates(place, columns, text_of),
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


def _signs(place: str, measures: Sequence[Column], legend: Mapping[str, Reason]) -> Iterator[Finding]:
    counted: Counter[tuple[str, Reason]] = Counter()
    for column in measures:
        counted.update(column.numbers.signs)
    for (sign, reason), times in sorted(counted.items()):
        origin = "legend" if sign in legend else "sign"
        yield Finding("info", place, f"tables.{origin}_{reason.label}", {"sign": sign, "n": times})
    unclear = [
        column
        for column in measures
        if any(sign in _DASHES and sign not in legend for sign, _ in column.numbers.signs)
        and (column.numbers.decimals or not column.numbers.numbers)
    ]
    if unclear:
        times = sum(count for column in unclear for (sign, _), count in column.numbers.signs.items() if sign in _DASHES)
        columns = ", ".join(column.name for column in unclear[:3])
        yield Finding("warning", place, "tables.dash_unclear", {"n": times, "columns": columns})


def _flags(place: str, measures: Sequence[Column]) -> Iterator[Finding]:
    counted: Counter[str] = Counter()
    for column in measures:
        counted.update(column.numbers.flags)
    for flag, times in sorted(counted.items()):
        yield Finding("info", place, f"tables.flag_{flag}", {"n": times})


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
    affected = [column for column in measures if column.numbers.doubtful]
    if affected:
        examples = ", ".join(affected[0].numbers.doubtful)
        yield Finding(
            "warning", place, "tables.doubtful_numbers", {"columns": _named(affected, text_of), "examples": examples}
        )


def _dates(place: str, columns: Sequence[Column], text_of: Callable[[Column], str]) -> Iterator[Finding]:
    for column in columns:
        examples = dated_cells(column.cells) if column.role == "identifier" else ()
        if examples:
            found = {"column": text_of(column), "examples": ", ".join(examples)}
            yield Finding("warning", place, "tables.dates_in_key", found)


def dates_in_header(place: str, row: Sequence[Cell]) -> Iterator[Finding]:
    """Tell of headings a spreadsheet turned into dates among headings such as "10 - < 15".

    Examples
    --------
    >>> import datetime
    >>> row = ["Bezirk", "0-2", datetime.date(2024, 6, 3), "6-9"]
    >>> [finding.code for finding in dates_in_header("a.xlsx", row)]
    ['tables.date_in_heading']
    """
    if has_damaged_ranges(row):
        yield Finding("warning", place, "tables.date_in_heading", {"examples": ", ".join(dated_cells(row))})


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

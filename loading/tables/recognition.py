"""One grid becomes one Table: layout, columns, years, totals and what is to be told about them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from loading.choices.tables import TableChoice
from loading.errors import Finding
from loading.pictures import Picture
from loading.reasons import Reason
from loading.recognised import Measure, Table
from loading.tables.columns import Column, read_columns, unique_names
from loading.tables.dated_ranges import with_restored_keys
from loading.tables.decided_columns import decided_columns, decided_signs
from loading.tables.decided_layout import decided_layout
from loading.tables.doubts import Signs, column_doubts, dates_in_header
from loading.tables.flagged import flag_findings, flags_of
from loading.tables.footer import line_text
from loading.tables.grid import Grid, with_merged_texts
from loading.tables.header import header_levels
from loading.tables.headings import JOIN, fallback_title, is_fragment, is_generic, read_heading
from loading.tables.keys import key_texts, with_split_keys
from loading.tables.layout import Layout, find_layout
from loading.tables.long import Shape, find_shape
from loading.tables.picture import Seen, draw
from loading.tables.pivot import to_wide
from loading.tables.ragged import shifted_header, without_overlong
from loading.tables.symbols import explanations, meanings
from loading.tables.totals import find_totals
from loading.tables.years import FIRST_YEAR, LAST_YEAR, the_year

_DASH_ONLY = ("-", "–", "—", "−")


@dataclass(frozen=True)
class _Body:
    """Numbers of a table by row, measure and year, with the rows of the grid they come from."""

    rows: tuple[int, ...]
    measures: tuple[Measure, ...]
    years: tuple[int, ...]
    values: np.ndarray
    reasons: np.ndarray
    marks: np.ndarray
    repeated: int = 0


def recognised(grid: Grid, explained: Mapping[str, str], choice: TableChoice) -> tuple[Table | None, Picture]:
    """Recognise the table in a grid.

    Parameters
    ----------
    grid : Grid
    explained : mapping of sign to str
        What other sheets of the file say about its signs; the sheet's own legend comes first.
    choice : TableChoice
        What was decided about it.

    Returns
    -------
    table : Table or None
        None where the grid holds no numbers.
    picture : Picture
        What was recognised, also where no table came of it.
    """
    grid = shifted_header(grid)
    proposed = find_layout(grid)
    layout, unfit = decided_layout(grid, proposed, choice)
    if layout is None:
        return None, replace(draw(Seen(grid, choice=choice), "no_numbers"), findings=unfit)
    whole = grid
    grid, cut = without_overlong(with_merged_texts(grid, layout.body), layout)
    notes = _notes(grid, layout)
    explained = {**explained, **explanations(notes)}
    chosen_signs, unclear = decided_signs(choice.signs, grid.place)
    signs = {**meanings(explained), **chosen_signs}
    columns = read_columns([grid.rows[row] for row in layout.body], header_levels(grid, layout), signs)
    columns, unusable = decided_columns(
        [_without_dashes_only(column, chosen_signs) for column in columns], choice, grid.place
    )
    grid = replace(grid, findings=(*grid.findings, *unfit, *unclear, *unusable))
    shape = find_shape(columns)
    context = _Context(grid, layout, notes, choice.year)
    named_year = replace(context, chosen_year=None).year
    seen = Seen(whole, layout, proposed, columns, shape, context.year, named_year, explained=explained, choice=choice)
    seen = replace(seen, cut=cut)
    if not any(column.role == "measure" for column in columns):
        return None, replace(draw(seen, "no_numbers"), findings=grid.findings)
    if shape is None and not _identifiers(columns):
        return None, replace(draw(seen, "no_areas"), findings=grid.findings)
    body = _long_body(shape, context) if shape else _wide_body(columns, context)
    described = shape.areas if shape else [column for column in columns if column.role == "identifier"]
    identifiers = with_split_keys(_identifier_texts(described, body.rows))
    findings = [*grid.findings, *_findings(columns, shape, body, context, Signs(signs, explained, notes))]
    _without_slipped(body, cut)
    flags = flags_of(body.values, body.reasons, body.marks, notes)
    findings += flag_findings(grid.place, body.measures, body.years, flags)
    totals = find_totals(identifiers, body.values)
    if shape and not shape.areas and len(body.rows) == 1:
        totals = {0: "city"}
    for array in (body.values, body.reasons):
        array.setflags(write=False)
    picture = draw(replace(seen, years=body.years, first_rows=body.rows, totals=totals), "read")
    table = Table(
        file=grid.file,
        sheet=grid.sheet,
        format=grid.format,
        encoding=grid.encoding,
        identifiers=identifiers,
        measures=body.measures,
        years=body.years,
        values=body.values,
        reasons=body.reasons,
        totals=totals,
        first_rows=tuple(grid.lines[layout.body[row]] for row in body.rows),
        findings=tuple(findings),
        notes=tuple(notes),
        flags=flags,
        keys=tuple(_decided_keys(described, identifiers)),
        picture=picture,
    )
    return table, picture


def _decided_keys(columns: Sequence[Column], identifiers: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Names of the identifiers that were decided to be the key, in all the parts they were split into."""
    for column in columns:
        if column.chosen_role == "key":
            parts = (column.name, f"{column.name} [key]", f"{column.name} [name]")
            yield from (part for part in parts if part in identifiers)


@dataclass(frozen=True)
class _Context:
    grid: Grid
    layout: Layout
    notes: Sequence[str]
    chosen_year: int | None = None

    @cached_property
    def titles(self) -> list[str]:
        return [line_text(self.grid.rows[row]) for row in self.layout.titles]

    @cached_property
    def title(self) -> str:
        return fallback_title(self.titles, self.grid.sheet, self.grid.file)

    @cached_property
    def year(self) -> int:
        """Year of the whole table: as decided, or of title lines, sheet name, file name; 0 where none says."""
        if self.chosen_year is not None and FIRST_YEAR <= self.chosen_year <= LAST_YEAR:
            return self.chosen_year
        stem = self.grid.file.rpartition(".")[0] or self.grid.file
        sources = (self.titles, [self.grid.sheet or ""], [stem])
        return next((year for year in map(the_year, sources) if year), 0)


def _identifier_texts(columns: Sequence[Column], rows: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """Keys and names of the rows; one column without name where the table has none."""
    found = {}
    every = bool(columns) and rows == tuple(range(len(columns[0].cells)))
    for column in columns:
        texts = key_texts(with_restored_keys(column.cells))
        found[column.name] = texts if every else tuple(texts[row] for row in rows)
    return found or {"": ("",) * len(rows)}


def _identifiers(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.role == "identifier"]


def _notes(grid: Grid, layout: Layout) -> list[str]:
    return [line_text(grid.rows[row]) for row in (*layout.titles, *layout.footer)]


def _without_dashes_only(column: Column, decided: Collection[str]) -> Column:
    """A column of nothing but dashes cannot say whether they are zeros, unless somebody has decided it."""
    numbers = column.numbers
    signs = {sign for sign, reason in numbers.signs if reason is Reason.ZERO} - set(decided)
    if column.role != "measure" or numbers.numbers or not signs or not signs <= set(_DASH_ONLY):
        return column
    reasons = np.where(numbers.reasons == Reason.ZERO, Reason.NOT_DELIVERED, numbers.reasons).astype(np.uint8)
    values = np.full(len(numbers.values), np.nan)
    counted = {
        (sign, Reason.NOT_DELIVERED if sign in signs else reason): n for (sign, reason), n in numbers.signs.items()
    }
    return replace(column, numbers=replace(numbers, values=values, reasons=reasons, signs=counted))


def _title(title: str, context: _Context, *, only: bool) -> str:
    """Title of a measure, with the table's own where the heading says too little."""
    own = context.title
    if not title:
        return own
    if is_fragment(title) or (only and is_generic(title)):
        return own if title.lower() in own.lower().split() else f"{own}{JOIN}{title}"
    return title


def _wide_body(columns: Sequence[Column], context: _Context) -> _Body:
    measures = [column for column in columns if column.role == "measure"]
    default = context.year
    named: dict[tuple[str, str | None, int], Column] = {}
    only = len({each.heading.title for each in measures}) == 1
    for column in measures:
        decided = bool(column.chosen and column.chosen.title)
        heading = column.heading.title if decided else _title(column.heading.title, context, only=only)
        title = heading
        unit = column.unit
        year = column.heading.year if column.heading.year is not None else default
        number = 2
        while (title, unit, year) in named:
            title = f"{heading} ({number})"
            number += 1
        named[title, unit, year] = column
    years = tuple(sorted({year for _, _, year in named}))
    places = {name: place for place, name in enumerate(dict.fromkeys((title, unit) for title, unit, _ in named))}
    rows = len(columns[0].cells)
    values = np.full((rows, len(places), len(years)), np.nan)
    reasons = np.full(values.shape, Reason.NOT_DELIVERED, dtype=np.uint8)
    marks = np.zeros(values.shape, dtype=np.uint8)
    found: list[Measure] = [Measure("")] * len(places)
    for (title, unit, year), column in named.items():
        place = places[title, unit]
        values[:, place, years.index(year)] = column.numbers.values
        reasons[:, place, years.index(year)] = column.numbers.reasons
        if column.numbers.marks is not None:
            marks[:, place, years.index(year)] = column.numbers.marks
        found[place] = Measure(title, column.heading.levels, unit)
    return _Body(tuple(range(rows)), tuple(found), years, values, reasons, marks)


def _long_body(shape: Shape, context: _Context) -> _Body:
    wide = to_wide(shape, context.year, Reason.NOT_DELIVERED)
    only = len(wide.titles) == 1
    titles = [title or _title(read_heading(levels).title, context, only=only) for title, _, levels in wide.titles]
    measures = tuple(
        Measure(title, levels, unit) for title, (_, unit, levels) in zip(unique_names(titles), wide.titles, strict=True)
    )
    return _Body(wide.rows, measures, wide.years, wide.values, wide.reasons, wide.marks, wide.duplicates)


def _without_slipped(body: _Body, cut: frozenset[int]) -> None:
    """Leave the numbers of lines out that held more cells than the header."""
    rows = [place for place, row in enumerate(body.rows) if row in cut]
    body.values[rows] = np.nan
    body.reasons[rows] = Reason.NOT_DELIVERED


def _findings(
    columns: Sequence[Column], shape: Shape | None, body: _Body, context: _Context, signs: Signs
) -> Iterator[Finding]:
    place = context.grid.place
    used = [column for column in columns if shape is None or column not in shape.ignored]
    yield from column_doubts(place, used, signs, lambda column: column.name)
    for row in context.layout.header:
        yield from dates_in_header(place, context.grid.rows[row])
    if not context.layout.header:
        yield Finding("warning", place, "tables.no_header", {})
    repeated = _repeated(columns)
    if repeated:
        yield Finding("warning", place, "tables.repeated_headings", {"columns": ", ".join(repeated[:3])})
    if shape is None:
        return
    if not shape.areas:
        yield Finding("warning", place, "tables.no_areas", {})
    if shape.ignored:
        yield Finding(
            "info", place, "tables.ignored_columns", {"columns": ", ".join(each.name for each in shape.ignored)}
        )
    if body.repeated:
        yield Finding("warning", place, "tables.repeated_lines", {"n": body.repeated})


def _repeated(columns: Sequence[Column]) -> list[str]:
    counted = Counter(column.heading.levels for column in columns if column.heading.levels and column.role != "empty")
    return [JOIN.join(levels) for levels, times in counted.items() if times > 1]

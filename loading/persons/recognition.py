"""Whether a table or map holds persons: which column gives it away, and by what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loading.errors import DataFileError
from loading.persons.columns import Columns
from loading.persons.cut_headings import whole_heading
from loading.persons.facilities import are_facilities
from loading.persons.patterns import (
    ADDRESS,
    CASE_NUMBER,
    CASES,
    CERTAIN,
    DWELLING,
    EMAILS,
    FIRST_NAME,
    FIRST_NAMES_COLUMN,
    FULL_NAMES,
    HOUSE_NUMBER,
    LAST_NAME,
    ONLY_LAST_NAMES,
    PHONES,
    STREET,
    Kind,
    Trait,
)
from loading.tables.grid import Grid, cell_text
from loading.vectors.layer import VectorLayer

PROBLEMS = "persons."
_MOST_CELLS = 1_000
AT_A_GLANCE = 60  # cells of a column: enough to tell that there are no persons
_MANY, _GLANCE = 0.3, 40
_HEADER_ROWS = 15
_FEWEST = 2
_DIFFERENT = 0.95


@dataclass(frozen=True)
class Trace:
    """A column about persons.

    Attributes
    ----------
    kind : str
        What it holds; its wording stands under ``persons.<kind>``.
    column : int
    number : int
        Filled cells looked at that are such.
    """

    kind: Kind
    column: int
    number: int


def columns_of(grid: Grid, most_cells: int = _MOST_CELLS) -> Columns:
    """Take the columns of a sheet; its headings are in the row, of the first ones, that names most about persons.

    Of longer columns cells are left out in even steps: what is looked for stands in a share of them.
    """
    texts = [[cell_text(cell) for cell in row] for row in grid.rows[:_HEADER_ROWS]]
    known = [sum(1 for cell in row if _names_something(cell)) for row in texts]
    most = max(known, default=0)
    header = known.index(most) if most else 0
    rows = grid.rows[header + 1 :]
    rows = rows[:: max(1, len(rows) // most_cells)]
    headings = tuple(texts[header]) if texts else ()
    cells = tuple(tuple(cell_text(row[column]) for row in rows) for column in range(len(headings)))
    return Columns(headings, cells, most > 0)


def columns_of_layer(layer: VectorLayer) -> Columns:
    """Take the columns of a layer; what a shapefile cut off of a heading is completed."""
    headings = map(whole_heading, layer.columns) if layer.format == "shapefile" else layer.columns
    return Columns(tuple(headings), tuple(layer.columns.values()))


def traces(columns: Columns, *, at_a_glance: bool = False) -> tuple[Trace, ...]:
    """Find all columns about persons.

    Parameters
    ----------
    columns : Columns
    at_a_glance : bool
        These are few of all cells: addresses tell even where the rows seem to be facilities, whose names may repeat
        only in the others.

    Returns
    -------
    tuple of Trace
        Empty for tables of areas, and for lists of facilities: these have addresses, but no persons.

    Examples
    --------
    >>> traces(Columns(("Nr", "Vorname", "Name"), (("1", "2"), ("Eva", "Ali"), ("Maier", "Kaya"))))
    (Trace(kind='names', column=1, number=2), Trace(kind='names', column=2, number=2))
    >>> traces(Columns(("Kita", "Straße", "Hausnr."), (("Kita Eva", "Kita Ali"), ("Am Ring", "Im Tal"), ("1", "2"))))
    ()
    """
    found = [*_certain(columns), *_names(columns)]
    if found or at_a_glance or not are_facilities(columns):
        found += _reachable(columns)
    return tuple(sorted(set(found), key=lambda trace: (_ORDER.index(trace.kind), trace.column)))


_ORDER: tuple[Kind, ...] = (
    "names",
    "birth_dates",
    "insurance_numbers",
    "bank_accounts",
    "addresses",
    "emails",
    "phones",
    "case_numbers",
)


def case_number(columns: Columns) -> int | None:
    """Find the column that numbers cases or persons, one row each."""
    for position, heading in enumerate(columns.headings):
        filled = [cell for cell in columns.cells[position] if cell]
        is_named = CASE_NUMBER.fullmatch(heading.lower()) is not None and len(filled) >= _FEWEST
        if (is_named or _such(columns, position, CASES)) and len(set(filled)) >= _DIFFERENT * len(filled):
            return position
    return None


def require_no_persons(columns: Columns, file: str, place: str) -> None:
    """Refuse a table that holds persons.

    Parameters
    ----------
    columns : Columns
    file, place : str
        As its owner named the file; where in it the table stands.

    Raises
    ------
    DataFileError
        ``persons.<kind>`` with the column, how many of its cells are such, and all columns concerned. No cell is
        named: what a refusal says is shown, sent and logged.
    """
    found = traces(columns)
    if found:
        raise refusal(columns, found, file, place)


def refusal(columns: Columns, found: Sequence[Trace], file: str, place: str) -> DataFileError:
    """Word why a table is refused."""
    first, every = found[0], dict.fromkeys(columns.name(trace.column) for trace in found)
    return DataFileError(
        file,
        f"{PROBLEMS}{first.kind}",
        place=place,
        column=columns.name(first.column),
        n=first.number,
        columns=", ".join(list(every)[:8]),
    )


def _names_something(heading: str) -> bool:
    plain = heading.lower()
    traits = (*CERTAIN.values(), EMAILS, PHONES, HOUSE_NUMBER, STREET, ADDRESS)
    patterns = (FIRST_NAME, LAST_NAME, CASE_NUMBER, *(trait.heading for trait in traits))
    return bool(plain) and any(pattern.fullmatch(plain) for pattern in patterns)


def _such(columns: Columns, position: int, trait: Trait) -> int:
    """Count the cells of a column that are such; 0 where they are too few of all."""
    filled = [cell for cell in columns.cells[position] if cell]
    is_named = trait.heading.fullmatch(columns.headings[position].lower()) is not None
    needed = trait.share if is_named else trait.share_without_heading
    if needed is None or len(filled) < _FEWEST:
        return 0
    if needed >= _MANY:
        some = filled[:: max(1, len(filled) // _GLANCE)]
        if 2 * sum(map(trait.is_one, some)) < needed * len(some):
            return 0  # far from it at a glance: most columns hold numbers of areas
    counted = Counter(filled)
    number = sum(times for cell, times in counted.items() if trait.is_one(cell))
    return number if number >= max(needed * len(filled), 1) else 0


def _with(columns: Columns, kind: Kind, trait: Trait) -> Iterator[Trace]:
    for position in range(len(columns.headings)):
        if number := _such(columns, position, trait):
            yield Trace(kind, position, number)


def _certain(columns: Columns) -> Iterator[Trace]:
    for kind, trait in CERTAIN.items():
        yield from _with(columns, kind, trait)


def _names(columns: Columns) -> Iterator[Trace]:
    """Find columns of first names, of last names beside them, and of whole names."""
    first = [
        Trace("names", position, len([cell for cell in columns.cells[position] if cell]))
        for position, heading in enumerate(columns.headings)
        if FIRST_NAME.fullmatch(heading.lower()) and _such(columns, position, FIRST_NAMES_COLUMN)
    ]
    last = [
        Trace("names", position, len([cell for cell in columns.cells[position] if cell]))
        for position, heading in enumerate(columns.headings)
        if LAST_NAME.fullmatch(heading.lower()) and not FIRST_NAME.fullmatch(heading.lower())
    ]
    yield from first
    yield from last if first else _with(columns, "names", ONLY_LAST_NAMES)
    yield from _with(columns, "names", FULL_NAMES)


def _reachable(columns: Columns) -> Iterator[Trace]:
    """Find where somebody lives, and how to reach them."""
    numbers, streets = list(_with(columns, "addresses", HOUSE_NUMBER)), list(_with(columns, "addresses", STREET))
    if numbers and streets:
        yield from (*streets, *numbers)
    yield from _with(columns, "addresses", ADDRESS)
    yield from _with(columns, "addresses", DWELLING)
    yield from _with(columns, "emails", EMAILS)
    yield from _with(columns, "phones", PHONES)

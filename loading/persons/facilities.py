"""Whether rows are facilities, places that everybody may know: nearly every row has a name of its own.

In a list of children or clients the names of facilities repeat and the places do not.
"""

import re
from collections.abc import Iterable, Sequence

from loading.maps.coordinates import is_east, is_north
from loading.persons.case_words import (
    is_help,
    is_kind_of_facility,
    named_by_source,
    plain,
    speaks_of_cases,
    tells_kinds,
    tells_one_person,
)
from loading.persons.columns import Columns
from loading.persons.patterns import (
    ADDRESS,
    DWELLING,
    FACILITY_HEADING,
    FACILITY_WORD,
    HOUSE_NUMBER,
    NAME_OF_A_PLACE,
    STREET,
)

_FACILITIES, _DIFFERENT, _NAMES = 0.15, 0.75, 0.8
_STREET_END = re.compile(r".*(?:strasse|str\.|weg|allee|gasse|platz|ring|damm|ufer|steig|pfad)")
_ID = re.compile(
    r"\W*\d[\d\W_]*[a-z]?|[a-z]{1,4}[-_./]?\d[\d\W_]*[a-z]?|[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
    r"(?:nr|no|id|fall|case|kind|child|klient|client|person|haushalt|household|bg|punkt|point|objekt)[\W_]*\d+"
)


def is_own_name(text: str) -> bool:
    """Tell whether a text names a place, and is no running number or id.

    Examples
    --------
    >>> [is_own_name(text) for text in ("Kita Nord", "Kita 3", "17", "H0001", "Fall 12", "")]
    [True, True, False, False, False, False]
    """
    written = plain(text.strip())
    if not any(map(str.isalpha, written)):
        return False
    return _ID.fullmatch(written) is None


def are_facilities(columns: Columns) -> bool:
    """Tell whether rows are places that everybody may know: one of their columns names them, each by its own name.

    Examples
    --------
    >>> are_facilities(Columns(("Name", "Straße"), (("Kita Nord", "AWO-Treff"), ("Am Ring 1", "Im Tal 2"))))
    True
    >>> are_facilities(Columns(("Name", "Straße"), (("Maier", "Kaya"), ("Schulstraße 1", "Kirchplatz 2"))))
    False
    >>> are_facilities(Columns(("Kita", "Straße"), (("Kita Nord", "Kita Nord"), ("Am Ring 1", "Im Tal 2"))))
    False
    """
    places = _different_places(columns)
    names = any(
        _sounds_like_facilities(columns, position) and _tells_apart(columns.cells[position], places)
        for position in range(len(columns.headings))
    )
    return names and not tells_one_person(columns)


def are_clearly_facilities(columns: Columns, sources: Iterable[str | None], places: int | None = None) -> bool:
    """Tell whether points can be shown to everybody without asking: they are named, and nothing speaks for cases.

    Parameters
    ----------
    columns : Columns
    sources : iterable of str or None
        Names of the file, its sheet or layer.
    places : int, optional
        How many different places there are; told by the columns of coordinates and addresses otherwise.

    Examples
    --------
    >>> columns = Columns(("Nr", "Status"), (("1", "2"), ("akut", "bedroht")))
    >>> [are_clearly_facilities(columns, [source]) for source in ("liste.csv", "kitas.csv", "kita_kinder.csv")]
    [False, True, False]
    """
    said = {named_by_source(source) for source in sources if source}
    if "cases" in said or speaks_of_cases(columns):
        return False
    if places is None:
        places = _different_places(columns)
    known = "facilities" in said
    repeated = False
    for position, cells in enumerate(columns.cells):
        if _names_places(columns, position, known=known) and _tells_apart(cells, places):
            return True
        repeated |= _is_attended(columns, position) and not _tells_apart(cells, places)
    return not repeated and (known or tells_kinds(columns))


def _different_places(columns: Columns) -> int:
    """Count the different places that addresses and coordinates tell, all rows where there are none."""
    of_places = [
        cells
        for heading, cells in zip(columns.headings, columns.cells, strict=True)
        if is_east(heading) or is_north(heading) or _is_of_address(heading)
    ]
    rows = list(zip(*of_places, strict=True)) if of_places else []
    return len(set(rows)) if rows else max(map(len, columns.cells), default=0)


def _is_of_address(heading: str) -> bool:
    return any(trait.heading.fullmatch(heading.lower()) for trait in (STREET, HOUSE_NUMBER, ADDRESS))


def _tells_apart(cells: Sequence[str], places: int) -> bool:
    """Tell whether names are as many as places, nearly."""
    names = {cell for cell in cells if is_own_name(cell)}
    return len(names) > _DIFFERENT * places


def _sounds_like_facilities(columns: Columns, position: int) -> bool:
    heading = columns.headings[position].lower()
    filled = [cell for cell in columns.cells[position] if any(map(str.isalpha, cell))]
    if 2 * len(filled) <= len(columns.cells[position]) or _is_of_address(heading):
        return False
    if 2 * sum(map(is_help, filled)) >= len(filled):
        return False
    if columns.is_headed and FACILITY_HEADING.fullmatch(heading):
        return True
    if 2 * sum(map(_is_dwelling, filled)) >= len(filled):
        return False
    named = sum(bool(FACILITY_WORD.search(cell)) and not is_help(cell) for cell in filled)
    return named >= _FACILITIES * len(filled)


def _names_places(columns: Columns, position: int, *, known: bool) -> bool:
    """Tell whether a column holds names of places, by words of facilities or more than one word each."""
    if _sounds_like_facilities(columns, position):
        return True
    heading = columns.headings[position].lower()
    filled = [cell for cell in columns.cells[position] if cell]
    named = [cell for cell in filled if is_own_name(cell)]
    if not NAME_OF_A_PLACE.fullmatch(heading) or len(named) < max(1, _NAMES * len(filled)):
        return False
    if 2 * sum(map(_is_dwelling, named)) >= len(named):
        return False
    return known or 2 * sum(" " in cell.strip() for cell in named) >= len(named)


def _is_dwelling(cell: str) -> bool:
    """Tell a street with a house number from a place that is named after it: "Spielplatz Ringstraße 2"."""
    first = cell.split()[0]
    if not DWELLING.is_one(cell) or is_kind_of_facility(first):
        return False
    return _STREET_END.fullmatch(plain(first)) is not None or FACILITY_WORD.search(first) is None


def _is_attended(columns: Columns, position: int) -> bool:
    """Tell whether a column names the facility that somebody attends, not its kind or who runs it."""
    heading = columns.headings[position].lower()
    named = FACILITY_HEADING.fullmatch(heading) is not None and columns.is_headed
    return named and _NOT_ATTENDED.fullmatch(heading) is None and any(map(is_own_name, columns.cells[position]))


_NOT_ATTENDED = re.compile(r".*(?:träger|traeger|art|form|typ|operator|betreiber|anbieter|verein|amenity|leisure).*")

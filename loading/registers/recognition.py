"""Whether a table or layer is a register: one row for each case, with a place or the key of a quarter."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyproj
import shapely

from loading.errors import DataFileError
from loading.joining.matching import candidate_columns, pair
from loading.joining.spelling import Spellings
from loading.maps import crs
from loading.maps.coordinates import CoordinateColumns, coordinate_columns, is_east, is_north, points_of, system_of
from loading.persons.case_words import OF_A_PERSON
from loading.persons.columns import Columns
from loading.persons.facilities import are_clearly_facilities, are_facilities
from loading.persons.patterns import CASE_NUMBER
from loading.persons.recognition import case_number, columns_of_layer
from loading.recognised import Boundaries
from loading.tables.grid import Cell, Grid, cell_text
from loading.vectors.layer import VectorLayer

MOST_VALUES = 12
_MOST_CATEGORIES, _HEADER_ROWS = 3, 15
_FEWEST_ROWS, _MOSTLY, _REPEATED = 4, 0.8, 1.3
_EVENT = re.compile(
    r"(?:.*[ _-])?(?:melde|aufnahme|eingangs?|antrags?|beginn|fall|vorfall|tat|ereignis|bewilligungs?|zugangs?|"
    r"abgangs?|einsatz|unfall|anmelde|bescheid|incident|case|event|report|admission)"
    r"(?:[ _-]?(?:datum|tag|zeit|zeitpunkt|date|time|day))|datum|date"
)
_YEAR_HEADING = re.compile(r"(?:.*[ _-])?(?:\w*jahr|year)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(\d\d)")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d+)?")
_NO_MEASURE = re.compile(
    r"(?:.*[ _-])?(?:id|nr\.?|nummer|no\.?|key|code|plz|postleitzahl|zip|schlüssel|fid|objectid|ags|hausnr\.?)"
    r"|.*(?:nr|id|nummer|jahr|datum)"
)


@dataclass(frozen=True)
class Register:
    """A register as delivered; lives only while it is counted.

    Attributes
    ----------
    file, layer : str, str or None
    columns : mapping of heading to tuple of str
        All rows, as text.
    points : float array, shape (rows, 2), or None
        Longitude and latitude in degrees, NaN where a row has none; None where ``quarter`` says where a case belongs.
    quarter : str or None
        Heading of the column with the quarter's key or name.
    years, categories : tuple of str
        Headings of columns by which cases can be told apart.
    is_doubtful : bool
        Nothing tells cases from facilities.
    """

    file: str
    layer: str | None
    columns: Mapping[str, tuple[str, ...]]
    points: np.ndarray | None
    quarter: str | None
    years: tuple[str, ...]
    categories: tuple[str, ...]
    is_doubtful: bool = False

    @property
    def rows(self) -> int:
        """Number of cases."""
        if self.points is not None:
            return len(self.points)
        return len(next(iter(self.columns.values()), ()))


def register_of_layer(layer: VectorLayer) -> Register | None:
    """Take a layer of points as a register, in doubt too; None where it clearly is none, but a list of facilities."""
    columns, rows = columns_of_layer(layer), len(layer.geometry)
    is_certain = rows >= _FEWEST_ROWS and _is_of_cases(columns, with_points=True)
    if not is_certain and are_clearly_facilities(columns, (layer.file, layer.layer), _places(layer)):
        return None
    points = [None if one is None or one.is_empty else shapely.centroid(one) for one in layer.geometry]
    degrees = crs.to_degrees(np.array(points, dtype=object), layer.crs)
    coordinates = np.column_stack([shapely.get_x(degrees), shapely.get_y(degrees)])
    register = _register(layer.file, layer.layer, dict(layer.columns), coordinates, None)
    return replace(register, is_doubtful=not is_certain)


def register_of_grid(grid: Grid, layers: Sequence[Boundaries]) -> Register | None:
    """Take a sheet as a register.

    Parameters
    ----------
    grid : Grid
    layers : sequence of Boundaries
        Whose keys may stand in it, and whose system its coordinates may be in.

    Returns
    -------
    Register or None
        None where it is none.

    Raises
    ------
    DataFileError
        ``registers.unknown_system`` if nothing tells in which system coordinates are.
    """
    found = coordinate_columns(grid)
    header = found.header if found else _header(grid)
    if not _may_be_of_cases(_texts(grid.rows[header]), with_points=found is not None):
        return None
    columns = _columns_below(grid, header)
    if len(columns.cells[0]) < _FEWEST_ROWS or not _is_of_cases(columns, with_points=found is not None):
        return None
    if found:
        return _of_points(grid, found, columns, layers)
    named = _named(columns)
    quarter = _quarter_column(named, layers)
    return _register(grid.file, grid.sheet, named, None, quarter) if quarter else None


def register_in_doubt(grid: Grid, layers: Sequence[Boundaries]) -> Register | None:
    """Take a sheet with coordinates for a register that it may be; None where rows clearly are facilities.

    Not for tables of areas, which may have coordinates too. Otherwise as :func:`register_of_grid`.
    """
    found = coordinate_columns(grid)
    if found is None:
        return None
    columns = _columns_below(grid, found.header)
    if not columns.cells[0] or are_clearly_facilities(columns, (grid.file, grid.sheet)):
        return None
    return replace(_of_points(grid, found, columns, layers), is_doubtful=True)


def _places(layer: VectorLayer) -> int:
    return len({shapely.to_wkb(one) for one in layer.geometry if one is not None and not one.is_empty})


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(map(cell_text, row))


def _rows_below(grid: Grid, header: int) -> list[list[Cell]]:
    return [row for row in grid.rows[header + 1 :] if any(_texts(row))]


def _columns_below(grid: Grid, header: int) -> Columns:
    rows, headings = list(map(_texts, _rows_below(grid, header))), _texts(grid.rows[header])
    return Columns(headings, tuple(tuple(row[place] for row in rows) for place in range(len(headings))))


def _named(columns: Columns) -> dict[str, tuple[str, ...]]:
    return {heading: cells for heading, cells in zip(columns.headings, columns.cells, strict=True) if heading}


def _of_points(grid: Grid, found: CoordinateColumns, columns: Columns, layers: Sequence[Boundaries]) -> Register:
    points = points_of(_rows_below(grid, found.header), found.east, found.north)
    return _register(grid.file, grid.sheet, _named(columns), _degrees(points, layers, grid.file), None)


def year_in(text: str) -> str:
    """Find the year in a date or a year; "" where there is none.

    Examples
    --------
    >>> [year_in(text) for text in ("2023-05-01", "1.5.2023", "2023", "1.5.23", "?")]
    ['2023', '2023', '2023', '2023', '']
    """
    found = _YEAR.search(text)
    if found:
        return found[1]
    short = _SHORT_DATE.fullmatch(text)
    return f"20{short[1]}" if short else ""


def _header(grid: Grid) -> int:
    """Find the first row that names as many columns as any, in words."""
    texts = [[cell_text(cell) for cell in row] for row in grid.rows[:_HEADER_ROWS]]
    widest = max((sum(map(bool, row)) for row in texts), default=0)
    named = (
        number
        for number, row in enumerate(texts)
        if sum(map(bool, row)) == widest and not any(_NUMBER.fullmatch(cell) for cell in row)
    )
    return next(named, 0)


def _may_be_of_cases(headings: Sequence[str], *, with_points: bool) -> bool:
    """Tell from the headings alone whether :func:`_is_of_cases` can be true; most tables are of areas."""
    telling = (CASE_NUMBER, OF_A_PERSON, *([_EVENT] if with_points else []))
    return any(pattern.fullmatch(heading.lower()) for heading in headings for pattern in telling)


def _is_of_cases(columns: Columns, *, with_points: bool) -> bool:
    """Tell whether each row is a case: it has a number, or says something about one person, or when it happened."""
    if case_number(columns) is not None:
        return True
    plain = [heading.lower() for heading in columns.headings]
    of_a_person = any(map(OF_A_PERSON.fullmatch, plain))
    happened = with_points and any(
        _EVENT.fullmatch(heading) and _mostly(columns.cells[place], _is_day) for place, heading in enumerate(plain)
    )
    if not (of_a_person or happened) or are_facilities(columns):
        return False
    return not any(_is_measure(heading, columns.cells[place]) for place, heading in enumerate(plain))


def _is_day(text: str) -> bool:
    return bool(year_in(text)) and len(text) > len("2023")


def _mostly(cells: Sequence[str], is_one: Callable[[str], bool | str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(bool(is_one(cell)) for cell in filled) >= _MOSTLY * len(filled)


def _is_measure(heading: str, cells: Sequence[str]) -> bool:
    """Tell numbers that count or measure something, so that a row is no single case."""
    excluded = (OF_A_PERSON.fullmatch, _NO_MEASURE.fullmatch, _EVENT.fullmatch, CASE_NUMBER.fullmatch)
    if not heading or any(rule(heading) for rule in excluded) or is_east(heading) or is_north(heading):
        return False
    filled = {cell for cell in cells if cell}
    is_number = bool(filled) and sum(bool(_NUMBER.fullmatch(cell)) for cell in filled) >= _MOSTLY * len(filled)
    return is_number and not all(year_in(cell) == cell or cell.startswith("0") for cell in filled)


def _quarter_column(columns: Mapping[str, tuple[str, ...]], layers: Sequence[Boundaries]) -> str | None:
    """Find the column that names quarters, again and again."""
    best, most = None, 0
    for layer in layers:
        for of_map, spelled in candidate_columns(layer).items():
            for heading, cells in columns.items():
                positions = pair(of_map, spelled, heading, Spellings(cells)).positions
                rows, different = int((positions >= 0).sum()), len(set(positions[positions >= 0].tolist()))
                if rows > most and rows >= _MOSTLY * len(cells) and rows >= _REPEATED * different:
                    best, most = heading, rows
    return best


def _degrees(points: np.ndarray, layers: Sequence[Boundaries], file: str) -> np.ndarray:
    system = system_of(points, layers[0] if layers else None)
    if system is None:
        raise DataFileError(file, "registers.unknown_system")
    transformer = pyproj.Transformer.from_crs(system, crs.WGS84, always_xy=True)
    degrees = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    return np.where(np.isfinite(degrees), degrees, np.nan)


def _register(
    file: str,
    layer: str | None,
    columns: Mapping[str, tuple[str, ...]],
    points: np.ndarray | None,
    quarter: str | None,
) -> Register:
    years = [
        heading
        for heading, cells in columns.items()
        if _mostly(cells, year_in)
        and (_EVENT.fullmatch(heading.lower()) or _YEAR_HEADING.fullmatch(heading.lower()))
        and not OF_A_PERSON.fullmatch(heading.lower())
    ]
    categories = [
        heading
        for heading, cells in columns.items()
        if heading not in (*years, quarter)
        and 2 <= len(set(cells)) <= MOST_VALUES
        and len(set(cells)) <= len(cells) / 2
        and any(any(map(str.isalpha, cell)) for cell in cells)
    ]
    return Register(file, layer, columns, points, quarter, tuple(years[:2]), tuple(categories[:_MOST_CATEGORIES]))

"""The shape of a sheet: what stays alike when next year's file comes with other years, numbers and a row more."""

import re

from loading.pictures import Fingerprint, PictureRow
from loading.tables.footer import line_text
from loading.tables.grid import Grid, tidy
from loading.tables.header import header_levels
from loading.tables.headings import JOIN, read_heading
from loading.tables.layout import Layout

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_LINES_WITHOUT_TABLE = 5


def fingerprint(grid: Grid, layout: Layout | None) -> Fingerprint:
    """Describe the shape of a sheet by its headings; next year's file of the same layout has the same one.

    Examples
    --------
    >>> rows = (["Nr", "Arbeitslose 2014"], ["01", 5.0])
    >>> layout = Layout((), (0,), (1,), (), frozenset({1}))
    >>> fingerprint(Grid("a.csv", None, "csv", "utf-8", rows, (1, 2)), layout).headings
    ('nr', 'arbeitslose #')
    """
    sheet = normalised(grid.sheet or "")
    if layout is None:
        lines = [line_text(row) for row in grid.rows[:50]]
        return Fingerprint(sheet, 0, tuple([normalised(line) for line in lines if line][:_LINES_WITHOUT_TABLE]))
    levels = header_levels(grid, layout)
    headings = tuple(normalised(JOIN.join(dict.fromkeys(level))) for level in levels)
    years = tuple(read_heading(level).year or 0 for level in levels)
    return Fingerprint(sheet, len(layout.header), headings, years)


def normalised(text: str) -> str:
    """Write a heading without years, numbers and capitals.

    Examples
    --------
    >>> normalised("Stand:  31.12.2014"), normalised("Beschäftigte_2013")
    ('stand: #', 'beschäftigte_#')
    """
    return _NUMBERS.sub("#", tidy(text).casefold())


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Say how alike two shapes are: the share of their different headings that both have.

    Returns
    -------
    float
        From 0 to 1; 0 where sheets are called differently or have another number of header rows.

    Examples
    --------
    >>> likeness(Fingerprint("", 1, ("nr", "fälle #", "fälle #")), Fingerprint("", 1, ("nr", "name", "fälle #")))
    0.6666666666666666
    """
    mine, others = set(one.headings) - {""}, set(other.headings) - {""}
    if (one.sheet, one.header_rows) != (other.sheet, other.header_rows) or not mine | others:
        return 0.0
    return len(mine & others) / len(mine | others)


def row_text(row: PictureRow) -> str:
    """Write a row of a picture as one normalised line, by which it is found in next year's file.

    Examples
    --------
    >>> from loading.pictures import PictureCell
    >>> row_text(PictureRow(3, "header", (PictureCell("Nr"), PictureCell(""), PictureCell("Fälle 2024"))))
    'nr fälle #'
    """
    return normalised(" ".join(cell.text for cell in row.cells if cell.text))

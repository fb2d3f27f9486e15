"""Where the table begins and ends, as a user has decided."""

from collections.abc import Sequence

from loading.choices.tables import TableChoice
from loading.errors import Finding
from loading.tables.footer import filled
from loading.tables.grid import Grid
from loading.tables.layout import Layout, is_numbering, number_columns

_MOST_HEADER_ROWS = 20
_EMPTY = Layout((), (), (), (), frozenset())


def decided_layout(
    grid: Grid, recognised: Layout | None, choice: TableChoice
) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Put decided lines in the place of recognised ones.

    Parameters
    ----------
    grid : Grid
    recognised : Layout or None
    choice : TableChoice

    Returns
    -------
    layout : Layout or None
        As decided; as recognised where nothing was, or where the decision cannot be carried out.
    findings : tuple of Finding
        Why it cannot be.

    Examples
    --------
    >>> rows = (["Kopf", "2024"], ["01", 5.0], ["02", 6.0])
    >>> grid = Grid("a.csv", None, "csv", "utf-8", rows, (1, 2, 3))
    >>> layout, findings = decided_layout(grid, None, TableChoice("a.csv", header=(1, 1), body=(3, 3)))
    >>> layout.header, layout.body, findings
    ((0,), (2,), ())
    """
    if choice.header is None and choice.body is None:
        return recognised, ()
    known = recognised or _EMPTY
    header = list(known.header) if choice.header is None else _rows(grid, choice.header)
    problem = _impossible(grid, choice, header)
    if problem:
        return recognised, (problem,)
    body = _body(grid, known, choice, header)
    header = [row for row in header if body and row < body[0]]
    numbers = number_columns(grid.rows, body) if body else frozenset()
    if not numbers:
        lines = choice.body or choice.header or (1, 1)
        return recognised, (_finding(grid, "no_numbers_there", first=lines[0], last=lines[1]),)
    start = (header or body)[0]
    present = [position for position, row in enumerate(grid.rows) if filled(row)]
    kept = set(body)
    titles = tuple(row for row in present if row < start)
    footer = tuple(row for row in present if row > body[0] and row not in kept)
    return Layout(titles, tuple(header), tuple(body), footer, numbers), ()


def _rows(grid: Grid, lines: tuple[int, int]) -> list[int]:
    """Positions of the rows in these lines that hold something."""
    first, last = lines
    return [
        position for position, line in enumerate(grid.lines) if first <= line <= last and filled(grid.rows[position])
    ]


def _impossible(grid: Grid, choice: TableChoice, header: Sequence[int]) -> Finding | None:
    if choice.header and not (header and len(header) <= _MOST_HEADER_ROWS):
        return _finding(grid, "header_not_there", first=choice.header[0], last=choice.header[1])
    if choice.body and not _rows(grid, choice.body):
        return _finding(grid, "body_not_there", first=choice.body[0], last=choice.body[1])
    if choice.header and choice.body and choice.header[1] >= choice.body[0]:
        return _finding(grid, "header_below_body", header=choice.header[1], body=choice.body[0])
    return None


def _body(grid: Grid, known: Layout, choice: TableChoice, header: Sequence[int]) -> list[int]:
    """Rows of areas: those of the decided lines, or all from the decided header to where they were seen to end."""
    heads = [grid.rows[row] for row in header]
    if choice.body:
        rows = _rows(grid, choice.body)
    else:
        last = known.body[-1] if known.body else len(grid.rows) - 1
        footer = set(known.footer)
        between = range(header[-1] + 1 if header else 0, last + 1)
        rows = [row for row in between if filled(grid.rows[row]) and row not in footer]
    return [row for row in rows if not is_numbering(grid.rows[row]) and grid.rows[row] not in heads]


def _finding(grid: Grid, code: str, **found: object) -> Finding:
    return Finding("error", grid.place, f"table_choices.{code}", found)

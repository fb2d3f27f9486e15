"""Lines of a text file with more or fewer cells than the header; never silently shifted."""

from collections import Counter
from dataclasses import replace

from loading.errors import Finding
from loading.tables.grid import Grid
from loading.tables.layout import Layout


def shifted_header(grid: Grid) -> Grid:
    """Move a header that is one cell short to the right where the lines start with their own numbers.

    Statistical software writes row names without a heading; every column would stand under its neighbour's
    heading otherwise.
    """
    if len(grid.widths) < 3 or len(set(grid.widths[1:])) != 1 or grid.widths[1] != grid.widths[0] + 1:
        return grid
    names = [str(row[0]) for row in grid.rows[1:]]
    if grid.width != grid.widths[1] or names != [str(number) for number in range(1, len(names) + 1)]:
        return grid
    header = ["", *grid.rows[0][:-1]]
    finding = Finding("warning", grid.place, "tables.header_moved", {})
    widths = (grid.widths[1], *grid.widths[1:])
    return replace(grid, rows=(header, *grid.rows[1:]), widths=widths, findings=(*grid.findings, finding))


def without_overlong(grid: Grid, layout: Layout) -> tuple[Grid, frozenset[int]]:
    """Cut lines with more cells than the header down to its width, and tell of lines of unusual length.

    Parameters
    ----------
    grid : Grid
    layout : Layout

    Returns
    -------
    grid : Grid
        Of the same shape, with the findings.
    rows : frozenset of int
        Positions in the body that were cut; their numbers may have slipped.
    """
    if not grid.widths or not layout.body:
        return grid, frozenset()
    usual = Counter(grid.widths[row] for row in layout.body).most_common(1)[0][0]
    limit = max([grid.widths[row] for row in layout.header[-1:]] + [usual])
    long = [row for row in layout.body if grid.widths[row] > limit and _filled(grid, row) > limit]
    short = [row for row in layout.body if grid.widths[row] < usual]
    findings = [*grid.findings]
    if long:
        findings.append(Finding("error", grid.place, "tables.long_lines", _told(grid, long)))
    if short:
        findings.append(Finding("warning", grid.place, "tables.short_lines", _told(grid, short)))
    rows = list(grid.rows)
    for row in long:
        rows[row] = [*rows[row][:limit], *[""] * (grid.width - limit)]
    slipped = set(long)
    cut = frozenset(place for place, row in enumerate(layout.body) if row in slipped)
    return replace(grid, rows=tuple(rows), findings=tuple(findings)), cut


def _told(grid: Grid, rows: list[int]) -> dict[str, object]:
    return {"n": len(rows), "lines": ", ".join(str(grid.lines[row]) for row in rows[:3])}


def _filled(grid: Grid, row: int) -> int:
    cells = grid.rows[row]
    return max((place + 1 for place, cell in enumerate(cells) if cell != ""), default=0)

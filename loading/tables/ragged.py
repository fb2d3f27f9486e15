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


def overlong_rows(grid: Grid, layout: Layout) -> tuple[frozenset[int], list[Finding]]:
    """Find lines whose number of cells does not fit the header.

    Parameters
    ----------
    grid : Grid
    layout : Layout

    Returns
    -------
    rows : frozenset of int
        Positions in the body with too many cells, whose numbers may have slipped.
    findings : list of Finding
    """
    if not grid.widths or not layout.body:
        return frozenset(), []
    usual = Counter(grid.widths[row] for row in layout.body).most_common(1)[0][0]
    limit = max([grid.widths[row] for row in layout.header[-1:]] + [usual])
    long = [place for place, row in enumerate(layout.body) if grid.widths[row] > limit and _filled(grid, row) > limit]
    short = [place for place, row in enumerate(layout.body) if grid.widths[row] < usual]
    findings = []
    for severity, code, places in (("error", "tables.long_lines", long), ("warning", "tables.short_lines", short)):
        if places:
            lines = ", ".join(str(grid.lines[layout.body[place]]) for place in places[:3])
            findings.append(Finding(severity, grid.place, code, {"n": len(places), "lines": lines}))  # type: ignore[arg-type]  # both are severities
    return frozenset(long), findings


def _filled(grid: Grid, row: int) -> int:
    cells = grid.rows[row]
    return max((place + 1 for place, cell in enumerate(cells) if cell != ""), default=0)

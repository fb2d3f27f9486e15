"""The legend of the map as a table: a colour or pattern, what it means, how many areas have it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from layers.shown_view import Shown, legend_rows
from layers.slides.lettering import LINE as LINE_HEIGHT
from layers.slides.lettering import lines, shortened, width
from layers.slides.markup import INCH, INK, LINE, QUIET, TEXT, Box, Run, body, fill, line, paragraph, transform
from layers.slides.slide import Slide

_ROW, _TWO_LINES, _SWATCH, _NUMBER = 0.32, 0.46, 0.42, 0.75
_SIZES = (14.0, 13.0, 12.0, 11.0)
_PAD = 0.06
CIRCLE = 0.45  # points for a pixel of the page, whose map is about so much larger
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
Row = tuple[str, str, str, str]


@dataclass(frozen=True)
class Plan:
    """How the table is laid out.

    Attributes
    ----------
    numbers : mapping of int to float
        The columns of numbers, with their widths in inches.
    size : float
        Of the names, in points.
    lines : int
        That a name may take.
    row : float
        Height of a row in inches.
    """

    numbers: Mapping[int, float]
    size: float
    lines: int
    row: float


def legend(slide: Slide, shown: Shown, box: Box) -> None:
    """Draw the legend, with the city's value or the notes beneath it."""
    top = box.top
    if shown.answer.circles and not shown.told:
        top = _sizes(slide, shown, box)
    rows = _rows(shown)
    if len(rows) > 1:
        top += _table(slide, shown, rows, Box(box.left, top, box.width, box.top + box.height - top)) + 0.15
    below = list(shown.caption.notes) if shown.told else [shown.caption.city]
    room = Box(box.left, top, box.width, box.top + box.height - top)
    if any(below) and room.height > _ROW:
        slide.text(
            shown.words("export.about.city" if not shown.told else "export.about.explained"),
            room,
            [one for one in below if one],
            (14.0, 12.0, 11.0),
            gap=0.4,
        )


def _rows(shown: Shown) -> list[Row]:
    words, rows = shown.words, legend_rows(shown)
    heading = shown.told.heading if shown.told else words("export.legend")
    residents = words("export.residents") if any(one.residents for one in rows) else ""
    looks = [one.colour or f"url(#blank-{one.blank})" for one in rows]
    head = ("", heading, words(f"export.areas.{shown.view.level}"), residents)
    return [head, *((look, one.text, one.areas, one.residents) for look, one in zip(looks, rows, strict=True))]


def _table(slide: Slide, shown: Shown, rows: list[Row], box: Box) -> float:
    """Write the table; gives its height in inches."""
    plan = _plan(rows, box)
    text = box.width - _SWATCH - sum(plan.numbers.values())
    columns = [_SWATCH, text, *plan.numbers.values()]
    grid = "".join(f'<a:gridCol w="{round(one * INCH)}"/>' for one in columns)
    written = "".join(
        f'<a:tr h="{round(plan.row * INCH)}">{_cells(slide, row, plan, text, is_head=at == 0)}</a:tr>'
        for at, row in enumerate(rows)
    )
    name = shown.words("export.legend")
    told = "; ".join(f"{row[1]}: {row[2]}" for row in rows[1:])
    place = replace(box, height=plan.row * len(rows))
    slide.shapes.append(
        f"<p:graphicFrame>{slide.head(name, told, kind='graphicFrame')}{transform(place.emu, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_TABLE}"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>'
        f"{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    return place.height


def _plan(rows: list[Row], box: Box) -> Plan:
    """Choose how the rows fit: the residents give way before names do, and names take two lines before they are cut."""
    with_people, without = ([2, 3], [2]) if rows[0][3] else ([2], [2])
    low, high = min(_ROW, box.height / len(rows)), min(_TWO_LINES, box.height / len(rows))
    for columns in (with_people, without):
        numbers = {column: max(_room([row[column] for row in rows]), _NUMBER) for column in columns}
        text = (box.width - _SWATCH - sum(numbers.values()) - 2 * _PAD) * 72
        for many, row, sizes in ((1, low, _SIZES[:2]), (2, high, _SIZES[1:]), (1, low, _SIZES[2:])):
            for size in sizes:
                if size * LINE_HEIGHT * many <= row * 72 and all(lines(one[1], size, text) <= many for one in rows):
                    return Plan(numbers, size, many, row)
    size = _SIZES[-1]
    return Plan(numbers, size, 2 if size * LINE_HEIGHT * 2 <= high * 72 else 1, high)


def _room(texts: list[str]) -> float:
    return max(width(text, _SIZES[1]) for text in texts) / 72 + 2 * _PAD


def _cells(slide: Slide, row: Row, plan: Plan, room: float, *, is_head: bool) -> str:
    colour = QUIET if is_head else TEXT
    name = shortened(row[1], plan.lines, plan.size, (room - 2 * _PAD) * 72)
    cells = [_cell(slide, Run("", colour=colour), 6.0, look=row[0]), _cell(slide, Run(name, colour=colour), plan.size)]
    return "".join([*cells, *(_cell(slide, Run(row[at], colour=colour), _SIZES[1], align="r") for at in plan.numbers)])


def _cell(slide: Slide, run: Run, size: float, *, look: str = "", align: str = "l") -> str:
    written = paragraph([run] if run.text else [], size, slide.language, align=align)
    sides = "".join(line(LINE if look else "", tag=f"a:ln{side}") for side in "LRTB")
    pad = round(_PAD * INCH)
    return (
        f"<a:tc>{body(written, tag='a:txBody')}"
        f'<a:tcPr marL="{pad}" marR="{pad}" marT="0" marB="0" anchor="ctr">{sides}{fill(look)}</a:tcPr></a:tc>'
    )


def _sizes(slide: Slide, shown: Shown, box: Box) -> float:
    """Draw circles of round counts in each other; gives where the legend goes on."""
    steps = shown.answer.circles.legend if shown.answer.circles else ()
    if not steps:
        return box.top
    inch = CIRCLE / 72
    tallest = steps[0][1] * inch
    foot = box.top + 0.1 + 2 * tallest
    below = foot + 0.1
    for number, (count, radius) in enumerate(steps):
        half, text = radius * inch, shown.words.number(count)
        middle = box.left + 0.1 + tallest
        slide.form(text, Box(middle - half, foot - 2 * half, 2 * half, 2 * half), "ellipse", "", INK)
        high = max(foot - 2 * half - 0.13, box.top + 0.24 * number)
        slide.text(text, Box(middle + tallest + 0.2, high, 1.5, 0.25), [text], (12.0,), anchor="ctr")
        below = max(below, high + 0.35)
    return below

"""What slides say of one quarter, one indicator and one year: alternative texts, charts, their workbooks, sentences."""

import io
import re
from collections.abc import Iterator
from datetime import datetime

import openpyxl
import pptx
from lxml import etree

from loading.atlas import Atlas, LevelName
from tests.leaks.cells_of_files import RANK, SaidThen, part_named, parts_of_rows, words_of
from tests.leaks.names import Names
from tests.leaks.obtainable import Obtained

#: Name of a row or column, or the day of a year.
Head = str | datetime
Cells = list[tuple[Head, Head, float | str | None]]
_DAY_ZERO = datetime(1899, 12, 30).toordinal()
_RANKED = re.compile(rf"({RANK})  (.*)")


def slides(one: Obtained, atlas: Atlas, level: LevelName, indicator: str, language: str) -> Iterator[SaidThen]:
    """Read every slide, its notes and its charts.

    Raises
    ------
    AssertionError
        Where a chart holds numbers of nobody knows whom.
    """
    names = Names(atlas.levels[level].names)
    whole = _whole(atlas, language)
    parts = parts_of_rows(atlas, indicator, language)
    for slide in pptx.Presentation(io.BytesIO(one.content)).slides:
        shapes = slide.shapes.element
        for told in shapes.xpath(".//p:cNvPr/@descr"):
            yield from _alternative(str(told), names, parts)
        for element in (shapes, slide.notes_slide.shapes.element):
            # Not all their text: the library's paragraphs and runs say theirs, too, and each would stand there thrice.
            for text in ("".join(run.text for run in one.iter("{*}t")) for one in element.iter("{*}p")):
                yield from ((area, 0, "sentence", text) for area in names.named(text))
        for chart in [shape.chart for shape in slide.shapes if shape.has_chart]:
            book = chart.part.chart_workbook.xlsx_part.blob
            for cells in (_of_book(book), _of_cache(chart.part.blob)):
                yield from _of_chart(cells, names, whole, one.where)


def _alternative(told: str, names: Names, parts: dict[str, str]) -> Iterator[SaidThen]:
    """Read the text of an area's shape, row by row; any other text as a sentence."""
    name, _, rows = told.partition(". ")
    if name not in names.areas:
        yield from ((area, 0, "sentence", told) for area in names.named(told))
        return
    for row in rows.split("; "):
        label, _, said = row.partition(": ")
        if part := part_named(parts, label):
            yield names.areas[name], 0, part, said


def _whole(atlas: Atlas, language: str) -> Names:
    """Labels of the city in charts."""
    bars = [label.format(city=atlas.title) for label in words_of(language, "slides")["city"].values()]
    return Names([words_of(language, "timelines")["city"], *bars])


def _of_chart(cells: Cells, names: Names, whole: Names, where: str) -> Iterator[SaidThen]:
    """Say whose the numbers are: bars have areas for rows, lines have them for columns.

    What may be of several areas whose names begin alike is said of each.
    """
    for row, column, said in cells:
        label = str(column if isinstance(row, datetime) else row)
        place = _RANKED.fullmatch(label)
        areas = names.begun(place[2] if place else label)
        assert areas or whole.begun(label), f"{where}: a chart has numbers of {label!r}"
        is_value = isinstance(row, datetime) or column == cells[0][1]
        for area in areas:
            yield area, row.year if isinstance(row, datetime) else 0, "value" if is_value else "beside", said
            yield from ((area, 0, "rank", one) for one in ([place[1]] if place else []))


def _of_book(content: bytes) -> Cells:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content))
    (_, *heads), *rows = sheet.iter_rows(values_only=True)
    return [(row[0], head, said) for row in rows for head, said in zip(heads, row[1:], strict=True)]


def _of_cache(content: bytes) -> Cells:
    found: Cells = []
    for series in etree.fromstring(content).iter("{*}ser"):
        head = "".join(series.find("{*}tx").find(".//{*}v").itertext())
        categories = {point.get("idx"): _category(point) for point in series.find("{*}cat").iter("{*}pt")}
        for place in ("{*}val", "{*}errBars/{*}minus", "{*}errBars/{*}plus"):
            points = [point for one in series.findall(place) for point in one.iter("{*}pt")]
            column = head if place == "{*}val" else place
            found += [(categories[one.get("idx")], column, float("".join(one.itertext()))) for one in points]
    return found


def _category(point: etree._Element) -> Head:
    text = "".join(point.itertext())
    is_day = next(point.iterancestors("{*}numCache"), None) is not None
    return datetime.fromordinal(_DAY_ZERO + int(float(text))) if is_day else text

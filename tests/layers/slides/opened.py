"""Slides as they are opened again: their texts, shapes, charts, and the workbooks inside."""

import datetime
import io
import zipfile
from collections.abc import Collection
from typing import Any

import openpyxl
import pptx
from pptx.chart.chart import Chart

from layers.slides import slides
from layers.view import View
from loading.atlas import Atlas
from tests.toytown import toytown
from texts import load_texts

DAY = datetime.date(2025, 3, 9)
Cells = list[tuple[object, ...]]


def made(atlas: Atlas | None = None, language: str = "de", selection: Collection[str] = (), **query: str) -> bytes:
    """Write slides of Toytown, or of another town."""
    town = atlas or toytown()
    return slides(town, View.from_query(query, town), load_texts(language), DAY, selection)


def opened(content: bytes) -> Any:
    """Open a presentation."""
    return pptx.Presentation(io.BytesIO(content))


def every_shape(shapes: Any) -> list[Any]:
    """List shapes, those of groups too."""
    found = []
    for shape in shapes:
        found += [shape, *(every_shape(shape.shapes) if shape.shape_type == 6 else [])]
    return found


def told(shape: Any) -> str:
    """Give the alternative text."""
    return shape.element.xpath("string(./*[1]/p:cNvPr/@descr)")


def texts(slide: Any) -> str:
    """Everything that can be read on a slide, one paragraph a line."""
    return "\n".join("".join(one.itertext()) for one in slide.shapes.element.iter("{*}p"))


def notes(slide: Any) -> str:
    """What the speaker reads."""
    return slide.notes_slide.notes_text_frame.text


def chart(slide: Any) -> Chart:
    """Give the chart of a slide."""
    (found,) = [one.chart for one in slide.shapes if one.has_chart]
    return found


def book(slide: Any) -> Cells:
    """Read the only sheet of the workbook that "Edit data" opens."""
    stored = io.BytesIO(chart(slide).part.chart_workbook.xlsx_part.blob)
    (sheet,) = openpyxl.load_workbook(stored)
    assert not [one for one in sheet.column_dimensions.values() if one.hidden]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    return list(sheet.iter_rows(values_only=True))


def parts(content: bytes) -> dict[str, bytes]:
    """Unpack everything, the workbooks of charts too."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{one}": part for one, part in parts(found[name]).items()}
    return found

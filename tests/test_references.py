"""Whatever a file could fetch or start when it is opened is found, in every kind of file that can be taken away."""

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.references import foreign

STRANGER = "http://stranger.test/a"


@pytest.mark.parametrize(
    "page",
    [
        f"<img src='{STRANGER}'>",
        "<img srcset='data:image/png;base64,AA 1x, //stranger.test/b 2x'>",
        f"<script src={STRANGER}></script>",
        f"<link rel=preload href='{STRANGER}'>",
        f"<base href='{STRANGER}'>",
        f"<meta http-equiv=refresh content='0; url= {STRANGER}'>",
        f"<form action='{STRANGER}'></form>",
        f"<a href='#x' ping='{STRANGER}'>x</a>",
        f"<p style=\"background: url('{STRANGER}')\">",
        f"<style>@import '{STRANGER}';</style>",
        f"<style>p {{ background: url({STRANGER}) }}</style>",
        f"<svg><image href='{STRANGER}'></svg>",
    ],
)
def test_what_a_page_fetches_is_found(page: str) -> None:
    assert "stranger.test" in "".join(foreign("page.html", page.encode()))


def test_words_and_links_of_a_page_fetch_nothing() -> None:
    page = f"<p title='{STRANGER}'>{STRANGER}</p><a href='{STRANGER}'>x</a><img src='data:image/png;base64,//8='>"
    assert foreign("page.html", page.encode()) == []


def workbook(**cell: str) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, STRANGER)
        for kind, said in cell.items():
            getattr(sheet, f"write_{kind}")(1, 0, said)
    return written.getvalue()


def test_what_a_workbook_fetches_is_found() -> None:
    assert foreign("a.xlsx", workbook()) == []
    assert foreign("a.xlsx", workbook(url=STRANGER)) == [f"xl/worksheets/_rels/sheet1.xml.rels: {STRANGER}"]
    assert len(foreign("a.xlsx", workbook(formula=f'=WEBSERVICE("{STRANGER}")'))) == 1


def test_what_slides_fetch_is_found_also_in_the_workbook_of_a_chart() -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("b", [1])
    place = (Cm(1), Cm(1), Cm(9), Cm(9))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    assert foreign("a.pptx", saved(slides)) == []
    box = slide.shapes.add_textbox(*place).text_frame.paragraphs[0].add_run()
    box.hyperlink.address = STRANGER
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(url=STRANGER))
    found = foreign("a.pptx", saved(slides))
    assert sorted(one.partition("/_rels")[0] for one in found) == [
        "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx/xl/worksheets",
        "ppt/slides",
    ]


def saved(slides: object) -> bytes:
    written = io.BytesIO()
    slides.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def document(**parts: object) -> bytes:
    """A page; on it a link to an address, or into the document by default; with a program, or a file elsewhere."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    leads = {"url": str(parts["url"])} if "url" in parts else {"target_page_index": 0}
    writer.add_annotation(0, Link(rect=(1, 1, 9, 9), **leads))  # type: ignore[arg-type]
    if "script" in parts:
        told = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(str(parts["script"]))}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(told)
    if "file" in parts:
        told = {NameObject("/Type"): NameObject("/Filespec"), NameObject("/F"): TextStringObject(str(parts["file"]))}
        page[NameObject("/PieceInfo")] = writer._add_object(DictionaryObject(told))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_what_a_document_fetches_or_starts_is_found() -> None:
    assert foreign("a.pdf", document()) == []
    assert len(foreign("a.pdf", document(url=STRANGER))) == 1
    assert len(foreign("a.pdf", document(script="app.launchURL('x')"))) == 1
    assert len(foreign("a.pdf", document(file="//stranger/share/a.txt"))) == 1


def test_a_project_that_tells_a_program_what_to_load_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.gpkg"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE areas (id)")
    assert foreign(file.name, file.read_bytes()) == []
    connection.execute("CREATE TABLE qgis_projects (content)")
    connection.close()
    assert foreign(file.name, file.read_bytes()) == ["table qgis_projects"]


def test_a_file_in_an_archive_is_looked_at_and_an_unknown_kind_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("page.html", f"<img src={STRANGER}>")
        archive.writestr("read.me", "")
    with pytest.raises(KeyError, match="me"):
        foreign("a.zip", written.getvalue())

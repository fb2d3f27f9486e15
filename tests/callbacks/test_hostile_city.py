"""A city whose every name tries to be something else: what its answers and its files hold is text."""

import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.shared.services import Services
from commands.answering import write_csv
from layers.council_sheet.table import OTHERS
from loading.atlas import LevelName
from tests.callbacks.hostile_city import DISTRICTS, NAMES, hostile_files
from tests.layers.council_sheet.made import said
from tests.layers.slides.opened import book, every_shape, opened
from tests.references import foreign
from texts import LANGUAGES

OWN_SCRIPTS = 5  # Leaflet, the page's own two, folium's, and the content, which is no program


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Services:
    folder = tmp_path_factory.mktemp("hostile")
    return open_services(folder / "projects", hostile_files(folder / "files"))


@pytest.fixture(scope="module")
def visitor(hostile: Services) -> FlaskClient:
    return make_app(hostile).server.test_client()


def test_signs_that_no_file_can_hold_are_cleaned_where_they_come_in(hostile: Services) -> None:
    names = hostile.atlas("").levels["quarter"].names
    assert len(names) == len(NAMES)
    assert set(NAMES[:6]) <= set(names)
    assert not [one for one in names if re.search("[\x00-\x1f\x7f\u202a-\u202e\ufffe\ud800-\udfff]", one)]


@pytest.mark.parametrize("level", ["quarter", "district"])
@pytest.mark.parametrize("query", ["", "&show=types", "&against=2023"])
def test_a_workbook_holds_no_formula_and_no_link(visitor: FlaskClient, level: str, query: str) -> None:
    content = visitor.get(f"/export/de/xlsx?level={level}{query}").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    texts = {cell.value for cell in cells if isinstance(cell.value, str)}
    expected = NAMES[8:12] if level == "quarter" else DISTRICTS
    assert [one for one in expected if not any(text.startswith(one[:30]) for text in texts)] == []


@pytest.mark.parametrize("level", ["quarter", "district"])
def test_slides_hold_every_name_as_text(visitor: FlaskClient, hostile: Services, level: LevelName) -> None:
    areas = hostile.atlas("").levels[level]
    content = visitor.get(f"/export/de/pptx?level={level}&sel={'~'.join(areas.ids[8:12])}").data
    assert foreign("a.pptx", content) == []
    deck = opened(content)
    shapes = {shape.name for shape in every_shape(deck.slides[0].shapes)}
    assert [name for name in areas.names if name not in shapes and len(name) < 200] == []
    told = "\n".join(str(cell) for at in (1, 2) for row in book(deck.slides[at]) for cell in row)
    assert "=HYPERLINK" in told or level == "district"  # book() has made sure that it is text


@pytest.mark.parametrize("level", ["quarter", "district"])
def test_a_sheet_holds_every_name_as_text(visitor: FlaskClient, hostile: Services, level: LevelName) -> None:
    areas = hostile.atlas("").levels[level]
    shown = ""
    for at in range(0, len(areas.ids), OTHERS):
        content = visitor.get(f"/export/de/pdf?level={level}&sel={'~'.join(areas.ids[at : at + OTHERS])}").data
        assert foreign("a.pdf", content) == []
        shown += re.sub(r"[\s-]", "", said(content))  # lines end anywhere, some with a hyphen
    assert [name for name in areas.names if re.sub(r"[\s-]", "", name) not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saved_page_holds_no_markup_of_a_name(visitor: FlaskClient, language: str) -> None:
    page = visitor.get(f"/export/{language}/html").text
    assert len(re.findall("<script[ >]", page)) == OWN_SCRIPTS
    assert not re.findall(r"<(?:img|svg onload|iframe)", page.partition("<body>")[2].partition("<script>")[0])
    assert "default-src 'none'" in page


@pytest.mark.parametrize("kind", ["html", "xlsx", "pptx", "pdf"])
def test_a_file_is_named_in_plain_letters(visitor: FlaskClient, kind: str) -> None:
    (name,) = re.findall('filename="([^"]*)"', visitor.get(f"/export/de/{kind}").headers["Content-Disposition"])
    assert re.fullmatch(rf"[a-z0-9-]+\.{kind}", name)
    assert len(name) < 120


def test_lists_of_the_command_line_hold_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    write_csv([{"=name": name, "n": -1.5, "two": ["=1", "b"]} for name in ("=1+1", "@x", "-2+3", "\tx", "Altstadt")])
    lines = capsys.readouterr().out.splitlines()
    defused = ("'=1+1", "'@x", "'-2+3", " x", "Altstadt")
    assert lines == ['"\'=name","n","two"', *(f'"{one}",-1.5,"\'=1 b"' for one in defused)]

"""Downloads: the menu, the file's name, the route."""

import io
import zipfile
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks import export
from callbacks.export import file_name, menu
from layers.view import View
from loading.atlas import Protection
from tests.callbacks.questions import pieces, services_of, text
from tests.callbacks.towns import empty_town, hostile_town, town, undated_town
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POVERTY, toytown
from texts import load_texts

DE = load_texts("de")


@pytest.fixture
def downloads() -> FlaskClient:
    server = Flask("downloads")
    export.register(server, services_of(toytown(), hostile_town(), empty_town()))
    return server.test_client()


@pytest.mark.parametrize(("language", "title"), [("de", "Karte als HTML-Datei"), ("en", "Map as HTML file")])
def test_the_menu_offers_page_and_workbook(language: str, title: str) -> None:
    shown = menu(load_texts(language))
    ids = [one.id for one in pieces(shown) if str(getattr(one, "id", "")).startswith("export-")]
    assert {"export-html", "export-xlsx"} <= set(ids)
    assert title in text(shown)


def test_a_file_is_named_after_city_indicator_and_year() -> None:
    view = View(project="toytown", indicator="A1", year=2024)
    assert file_name(DE, toytown(), view, "html") == "toytown-a1-2024-intern.html"


@pytest.mark.parametrize(
    ("query", "ending"),
    [
        ({"show": "clear"}, "-gegen-stadt"),
        ({"against": "city"}, "-unterschied"),
        ({"against": "2023"}, "-unterschied-2023"),
        ({"bi": "1", "x": "F1"}, "-mit-f1"),
        ({"show": "clear", "i": "population"}, ""),
    ],
)
def test_a_file_tells_what_else_the_map_shows(query: dict[str, str], ending: str) -> None:
    asked = {"i": "A1", "y": "2024", **query}
    named = file_name(DE, toytown(), View.from_query(asked, toytown()), "html")
    assert named == f"toytown-{asked['i'].lower()}-2024{ending}-intern.html"


def test_a_file_of_clusters_says_so_in_plain_letters() -> None:
    atlas = planted_town()
    view = View.from_query({"i": "A1", "y": "2024", "show": "clusters"}, atlas)
    assert file_name(DE, atlas, view, "html") == "planted-a1-2024-haeufung-intern.html"


def test_a_file_of_undated_numbers_names_no_year() -> None:
    atlas = undated_town()
    assert file_name(DE, atlas, View.from_query({}, atlas), "xlsx") == "undated-a1-intern.xlsx"


def test_umlauts_become_plain_letters_in_a_file_name() -> None:
    atlas = town("Größe Überlingen", (POVERTY, [1, 2]))
    assert file_name(DE, atlas, View.from_query({}, atlas), "html") == "grosse-uberlingen-a1-2024-intern.html"


@pytest.mark.parametrize("title", ['x"; filename="evil.exe', "../../etc/passwd", "a\r\nSet-Cookie: b"])
def test_a_hostile_city_cannot_leave_the_file_name(title: str) -> None:
    atlas = town(title, (POVERTY, [1, 2]))
    named = file_name(DE, atlas, View.from_query({}, atlas), "html")
    assert not set(named) - set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert named.count(".") == 1


def test_a_city_with_a_very_long_name_gives_a_name_that_can_be_saved() -> None:
    atlas = town("Lang " * 200, (POVERTY, [1, 2]))
    assert len(file_name(DE, atlas, View.from_query({}, atlas), "xlsx")) <= 105


def test_a_city_without_latin_letters_still_gets_a_file_name() -> None:
    view = View(project="x", indicator="Ω", year=0)
    assert file_name(DE, town("Αθήνα", (POVERTY, [1])), view, "html") == "quartierblick-intern.html"


def test_the_workbook_comes_as_an_attachment_of_its_own_kind(downloads: FlaskClient) -> None:
    answer = downloads.get("/export/de/xlsx?p=toytown&i=A1&y=2023")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="toytown-a1-2023-intern.xlsx"'
    assert answer.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()


def test_the_sheet_for_the_council_comes_first_and_as_a_pdf(downloads: FlaskClient) -> None:
    items = [str(one.id) for one in pieces(menu(DE)) if str(getattr(one, "id", "")).startswith("export-")]
    assert items[0] == "export-pdf"
    answer = downloads.get("/export/de/pdf?p=toytown&i=A1&y=2024&sel=03")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="toytown-a1-2024-intern.pdf"'
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize(("language", "title"), [("de", "SGB II-Quote"), ("en", "SGB II benefit rate")])
def test_the_page_is_written_in_the_language_of_its_address(downloads: FlaskClient, language: str, title: str) -> None:
    answer = downloads.get(f"/export/{language}/html?p=toytown&i=A1&y=2024")
    assert answer.content_type == "text/html; charset=utf-8"
    assert title in answer.get_data(as_text=True)


def test_a_view_that_is_half_wrong_is_exported_with_its_defaults(downloads: FlaskClient) -> None:
    answer = downloads.get("/export/de/xlsx?p=toytown&i=nonsense&y=1850&k=900&scheme=none&breaks=x")
    assert answer.status_code == 200
    assert 'filename="toytown-a1-2024-intern.xlsx"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("address", ["/export/de/exe", "/export/de/html?p=gone", "/export/de/html?p=empty"])
def test_what_cannot_be_exported_is_not_found(downloads: FlaskClient, address: str) -> None:
    assert downloads.get(address).status_code == 404


def test_names_that_try_to_be_code_are_exported_as_text(downloads: FlaskClient) -> None:
    page = downloads.get("/export/de/html?p=hostile").get_data(as_text=True)
    assert "<img src=x onerror=alert(1)>" not in page
    assert "<script>alert(1)</script>" not in page


def test_a_file_for_everybody_is_not_taken_for_one_from_inside() -> None:
    public = replace(toytown(), protection=Protection("ba", hidden=1, cells=20, rules={}))
    assert file_name(DE, public, View.from_query({}, public), "pdf") == "toytown-a1-2024-oeffentlich.pdf"

"""What a map shows, told for files: every kind with names, numbers and what is needed to make it again."""

import datetime
import io
from html.parser import HTMLParser

import numpy as np
import openpyxl
import pytest

from analysis.index.recipe_token import to_token
from layers.categories import KINDS, categories
from layers.folium_page import folium_page
from layers.told_map import ToldMap, kind_shown, told_map
from layers.view import View
from layers.workbook import workbook
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.callbacks.towns import hostile_town
from tests.layers.categories.test_types import TOWN as TYPES_TOWN
from tests.layers.index.towns_with_index import index_town, recipe
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import toytown
from texts import LANGUAGES, load_texts

DAY = datetime.date(2025, 3, 9)
TOY, PLANTED, INDEX = toytown(), planted_town(), index_town()
MAPS = {
    "clear": (TOY, {"i": "A1", "y": "2023", "show": "clear"}),
    "clusters": (PLANTED, {"i": "A1", "show": "clusters", "how": "k6~p999~s7"}),
    "matrix": (INDEX, {"i": "A2", "show": "matrix", "how": to_token(recipe())}),
    "types": (TYPES_TOWN, {"i": "A1", "show": "types", "how": "k_means.2.5"}),
    "difference": (TOY, {"i": "A1", "y": "2024", "against": "2023"}),
    "bivariate": (TOY, {"i": "A1", "y": "2023", "bi": "1", "x": "F1"}),
}
METHODS = {
    "clusters": ("6 nächste Gebiete", "999 Permutationen", "Startwert 7"),
    "matrix": ("Vier Anteile", "Gewicht 1", "Standardabweichung"),
    "types": ("k-Means", "2 Typen", "Startwert 5", "(F1)"),
    "difference": ("abgezogen",),
    "bivariate": ("SGB II-Quote 2023: mittel über", "Unter 18 2023: mittel über"),
}
every_map = pytest.mark.parametrize("kind", MAPS)


class Written(HTMLParser):
    """All text of a page that stands outside of scripts and styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.text, self._skipped = "", False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._skipped = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        self.text += "" if self._skipped else data


def told_of(kind: str, language: str = "de") -> tuple[Atlas, View, ToldMap]:
    atlas, query = MAPS[kind]
    view = View.from_query(query, atlas)
    told = told_map(atlas, view, load_texts(language))
    assert told
    return atlas, view, told


def book(atlas: Atlas, view: View, language: str = "de") -> tuple[list[dict[object, object]], list[tuple[str, str]]]:
    made = openpyxl.load_workbook(io.BytesIO(workbook(atlas, view, load_texts(language), DAY)))
    heads, *rows = made.worksheets[0].iter_rows(values_only=True)
    about = [(str(left), str(right)) for left, right in made.worksheets[1].iter_rows(values_only=True)]
    return [dict(zip(heads, row, strict=True)) for row in rows], about


def test_every_kind_of_categories_is_told() -> None:
    assert set(KINDS) <= set(MAPS)


@every_map
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_colours_counts_and_residents_belong_together(kind: str, language: str) -> None:
    atlas, view, told = told_of(kind, language)
    assert kind_shown(atlas, view) == kind
    assert len(told.names) == len(told.colours) == len(told.counts) == len(told.residents)
    assert sum(told.counts) + sum(told.blanks.values()) == len(atlas.levels[view.level])
    assert ((told.category >= 0) == (told.reason == Reason.VALUE)).all()
    assert told.title
    assert told.heading
    assert all(told.names)


@every_map
def test_the_page_names_every_category_its_areas_and_how_it_was_made(kind: str) -> None:
    atlas, view, told = told_of(kind)
    page = Written(folium_page(atlas, view, load_texts("de"), DAY)).text
    for text in (told.title, told.subtitle, told.heading, told.reading, *told.names, *told.notes):
        assert text in page
    assert all(words in page for words in METHODS.get(kind, ()))


@every_map
def test_the_workbook_has_the_category_its_numbers_and_how_it_was_made(kind: str) -> None:
    atlas, view, told = told_of(kind)
    rows, about = book(atlas, view)
    assert [row[f"Karte: {told.heading}"] for row in rows] == [
        told.name(load_texts("de"), at) for at in range(len(rows))
    ]
    for one in told.beside:
        written = [row[f"{one.label} ({one.unit})" if one.unit else one.label] for row in rows]
        if one.is_mark:
            assert [value == "ja" for value in written] == one.numbers.tolist()
        else:
            given = np.array([np.nan if value is None else value for value in written], dtype=float)
            np.testing.assert_allclose(given, one.numbers)
    said = "\n".join(f"{left}: {right}" for left, right in about)
    assert all(words in said for words in (told.title, *told.names, *told.notes, *METHODS.get(kind, ())))


def test_the_categories_are_those_of_the_map() -> None:
    atlas, view, told = told_of("clusters")
    answer = categories(atlas, view)
    assert told.category is answer.areas.category
    assert (told.counts, told.residents, dict(told.blanks)) == (
        answer.areas.counts,
        answer.residents,
        dict(answer.blanks),
    )
    assert told.outlines == tuple(one.members for one in answer.areas.outlines)


def test_a_blank_tells_its_reason_in_place_of_a_name() -> None:
    atlas, view, told = told_of("clear")
    assert told.name(load_texts("de"), 7) == "geheim gehalten"
    rows, _ = book(atlas, view)
    assert rows[7][f"Karte: {told.heading}"] == "geheim gehalten"


def test_signs_and_percentage_points_stand_with_differences() -> None:
    _, _, told = told_of("difference")
    assert told.beside[0].told(load_texts("de"), 2) == "+6,0\N{NO-BREAK SPACE}Prozentpunkte"
    assert told.beside[1].told(load_texts("de"), 7) == ""


@pytest.mark.parametrize("query", [{}, {"i": "population", "show": "clear"}, {"i": "population", "against": "city"}])
def test_an_indicator_alone_or_a_refusal_tells_nothing_else(query: dict[str, str]) -> None:
    view = View.from_query(query, TOY)
    assert told_map(TOY, view, load_texts("de")) is None
    assert kind_shown(TOY, view) == ""
    assert b'class="legend"' in folium_page(TOY, view, load_texts("de"), DAY)


def test_names_of_categories_are_escaped() -> None:
    atlas = hostile_town()
    view = View.from_query({"bi": "1"}, atlas)
    page = folium_page(atlas, view, load_texts("de"), DAY).decode()
    assert "<script>alert(1)</script>" not in page
    assert "<img src=x" not in page

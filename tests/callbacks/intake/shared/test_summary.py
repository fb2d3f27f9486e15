"""What was recognised, in words: figures, sets, files."""

import json
from dataclasses import replace

from dash.development.base_component import Component

from callbacks.intake.shared.summary import files_card, join_figure, map_facts, sets
from callbacks.shared.still import tree
from loading.atlas import FileNote, Join
from tests.toytown import IDS, toytown
from texts import load_texts

GERMAN = load_texts("de")
EIGHT = replace(toytown(), join=Join("NR", matched=IDS[:8], only_map=IDS[8:], repairs=("zero_padding",)))


def read(*parts: Component) -> str:
    return json.dumps([tree(part) for part in parts], ensure_ascii=False)


def test_the_figure_says_how_many_quarters_have_numbers_and_what_helped() -> None:
    shown = read(join_figure(GERMAN, EIGHT))
    assert '["8"]' in shown
    assert "von 9 Quartieren haben Zahlen" in shown
    assert '"width": "88.9%"' in shown
    assert "führende Nullen" in shown


def test_the_facts_name_districts_and_coordinates() -> None:
    shown = read(map_facts(GERMAN, toytown()))
    assert "3 Stadtbezirke" in shown
    assert "EPSG:25832" in shown
    assert "2023–2024" in shown


def test_a_quarter_without_rows_is_named_and_an_empty_set_cannot_be_opened() -> None:
    shown = [read(part) for part in sets(GERMAN, EIGHT)]
    assert "09 Nord-Ost" in shown[0]
    assert [part.startswith('[["details"') for part in shown] == [True, False, False, False]


def test_of_many_keys_twenty_are_shown_and_the_rest_is_counted() -> None:
    many = replace(toytown(), join=Join("NR", matched=IDS, only_table=tuple(f"x{number}" for number in range(50))))
    shown = read(*sets(GERMAN, many))
    assert "x19" in shown
    assert "x20" not in shown
    assert "und 30 weitere" in shown


def test_files_are_named_with_format_encoding_and_sheets() -> None:
    notes = (FileNote("<b>.xlsx", "xlsx", None, ("Tab 1", "Tab 2")), FileNote("q.zip", "shapefile", "cp1252"))
    shown = read(files_card(GERMAN, replace(toytown(), files=notes)))
    assert "<b>.xlsx" in shown
    assert "2 Blätter: Tab 1, Tab 2" in shown
    assert "Shapefile · CP1252" in shown

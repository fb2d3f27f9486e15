"""The list of parts says where somebody has to look, and where not."""

from dataclasses import replace
from pathlib import Path

import pytest

from callbacks.intake.shared.read import Read
from callbacks.intake.shared.standing import Standing, standings
from loading.choices import Choices
from loading.errors import Finding
from loading.load import atlas_of, recognise
from tests.callbacks.delivered_towns import town_files
from texts import load_texts


@pytest.fixture
def town(tmp_path: Path) -> Read:
    recognition = recognise(list(town_files(tmp_path, "Lindenau", "30", 6)))
    return Read("0" * 32, Choices(), recognition, atlas_of(recognition), ())


def test_a_complete_delivery_is_fine_everywhere(town: Read) -> None:
    calm = replace(town, atlas=replace(town.atlas, findings=()))
    found = standings(load_texts("de"), calm)
    assert found["join"] == Standing(True, "12 von 12 Quartieren")
    assert found["checks"] == Standing(True, "nichts offen")
    assert found["tables"].said == "1 Tabelle"
    assert all(one.is_fine for one in found.values())


def test_what_is_left_over_and_doubted_asks_to_be_looked_at(town: Read) -> None:
    finding = Finding("warning", "a.csv", "join.same_row_twice")
    aside = replace(finding, ignored="geprüft")
    open_join = replace(town.atlas.join, only_table=("99",))
    other = Finding("warning", "a.csv", "join.table_left_out", {"map_file": "a.shp"})
    doubted = replace(town, atlas=replace(town.atlas, join=open_join, findings=(finding, finding, other, aside)))
    found = standings(load_texts("en"), doubted)
    assert not found["join"].is_fine
    assert found["checks"] == Standing(False, "2 warnings")


def test_findings_that_read_alike_are_counted_once_as_in_their_list(town: Read) -> None:
    alike = tuple(Finding("warning", f"{name}.csv", "join.same_row_twice") for name in "abc")
    found = standings(load_texts("de"), replace(town, atlas=replace(town.atlas, findings=alike)))
    assert found["checks"].said == "1 Warnung"

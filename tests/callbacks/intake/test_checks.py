"""The check on the page: filters, repairs and what can be put aside."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from callbacks.intake.checks import card
from callbacks.intake.shared.join_log import log_csv
from callbacks.shared.still import tree
from loading.atlas import Atlas
from loading.choices import Choices, IgnoredFinding, NumberChoice
from loading.errors import Finding, Remedy
from loading.load import atlas_of, load_atlas, recognise
from tests.callbacks.doubtful_towns import doubtful_town
from tests.toytown import toytown
from texts import load_texts

GERMAN = load_texts("de")


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return load_atlas(doubtful_town(tmp_path_factory.mktemp("town")))


def elements(node: Any, name: str) -> list[Any]:
    """All elements of a tree that have an attribute."""
    if not isinstance(node, list):
        return []
    inside = [found for child in node[2] for found in elements(child, name)]
    return ([node] if name in node[1] else []) + inside


def test_every_finding_can_be_put_aside_and_carries_its_marks(doubtful: Atlas) -> None:
    shown = tree(card(GERMAN, doubtful))
    lines = elements(shown, "data-checks-marks")
    marks = [mark for line in lines for mark in json.loads(line[1]["data-checks-marks"])]
    assert sorted(marks) == sorted(one.mark for one in doubtful.findings)
    assert len(elements(shown, "data-checks-ignore")) == len(lines)


def test_the_severities_that_occur_can_be_chosen_with_their_numbers(doubtful: Atlas) -> None:
    buttons = elements(tree(card(GERMAN, doubtful)), "data-checks-severity")
    named = {button[1]["data-checks-severity"]: int(button[2][-1][2][0]) for button in buttons}
    assert set(named) == {"all", "warning", "info"}
    assert named["all"] == named["warning"] + named["info"]


def test_every_repair_is_a_change_of_the_choices(doubtful: Atlas) -> None:
    buttons = elements(tree(card(GERMAN, doubtful)), "data-checks-remedy")
    changes = [json.loads(button[1]["data-checks-remedy"]) for button in buttons]
    assert {change["part"] for change in changes} == {"numbers", "indicators"}
    for change in changes:
        decided = Choices.from_json({change["part"]: change["entries"]})
        assert decided != Choices()
        assert set(change["same"]) >= {"id"} or set(change["same"]) == {"indicator", "year", "quarter"}


def test_what_is_taken_back_cannot_be_put_aside() -> None:
    remedy = Remedy("used_again", "numbers", ("indicator", "year", "quarter"), ({"indicator": "A1", "year": 1},), True)
    values = {"year": "1", "titles": "A"}
    found = replace(toytown(), findings=(Finding("info", "a.csv", "checks.year_set_aside", values, remedy=remedy),))
    shown = tree(card(GERMAN, found))
    assert elements(shown, "data-checks-ignore") == []
    assert len(elements(shown, "data-checks-remedy")) == 1


def test_a_single_finding_needs_no_filter() -> None:
    found = replace(toytown(), findings=(Finding("info", "a.csv", "tables.null_bytes", {"n": 1}),))
    assert elements(tree(card(GERMAN, found)), "data-checks-severity") == []


def test_the_files_that_findings_stand_in_can_be_chosen() -> None:
    places = ("toytown.geojson, Ebene", "anderswo")
    found = replace(
        toytown(), findings=tuple(Finding("info", place, "tables.null_bytes", {"n": 1}) for place in places)
    )
    apart = replace(found, findings=(*found.findings, Finding("warning", "anderswo", "tables.null_bytes", {"n": 1})))
    (select,) = elements(tree(card(GERMAN, apart)), "data-checks-files")
    assert [option[1]["value"] for option in select[2]] == ["*", "", "toytown.geojson"]


def test_what_was_decided_stands_in_the_log_with_its_reason(tmp_path: Path) -> None:
    files = doubtful_town(tmp_path)
    mark = next(one.mark for one in load_atlas(files).findings if one.code == "checks.jump_of_one_year")
    numbers = (NumberChoice("haushalte", 2020),)
    found = recognise(files, Choices(ignored=(IgnoredFinding(mark, "=Heim"),), numbers=numbers))
    atlas = atlas_of(found)
    log = list(csv.DictReader(io.StringIO(log_csv(GERMAN, found.joined, atlas.findings)), delimiter=";"))
    told = {row["Reparatur"]: row for row in log}
    assert told[GERMAN("checks.part.ignored")]["Begründung"] == "'=Heim"
    assert told[GERMAN("checks.part.ignored")]["Schlüssel auf der Karte"] == "05"
    assert "2020" in told[GERMAN("checks.part.not_used")]["Text in der Tabelle"]

"""Findings in words: by severity, with place, proposal and numbers; put aside with the reason."""

import json
from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.finding_list import MOST_SHOWN, Item, file_of, groups, items, map_address
from callbacks.shared.still import tree
from loading.errors import Finding, Spot
from tests.toytown import toytown
from texts import load_texts

GERMAN = load_texts("de")
TOYTOWN = toytown()


def nothing(_: Item) -> Sequence[Component]:
    return ()


def read(findings: Sequence[Finding]) -> str:
    shown = groups(GERMAN, TOYTOWN, items(GERMAN, findings), nothing)
    return json.dumps([tree(part) for part in shown], ensure_ascii=False)


def test_findings_alike_stand_together_and_errors_first() -> None:
    findings = (
        Finding("error", "a.csv", "intake.made_up", {}),
        Finding("info", "Blatt 1", "tables.null_bytes", {"n": 2}),
        Finding("info", "Blatt 2", "tables.null_bytes", {"n": 2}),
    )
    shown = read(findings)
    assert shown.index("is-error") < shown.index("is-info")
    assert "intake.made_up" in shown
    assert "Blatt 1; Blatt 2" in shown


def test_what_was_put_aside_keeps_its_reason_and_is_no_longer_open() -> None:
    found = Finding("warning", "a.csv", "tables.null_bytes", {"n": 2}, ignored="<b>so gewollt</b>")
    shown = read([found])
    assert 'is-warning", "data-checks-group"' not in shown
    assert "<b>so gewollt</b>" in shown
    assert GERMAN("checks.part.ignored") in shown
    assert GERMAN("checks.part.nothing_open") in shown


def test_without_findings_the_card_says_so() -> None:
    assert GERMAN("checks.part.none") in read([])


def test_of_many_the_first_few_are_shown_and_the_others_are_one_press_away() -> None:
    many = [
        Finding("warning", f"{number}.csv", "intake.made_up_" + str(number), {}) for number in range(MOST_SHOWN + 2)
    ]
    shown = read(many)
    assert shown.count("is-beyond") == 2
    assert GERMAN("checks.part.show_all", n=MOST_SHOWN + 2) in shown


def test_the_numbers_of_a_quarter_stand_beside_the_middle_of_all() -> None:
    found = Finding("warning", "a.csv", "tables.null_bytes", {"n": 1}, spot=Spot("A1", "03", 2024))
    shown = read([found])
    assert "Süd-Ost" in shown
    assert '["td", {"className": "is-meant"}, ["60,0"]]' in shown
    assert GERMAN("checks.part.city") in shown


def test_an_indicator_that_is_left_out_has_no_numbers_to_show() -> None:
    shown = read([Finding("warning", "a.csv", "tables.null_bytes", {"n": 1}, spot=Spot("fort", "03", 2024))])
    assert "checks-numbers" not in shown


def test_the_file_is_the_longest_name_the_place_begins_with() -> None:
    assert file_of(TOYTOWN, Finding("info", "toytown.geojson, Ebene", "x")) == "toytown.geojson"
    assert file_of(TOYTOWN, Finding("info", "anders.csv", "x")) == ""


def test_the_address_of_the_map_names_indicator_year_and_quarter() -> None:
    address = map_address(GERMAN, TOYTOWN, Spot("A1", "03", 2024))
    assert address == "/de/map?p=toytown&i=A1&y=2024&sel=03"
    assert map_address(GERMAN, TOYTOWN, Spot("A1")) == "/de/map?p=toytown&i=A1"


def test_text_of_a_file_stays_text() -> None:
    strange = replace(
        Finding("warning", "<img src=x>.csv", "checks.jump"),
        values={"quarter": "<script>", "title": "x", "before": "1", "year": "2", "old": 1, "new": 2},
    )
    (one,) = items(GERMAN, [strange])
    assert "<script>" in one.text
    assert isinstance(groups(GERMAN, TOYTOWN, [one], nothing)[0], html.Div)

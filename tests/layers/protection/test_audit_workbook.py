"""The report as a workbook: every rule, every sentence, no formula, and none of the hidden numbers."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from analysis.protection import PROFILES
from layers.protection import RuleBook, audit_workbook, publish
from loading.atlas import FileNote
from tests.layers.protection.guarded_town import guarded_town, with_ready_made
from texts import LANGUAGES, load_texts


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_reported_in_both_languages(language: str, profile: str) -> None:
    audit = publish(with_ready_made(guarded_town()), PROFILES[profile]).audit
    book = opened(audit_workbook(audit, load_texts(language), {}))
    assert len(book.sheetnames) == 5
    assert book.worksheets[3].max_row == 1 + len(audit.entries)


def test_hidden_numbers_stand_in_no_cell_of_the_report() -> None:
    published = publish(guarded_town(), PROFILES["ba"])
    book = opened(audit_workbook(published.audit, load_texts("de"), {"girls": "Mädchen"}))
    cells = {cell.value for row in book.worksheets[3].iter_rows(min_row=2) for cell in row}
    assert not cells & {4711, 7013, 3203, 3307, "4711"}
    assert {"Zähler zu klein", "girls: Mädchen"} <= cells


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    atlas = replace(guarded_town(), title="=1+1", files=(FileNote("=cmd", "csv", "utf-8"),))
    audit = publish(atlas, RuleBook.from_json({"files": {"=cmd": {"minimum_numerator": 4}}})).audit
    sheet = opened(audit_workbook(audit, load_texts("de"), {})).worksheets[0]
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_report_says_which_rules_are_met_by_rounding() -> None:
    words = load_texts("en")
    met = {}
    for profile in ("ba", "round5"):
        sheet = opened(audit_workbook(publish(guarded_town(), PROFILES[profile]).audit, words, {})).worksheets[0]
        met[profile] = {
            row[0].value for row in sheet.iter_rows() if words("audit.by_rounding") in [c.value for c in row]
        }
    rules = ("minimum_numerator", "complement", "minimum_denominator")
    assert met == {"ba": set(), "round5": {words(f"audit.rows.{name}") for name in rules}}

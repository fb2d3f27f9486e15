"""Every statement has its words in both languages, and the words have no field that stays empty."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from analysis.findings import Statement, findings
from tests.analysis.findings.nine_quarters import city
from texts import load_texts

ROOT = Path(__file__).parents[3]
PEOPLE = [1000] * 9
BLANK = np.full((9, 1), np.nan)
SECOND = np.arange(12.0)
STRIP = tuple(tuple(n for n in (q - 1, q + 1) if 0 <= n < 40) for q in range(40))
PAIRS = [400 if quarter in (3, 4, 10, 11, 30) else 100 for quarter in range(40)]
ONE_PAIR = [400 if quarter in (3, 4, 30) else 100 for quarter in range(40)]
REASONS = ("too_small", "suppressed", "not_delivered", "not_joined", "excluded")
LOW = {"direction": "less_disadvantage"}

CITIES = [
    city([100] * 8 + [300], PEOPLE),
    city([100] * 8 + [300], PEOPLE, residents=BLANK),
    city([100] * 7 + [300, 300], PEOPLE),
    city([100] * 7 + [300, 300], PEOPLE, residents=BLANK),
    city([10] * 6 + [300] * 3 + [900] * 2, [1000] * 11),
    city([10] * 6 + [300] * 3 + [900] * 2, [1000] * 11, residents=np.full((11, 1), np.nan)),
    city([600] * 8 + [300], PEOPLE, **LOW),
    city([600] * 7 + [300, 300], PEOPLE, residents=BLANK, **LOW),
    city([300, 100, 300, 100, 100, 100, 100, 100, 100], PEOPLE),
    city([300, 300, 100, 100, 100, 100, 100, 300, 300], PEOPLE),
    city(PAIRS, [1000] * 40, neighbours=STRIP),
    city(ONE_PAIR, [1000] * 40, neighbours=STRIP),
    city([10] * 9, [100] * 9),
    city([0] + [100] * 8, PEOPLE),
    city([10] * 8 + [20], PEOPLE, value=np.array([[10.0]] * 8 + [[20.0]]), kind="count"),
    city(np.stack([[100] * 9, [100] * 8 + [200]], axis=1), PEOPLE),
    city(np.stack([[100] * 9, [200] * 9], axis=1), PEOPLE),
    city(np.stack([[200] * 9, [100] * 9], axis=1), PEOPLE),
    city(np.stack([[100] * 9, [100] * 9], axis=1), PEOPLE),
    city(100 + 9 * SECOND, [1000] * 12, second=SECOND),
    city(100 + 9 * SECOND, [1000] * 12, second=-SECOND),
    city(BLANK, PEOPLE, city=np.array([np.nan]), reasons=("not_delivered",) * 9, adds_up=False),
    *(city([10] * 9, PEOPLE, reasons=(reason,) * times + ("value",) * 8) for reason in REASONS for times in (1, 2)),
]
ALL = [statement for figures in CITIES for statement in findings(figures, 99)]
STATEMENTS = list({(statement.code, statement.values.get("n") == 1): statement for statement in ALL}.values())


@pytest.mark.parametrize("language", ["de", "en"])
def test_there_are_words_for_every_statement_and_no_others(language: str) -> None:
    entries = json.loads((ROOT / "texts" / language / "findings.json").read_text(encoding="utf-8"))
    assert {statement.code.removeprefix("findings.") for statement in STATEMENTS} == set(entries)
    assert all(set(entry) - {"counted"} == {"text", "method"} for entry in entries.values())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.code)
def test_a_statement_is_one_or_two_whole_sentences(language: str, statement: Statement) -> None:
    texts = load_texts(language)
    names = dict.fromkeys(statement.names, "Musterviertel")
    fields = {
        "of_people": "der Menschen mit Bürgergeld",
        "reference": "Einwohnerinnen und Einwohner",
        "indicator": "SGB II-Quote",
        "second": "Wahlbeteiligung",
        **statement.values,
        **names,
    }
    for said in [one for one in texts.entry(statement.code) if one != "method"]:
        text = texts(f"{statement.code}.{said}", **fields)
        assert text.endswith(".")
        assert 1 <= len(re.findall(r"\.(?: |$)", text)) <= 2
        assert "{" not in text
    assert "{" not in texts(f"{statement.code}.method")


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_word_stigmatises(language: str) -> None:
    words = (ROOT / "texts" / language / "findings.json").read_text(encoding="utf-8").lower()
    for avoided in ("hotspot", "brennpunkt", "problem", "schlecht", "sozial schwach", "worst", "ghetto", "deprived"):
        assert avoided not in words

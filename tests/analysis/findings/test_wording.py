"""Every statement has its words in both languages, and the words have no field that stays empty."""

import json
import re
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pytest

from analysis.findings import Statement, burdens, findings
from tests.analysis.findings.nine_quarters import city, clustering
from texts import Texts, load_texts

ROOT = Path(__file__).parents[3]
PEOPLE = [1000] * 9
BLANK = np.full((9, 1), np.nan)
SECOND = np.arange(12.0)
STRIP = tuple(tuple(n for n in (q - 1, q + 1) if 0 <= n < 40) for q in range(40))
PAIRS = [400 if quarter in (3, 4, 10, 11, 30) else 100 for quarter in range(40)]
ONE_PAIR = [400 if quarter in (3, 4, 30) else 100 for quarter in range(40)]
REASONS = ("too_small", "suppressed", "not_delivered", "not_joined", "excluded")
LOW = {"direction": "less_disadvantage"}
NO_RESIDENTS = {"residents": BLANK}
POOR = [100, 300, 300, 100, 100, 300, 100, 100, 100]
CORE, PAIR, PAIRED = [0, 0, 1, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0, 1, 0, 0]
VALUES = np.array([POOR], dtype=float).T
MORE = "more_disadvantage"
UNKNOWN = {"numerator": None}
WORKING = [700, 300, 300, 700, 700, 300, 700, 700, 700]
CORNERS = [1, 0, 1, 0, 0, 0, 1, 0, 1]
EVEN = [100] * 9
ALONE = [0, 0, 4, 0, 0, 2, 0, 0, 0]
NOISE = [9, 10, 11, 10, 9, 10, 11, 10, 10]


def low(marks: list[int]) -> list[int]:
    """The same marks among low values."""
    return [{1: 3}.get(mark, mark) for mark in marks]


def concerned(quarters: int) -> np.ndarray:
    """Sixteen indicators of forty quarters; some quarters are the highest on all of them."""
    numbers = np.random.default_rng(1).normal(size=(40, 16))
    numbers[:quarters] = 9 + np.arange(quarters)[:, None]
    return numbers


def segregated(before: int, after: int) -> np.ndarray:
    """Half of forty quarters poorer than the others, by another measure in each year."""
    return np.array([[before if at % 2 else 400 - before, after if at % 2 else 400 - after] for at in range(40)])


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
    city([10] * 9, PEOPLE, reasons=("not_delivered",) + ("value",) * 8, residents=np.array([[0.0]] + [[1000.0]] * 8)),
    *(
        city(POOR, PEOPLE, clustering=clustering(marks), **other)
        for marks in (CORE, PAIR, PAIRED)
        for other in ({}, NO_RESIDENTS)
    ),
    *(
        city(WORKING, PEOPLE, clustering=clustering(low(marks)), **other, **LOW)
        for marks in (CORE, PAIR, PAIRED)
        for other in ({}, NO_RESIDENTS)
    ),
    city(BLANK, BLANK, value=VALUES, kind="value", clustering=clustering(PAIR), residents=1000 + 0 * VALUES),
    city(POOR, PEOPLE, clustering=clustering(CORNERS)),
    city(POOR, PEOPLE, clustering=clustering(low(CORNERS)), **LOW),
    *(city(EVEN, PEOPLE, clustering=clustering(PAIR), **other) for other in ({}, NO_RESIDENTS)),
    city(BLANK, BLANK, value=VALUES, judged=VALUES > 0, city=np.array([15.0])),
    city(POOR, PEOPLE, clustering=clustering(ALONE)),
    city(POOR, PEOPLE, clustering=clustering(ALONE), **LOW),
    city(POOR, PEOPLE, clustering=clustering([0] * 9, p_moran=0.001)),
    *(
        city([100] * 40, [1000] * 40, burdens=burdens(concerned(n), [1] * 16, ("income", "work") * 8), direction=MORE)
        for n in (1, 3)
    ),
    city(segregated(150, 300), [1000] * 40),
    city(segregated(300, 210), [1000] * 40),
    city(NOISE * 40, [100] * 360, city=np.array([3.0])),
    city([60] * 100 + [40] * 100, [1000] * 200),
    city([100] * 8 + [300], PEOPLE, wholes=UNKNOWN),
    city([100] * 7 + [300, 300], PEOPLE, wholes=UNKNOWN),
    city([10] * 6 + [300] * 3 + [900] * 2, [1000] * 11, wholes=UNKNOWN),
    *(city([600] * (9 - n) + [300] * n, PEOPLE, wholes=UNKNOWN, **LOW) for n in (1, 2)),
    city([100] * 9, PEOPLE, wholes=UNKNOWN, city=np.array([np.nan])),
    *(city([5] * n + [100] * 8, [1000] * (8 + n)) for n in (1, 2)),
    *(city([10] * 9, PEOPLE, reasons=(reason,) * times + ("value",) * 8) for reason in REASONS for times in (1, 2)),
]
FROM_THE_DATA = [
    Statement("findings.missing_years", {"n": n, "first": 2015, "last": 2024}, quotes={"years": "2017"}) for n in (1, 2)
]
FROM_THE_DATA += [
    Statement("findings.flagged", {"n": n, "of": 9}, names={"names": (0,)}, quotes={"flag": "vorläufig"})
    for n in (1, 2)
]
FROM_THE_DATA += [
    Statement("findings.to_be_checked", {"n": n}, quotes={"told": "Ein Satz.", "repair": "Ein Rat."}) for n in (1, 2)
]
ALL = [*(statement for figures in CITIES for statement in findings(figures, 99)), *FROM_THE_DATA]
STATEMENTS = list(
    {(statement.code, statement.then, statement.values.get("n") == 1): statement for statement in ALL}.values()
)


def filled(statement: Statement, texts: Texts) -> dict[str, object]:
    return {
        "of_people": "der Menschen mit Bürgergeld",
        "reference": "Einwohnerinnen und Einwohner",
        "indicator": "SGB II-Quote",
        "second": "Wahlbeteiligung",
        **statement.values,
        **{
            name: said if isinstance(said, str) else texts(said[0], **said[1])
            for name, said in statement.quotes.items()
        },
        **dict.fromkeys(statement.names, "Musterviertel"),
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_there_are_words_for_every_statement_and_no_others(language: str) -> None:
    entries = json.loads((ROOT / "texts" / language / "findings.json").read_text(encoding="utf-8"))
    assert {statement.code.removeprefix("findings.") for statement in STATEMENTS} == set(entries)
    assert all(set(entry) - {"counted"} == {"text", "method"} for entry in entries.values())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.code)
def test_a_statement_is_one_or_two_whole_sentences(language: str, statement: Statement) -> None:
    texts, fields = load_texts(language), filled(statement, load_texts(language))
    keys = [statement.code, *([f"findings_part.then.{statement.then}"] if statement.then else [])]
    said = [[f"{key}.{one}" for one in texts.entry(key) if one != "method"] for key in keys]
    for places in zip_longest(*said, fillvalue=said[-1][0]):
        text = " ".join(texts(place, **fields) for place in places)
        assert text.endswith(".")
        assert 1 <= len(re.findall(r"\.(?: |$)", text)) <= 2
        assert "{" not in text
    assert "{" not in texts(f"{statement.code}.method", **fields)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_second_sentence_is_said_of_something(language: str) -> None:
    assert {one.then for one in STATEMENTS if one.then} == set(load_texts(language).entry("findings_part.then"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_word_stigmatises(language: str) -> None:
    words = (ROOT / "texts" / language / "findings.json").read_text(encoding="utf-8").lower()
    for avoided in ("hotspot", "brennpunkt", "problem", "schlecht", "sozial schwach", "worst", "ghetto", "deprived"):
        assert avoided not in words

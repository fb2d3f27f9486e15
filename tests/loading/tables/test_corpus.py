"""Every table of the corpus gives exactly the table, reasons, totals, flags and findings that lie beside it.

One case is one ``<name>.json`` in ``tests/loading/corpus/tables``. It says in a sentence what is expected, and beside
it lies the file itself; workbooks are described in the case and made at test time. What a cell shall be stands as a
number, as the label of its reason, or as a number followed by its flags.
"""

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest

from loading.errors import DataFileError, Finding
from loading.files.opening import opened
from loading.flags import Flag
from loading.reasons import Reason
from loading.recognised import Table
from loading.tables import read_tables
from tests.loading.tables.corpus_files import file_of

CORPUS = Path(__file__).parents[1] / "corpus" / "tables"
CASES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.json"))}
SECONDS = 10


@pytest.mark.parametrize("name", CASES, ids=[case["says"] for case in CASES.values()])
def test_a_table_of_the_corpus_comes_out_exactly(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    path = file_of(case, CORPUS / name, tmp_path)
    started = time.perf_counter()
    try:
        found = plain(path, case["name"])
    except DataFileError as refusal:
        found = {"refused": refusal.problem, **(values(refusal.found) if "found" in case else {})}
    expected = {key: case[key] for key in case if key in ("tables", "findings", "refused", "found")}
    assert found == {**expected, **({"findings": sorted(expected["findings"])} if "findings" in expected else {})}
    assert time.perf_counter() - started < SECONDS


def plain(path: Path, name: str) -> dict[str, Any]:
    """Read a file the way uploads are read, and write down what came out."""
    tables: list[Table] = []
    findings: list[Finding] = []
    for file in opened([path], {path: name}):
        read = read_tables(file.path, file.layer or file.name)
        tables += read
        findings += [*file.findings, *(finding for table in read for finding in table.findings)]
    return {
        "tables": [plain_table(table) for table in tables],
        "findings": sorted(plain_finding(one) for one in findings),
    }


def plain_table(table: Table) -> dict[str, Any]:
    """Write a table as it stands in a case."""
    numbers = {}
    for place, measure in enumerate(table.measures):
        for position, year in enumerate(table.years):
            unit = f" [{measure.unit}]" if measure.unit else ""
            heading = f"{measure.title}{unit} {year or ''}".strip()
            cells = [plain_cell(table, row, place, position) for row in range(len(table.values))]
            if set(cells) != {"not_delivered"} or len(table.years) == 1:
                numbers[heading] = cells
    return {
        "format": f"{table.format}, {table.encoding}" if table.encoding else table.format,
        **({"sheet": table.sheet} if table.sheet else {}),
        "identifiers": {name: list(texts) for name, texts in table.identifiers.items()},
        "lines": list(table.first_rows),
        "numbers": numbers,
        **({"totals": {str(row): kind for row, kind in sorted(table.totals.items())}} if table.totals else {}),
    }


def plain_cell(table: Table, row: int, measure: int, year: int) -> float | str:
    """Write a cell: its number, the label of its reason, or the number with its flags."""
    value, reason = float(table.values[row, measure, year]), Reason(table.reasons[row, measure, year])
    if math.isnan(value):
        return reason.label
    assert reason is (Reason.VALUE if value else Reason.ZERO)
    flags = Flag(0 if table.flags is None else int(table.flags[row, measure, year]))
    return f"{value:g} {' '.join(flag.label for flag in flags)}" if flags else value


def plain_finding(finding: Finding) -> str:
    """Write a finding: severity, code, and what was found."""
    told = "".join(f"; {name}={value}" for name, value in sorted(finding.values.items()))
    return f"{finding.severity} {finding.code.removeprefix('tables.')}{told}"


def values(found: Any) -> dict[str, Any]:
    """Write what a refusal found, without the name of the file."""
    told = {name: value for name, value in found.items() if name != "file"}
    return {"found": told} if told else {}


def test_the_corpus_is_large_and_every_case_is_named_by_a_sentence_of_its_own() -> None:
    sentences = [case["says"] for case in CASES.values()]
    assert len(sentences) >= 100
    assert len(set(sentences)) == len(sentences)
    assert all(len(sentence.split()) > 4 for sentence in sentences)

"""Some mutants of every format: each is read or refused, none takes long or much, none opens what is not its own."""

from pathlib import Path

import pytest

from tests.loading.ingest.mutants import KINDS, mutant, outcome, outcome_in_child, run, source

NUMBER, SECONDS = 250, 12.0


@pytest.mark.parametrize("kind", KINDS)
def test_the_source_itself_is_read(tmp_path: Path, kind: str) -> None:
    assert outcome(source(kind, tmp_path)) == "read"


def test_a_mutant_is_the_same_on_every_run(tmp_path: Path) -> None:
    raw = source("csv", tmp_path).read_bytes()
    assert mutant("csv", raw, 7) == mutant("csv", raw, 7) != mutant("csv", raw, 8)


def test_a_reader_that_opens_a_file_elsewhere_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, path = tmp_path / "secret.csv", tmp_path / "work" / "table.csv"
    path.parent.mkdir()
    for one in (elsewhere, path):
        one.write_text("Nr;Zahl\n1;2\n", encoding="utf-8")
    monkeypatch.setattr("tests.loading.ingest.mutants.opened", lambda _: [elsewhere.read_bytes()][:0])
    told, _ = outcome_in_child(path)
    assert told == f"! open {elsewhere}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_changed_a_file_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    result = run(kind, range(NUMBER), tmp_path, SECONDS)
    assert not [told for told in result.found if told.startswith("!")]
    assert result.found.total() > 20
    assert set(result.found) - {"read"}
    assert result.slowest < 10
    assert result.largest < 2 * 1024**2

"""Some hundred mutants of every format: each is read or refused, none takes long, none leaves memory behind."""

import contextlib
import io
from pathlib import Path

import pytest

from tests.loading.ingest.mutants import KINDS, memory, outcome, run, source

NUMBER, SECONDS = 250, 12.0


@pytest.mark.parametrize("kind", KINDS)
def test_the_source_itself_is_read(tmp_path: Path, kind: str) -> None:
    assert outcome(source(kind, tmp_path)) == "read"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("ignore")
def test_whatever_is_changed_a_file_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    errors: list[str] = []
    before = memory()
    with contextlib.redirect_stderr(io.StringIO()):
        found, slowest = run(kind, NUMBER, tmp_path, SECONDS, lambda _, error: errors.append(repr(error)))
    assert not sorted(set(errors))
    assert found.total() > 20
    assert set(found) - {"read"} or kind == "xls"
    assert slowest < 10
    assert memory() - before < 400

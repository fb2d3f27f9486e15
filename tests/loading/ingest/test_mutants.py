"""Some mutants of every format: each is read or refused, none takes long or much, none opens what is not its own."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from loading.errors import DataFileError
from tests.loading.ingest.mutant_children import outcomes
from tests.loading.ingest.mutant_sources import KINDS, source
from tests.loading.ingest.mutants import mutant, outcome, read_all_sources, run
from tests.loading.ingest.opened_anywhere import Opened

NUMBER = 20


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Three files in folders of their own."""
    made = [tmp_path / "work" / str(number) / "file.csv" for number in range(3)]
    for path in made:
        path.parent.mkdir(parents=True)
        path.write_text("Nr;Zahl\n1;2\n", encoding="utf-8")
    return made


def told(paths: list[Path], read: Callable[[Path], str]) -> list[str]:
    opened = Opened()
    found = [one.told for one in outcomes(paths, read, opened)]
    opened.close()
    return found


def only_of(number: int, act: Callable[[], object]) -> Callable[[Path], str]:
    """Do something at one of the files."""

    def read(path: Path) -> str:
        if path.parent.name == str(number):
            act()
        return "read"

    return read


@pytest.mark.parametrize("kind", KINDS)
def test_the_source_itself_is_read(tmp_path: Path, kind: str) -> None:
    assert outcome(source(kind, tmp_path)) == "read"


def test_a_mutant_is_the_same_on_every_run(tmp_path: Path) -> None:
    raw = source("csv", tmp_path).read_bytes()
    assert mutant("csv", raw, 7) == mutant("csv", raw, 7) != mutant("csv", raw, 8)


def test_a_reader_that_opens_a_file_elsewhere_is_noticed(tmp_path: Path, paths: list[Path]) -> None:
    elsewhere = tmp_path / "secret.csv"
    elsewhere.write_text("Nr;Zahl\n1;2\n", encoding="utf-8")
    assert told(paths, only_of(1, elsewhere.read_bytes)) == ["read", f"! open {elsewhere}", "read"]


def test_a_library_that_opens_a_file_elsewhere_is_noticed_where_the_system_tells(
    tmp_path: Path, paths: list[Path]
) -> None:
    from ctypes import CDLL

    elsewhere = tmp_path / "secret.csv"
    elsewhere.write_text("Nr;Zahl\n1;2\n", encoding="utf-8")
    opening = CDLL(None).open
    expected = ["read", "read", f"! open {elsewhere}" if Opened().is_told else "read"]
    assert told(paths, only_of(1, lambda: opening(bytes(elsewhere), os.O_RDONLY) < 0)) == expected


def test_a_child_that_dies_is_told_of_and_the_others_are_read(paths: list[Path]) -> None:
    found = told(paths, only_of(1, lambda: os.kill(os.getpid(), signal.SIGSEGV)))
    assert (found[0], found[1][:19], found[2]) == ("read", "! ended with -11: ", "read")


def test_what_a_mutant_needs_more_memory_for_than_a_child_may_have_is_read_again_alone(paths: list[Path]) -> None:
    assert told(paths, only_of(1, lambda: bytearray(3_000_000_000))) == ["read", "ingest.too_much_memory", "read"]


def test_an_error_that_is_no_refusal_is_told_of(paths: list[Path]) -> None:
    def failing(path: Path) -> str:
        raise DataFileError(path, "tables.empty")

    assert all(one.startswith("! DataFileError") for one in told(paths, failing))


@pytest.mark.slow
def test_whatever_is_changed_a_file_is_read_or_refused(tmp_path: Path) -> None:
    read_all_sources(tmp_path)
    for kind in KINDS:
        result = run(kind, range(NUMBER), tmp_path)
        assert not [told for told in result.found if told.startswith("!")], kind
        assert result.found.total() == NUMBER
        assert set(result.found) - {"read"}
        assert result.slowest < 10
        assert result.largest < 2 * 1024**2

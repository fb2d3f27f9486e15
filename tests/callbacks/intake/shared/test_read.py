"""What a reading that did not end well leaves of a delivery: what its file is to blame for goes, nothing else."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.intake.shared import left_out
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.read import without_rows
from loading.choices import Choices
from loading.delivery import Delivery, read_delivery
from loading.errors import DataFileError, Finding
from loading.ingest.reader import Reader
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import delivered


class Failing:
    """Readings that end as they are told, one after the other, and then well."""

    def __init__(self, *problems: str) -> None:
        self.problems = list(problems)

    def __call__(self, paths: list[Path], choices: Choices, **_: Any) -> Delivery:
        if self.problems:
            raise DataFileError(next(path.name for path in paths if path.suffix == ".csv"), self.problems.pop(0))
        return read_delivery(paths, choices)


def taken_in(tmp_path: Path, reading: Failing) -> tuple[Intakes, str]:
    intakes = Intakes(tmp_path / "intake", Reader(apart=reading))
    files = town_files(tmp_path / "files", "Lindenau", "30", 6)
    sent = [(path.name, lambda target, path=path: target.write_bytes(path.read_bytes())) for path in files]
    return intakes, intakes.receive(sent)


@pytest.mark.parametrize("problem", ["ingest.ended", "ingest.disk_full"])
def test_a_file_that_is_not_to_blame_stays_and_is_read_again(tmp_path: Path, problem: str) -> None:
    intakes, token = taken_in(tmp_path, Failing(problem))
    files = {name: path.read_bytes() for name, path in intakes.files(token).items()}
    with pytest.raises(DataFileError, match=problem):
        without_rows(intakes, token, Choices())
    assert {name: path.read_bytes() for name, path in intakes.files(token).items()} == files
    told: list[Any] = []
    without_rows(intakes, token, Choices(), told)
    assert told == left_out.noted(intakes, token) == []


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_cannot_be_noted_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intakes, token = taken_in(tmp_path, Failing("ingest.broke_off"))
    left_out.note(intakes, token, [Finding("error", "a.csv", "tables.password")])
    files = {name: path.read_bytes() for name, path in intakes.files(token).items()}
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(DataFileError, match=r"not_saved"):
        without_rows(intakes, token, Choices())
    assert {name: path.read_bytes() for name, path in intakes.files(token).items()} == files
    assert [one.place for one in left_out.noted(intakes, token)] == ["a.csv"]


@pytest.mark.parametrize("changed", [("", ""), ("b.csv", "Nr;Zahl")])
def test_what_cannot_be_taken_out_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: tuple[str, str]
) -> None:
    intakes, token = taken_in(tmp_path, Failing())
    files = {name: path.read_bytes() for name, path in intakes.files(token).items()}
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(DataFileError, match=r"not_saved"):
        intakes.replace(token, {next(iter(files)): changed})
    assert {name: path.read_bytes() for name, path in intakes.files(token).items()} == files


def test_the_log_of_a_join_says_that_there_is_no_room(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, *_ = town_files(tmp_path, "Lindenau", "30", 6)
    token = delivered(client, [table])
    monkeypatch.setattr(tempfile.TemporaryDirectory, "__init__", full)
    answer = client.post(f"/intake/{token}/log.csv", json={})
    assert (answer.status_code, answer.text[:18]) == (507, "Nicht gespeichert:")


def test_a_file_at_which_its_reader_breaks_off_goes(tmp_path: Path) -> None:
    intakes, token = taken_in(tmp_path, Failing("ingest.broke_off"))
    files = list(intakes.files(token))
    with pytest.raises(DataFileError, match=r"broke_off"):
        without_rows(intakes, token, Choices())
    (gone,) = set(files) - set(intakes.files(token))
    assert gone.endswith(".csv")
    assert [one.place for one in left_out.noted(intakes, token)] == [gone]

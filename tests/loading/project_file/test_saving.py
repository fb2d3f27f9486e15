"""Saving: whole or not at all, never over somebody else's work, and the state before still there."""

import errno
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loading.errors import DataFileError
from loading.project_file.locks import SECONDS, locked
from loading.project_file.reading import read_project
from loading.project_file.saving import BEFORE, keep_view, read_usable, save, usable
from loading.project_file.shelf import Shelf
from loading.project_file.summary import read_summary
from tests.loading.project_file.interleaved_saves import interleaved
from tests.loading.project_file.killed_saves import killed
from tests.loading.project_file.made_projects import altered, differences, saved_town, town_project


def refused(problem: str, what: object, *given: object) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        what(*given)  # type: ignore[operator]
    assert caught.value.problem == problem
    return caught.value


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_every_state_has_the_next_revision_and_the_one_before_stays(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    assert names(tmp_path) == {path.name, f".{path.name}.lock"}
    second = save(path, project, 1)
    assert (second.revision, read_summary(path).revision) == (2, 2)
    assert read_summary(path.with_name(path.name + BEFORE)).revision == 1
    save(path, second, 2)
    assert read_summary(path.with_name(path.name + BEFORE)).revision == 2
    assert names(tmp_path) == {path.name, path.name + BEFORE, f".{path.name}.lock"}


def test_what_is_based_on_an_older_state_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    mine = save(path, project, 1)
    for based_on in (0, 1, 7, -1):
        refused("project_file.conflict", save, path, town_project(tmp_path, "Fremd"), based_on)
    assert differences(mine, read_project(path)[0], "project") == []


def test_a_torn_file_opens_with_the_state_before_and_says_so(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    save(path, project, 1)
    whole = path.read_bytes()
    flipped = whole[:68] + bytes([whole[68] ^ 1]) + whole[69:]
    for torn in (b"", whole[:5000], whole[: len(whole) // 2], b"\0" * len(whole), b"x" * 200, flipped):
        path.write_bytes(torn)
        read, doubts = read_usable(path)
        assert read.revision == 1
        assert [doubt.code for doubt in doubts] == ["project_file.state_before"]


def test_what_is_no_project_and_has_no_state_before_is_refused_as_such(tmp_path: Path) -> None:
    path, _ = saved_town(tmp_path)
    path.write_bytes(b"x" * 200)
    refused("project_file.not_a_project", usable, path)


def test_a_file_torn_in_the_middle_of_its_facts_is_noticed(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    save(path, project, 1)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"not_delivered") if b"not_delivered" in content else len(content) // 2
    for page in range(at // 4096, len(content) // 4096):
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(content)
    read, doubts = read_usable(path)
    assert (read.revision, [doubt.code for doubt in doubts]) == (1, ["project_file.state_before"])


def test_the_first_saving_after_a_torn_file_keeps_it_beside_and_goes_on(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    save(path, project, 1)
    path.write_bytes(path.read_bytes()[:6000])
    read, _ = read_usable(path)
    again = save(path, read, 1)
    assert differences(again, read_project(path)[0], "project") == []
    assert (tmp_path / f"{path.name}.damaged").stat().st_size == 6000
    assert read_summary(path.with_name(path.name + BEFORE)).revision == 1


def test_a_file_that_is_gone_is_opened_by_the_state_before(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    save(path, project, 1)
    path.unlink()
    assert read_usable(path)[0].revision == 1
    path.with_name(path.name + BEFORE).unlink()
    refused("project_file.gone", read_usable, path)


def test_what_broken_off_savings_left_is_swept_away(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    stray = tmp_path / f".{path.name}.abc.new"
    stray.write_bytes(b"half")
    other = tmp_path / ".anderes.qb.gpkg.abc.new"
    other.write_bytes(b"half")
    save(path, project, 1)
    assert not stray.exists()
    assert other.exists()


def test_the_view_is_kept_without_a_new_revision(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    keep_view(path, {"i": "A1", "sel": "3001~3002"})
    read, doubts = read_project(path)
    assert (dict(read.view), read.revision, doubts) == ({"i": "A1", "sel": "3001~3002"}, 1, ())
    assert differences(project.atlas, read.atlas) == []
    moment = path.stat().st_mtime_ns
    keep_view(path, {"i": "A1", "sel": "3001~3002"})
    assert path.stat().st_mtime_ns == moment


def test_a_file_with_a_trigger_is_written_anew_and_the_trigger_never_runs(tmp_path: Path) -> None:
    path, _ = saved_town(tmp_path)
    trap = "CREATE TRIGGER trap AFTER UPDATE ON settings BEGIN DELETE FROM facts; END"
    altered(path, trap).replace(path)
    keep_view(path, {"i": "A1"})
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM facts").fetchone()[0] > 0


def test_journals_of_another_program_cannot_spoil_the_new_file(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).write_bytes(b"old")
    save(path, project, 1)
    assert not [name for name in names(tmp_path) if name.endswith(("-wal", "-shm", "-journal"))]


def test_a_second_writer_waits_and_then_gives_up_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "x.qb.gpkg"
    with locked(path):
        failure: list[DataFileError] = []

        def second() -> None:
            with pytest.raises(DataFileError) as busy, locked(path, seconds=0.1):
                pass
            failure.append(busy.value)

        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert [one.problem for one in failure] == ["project_file.busy"]
    with locked(path, seconds=0.1):
        pass


def test_of_two_who_save_at_once_exactly_one_wins_each_revision(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    won: list[int] = []
    lost: list[str] = []

    def writer(name: str) -> None:
        for based_on in range(1, 9):
            try:
                view = {"by": name}
                won.append(save(path, replace(project, view=view), based_on).revision)
            except DataFileError as conflict:
                lost.append(conflict.problem)

    threads = [threading.Thread(target=writer, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == list(range(2, max(won) + 1))
    assert set(lost) <= {"project_file.conflict"}
    assert len(won) + len(lost) == 16
    assert read_summary(path).revision == max(won)


def test_a_writer_is_told_after_five_seconds_at_most() -> None:
    assert SECONDS <= 5


def test_of_40_interleaved_updates_each_is_kept_or_refused(tmp_path: Path) -> None:
    found = interleaved(tmp_path, writers=4, updates=10)
    assert found.wrong == ()
    assert found.kept + found.refused == 40


def told(what: Callable[[], object]) -> str:
    """Name the plain message with which a saving is refused."""
    with pytest.raises(DataFileError) as caught:
        what()
    return caught.value.problem


def test_a_disk_that_is_full_at_any_page_leaves_the_state_before_and_says_so(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    before = path.read_bytes()
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in range(0, len(before) - 4096, 4096 * 5):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            assert told(lambda: save(path, project, 1)) == "project_file.not_saved"
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert path.read_bytes() == before
        assert names(tmp_path) == {path.name, f".{path.name}.lock"}
    assert save(path, project, 1).revision == 2


@pytest.mark.parametrize("call", ["open", "mkdir", "link", "replace", "fsync"])
def test_whatever_call_the_disk_refuses_the_state_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path, project = saved_town(tmp_path)
    before = path.read_bytes()
    plain, calls = getattr(os, call), 0
    for refused_call in range(100):
        calls = 0

        def full(*given: Any, at: int = refused_call, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == at + 1:
                raise OSError(errno.ENOSPC, "No space left on device")
            return plain(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(os, call, full)
            try:
                saved = save(path, project, 1).revision
                break
            except DataFileError as error:
                refusal = error
        assert refusal.problem == "project_file.not_saved"
        assert str(tmp_path) not in str(refusal.found)
        assert path.read_bytes() == before
    assert (saved, read_summary(path).revision) == (2, 2)
    assert refused_call > 0 or call == "link"  # where no second name can be given, a copy is made
    assert not list(tmp_path.glob(".*.new*"))


def test_what_a_crash_left_of_any_project_is_swept_away_at_the_start(tmp_path: Path) -> None:
    for name in (".eins.qb.gpkg.abc.new", ".eins.qb.gpkg.second.new", ".zwei.qb.gpkg.x.new-journal", ".andere.new"):
        (tmp_path / name).write_bytes(b"half")
    with locked(tmp_path / "zwei.qb.gpkg"):
        Shelf(tmp_path).sweep()
    assert {name for name in names(tmp_path) if ".new" in name} == {".zwei.qb.gpkg.x.new-journal", ".andere.new"}
    Shelf(tmp_path).sweep()
    assert {name for name in names(tmp_path) if ".new" in name} == {".andere.new"}


@pytest.mark.slow
def test_kills_at_any_moment_leave_the_last_state_or_the_one_under_way(tmp_path: Path) -> None:
    found = killed(tmp_path, 12)
    assert found.lost == ()
    assert found.acknowledged >= found.kills


def test_another_project_that_has_the_name_and_the_revision_by_now_is_not_overwritten(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    path.unlink()
    other = save(path, town_project(tmp_path, "Anderes"), 0)
    refused("project_file.conflict", lambda: save(path, project, 1, before=project.atlas.project))
    assert read_summary(path).project == other.atlas.project

"""What is saved is on the disk before it takes its place, and its name behind it: told by the calls themselves."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from loading.project_file.saving import keep_view, save
from tests.loading.project_file.made_projects import saved_town


def calls_of(monkeypatch: pytest.MonkeyPatch, what: Callable[[], object]) -> list[tuple[str, str, str]]:
    """What is told to the disk meanwhile, in order: the call, whether of a file or a folder, and its name."""
    told: list[tuple[str, str, str]] = []
    fsync, replace_path = os.fsync, Path.replace

    def seen_fsync(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        told.append(("fsync", kind, Path(f"/proc/self/fd/{handle}").readlink().name))
        fsync(handle)

    def seen_replace(path: Path, target: Path) -> Path:
        told.append(("replace", path.name, target.name))
        return replace_path(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", seen_fsync)
        patched.setattr(Path, "replace", seen_replace)
        what()
    return told


if Path("/proc/self/fd").exists():

    @pytest.mark.parametrize("kind", ["first", "next", "view"])
    def test_the_file_is_on_the_disk_before_it_takes_its_place_and_the_folder_behind_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        path, project = saved_town(tmp_path)
        if kind == "first":
            path.unlink()
        doing: dict[str, Callable[[], object]] = {
            "first": lambda: save(path, project, 0),
            "next": lambda: save(path, project, 1),
            "view": lambda: keep_view(path, {"i": "arbeitslose"}),
        }
        told = calls_of(monkeypatch, doing[kind])
        taken = next(at for at, one in enumerate(told) if one[0] == "replace" and one[2] == path.name)
        beside = told[taken][1]
        assert ("fsync", "file", beside) in told[:taken]
        assert told[taken + 1 :] == [("fsync", "folder", tmp_path.name)]


def test_what_is_brought_to_the_disk_was_written_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, project = saved_town(tmp_path)
    sizes, fsync = [], os.fsync

    def seen(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            sizes.append(os.fstat(handle).st_size)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    save(path, project, 1)
    assert sizes[-1] == path.stat().st_size

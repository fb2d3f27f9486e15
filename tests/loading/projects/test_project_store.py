"""The project store: by content, whole or not at all, the same for every worker, and deaf to tricks."""

import json
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from loading.atlas import Atlas
from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from loading.errors import DataFileError
from loading.files.content_hash import content_hash, named
from loading.project_file.shelf import Kept, Shelf
from loading.projects.project_store import ProjectStore
from tests.loading.made_files import shapefile
from tests.toytown import toytown


class Loader:
    """Counts how often files are read."""

    def __init__(self) -> None:
        self.calls: list[tuple[Path, ...]] = []

    def __call__(self, paths: Sequence[Path], choices: Choices | None) -> Atlas:
        self.calls.append(tuple(paths))
        return replace(toytown(), project=content_hash(named(paths), choices))


def store(folder: Path, kept: int = 4) -> tuple[ProjectStore, Loader]:
    loader = Loader()
    return ProjectStore(folder, kept, loader), loader


def test_the_same_files_and_choices_are_the_same_project(tmp_path: Path) -> None:
    projects, _ = store(tmp_path)
    first = projects.add({"a.csv": b"1", "b.csv": b"2"})
    assert projects.add({"b.csv": b"2", "a.csv": b"1"}) == first
    assert projects.add({"a.csv": b"1", "b.csv": b"2"}, Choices()) == first
    assert projects.add({"a.csv": b"1", "b.csv": b"3"}) != first
    assert projects.add({"a.csv": b"1", "c.csv": b"2"}) != first
    assert projects.add({"a.csv": b"1", "b.csv": b"2"}, Choices(title="Ahrenfurt")) != first


def test_files_survive_a_restart_with_their_names_and_choices(tmp_path: Path) -> None:
    project = store(tmp_path)[0].add({"Straße 2024.csv": b"1;2"}, Choices(title="Ahrenfurt"))
    projects, loader = store(tmp_path)
    assert [path.name for path in projects.files(project)] == ["Straße 2024.csv"]
    assert projects.files(project)[0].read_bytes() == b"1;2"
    assert projects.choices(project) == Choices(title="Ahrenfurt")
    assert projects.atlas(project).project == project
    assert len(loader.calls) == 1


def test_a_real_delivery_comes_back_as_its_atlas(tmp_path: Path) -> None:
    layer = shapefile(tmp_path / "quartiere.shp")
    parts: dict[str, Path | bytes] = {part.name: part for part in sorted(tmp_path.glob("quartiere.*"))}
    projects = ProjectStore(tmp_path / "store")
    project = projects.add({**parts, "arbeitslose_2024.csv": b"Nr;Arbeitslose\n01;31\n02;42\n03;53\n"})
    atlas = ProjectStore(tmp_path / "store").atlas(project)
    assert atlas.project == project
    assert atlas.join.matched == ("01", "02", "03")
    assert atlas.years == (2024,)
    assert layer.is_file()


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    projects, _ = store(tmp_path)
    project = projects.add({"alt/x.csv": b"1", "neu/x.csv": b"2"})
    assert [path.read_bytes() for path in projects.files(project)] == [b"1", b"2"]
    assert projects.atlas(project).project == project


@pytest.mark.parametrize("name", ["..", "", "a/..", "sources.json", "x\x00.csv", "CON:", "a" * 300])
def test_a_name_that_could_do_harm_is_refused(tmp_path: Path, name: str) -> None:
    projects, _ = store(tmp_path / "store")
    with pytest.raises(DataFileError) as refused:
        projects.add({name: b"1"})
    assert refused.value.problem == "projects.unusable_name"


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow"])
def test_a_path_in_a_name_is_cut_off(tmp_path: Path, name: str) -> None:
    projects, _ = store(tmp_path / "store")
    kept = projects.files(projects.add({name: b"1"}))[0]
    assert (tmp_path / "store") in kept.parents


@pytest.mark.parametrize(
    "project", ["", "..", "../../x", "0123456789abcdef", "0123456789ABCDEF", "0123456789abcdef/.."]
)
def test_an_unknown_project_is_a_key_error(tmp_path: Path, project: str) -> None:
    projects, _ = store(tmp_path)
    with pytest.raises(KeyError):
        projects.atlas(project)


def test_files_can_be_opened_where_they_lie(tmp_path: Path) -> None:
    given = tmp_path / "stadt.csv"
    given.write_bytes(b"1")
    projects, loader = store(tmp_path / "store")
    project = projects.open_files([given])
    assert projects.files(project) == (given,)
    assert projects.atlas(project).project == project
    given.write_bytes(b"2")
    other, _ = store(tmp_path / "store")
    with pytest.raises(KeyError):
        other.atlas(project)
    given.unlink()
    with pytest.raises(KeyError):
        other.files(project)
    assert len(loader.calls) == 1


def test_a_file_that_does_not_exist_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as refused:
        store(tmp_path)[0].open_files([tmp_path / "fehlt.csv"])
    assert refused.value.problem == "opening.not_found"


def test_nothing_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"projects\.no_files"):
        store(tmp_path)[0].add({})


def test_the_atlas_asked_for_longest_ago_is_forgotten_first(tmp_path: Path) -> None:
    projects, loader = store(tmp_path, kept=2)
    a, b, c = (projects.add({"x.csv": content}) for content in (b"1", b"2", b"3"))
    for project in (a, b, a, c, a):
        projects.atlas(project)
    assert len(loader.calls) == 3
    projects.atlas(b)
    assert len(loader.calls) == 4


def test_many_readers_at_once_load_an_atlas_once(tmp_path: Path) -> None:
    projects, loader = store(tmp_path)
    project = projects.add({"x.csv": b"1"})
    found: list[Atlas] = []
    readers = [threading.Thread(target=lambda: found.append(projects.atlas(project))) for _ in range(16)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(loader.calls) == 1
    assert all(atlas is found[0] for atlas in found)


def test_a_project_that_is_removed_while_it_is_loaded_is_not_remembered(tmp_path: Path) -> None:
    def load(paths: Sequence[Path], choices: Choices | None) -> Atlas:
        made = Loader()(paths, choices)
        projects.forget([project])
        return made

    projects = ProjectStore(tmp_path, load=load)
    project = projects.add({"x.csv": b"1"})
    projects.atlas(project)
    with pytest.raises(KeyError):
        projects.atlas(project)


def test_many_workers_at_once_leave_one_whole_project(tmp_path: Path) -> None:
    added: list[str] = []
    workers = [store(tmp_path)[0] for _ in range(8)]
    threads = [
        threading.Thread(target=lambda one=one: added.append(one.add({"x.csv": b"1", "y.csv": b"2"})))
        for one in workers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(added)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [added[0]]
    assert json.loads((tmp_path / added[0] / "sources.json").read_text())["copied"] == ["x.csv", "y.csv"]


def test_a_folder_that_cannot_be_made_or_written_is_refused_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "datei"
    in_the_way.touch()
    with pytest.raises(DataFileError, match="unusable_folder"):
        ProjectStore(in_the_way / "projekte")
    projects, _ = store(tmp_path / "projekte")

    def read_only(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", read_only)
    with pytest.raises(DataFileError, match="Permission denied"):
        projects.add({"x.csv": b"1"})


def test_a_state_torn_by_a_crash_is_as_good_as_gone_and_can_be_added_again(tmp_path: Path) -> None:
    projects, _ = store(tmp_path)
    project = projects.add({"x.csv": b"1"}, Choices(title="Ahrenfurt"))
    (tmp_path / project / "sources.json").write_text('{"choices": {"ti')
    for ask in (projects.files, projects.choices):
        with pytest.raises(KeyError):
            ask(project)
    assert projects.add({"x.csv": b"1"}, Choices(title="Ahrenfurt")) == project
    assert projects.choices(project) == Choices(title="Ahrenfurt")


@pytest.mark.parametrize("is_locked", [True, False])
def test_of_two_who_keep_rules_at_once_the_second_has_both_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_locked: bool
) -> None:
    """The first is held between the two places; without the lock this test sees that they then differ."""
    projects, _ = store(tmp_path)
    project = projects.add({"x.csv": b"1"})
    on_shelf: list[str] = []
    first_is_between, second_is_done = threading.Event(), threading.Event()

    def keep_on_shelf(_: Path, protection: ProtectionChoice) -> None:
        if protection.profile == "ba":
            first_is_between.set()
            second_is_done.wait(0.2 if is_locked else 5)
        on_shelf.append(protection.profile)

    def keep(profile: str) -> None:
        projects.keep_protection(project, ProtectionChoice(profile))

    monkeypatch.setattr("loading.projects.project_store.keep_protection", keep_on_shelf)
    monkeypatch.setattr(Shelf, "of_state", lambda *_: Kept("eins", 0, None))
    if not is_locked:
        monkeypatch.setattr("loading.projects.state_folders.locked", lambda _: nullcontext())
    first, second = threading.Thread(target=keep, args=("ba",)), threading.Thread(target=keep, args=("strict",))
    first.start()
    assert first_is_between.wait(5)
    second.start()
    second.join(0.2 if is_locked else 5)
    second_is_done.set()
    for one in (first, second):
        one.join()
    decided = projects.choices(project).protection
    assert decided is not None
    assert (decided.profile == on_shelf[-1]) is is_locked
    assert decided.profile == "strict"
    assert not list((tmp_path / project).glob(".new-*"))


def test_whoever_reads_rules_while_they_are_kept_finds_whole_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    projects, _ = store(tmp_path)
    project = projects.add({"x.csv": b"1"}, Choices(protection=ProtectionChoice("ba")))
    read: list[str] = []

    def look(_: int) -> None:
        decided = projects.choices(project).protection
        read.append(decided.profile if decided else "")

    monkeypatch.setattr("os.fsync", look)  # called when the new rules are half way to the disk
    projects.keep_protection(project, ProtectionChoice("strict"))
    look(0)
    assert read == ["ba", "strict"]

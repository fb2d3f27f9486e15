"""Named projects: found by their files, moved to the bin and back, never out of their folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loading.choices import Choices
from loading.errors import DataFileError
from loading.project_file.locks import locked
from loading.project_file.saving import BEFORE, save
from loading.project_file.shelf import Shelf, slug_of
from tests.loading.project_file.made_projects import town_project


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def titled(tmp_path: Path, title: str) -> object:
    return town_project(tmp_path / "files", title, Choices(title=title))


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "CON", "nul", "...", "\0", "🏙", "A" * 500, "a/b\\c", "Straße §5"]
)
def test_every_title_becomes_a_harmless_name(shelf: Shelf, title: str) -> None:
    path = shelf.path(slug_of(title))
    assert len(path.name) < 100
    assert path.parent == shelf.path("x").parent


@pytest.mark.parametrize("slug", ["", "..", "../x", "A", "a b", "-a", "a" * 100, "x.qb", "a\n", "trash/x"])
def test_what_is_no_name_is_no_project(shelf: Shelf, slug: str) -> None:
    for what in (shelf.path, shelf.get, shelf.remove, shelf.restore, shelf.states):
        with pytest.raises(DataFileError) as refused:
            what(slug)
        assert refused.value.problem in ("project_file.unknown_project", "project_file.gone")


def test_two_projects_of_one_title_get_files_of_their_own(shelf: Shelf, tmp_path: Path) -> None:
    project = titled(tmp_path, "Größe")
    assert [shelf.make(project).slug for _ in range(3)] == ["groesse", "groesse-2", "groesse-3"]


def test_the_list_has_the_latest_first_and_keeps_what_cannot_be_read(shelf: Shelf, tmp_path: Path) -> None:
    for title in ("Eins", "Zwei"):
        shelf.make(titled(tmp_path, title))
    (tmp_path / "kaputt.qb.gpkg").write_bytes(b"SQLite format 3\0" + b"\0" * 500)
    (tmp_path / "fremd.gpkg").write_bytes(b"x")
    found = {one.slug: one for one in shelf.listed()}
    assert set(found) == {"eins", "zwei", "kaputt"}
    assert shelf.listed()[-1].slug == "kaputt"
    assert found["kaputt"].problem is not None
    assert found["eins"].summary is not None


def test_a_project_of_which_only_the_state_before_is_left_is_still_listed(shelf: Shelf, tmp_path: Path) -> None:
    project = titled(tmp_path, "Eins")
    shelf.make(project)
    save(shelf.path("eins"), project, 1)
    shelf.path("eins").unlink()
    (kept,) = shelf.listed()
    assert kept.summary is not None
    assert [doubt.code for doubt in kept.doubts] == ["project_file.state_before"]
    removed = shelf.remove("eins").slug
    assert [one.slug for one in shelf.removed()] == [removed]
    assert shelf.restore(removed).slug == "eins"


def test_what_two_remove_at_once_is_removed_once_and_the_other_told_so(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.make(titled(tmp_path, "Eins"))

    @contextmanager
    def overtaken(path: Path) -> Iterator[None]:
        monkeypatch.setattr("loading.project_file.shelf.locked", locked)
        Shelf(tmp_path).remove("eins")
        with locked(path):
            yield

    monkeypatch.setattr("loading.project_file.shelf.locked", overtaken)
    with pytest.raises(DataFileError, match="unknown_project"):
        shelf.remove("eins")
    assert len(shelf.removed()) == 1


def test_a_removed_project_comes_back_with_its_state_before(shelf: Shelf, tmp_path: Path) -> None:
    project = titled(tmp_path, "Eins")
    shelf.make(project)
    save(shelf.path("eins"), project, 1)
    removed = shelf.remove("eins")
    assert shelf.listed() == []
    assert [one.slug for one in shelf.removed()] == [removed.slug]
    shelf.make(project)
    assert shelf.restore(removed.slug).slug == "eins-2"
    assert (tmp_path / f"eins-2.qb.gpkg{BEFORE}").exists()
    assert shelf.removed() == []


def test_the_bin_is_emptied_after_thirty_days_with_states_that_nobody_else_has(shelf: Shelf, tmp_path: Path) -> None:
    for title in ("Eins", "Zwei"):
        shelf.make(titled(tmp_path, title))
    kept, gone = shelf.get("eins"), shelf.get("zwei")
    shelf.make(titled(tmp_path, "Zwei"))
    shelf.remove("eins")
    shelf.remove("zwei")
    today = datetime.now(UTC)
    assert shelf.sweep(today + timedelta(days=29)) == []
    assert len(shelf.removed()) == 2
    assert shelf.sweep(today + timedelta(days=31)) == [kept.summary.project if kept.summary else ""]
    assert shelf.removed() == []
    assert gone.summary is not None
    assert shelf.of_state(gone.summary.project) is not None

"""Whoever could not save is told what somebody else has changed."""

from pathlib import Path

import pytest

from loading.choices import Choices
from loading.errors import DataFileError
from loading.projects.changes import Changed, changed_since
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.callbacks.delivered_towns import town_files


@pytest.fixture
def store(tmp_path: Path) -> ProjectStore:
    return ProjectStore(tmp_path / "projects")


def test_title_files_and_saves_are_told(store: ProjectStore, tmp_path: Path) -> None:
    named = NamedProjects(store)
    boundaries, table = town_files(tmp_path / "one", "Lindenau", "30", 6)
    kept = named.keep(store.add({"grenzen.geojson": boundaries, "zahlen.csv": table}, Choices(title="Eins")))
    named.rename(kept.slug, "Zwei", 1)
    other = table.read_bytes().replace(b"1", b"2", 1)
    named.keep(store.add({"grenzen.geojson": boundaries, "neu.csv": other}, Choices(title="Zwei")), kept.slug, 2)
    found = changed_since(store.shelf, kept.slug, 1)
    assert (found.title, found.title_before, found.saves) == ("Zwei", "Eins", 2)
    assert (found.added, found.removed, found.replaced) == (("neu.csv",), ("zahlen.csv",), ())


def test_a_revision_that_is_no_longer_known_gives_the_new_state_alone(store: ProjectStore, tmp_path: Path) -> None:
    named = NamedProjects(store)
    kept = named.keep(store.add({path.name: path for path in town_files(tmp_path / "one", "Lindenau", "30", 6)}))
    found = changed_since(store.shelf, kept.slug, 7)
    assert found == Changed(found.project, found.title, found.saved, 0)


def test_of_two_who_complete_the_same_project_the_second_is_refused(store: ProjectStore, tmp_path: Path) -> None:
    named = NamedProjects(store)
    files = {path.name: path for path in town_files(tmp_path / "one", "Lindenau", "30", 6)}
    kept = named.keep(store.add(files, Choices(title="Eins")))
    first, second = (store.add(files, Choices(title=title)) for title in ("Erste", "Zweite"))
    named.keep(first, kept.slug, 1)
    with pytest.raises(DataFileError) as conflict:
        named.keep(second, kept.slug, 1)
    assert conflict.value.problem == "project_file.conflict"
    own = named.keep(second)
    assert own.slug != kept.slug
    assert store.shelf.get(kept.slug).summary.title == "Erste"  # type: ignore[union-attr]

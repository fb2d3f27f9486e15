"""Public projects on the shelf: listed, renamed, taken in, and never continued with files."""

from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.project_file.opening import opened_project
from loading.project_file.public import write_public
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.callbacks.delivered_towns import town_files
from tests.loading.project_file.made_projects import differences
from tests.loading.project_file.test_public import public_toytown


@pytest.fixture
def named(tmp_path: Path) -> NamedProjects:
    return NamedProjects(ProjectStore(tmp_path / "projects"))


def store_of(named: NamedProjects) -> ProjectStore:
    return named._store


def test_a_public_project_is_kept_listed_and_opened_by_its_address(named: NamedProjects) -> None:
    atlas = public_toytown()
    kept = named.publish(atlas)
    assert [(one.slug, one.summary.mode) for one in store_of(named).shelf.listed() if one.summary] == [
        ("toytown", "public")
    ]
    assert kept.summary is not None
    assert differences(store_of(named).atlas(kept.summary.project), atlas) == []
    assert store_of(named).choices(atlas.project).title == "Toytown"
    assert named.publish(atlas).slug == kept.slug


def test_it_is_renamed_under_another_address(named: NamedProjects) -> None:
    kept = named.publish(public_toytown())
    renamed = named.rename(kept.slug, "Spielstadt", 1)
    assert renamed.summary is not None
    assert kept.summary is not None
    assert (renamed.summary.title, renamed.summary.mode) == ("Spielstadt", "public")
    assert renamed.summary.project != kept.summary.project
    assert store_of(named).atlas(renamed.summary.project).title == "Spielstadt"


def test_next_years_table_is_refused_plainly(named: NamedProjects, tmp_path: Path) -> None:
    kept = named.publish(public_toytown())
    with pytest.raises(DataFileError) as refused:
        named.sources(kept.slug)
    assert refused.value.problem == "project_file.public"
    state = store_of(named).open_files(town_files(tmp_path / "town", "Lindenau", "30", 6))
    with pytest.raises(DataFileError) as refused:
        named.keep(state, kept.slug, 1)
    assert refused.value.problem == "project_file.public"


def test_publishing_never_replaces_an_internal_project(named: NamedProjects, tmp_path: Path) -> None:
    state = store_of(named).open_files(town_files(tmp_path / "town", "Lindenau", "30", 6))
    internal = named.keep(state)
    with pytest.raises(DataFileError) as refused:
        named.publish(public_toytown(), internal.slug, 1)
    assert refused.value.problem == "project_file.internal"


def test_a_public_file_from_elsewhere_is_taken_in_and_opened(named: NamedProjects, tmp_path: Path) -> None:
    atlas = public_toytown()
    path = write_public(tmp_path / "toytown.gpkg", atlas)
    assert named.opened([path]) == atlas.project
    kept = store_of(named).shelf.of_state(atlas.project)
    assert kept is not None
    with opened_project(store_of(named).shelf.path(kept.slug)) as database:
        assert database.execute("SELECT count(*) FROM sources").fetchone() == (0,)

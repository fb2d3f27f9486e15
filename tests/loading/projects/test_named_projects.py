"""Named projects: a name points to a state, and every change makes a next one."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from loading.atlas import Atlas
from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.ingest.apart import rewritten_apart
from loading.load import Recognition, recognise
from loading.project_file.reading import read_project
from loading.projects import named_projects
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.callbacks.delivered_towns import town_files
from tests.loading.ingest.acting import acting
from tests.loading.project_file.made_projects import altered, differences


class Loader:
    """Counts how often files are read."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, paths: Sequence[Path], choices: Choices | None) -> Atlas | Recognition:
        self.calls += 1
        return recognise(paths, choices)


@pytest.fixture
def store(tmp_path: Path) -> ProjectStore:
    return ProjectStore(tmp_path / "projekte")


@pytest.fixture
def state(store: ProjectStore, tmp_path: Path) -> str:
    files = town_files(tmp_path / "files", "Lindenau", "30", 6)
    return store.add({path.name: path for path in files}, Choices(title="Eins"))


def test_a_state_is_kept_once_however_often_it_is_kept(store: ProjectStore, state: str) -> None:
    named = NamedProjects(store)
    first = named.keep(state)
    assert named.keep(state) == first
    assert (first.slug, first.summary.revision if first.summary else 0) == ("eins", 1)
    assert differences(store.atlas(state), read_project(store.shelf.path("eins"))[0].atlas) == []


def test_stored_numbers_are_taken_over_instead_of_computing(store: ProjectStore, state: str) -> None:
    NamedProjects(store).keep(state)
    loader = Loader()
    again = ProjectStore(store.folder, load=loader)
    assert differences(store.atlas(state), again.atlas(state)) == []
    assert loader.calls == 0
    assert differences(again.computed(state)[0], again.atlas(state)) == []


def test_numbers_changed_from_outside_are_computed_anew_and_told(store: ProjectStore, state: str) -> None:
    NamedProjects(store).keep(state)
    path = store.shelf.path("eins")
    altered(path, "UPDATE facts SET value = 99 WHERE fid = 2").replace(path)
    loader = Loader()
    atlas = ProjectStore(store.folder, load=loader).atlas(state)
    assert loader.calls == 1
    assert atlas.findings[0].code == "project_file.numbers_changed"
    assert differences(atlas.cubes, store.atlas(state).cubes) == []


def test_a_renamed_project_is_the_one_that_would_be_computed(store: ProjectStore, state: str) -> None:
    named = NamedProjects(store)
    named.keep(state)
    renamed = named.rename("eins", "  Zwei \n Wörter ", 1)
    assert renamed.summary is not None
    assert (renamed.summary.title, renamed.summary.revision) == ("Zwei Wörter", 2)
    read, doubts = read_project(store.shelf.path("eins"))
    assert doubts == ()
    assert differences(store.computed(renamed.summary.project)[0], read.atlas) == []
    with pytest.raises(DataFileError, match="no_title"):
        named.rename("eins", " ", 2)
    with pytest.raises(DataFileError, match="conflict"):
        named.rename("eins", "Drei", 1)


def test_a_copy_lives_its_own_life(store: ProjectStore, state: str) -> None:
    named = NamedProjects(store)
    named.keep(state)
    copy = named.duplicate("eins", "Eins (Kopie)")
    named.rename(copy.slug, "Anders", 1)
    assert {one.slug: one.summary.title for one in store.shelf.listed() if one.summary} == {
        "eins": "Eins",
        "eins-kopie": "Anders",
    }


def test_the_next_table_makes_the_next_state_and_earlier_ones_can_be_had_again(
    store: ProjectStore, state: str, tmp_path: Path
) -> None:
    named = NamedProjects(store)
    named.keep(state)
    files, choices, revision = named.sources("eins")
    more = tmp_path / "more.csv"
    more.write_text("Nr;Jahr;Arbeitslose\n3001;2025;1\n3002;2025;2\n3003;2025;3\n", encoding="utf-8")
    following = store.add({**files, "more.csv": more}, choices)
    assert named.keep(following, "eins", revision).slug == "eins"
    read, _ = read_project(store.shelf.path("eins"))
    assert read.atlas.years == (2023, 2024, 2025)
    assert [one.project for one in read.earlier] == [state]
    assert read.sources[0].received <= read.sources[-1].received
    back = named.back_to("eins", 1, 2)
    assert back.summary is not None
    assert (back.summary.project, back.summary.revision) == (state, 3)
    with pytest.raises(DataFileError, match="conflict"):
        named.keep(following, "eins", revision)
    with pytest.raises(DataFileError, match="state_gone"):
        named.back_to("eins", 77, 3)


def test_a_file_carried_to_another_machine_has_the_same_address_and_its_past(
    store: ProjectStore, state: str, tmp_path: Path
) -> None:
    named = NamedProjects(store)
    named.keep(state)
    named.rename("eins", "Zwei", 1)
    carried = shutil.copyfile(store.shelf.path("eins"), tmp_path / "mitgebracht.gpkg")
    elsewhere = ProjectStore(tmp_path / "anderswo")
    kept, doubts = NamedProjects(elsewhere).take_in(carried, "mitgebracht.gpkg")
    assert doubts == ()
    assert kept.summary == store.shelf.get("eins").summary or kept.summary is not None
    assert kept.summary is not None
    assert kept.summary.project == (store.shelf.get("eins").summary or kept.summary).project
    assert differences(store.atlas(kept.summary.project), elsewhere.atlas(kept.summary.project)) == []
    assert NamedProjects(elsewhere).take_in(carried, "noch einmal.gpkg")[0] == kept
    back = NamedProjects(elsewhere).back_to(kept.slug, 1, 2)
    assert back.summary is not None
    assert back.summary.project == state


def test_a_file_from_elsewhere_is_opened_by_the_other_process_alone(
    store: ProjectStore, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    NamedProjects(store).keep(state)
    carried = altered(store.shelf.path("eins"), "CREATE VIEW lurking AS SELECT 1 AS a")
    opened: list[Path] = []
    reading = named_projects.read_project

    def watched(path: Path, folder: Path | None = None, name: str | None = None) -> object:
        opened.append(path)
        assert b"lurking" not in path.read_bytes()
        return reading(path, folder, name)

    monkeypatch.setattr(named_projects, "read_project", watched)
    kept, _ = NamedProjects(ProjectStore(tmp_path / "anderswo")).take_in(carried, "mitgebracht.gpkg")
    assert kept.summary is not None
    assert kept.summary.project == state
    assert opened
    assert carried not in opened


def test_a_file_that_ends_the_other_process_is_refused(store: ProjectStore, state: str, tmp_path: Path) -> None:
    NamedProjects(store).keep(state)

    def rewrite(path: Path, name: str, target: Path) -> tuple[Finding, ...]:
        return rewritten_apart(path, name, target, begin=acting("import os; os.abort()"))

    named = NamedProjects(ProjectStore(tmp_path / "anderswo"), rewrite)
    with pytest.raises(DataFileError, match=r"broke_off"):
        named.take_in(store.shelf.path("eins"), "x.gpkg")
    assert not list(tmp_path.glob("anderswo/*.gpkg"))


def test_what_a_carried_file_says_must_follow_from_its_sources(store: ProjectStore, state: str, tmp_path: Path) -> None:
    NamedProjects(store).keep(state)
    forged = altered(store.shelf.path("eins"), "UPDATE facts SET value = 99 WHERE fid = 2")
    elsewhere = ProjectStore(tmp_path / "anderswo")
    kept, doubts = NamedProjects(elsewhere).take_in(forged, "x.gpkg")
    assert [doubt.code for doubt in doubts] == ["project_file.numbers_changed"]
    assert kept.summary is not None
    assert differences(store.atlas(state).cubes, elsewhere.atlas(kept.summary.project).cubes) == []


def test_an_address_opens_from_the_projects_file_alone(store: ProjectStore, state: str) -> None:
    named = NamedProjects(store)
    named.keep(state)
    renamed = named.rename("eins", "Zwei", 1)
    for folder in store.folder.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    bare = ProjectStore(store.folder)
    assert renamed.summary is not None
    assert bare.choices(renamed.summary.project).title == "Zwei"
    assert bare.atlas(state).title == "Eins"
    assert [path.name for path in bare.files(state)] == [path.name for path in store.files(state)]


def test_the_view_is_kept_with_the_present_state_only(store: ProjectStore, state: str) -> None:
    named = NamedProjects(store)
    named.keep(state)
    kept = named.look_from(state, {"i": "A1"})
    assert kept is not None
    assert kept.summary is not None
    assert kept.summary.view == {"i": "A1"}
    named.rename("eins", "Zwei", 1)
    assert named.look_from(state, {"i": "B1"}) is None


def test_files_opened_where_they_lie_can_become_a_project(store: ProjectStore, tmp_path: Path) -> None:
    files = town_files(tmp_path / "there", "Birkenau", "20", 5)
    state = store.open_files(files)
    named = NamedProjects(store)
    kept = named.keep(state)
    shutil.rmtree(tmp_path / "there")
    renamed = named.duplicate(kept.slug, "Ohne Ordner") if store.shelf.get(kept.slug).summary else kept
    assert renamed.summary is not None
    assert ProjectStore(store.folder).atlas(renamed.summary.project).title == "Ohne Ordner"


def test_states_of_a_project_that_is_gone_for_good_go_too(store: ProjectStore, state: str) -> None:
    named = NamedProjects(store)
    named.keep(state)
    removed = store.shelf.remove("eins")
    bin_place = store.folder / "trash" / f"{removed.slug}.qb.gpkg"
    bin_place.rename(bin_place.with_name("eins~20200101T000000000000.qb.gpkg"))
    named.sweep()
    assert not (store.folder / state).exists()
    with pytest.raises(KeyError):
        store.atlas(state)


def test_a_project_file_alone_is_opened_as_a_project(store: ProjectStore, state: str, tmp_path: Path) -> None:
    NamedProjects(store).keep(state)
    elsewhere = ProjectStore(tmp_path / "anderswo")
    assert NamedProjects(elsewhere).opened([store.shelf.path("eins")]) == state
    assert [one.slug for one in elsewhere.shelf.listed()] == ["eins"]
    files = town_files(tmp_path / "there", "Birkenau", "20", 5)
    assert NamedProjects(elsewhere).opened(files) == elsewhere.open_files(files)


def test_what_crashes_left_goes_after_a_day(store: ProjectStore) -> None:
    places = [store.folder / name for name in (".in-old", "publishing/.proof-old", ".new-young")]
    for place in places:
        place.mkdir(parents=True)
    for place in places[:2]:
        os.utime(place, (0, 0))
    NamedProjects(store).sweep()
    assert [place.exists() for place in places] == [False, False, True]

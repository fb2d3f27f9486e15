"""A project from elsewhere brings its past along, without files of persons and without those nobody can look into."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.files.content_hash import hash_of_digests
from loading.project_file.project import Project, Source, now
from loading.project_file.saving import save
from loading.project_file.sources import sha256_of
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.loading.persons.made_persons import PERSONS, as_csv
from tests.loading.project_file.made_projects import town_project
from tests.loading.registers.made_registers import MARK, with_mark


def persons(folder: Path) -> Path:
    return as_csv(folder / "liste.csv", {**PERSONS["names with titles"][0], "Akte": [MARK] * 3})


def numbers(folder: Path) -> Path:
    (folder / "kinder.csv").write_text(f"Nr;Name;Kinder\n3001;{MARK};5\n3002;x;6\n", encoding="utf-8")
    return folder / "kinder.csv"


def with_file(project: Project, path: Path) -> Project:
    """The same state with one more file, which nobody has looked into."""
    further = Source(path.name, sha256_of(path), path.stat().st_size, now(), path=path)
    sources = (*project.sources, further)
    address = hash_of_digests({one.name: one.sha256 for one in sources}, project.choices)
    return replace(project, sources=sources, atlas=replace(project.atlas, project=address))


@pytest.mark.parametrize(("further", "is_harmless"), [(persons, False), (numbers, True)])
def test_of_an_earlier_state_only_what_could_be_looked_into_comes_in(
    tmp_path: Path, further: Callable[[Path], Path], is_harmless: bool
) -> None:
    town = town_project(tmp_path)
    path = tmp_path / "von-anderswo.gpkg"
    before = save(path, with_file(town, further(tmp_path)), 0)
    save(path, replace(town, earlier=(before.state,)), 1)
    assert with_mark(tmp_path)
    named = NamedProjects(ProjectStore(tmp_path / "projekte"))
    kept, doubts = named.take_in(path, path.name)
    assert bool(with_mark(tmp_path / "projekte")) is is_harmless
    assert [one.code for one in doubts] == ([] if is_harmless else ["project_file.past_left_out"])
    if not is_harmless:
        with pytest.raises(DataFileError, match="state_gone"):
            named.back_to(kept.slug, 1, 2)

"""What publishing keeps of a project goes with it: proofs at once, with their folders; reports with the bin."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callbacks.publish.shared.kept_rules import KeptRules
from callbacks.publish.shared.proofs import Proofs
from loading.atlas import Atlas
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.loading.project_file.test_public import public_toytown
from tests.toytown import toytown


@dataclass(frozen=True)
class Asked:
    """A question to which nobody will know an answer."""

    atlas: Atlas
    key: str = "{}"


def test_proofs_of_a_removed_project_are_ended_with_their_folders(tmp_path: Path) -> None:
    proofs, town = Proofs(tmp_path, "this"), toytown()
    token = proofs.begin(Asked(town))
    proofs.forget(["other"])
    assert proofs.of(token, town).folder.is_dir()
    proofs.forget([town.project])
    with pytest.raises(KeyError):
        proofs.of(token, town)
    assert list(tmp_path.iterdir()) == []


def test_a_report_can_be_taken_back_with_its_project_and_goes_with_it(tmp_path: Path) -> None:
    store = ProjectStore(tmp_path)
    named, rules, atlas = NamedProjects(store), KeptRules(store), public_toytown()
    store.when_forgotten(rules.forget_reports)
    slug = named.publish(atlas).slug
    rules.folder.mkdir()
    of_it, of_its_source = rules.report("inside", atlas.project, "de"), rules.report(atlas.project, "other", "de")
    of_another = rules.report("inside", "other", "de")
    for report in (of_it, of_its_source, of_another):
        report.write_bytes(b"x")
    named.remove(slug)
    assert of_it.is_file()
    store.forget(store.shelf.sweep(datetime.now(UTC) + timedelta(days=31)))
    assert [report.exists() for report in (of_it, of_its_source, of_another)] == [False, False, True]
    of_another.unlink()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

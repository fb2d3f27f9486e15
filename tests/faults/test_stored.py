"""What lies on the disk is damaged, gone, or the clock has jumped: nothing is lost in silence."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.shared.services import Services
from loading.choices import Choices
from loading.project_file import saving
from loading.project_file.reading import read_project
from loading.project_file.saving import BEFORE, DAMAGED, save
from loading.project_file.shelf import ENDING
from loading.project_file.summary import read_summary
from tests.callbacks.delivered_towns import town_files
from tests.loading.project_file.made_projects import saved_town


def _header_lost(path: Path) -> None:
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _foreign(path: Path) -> None:
    path.write_text("Quartier;Zahl\n", encoding="utf-8")


def _application_lost(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[68] ^= 1
    path.write_bytes(content)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    made = open_services(tmp_path / "projects", town_files(tmp_path / "first", "Erlental", "10", 9))
    for name in ("Eins", "Zwei"):
        files = town_files(tmp_path / name, "Lindenau", "30", 6)
        made.named.keep(made.projects.add({path.name: path for path in files}, Choices(title=name)))
    return made


@pytest.mark.parametrize("damage", [_header_lost, _cut, _foreign, _folder])
def test_a_corrupt_project_is_told_and_hides_no_other(services: Services, damage: Callable[[Path], None]) -> None:
    damage(services.projects.shelf.path("eins"))
    client = make_app(services).server.test_client()
    listed = {one["slug"]: one for one in client.get("/projects/list").get_json()["projects"]}
    assert listed["zwei"]["title"] == "Zwei"
    assert listed["eins"]["notes"]
    assert "state" not in listed["eins"]


@pytest.mark.parametrize("damage", [_header_lost, _application_lost, _cut, _foreign, _emptied, Path.unlink])
def test_of_a_torn_project_the_state_before_is_opened_and_named_with_its_time(
    services: Services, damage: Callable[[Path], None]
) -> None:
    state = services.named.rename("eins", "Eins neu", 1)
    path = services.projects.shelf.path("eins")
    before = path.with_name(f"eins{ENDING}{BEFORE}")
    whole, saved = before.read_bytes(), read_summary(before).saved[:16].replace("T", " ")
    damage(path)
    torn = path.read_bytes() if path.exists() else None
    client = make_app(services).server.test_client()
    (told,) = (one for one in client.get("/projects/list").get_json()["projects"] if one["slug"] == "eins")
    assert (told["title"], told["revision"]) == ("Eins", 1)
    assert saved in told["notes"][0]
    assert client.get("/projects/eins/file").data == whole
    assert client.get("/projects/eins/states").get_json() == {"states": []}
    token = client.post("/projects/eins/table").get_json()["intake"]
    files = json.loads((services.projects.folder / "intake" / token / "names.json").read_text("utf-8"))
    assert sorted(files) == sorted(one.name for one in read_project(before)[0].sources)
    assert client.get(f"/answer/de?p={told['state']}").status_code == 200
    assert state.summary is not None
    _is_restored_by_the_next_saving(client, path, torn)


def _is_restored_by_the_next_saving(client: FlaskClient, path: Path, torn: bytes | None) -> None:
    """The project is whole again, and the torn file lies beside it."""
    saved = client.put("/projects/eins/title", json={"title": "Eins wieder", "revision": 1}).get_json()
    assert (saved["title"], saved["revision"], saved["notes"]) == ("Eins wieder", 2, [])
    aside = path.with_name(path.name + DAMAGED)
    assert (aside.read_bytes() if aside.exists() else None) == torn
    assert read_summary(path).title == "Eins wieder"


def test_files_of_a_torn_project_are_taken_out_of_its_state_before(services: Services) -> None:
    services.named.rename("eins", "Eins neu", 1)
    path = services.projects.shelf.path("eins")
    before = read_project(path.with_name(path.name + BEFORE))[0]
    _header_lost(path)
    shutil.rmtree(services.projects.folder / before.atlas.project)
    assert sorted(services.named.sources("eins")[0]) == sorted(one.name for one in before.sources)
    assert {before.atlas.project} <= services.projects.shelf.addresses()


def test_a_folder_deleted_under_a_running_program_is_told_and_the_map_stays(services: Services) -> None:
    client = make_app(services).server.test_client()
    question = "/answer/de?i=A1"
    shown = client.get(question).get_json()
    shutil.rmtree(services.projects.folder)
    assert client.get(question).get_json() == shown
    assert client.get("/projects/list").get_json() == {"projects": [], "bin": []}
    refused = client.put("/projects/eins/title", json={"title": "Neu", "revision": 1})
    assert refused.status_code in (404, 507)
    assert refused.get_json()["problem"]


def test_an_export_leaves_nothing_on_the_disk(services: Services, tmp_path: Path) -> None:
    client = make_app(services).server.test_client()
    before = sorted(tmp_path.rglob("*"))
    for kind in ("html", "xlsx", "pptx", "pdf"):
        assert client.get(f"/export/de/{kind}").status_code == 200
    assert sorted(tmp_path.rglob("*")) == before


def test_a_clock_that_jumps_changes_no_order_of_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, project = saved_town(tmp_path)
    for revision, jump in enumerate((timedelta(hours=1), timedelta(hours=-1), timedelta(days=-1), timedelta()), 1):
        at = (datetime.now(UTC) + jump).isoformat(timespec="seconds")
        monkeypatch.setattr(saving, "now", lambda at=at: at)
        earlier = (*project.earlier, project.state)
        project = save(path, replace(project, earlier=earlier, view={"n": str(revision)}), revision)
        assert (project.revision, project.saved) == (revision + 1, at)
    read = read_project(path)[0]
    assert [state.revision for state in read.earlier] == [1, 2, 3, 4]
    assert read.view == {"n": "4"}
    assert all(state.saved.endswith("+00:00") for state in read.earlier)

"""Folders that may not be written to: what is there is shown, what cannot be kept is said plainly, nothing is lost."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from app import main, make_app, open_services
from callbacks.shared.services import Services
from loading.choices import Choices
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import delivered, project_of
from tests.faults.unprivileged import in_child


def closed(folder: Path) -> Path:
    """Let nobody write there."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


@pytest.fixture
def services(tmp_path: Path) -> Services:
    made = open_services(tmp_path / "projects", town_files(tmp_path / "first", "Erlental", "10", 9))
    files = town_files(tmp_path / "one", "Lindenau", "30", 6)
    made.named.keep(made.projects.add({path.name: path for path in files}, Choices(title="Eins")))
    made.atlas("")
    return made


def tried(app: Dash, token: str) -> dict[str, Any]:
    """Do everything that reads, and everything that writes."""
    client = app.server.test_client()
    answers = {
        "map": client.get("/answer/de"),
        "list": client.get("/projects/list"),
        "export": client.get("/export/de/xlsx"),
        "rename": client.put("/projects/eins/title", json={"title": "Neu", "revision": 1}),
        "delete": client.delete("/projects/eins"),
        "upload": client.post("/intake/files", data={"files": (io.BytesIO(b"a;b\n1;2\n"), "a.csv")}),
        "decisions": client.put(f"/intake/{token}/decisions", json={"decisions": {"title": "Neu"}}),
    }
    told = {name: [one.status_code, one.get_data().decode("utf-8", "replace")] for name, one in answers.items()}
    return {**told, "open": json.dumps(project_of(client, token, {}), ensure_ascii=False)}


def test_a_folder_that_becomes_read_only_loses_nothing_and_says_so(services: Services, tmp_path: Path) -> None:
    app = make_app(services)
    token = delivered(app.server.test_client(), town_files(tmp_path / "two", "Neustadt", "40", 6))
    before = services.projects.shelf.path("eins").read_bytes()
    closed(tmp_path / "projects")
    told = in_child(lambda: tried(app, token))
    assert {name: told[name][0] for name in ("map", "list", "export")} == {"map": 200, "list": 200, "export": 200}
    assert {told[name][0] for name in ("rename", "delete", "upload", "decisions")} == {507}
    for name in ("rename", "delete", "upload"):
        assert set(json.loads(told[name][1])) == {"problem", "repair"}
    for said in (told["upload"][1].encode().decode("unicode_escape"), told["open"]):
        assert "kann nichts abgelegt werden" in said
        assert "--projects" in said
    assert services.projects.shelf.path("eins").read_bytes() == before
    assert json.loads(told["list"][1])["projects"][0]["title"] == "Eins"


def test_a_start_where_nothing_may_be_written_ends_with_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    closed(folder)

    def start() -> list[Any]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = main(["serve", "--no-browser", "--projects", str(folder / "projects")])
        return [code, said.getvalue()]

    code, said = in_child(start)
    assert code == 2
    assert "kann nichts abgelegt werden" in said
    assert said.count("\n") == 1

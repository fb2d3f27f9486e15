"""What the browser asks about projects: everything in plain words, nothing for other sites, each user the own."""

import errno
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.shared.services import Services
from loading.choices import Choices
from loading.projects.named_projects import NamedProjects
from tests.callbacks.delivered_towns import town_files
from texts import load_texts

CHANGES = (
    ("POST", "/projects/open"),
    ("PUT", "/projects/view"),
    ("POST", "/projects/keep/{state}"),
    ("PUT", "/projects/eins/title"),
    ("POST", "/projects/eins/copy"),
    ("DELETE", "/projects/eins"),
    ("POST", "/projects/bin/x"),
    ("POST", "/projects/eins/states/1"),
    ("POST", "/projects/eins/table"),
)


@pytest.fixture
def state(services: Services, tmp_path: Path) -> str:
    files = town_files(tmp_path / "files", "Lindenau", "30", 6)
    made = services.projects.add({path.name: path for path in files}, Choices(title="Eins"))
    services.named.keep(made)
    return made


def listed(client: FlaskClient, what: str = "projects") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/projects/list").get_json()[what]
    return found


def sent(client: FlaskClient, content: bytes, name: str = "x.gpkg") -> TestResponse:
    return client.post("/projects/open", data={"file": (io.BytesIO(content), name)})


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_list_says_what_a_project_is(client: FlaskClient, state: str, language: str) -> None:
    (one,) = client.get(f"/projects/list?language={language}").get_json()["projects"]
    assert (one["slug"], one["title"], one["state"], one["revision"]) == ("eins", "Eins", state, 1)
    assert one["href"] == f"/{language}/map?p={state}"
    assert load_texts(language)("projects_page.quarters", n=12) in one["facts"]
    assert "2023–2024" in one["facts"]


@pytest.mark.parametrize(("method", "address"), CHANGES)
def test_another_site_changes_nothing(client: FlaskClient, state: str, method: str, address: str) -> None:
    answer = client.open(address.format(state=state), method=method, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert [one["revision"] for one in listed(client)] == [1]


@pytest.mark.parametrize(("method", "address"), CHANGES)
def test_whatever_is_sent_gets_an_answer_in_plain_words(
    client: FlaskClient, state: str, method: str, address: str
) -> None:
    for body in (b"", b"{", b"[]", b'{"title": 7, "revision": "x", "view": [1], "state": {}}'):
        answer = client.open(address.format(state=state), method=method, data=body, content_type="application/json")
        assert answer.is_json
        if answer.status_code >= 400:
            assert answer.get_json()["problem"]
            assert "Traceback" not in answer.text
    assert client.get("/projects/list").status_code == 200


@pytest.mark.parametrize(("method", "address"), [one for one in CHANGES if one[1] != "/projects/open"])
@pytest.mark.parametrize("half", [rb"\ud800", rb"\udfff\ud83d", b"\xed\xa0\x80"])
def test_a_text_that_nobody_can_write_down_is_refused(
    client: FlaskClient, state: str, method: str, address: str, half: bytes
) -> None:
    body = b'{"revision": 1, "title": "%s", "state": "%s", "view": {"i": "%s"}}' % (half, state.encode(), half)
    answer = client.open(address.format(state=state), method=method, data=body, content_type="application/json")
    assert (answer.status_code, answer.text) == (400, load_texts("de")("guard.malformed"))
    assert [one["title"] for one in listed(client)] == ["Eins"]


@pytest.mark.parametrize("title", [["a"], {"a": "b"}, 7, True])
@pytest.mark.parametrize(("method", "address"), [("PUT", "/projects/eins/title"), ("POST", "/projects/eins/copy")])
@pytest.mark.usefixtures("state")
def test_a_title_that_is_no_text_is_none(client: FlaskClient, method: str, address: str, title: object) -> None:
    answer = client.open(address, method=method, json={"title": title, "revision": 1})
    assert (answer.status_code, answer.get_json()["problem"]) == (
        400,
        load_texts("de")("project_file.no_title.problem"),
    )
    assert [one["title"] for one in listed(client)] == ["Eins"]


@pytest.mark.usefixtures("state")
def test_a_title_may_hold_whatever_is_a_letter(client: FlaskClient) -> None:
    body = rb'{"title": "Eins \ud83d\ude00", "revision": 1}'
    answer = client.put("/projects/eins/title", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["title"]) == (200, "Eins \U0001f600")


def test_a_project_for_which_there_is_no_room_is_told_as_such(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    words = load_texts("de")
    for broken in ((NamedProjects, "take_in"), (tempfile.TemporaryDirectory, "__init__")):
        with monkeypatch.context() as patched:
            patched.setattr(*broken, full)
            answer = sent(client, b"x")
        assert answer.status_code == 507
        said = words("project_file.not_saved.problem", given=os.strerror(errno.ENOSPC))
        assert answer.get_json()["problem"] == said


@pytest.mark.parametrize("slug", ["fehlt", "EINS", "trash", "eins.qb"])
@pytest.mark.usefixtures("state")
def test_an_unknown_project_is_not_found(client: FlaskClient, slug: str) -> None:
    assert client.get(f"/projects/{slug}/file").status_code in (404, 400)
    assert client.delete(f"/projects/{slug}").status_code in (404, 400)
    assert client.get(f"/projects/{slug}/states").status_code in (404, 400)
    assert len(listed(client)) == 1


@pytest.mark.usefixtures("state")
def test_a_project_is_renamed_copied_removed_and_taken_back(client: FlaskClient) -> None:
    renamed = client.put("/projects/eins/title", json={"title": "Zwei", "revision": 1}).get_json()
    assert (renamed["title"], renamed["revision"]) == ("Zwei", 2)
    copy = client.post("/projects/eins/copy", json={"title": "Drei"}).get_json()
    removed = client.delete(f"/projects/{copy['slug']}").get_json()
    assert [one["title"] for one in listed(client)] == ["Zwei"]
    assert [one["slug"] for one in listed(client, "bin")] == [removed["slug"]]
    client.post(f"/projects/bin/{removed['slug']}")
    assert {one["title"] for one in listed(client)} == {"Zwei", "Drei"}
    (earlier,) = client.get("/projects/eins/states").get_json()["states"]
    assert (earlier["revision"], earlier["title"]) == (1, "Eins")
    assert client.post("/projects/eins/states/1", json={"revision": 2}).get_json()["title"] == "Eins"


@pytest.mark.usefixtures("state")
def test_of_many_who_rename_at_once_one_wins_and_the_others_are_told(app: Dash) -> None:
    def rename(number: int) -> int:
        told = {"title": f"Name {number}", "revision": 1}
        return app.server.test_client().put("/projects/eins/title", json=told).status_code

    with ThreadPoolExecutor(6) as threads:
        answers = sorted(threads.map(rename, range(6)))
    assert answers == [200, 409, 409, 409, 409, 409]
    assert [one["revision"] for one in listed(app.server.test_client())] == [2]


def test_a_file_goes_out_and_comes_in_as_the_same_project(client: FlaskClient, state: str, services: Services) -> None:
    file = client.get("/projects/eins/file")
    assert file.headers["Content-Disposition"].endswith("eins.qb.gpkg")
    assert file.data == services.projects.shelf.path("eins").read_bytes()
    assert sent(client, file.data).get_json()["state"] == state
    assert len(listed(client)) == 1
    client.delete("/projects/eins")
    assert sent(client, file.data).get_json()["state"] == state
    assert len(listed(client)) == 1


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0" + b"\0" * 90, b"PK\x03\x04"])
def test_what_is_no_project_file_is_refused_and_leaves_nothing(
    client: FlaskClient, services: Services, content: bytes
) -> None:
    before = sorted(path.name for path in services.projects.folder.iterdir())
    answer = sent(client, content, "../../böse.gpkg")
    assert answer.status_code == 400
    assert "böse.gpkg" in answer.get_json()["problem"]
    assert sorted(path.name for path in services.projects.folder.iterdir()) == before


@pytest.mark.usefixtures("state")
def test_a_project_becomes_a_delivery_that_remembers_it(client: FlaskClient) -> None:
    token = client.post("/projects/eins/table").get_json()["intake"]
    told = client.get(f"/intake/{token}/decisions").get_json()
    assert told["decisions"] == {"title": "Eins"}
    project = {"slug": "eins", "revision": 1, "title": "Eins", "completed": False, "state": listed(client)[0]["state"]}
    assert told["project"] == project
    part = {"files": (io.BytesIO(b"Nr;Jahr;Arbeitslose\n3001;2025;5\n"), "mehr.csv")}
    following = client.post(f"/intake/files?before={token}", data=part).get_json()["intake"]
    carried = client.get(f"/intake/{following}/decisions").get_json()
    assert carried == {**told, "project": {**project, "completed": True}}


def test_the_view_is_kept_for_the_next_opening(client: FlaskClient, state: str) -> None:
    answer = client.put("/projects/view", json={"state": state, "view": {"i": "A1", "y": "2023", "p": "x", "z": 7}})
    assert answer.get_json()["saved"]
    assert listed(client)[0]["href"] == f"/de/map?p={state}&i=A1&y=2023"
    assert client.put("/projects/view", json={"state": "0" * 16, "view": {}}).get_json() == {}


def test_opened_files_become_a_project_when_somebody_says_so(client: FlaskClient, services: Services) -> None:
    assert listed(client) == []
    kept = client.post(f"/projects/keep/{services.first}").get_json()
    assert kept["state"] == services.first
    assert client.post(f"/projects/keep/{'0' * 16}").status_code == 404
    assert len(listed(client)) == 1


@pytest.mark.usefixtures("state")
def test_a_full_disk_is_said_in_words(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("loading.project_file.saving.write_project", full)
    answer = client.put("/projects/eins/title", json={"title": "Zwei", "revision": 1})
    assert answer.status_code == 507
    assert "Nicht gespeichert" in answer.get_json()["problem"]
    assert [one["title"] for one in listed(client)] == ["Eins"]


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("language", ["de", "en"])
def test_whoever_comes_second_is_told_what_changed_and_overwrites_nothing(client: FlaskClient, language: str) -> None:
    first, second = (
        client.put(f"/projects/eins/title?language={language}", json={"title": title, "revision": 1})
        for title in ("Erste", "Zweite")
    )
    assert (first.status_code, second.status_code) == (200, 409)
    told = second.get_json()["conflict"]
    assert any("Eins" in change and "Erste" in change for change in told["changes"])
    assert told["own"] == ""
    assert told["href"] == f"/{language}/map?p={listed(client)[0]['state']}"
    assert [one["title"] for one in listed(client)] == ["Erste"]


def test_a_file_that_is_too_large_is_told_how_large_one_may_be(app: Dash, client: FlaskClient) -> None:
    app.server.config["MAX_CONTENT_LENGTH"] = 3_000_000
    sent = {"file": (io.BytesIO(b"x" * 3_100_000), "gross.gpkg")}
    answer = client.post("/projects/open", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "3 MB" in answer.get_json()["problem"].replace("\xa0", " ")

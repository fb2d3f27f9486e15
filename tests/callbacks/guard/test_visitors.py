"""A server for visitors: what is public is shown, nothing can be changed, and nothing else is told.

Routes are enumerated from the program itself: one that is added later is closed for visitors, or named here.
"""

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app import PAGES, make_app, open_services, pages_of, parser, told_of_visitors
from callbacks import frame
from callbacks.guard.visitors import ASKED
from callbacks.shared.services import Services, texts_of
from loading.choices import Choices
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.callbacks.asking import choropleth_of
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.questions import of_kind, pieces
from tests.loading.project_file.test_public import public_toytown
from tests.sources import ROOT
from texts import LANGUAGES, load_texts

READS = {"GET", "HEAD", "OPTIONS"}
HIDDEN = "Lindenau"
# What changes something, of whatever part: none of it is called where visitors come.
CHANGES = {"add", "keep", "keep_protection", "rename", "duplicate", "publish", "back_to", "take_in", "look_from"}
CHANGES |= {"receive", "remove", "restore", "forget", "sweep", "begin", "belong", "write_text", "write_bytes", "unlink"}
FOR_VISITORS = ("explore", "shared", "guard")
NOT_FOR_VISITORS = ("intake", "projects", "publish")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """An opened town, one internal project and one public one on the shelf."""
    folder: Path = tmp_path_factory.mktemp("visited")
    made = open_services(folder / "projects", town_files(folder / "one", "Erlental", "10", 9))
    files = town_files(folder / "two", HIDDEN, "30", 6)
    made.named.keep(made.projects.add({path.name: path for path in files}, Choices(title=HIDDEN)))
    made.named.publish(public_toytown())
    return replace(made, for_visitors=True)


@pytest.fixture(scope="module")
def app(services: Services) -> Dash:
    return make_app(services)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="module")
def every_rule(services: Services) -> list[Rule]:
    """The routes of the whole program."""
    return list(make_app(replace(services, for_visitors=False)).server.url_map.iter_rules())


def internal(services: Services) -> str:
    summary = services.projects.shelf.get(HIDDEN.lower()).summary
    assert summary is not None
    return summary.project


def address(rule: Rule, project: str) -> str:
    return re.sub(r"<(?:int:)?(\w+)>", lambda found: "1" if found[1] == "revision" else project, rule.rule)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_route_that_is_sent_something_is_refused_or_named_as_one_that_only_answers(
    client: FlaskClient, services: Services, every_rule: list[Rule]
) -> None:
    before = everything(services.projects.folder)
    sent = {(method, rule.rule): address(rule, services.first) for rule in every_rule for method in rule.methods or ()}
    sent = {asked: place for asked, place in sent.items() if asked[0] not in READS and asked[1] not in ASKED}
    assert {("DELETE", "/projects/<slug>"), ("POST", "/intake/files")} < set(sent)
    for (method, _), place in sent.items():
        answer = client.open(place, method=method, json={"title": "x", "revision": 1})
        assert answer.status_code == 403, (method, place)
        assert answer.text == load_texts("de")("guard.only_looking")
    assert everything(services.projects.folder) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_reads_of_projects_deliveries_and_reports_is_refused_too(
    client: FlaskClient, services: Services, every_rule: list[Rule], language: str
) -> None:
    closed = [
        rule for rule in every_rule if rule.rule.split("/")[1] in NOT_FOR_VISITORS and "GET" in (rule.methods or ())
    ]
    assert len(closed) >= 8
    for rule in closed:
        answer = client.get(f"{address(rule, internal(services))}?language={language}")
        assert (answer.status_code, answer.text) == (403, load_texts(language)("guard.only_looking"))


@pytest.mark.parametrize("path", ["/projects", "/PROJECTS/../projects/list", "/projects/x/y/z", "/new/route"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_nobody_has_thought_of_is_refused(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method).status_code in (403, 405)


def test_no_part_for_visitors_calls_what_changes_something() -> None:
    folder = ROOT / "callbacks"
    parts = [*folder.glob("*.py"), *(path for name in FOR_VISITORS for path in (folder / name).rglob("*.py"))]
    assert {path.name for path in folder.iterdir() if path.is_dir()} - {"__pycache__"} == {
        *FOR_VISITORS,
        *NOT_FOR_VISITORS,
    }
    owners = re.compile(r"(^|\.)(projects|named|shelf|intakes|rules|proofs|path|place|folder)$")
    for path in parts:
        calls = [one.func for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Call)]
        called = [one for one in calls if isinstance(one, ast.Attribute) and one.attr in CHANGES]
        assert not [ast.unparse(one) for one in called if owners.search(ast.unparse(one.value))], path


def test_the_list_of_what_changes_something_is_complete() -> None:
    known = CHANGES | {"sources", "opened", "atlas", "recodes", "computed", "files", "named_files", "choices"}
    known |= {"are_copies", "folder", "shelf", "open_files", "when_forgotten"}
    assert {name for kind in (NamedProjects, ProjectStore) for name in vars(kind) if name[0] != "_"} <= known


def test_what_is_public_is_shown_and_nothing_internal(client: FlaskClient, services: Services) -> None:
    (public,) = services.public
    for project in ("", services.first, public):
        assert client.get(f"/answer/de?p={project}").get_json()["project"]
    hidden = internal(services)
    assert services.projects.atlas(hidden).title == HIDDEN
    for place in (f"/answer/de?p={hidden}", f"/data/{hidden}/quarter/geometry.arcs", f"/export/de/xlsx?p={hidden}"):
        answer = client.get(place)
        assert HIDDEN not in answer.get_data().decode("utf-8", "replace")
        assert answer.status_code == 404 or answer.data.strip() == b"null", place


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_lead_nowhere_else(services: Services, language: str) -> None:
    pages = pages_of(services)
    assert set(pages) == {"map", "start"} < set(PAGES)
    for page in (*pages, "data", "projects", "publish"):
        shown = frame.content(services, pages, {"language": language, "page": page})
        links = [str(getattr(one, "href", "")) for part in shown for one in of_kind(part, "A")]
        assert not [link for link in links if re.match(rf"/{language}/(data|projects|publish)", link)]
        assert "export-publish" not in {getattr(one, "id", None) for part in shown for one in pieces(part)}
        assert HIDDEN not in json.dumps([part.to_plotly_json() for part in shown], default=str)
        assert "saved-mark" not in str(shown)


def test_visitors_come_where_others_are_let_in_unless_it_is_said_otherwise() -> None:
    assert parser().parse_args(["serve"]).visitors is None
    assert parser().parse_args(["serve", "--visitors", "change"]).visitors == "change"
    with pytest.raises(SystemExit):
        parser().parse_args(["serve", "--visitors", "all"])


def test_whoever_serves_an_internal_project_to_others_is_told(services: Services) -> None:
    (public,) = services.public
    told = {
        state: told_of_visitors(replace(services, first=state), load_texts("de"))
        for state in (services.first, public, services.sample)
    }
    assert [len(said) for said in told.values()] == [2, 1, 1]
    assert "intern" in told[services.first][1]
    assert told_of_visitors(replace(services, for_visitors=False), load_texts("de")) == []


def test_a_callback_of_a_page_that_is_not_there_cannot_be_asked(client: FlaskClient, services: Services) -> None:
    assert choropleth_of(client, services.first)
    body = {
        "output": "..intake-project.data...intake-problem.children...intake-conflict.data..",
        "outputs": [],
        "inputs": [],
    }
    assert client.post("/_dash-update-component", json=body).status_code == 400
    assert texts_of("de")("guard.malformed") in client.post("/_dash-update-component", json=body).text

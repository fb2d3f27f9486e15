"""Two users at the same time: each gets exactly the answer to the own question, and nothing of the other's."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from callbacks.shared.services import Services, texts_of
from layers.container import read_container
from tests.callbacks.asking import ask, choropleth_of
from tests.callbacks.delivered_towns import ids
from tests.callbacks.interleaved import KINDS, Account, interleaved
from tests.callbacks.interleaved import User as InterleavedUser

PARTS = (
    "legend-content.children",
    "ranking-content.children",
    "findings-content.data-tree",
    "profile-content.children",
    "timelines-chart.figure",
    "scatter-chart.figure",
    "concentration-chart.figure",
    "table-grid.rowData",
    "years-scale.children",
)
VIEWS = (
    {"y": "2024", "scheme": "quantile", "k": "3", "palette": "purples"},
    {"y": "2023", "scheme": "equal_interval", "k": "4", "palette": "greens"},
    {"y": "2024", "scheme": "natural_breaks", "k": "5", "palette": "blues"},
    {"y": "2023", "scheme": "own", "breaks": "2.0,4.0", "palette": "greys"},
)


@dataclass(frozen=True)
class User:
    project: str
    language: str
    name: str
    prefix: str
    foreign: str


@pytest.fixture(scope="module")
def users(services: Services, second_project: str) -> tuple[User, User]:
    return (
        User(services.first, "de", "Erlental", "10", "Birkenau"),
        User(second_project, "en", "Birkenau", "20", "Erlental"),
    )


def visit(app: Dash, user: User, view: dict[str, str]) -> tuple[dict[str, Any], str]:
    """Walk once through the page as one user; gives the answer and everything that was said."""
    client = app.server.test_client()
    answer = choropleth_of(client, user.project, user.language, **view)
    values = {"choropleth": answer, "address-selection": ids(user.prefix)[:2], "panel-tabs": "concentration"}
    said = [ask(client, part, values).text for part in PARTS]
    data = [client.get(answer[which]).data.decode("latin-1") for which in ("geometry_url", "column_url")]
    address = "&".join(f"{key}={value}" for key, value in answer["query"].items())
    page = client.get(f"/export/{user.language}/html?{address}").text
    return answer, "\n".join([json.dumps(answer), *said, *data, page])


def test_interleaved_questions_get_their_own_answers(app: Dash, users: tuple[User, User]) -> None:
    asked = [(user, view) for view in VIEWS * 3 for user in users]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda one: visit(app, *one), asked))
    for (user, view), (answer, said) in zip(asked, answers, strict=True):
        assert answer["project"] == answer["query"]["p"] == user.project
        assert answer["language"] == user.language
        wanted = {**view, "k": "3"} if view["scheme"] == "own" else view
        assert {key: answer["query"][key] for key in wanted} == wanted
        assert user.name in said
        assert user.foreign not in said


def test_the_same_question_gives_the_same_answer_whoever_asked_before(app: Dash, users: tuple[User, User]) -> None:
    one, other = users
    before = visit(app, one, VIEWS[0])
    visit(app, other, VIEWS[1])
    assert visit(app, one, VIEWS[0]) == before


def test_each_user_reads_the_own_language(app: Dash, users: tuple[User, User]) -> None:
    for user in users:
        _, said = visit(app, user, VIEWS[0])
        for language in ("de", "en"):
            spoken = json.dumps(texts_of(language)("profile.columns.city"))
            assert (spoken in said) == (language == user.language)


def test_numbers_of_a_quarter_come_from_the_own_table(app: Dash, users: tuple[User, User]) -> None:
    client = app.server.test_client()
    for user, every in zip(users, (9, 5), strict=True):
        answer = choropleth_of(client, user.project, i="arbeitslose-je-100-einwohner", y="2024")
        _, details = read_container(client.get(answer["details_url"]).data)
        assert details["numerator"].tolist() == [every * number for number in range(1, 13)]
        header, _ = read_container(client.get(answer["geometry_url"]).data)
        assert header["ids"] == ids(user.prefix)


def test_of_interleaved_requests_with_uploads_none_holds_a_foreign_byte(app: Dash, tmp_path: Path) -> None:
    # Ten thousand of them: python -m tests.callbacks.interleaved 10000
    account = interleaved(app, tmp_path, requests=120, every=40)
    assert account.foreign == []
    assert account.strange == []
    assert account.requests["upload"] == 6
    assert {f"export {kind}" for kind in KINDS} <= set(account.requests)


def test_the_search_for_foreign_bytes_finds_them_inside_archives(app: Dash) -> None:
    one, other = (InterleavedUser(app.server.test_client(), name, "", []) for name in ("Erlental", "Birkenau"))
    other.own("Birkenau")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", "<c>Birkenau 1</c>")
    account = Account()
    account.note("export", 200, content.getvalue(), one, other)
    assert account.foreign == ["export: b'Birkenau'"]

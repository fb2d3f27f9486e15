"""Answers that the browser keeps: only those that are the same whenever they are asked for."""

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from dash import Dash, Input, Output, State
from flask.testing import FlaskClient

from app import make_app
from callbacks.remembered import PURE, QUESTIONS, kept, reads
from callbacks.shared.services import Services
from tests.callbacks.asking import answered, ask, choropleth_of, dependencies, outputs_of

TABS = ("finding", "concentration", "clusters", "index", "types", "time", "profile", "table")


def listed(client: FlaskClient) -> list[str]:
    """What the page's head names."""
    (content,) = re.findall(r'<meta name="remembered" content="([^"]*)">', client.get("/").text)
    return json.loads(unescape(content))


def test_the_page_names_the_callbacks_of_the_map_and_no_other(client: FlaskClient) -> None:
    named = listed(client)
    known = {one["output"]: one for one in dependencies(client)}
    assert len(named) >= 10
    for output in named:
        assert not known[output]["clientside_function"]
        assert reads({"inputs": known[output]["inputs"], "state": known[output]["state"]}) <= PURE, output
    assert not [output for output in named if "intake" in output or "frame-" in output]


def test_every_part_that_reads_nothing_but_the_answer_is_kept(client: FlaskClient) -> None:
    only_the_answer = [
        one["output"]
        for one in dependencies(client)
        if [part["id"] for part in (*one["inputs"], *one["state"])] == ["choropleth"] and not one["clientside_function"]
    ]
    assert only_the_answer
    assert set(only_the_answer) <= set(listed(client))


@pytest.mark.parametrize(
    ("inputs", "states", "is_kept"),
    [
        (["choropleth.data"], [], True),
        (["choropleth.data", "address-selection.data"], [], True),
        (["choropleth.data"], ["upload.contents"], False),
        (["choropleth.data", "clock.n_intervals"], [], False),
        (["address-page.data"], [], False),
        (["table-wanted.data"], ["address-page.data"], True),
    ],
)
def test_a_callback_is_kept_when_it_reads_a_question_and_nothing_else(
    inputs: list[str], states: list[str], is_kept: bool
) -> None:
    app = Dash("one", enable_mcp=False)
    app.callback(
        Output("part", "children"),
        *(Input(*one.split(".")) for one in inputs),
        *(State(*one.split(".")) for one in states),
    )(lambda *_: "")
    assert kept(app) == (["part.children"] if is_kept else [])


def test_what_the_browser_decides_itself_is_no_question_to_the_server() -> None:
    app = Dash("other", enable_mcp=False)
    app.clientside_callback("() => 1", Output("part", "children"), Input("choropleth", "data"))
    assert kept(app) == []


def test_a_kept_answer_is_the_same_when_asked_again_and_from_another_program(
    client: FlaskClient, services: Services
) -> None:
    other = make_app(services).server.test_client()
    values: Mapping[str, Any] = {
        "choropleth": choropleth_of(client, services.first, i="A1", y="2023"),
        "address-selection": ["0101"],
        "address-page": {"language": "de", "page": "map", "project": services.first},
        "table-wanted": True,
    }
    for output in listed(client):
        first = ".".join(outputs_of(output)[0])
        # Where nobody looks there is no answer: each part is asked with its own tab open.
        tabs = [tab for tab in TABS if ask(client, first, {**values, "panel-tabs": tab}).status_code == 200]
        assert tabs, output
        seen = {**values, "panel-tabs": tabs[0]}
        answers = [answered(one, first, seen) for one in (client, other, client)]
        assert answers[0] == answers[1] == answers[2], output


def test_a_question_to_a_city_that_is_gone_has_no_answer_to_keep(client: FlaskClient, services: Services) -> None:
    gone = {**choropleth_of(client, services.first), "project": "0000000000000000"}
    assert ask(client, "findings-content.data-tree", {"choropleth": gone}).status_code == 204


def test_a_question_is_among_what_is_pure() -> None:
    assert QUESTIONS < PURE

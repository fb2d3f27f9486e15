"""Decisions of a delivery: kept whole, for its token alone, and only what the program knows."""

import io

import pytest
from flask.testing import FlaskClient

from callbacks.intake.kept import layout
from callbacks.intake.shared.decisions_kept import MOST_BYTES
from tests.callbacks.questions import attribute
from texts import load_texts


@pytest.fixture
def token(client: FlaskClient) -> str:
    sent = client.post("/intake/files", data={"files": (io.BytesIO(b"a;b"), "a.csv")})
    return str(sent.get_json()["intake"])


def test_decisions_come_back_with_the_time_they_were_kept(client: FlaskClient, token: str) -> None:
    assert client.get(f"/intake/{token}/decisions").get_json() == {"decisions": {}, "project": None, "saved": ""}
    decisions = {"title": "Größe", "indicators": [{"id": "A1", "leave_out": True}]}
    kept = client.put(f"/intake/{token}/decisions", json={"decisions": decisions}).get_json()
    told = client.get(f"/intake/{token}/decisions").get_json()
    assert told == {"decisions": decisions, "project": None, "saved": kept["saved"]}


@pytest.mark.parametrize(
    "sent", [{}, [], "x", {"decisions": [1]}, {"decisions": {"path": "/etc"}}, {"decisions": None}]
)
def test_what_is_no_decision_is_not_kept(client: FlaskClient, token: str, sent: object) -> None:
    assert client.put(f"/intake/{token}/decisions", json=sent).status_code == 400
    assert client.get(f"/intake/{token}/decisions").get_json()["decisions"] == {}


@pytest.mark.parametrize("token", ["0" * 32, "x", "..", "A" * 32])
def test_an_unknown_delivery_keeps_nothing(client: FlaskClient, token: str) -> None:
    assert client.put(f"/intake/{token}/decisions", json={"decisions": {}}).status_code in (404, 405)
    told = client.get(f"/intake/{token}/decisions")
    assert told.status_code == 404 or told.mimetype == "text/html"


def test_another_site_decides_nothing(client: FlaskClient, token: str) -> None:
    sent = {"json": {"decisions": {"title": "x"}}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert client.put(f"/intake/{token}/decisions", **sent).status_code == 403
    assert client.get(f"/intake/{token}/decisions").get_json()["decisions"] == {}


def test_decisions_have_an_end(client: FlaskClient, token: str) -> None:
    long = b'{"decisions": {"title": "' + b"x" * MOST_BYTES + b'"}}'
    answer = client.put(f"/intake/{token}/decisions", data=long, content_type="application/json")
    assert answer.status_code == 413


def test_the_script_finds_its_wording() -> None:
    place = layout(load_texts("en"))
    assert "{time}" in attribute(place, "data-words")

"""Questions of the same moment come in one request; each is answered as if it had come alone."""

import gzip
import json
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from callbacks.guard.shared.plain_answer import SEVERAL
from callbacks.several import Several, framed
from callbacks.shared.wsgi import Answer
from tests.frames import answers_of
from texts import load_texts

ALONE = "/_dash-update-component"


def asks(output: str) -> str:
    inputs = [{"id": "address-page", "property": "data", "value": {"language": "de", "page": "start", "project": ""}}]
    told = {"id": "frame-page", "property": "children"}
    question = {"output": output, "outputs": told, "inputs": inputs, "changedPropIds": ["address-page.data"]}
    return json.dumps(question, separators=(",", ":"))


def test_each_is_answered_as_it_would_be_alone(client: FlaskClient) -> None:
    questions = [asks("frame-page.children"), asks("nothing.children"), "{"]
    alone = [client.post(ALONE, data=one, content_type="application/json") for one in questions]
    together = client.post(SEVERAL, json=questions)
    heard = {head["n"]: (head["status"], content) for head, content in answers_of(together.data)}
    assert heard == {n: (one.status_code, one.data) for n, one in enumerate(alone)}
    assert [one.status_code for one in alone] == [200, 400, 400]


def test_it_carries_the_headers_of_every_answer(client: FlaskClient) -> None:
    together = client.post(SEVERAL, json=[asks("frame-page.children")] * 2)
    alone = client.post(ALONE, data=asks("frame-page.children"), content_type="application/json")
    of_one = {"Content-Length", "Content-Type", "Content-Encoding", "Vary"}
    assert set(alone.headers.keys()) - of_one <= set(together.headers.keys())
    assert together.mimetype == "application/octet-stream"
    assert together.headers["Cache-Control"] == "no-store"


def test_the_guard_looks_at_every_one(client: FlaskClient) -> None:
    together = client.post(SEVERAL, json=[asks("frame-page.children")] * 2, headers={"Origin": "https://evil.example"})
    assert [head["status"] for head, _ in answers_of(together.data)] == [403, 403]


@pytest.mark.parametrize(
    "sent",
    [
        *(b"", b"{", b"[]", b"{}", b"[1]", json.dumps(["{}"] * 41).encode(), json.dumps(["a" * 1_000_001]).encode()),
        rb'["\ud800"]',
    ],
    ids=["nothing", "broken", "empty", "no list", "no texts", "too many", "too long", "half a letter"],
)
def test_what_no_page_of_ours_sends_is_refused_with_the_headers_of_every_answer(
    client: FlaskClient, sent: bytes
) -> None:
    answer = client.post(SEVERAL, data=sent, content_type="application/json", headers={"Accept-Language": "de"})
    assert (answer.status_code, answer.text) == (400, load_texts("de")("guard.malformed"))
    assert answer.headers["Content-Security-Policy"]


def test_what_took_long_the_last_time_comes_last() -> None:
    clock = iter([0.0, 9.0, 9.0, 10.0, 10.0, 11.0, 11.0, 12.0])

    def program(_: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [])
        return []

    before = Several(program, ["slow.x", "quick.x"], clock.__next__)
    questions = ['{"output":"slow.x"}', '{"output":"quick.x"}']

    def places() -> list[int]:
        body = json.dumps(questions).encode()
        environ = {"PATH_INFO": SEVERAL, "REQUEST_METHOD": "POST", "wsgi.input": BytesIO(body)}
        given = before({**environ, "CONTENT_LENGTH": str(len(body))}, lambda *_: None)
        return [head["n"] for head, _ in answers_of(b"".join(given))]

    assert [places(), places()] == [[0, 1], [1, 0]]


def test_a_packed_answer_stays_packed() -> None:
    packed = gzip.compress(b"legend")
    frame = framed(0, Answer("200 OK", (("content-encoding", "gzip"), ("Content-Type", "text/plain")), packed))
    [(head, content)] = answers_of(frame)
    assert (head["packed"], head["type"], content) == (True, "text/plain", b"legend")

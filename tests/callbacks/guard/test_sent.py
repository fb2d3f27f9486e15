"""Bodies that no page of ours sends, at every address that takes one; and the one address that says all is well."""

import io
import re

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.guard.shared.costly import UPLOADS
from callbacks.guard.shared.plain_answer import CALLBACKS

DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
BODIES = {
    "deep": DEEP,
    "brackets": b"[" * 100_000,
    "not a number": b'{"revision": NaN, "title": NaN, "inputs": [NaN], "decisions": {"a": NaN}, "view": {"i": NaN}}',
    "endless number": b'{"revision": ' + b"9" * 5_000 + b', "title": 1e999}',
}


class Counted(io.RawIOBase):
    """A body that goes on as long as anybody reads, and counts it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.taken += len(buffer)
        return len(buffer)


def is_plain(answer: TestResponse) -> bool:
    """Refused, or answered with nothing; no error of the program."""
    is_empty = answer.status_code == 204 or answer.get_json(silent=True) == {}
    return (is_empty or 400 <= answer.status_code < 500) and "Traceback" not in answer.text


def taking(app: Dash) -> list[tuple[str, str]]:
    """Every method and address that takes a body, with names that nothing has."""
    rules = [(method, rule.rule) for rule in app.server.url_map.iter_rules() for method in sorted(rule.methods or ())]
    found = [
        (method, re.sub(r"<(int:)?\w+>", "1", rule)) for method, rule in rules if method in ("POST", "PUT", "PATCH")
    ]
    assert len(found) > 15
    return found


@pytest.mark.parametrize("body", BODIES)
def test_json_that_no_page_writes_is_a_plain_refusal(app: Dash, client: FlaskClient, body: str) -> None:
    for method, address in taking(app):
        answer = client.open(address, method=method, data=BODIES[body], content_type="application/json")
        assert is_plain(answer), (method, address, answer.text[:200])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_half_a_letter_is_refused_wherever_it_is_sent(app: Dash, client: FlaskClient, encoding: str) -> None:
    sent = '{"title": "\\ud800", "decisions": {"title": ["\\uDC00"]}}'.encode(encoding)
    for method, address in taking(app):
        if address not in UPLOADS:
            answer = client.open(address, method=method, data=sent, content_type="application/json")
            assert answer.status_code == 400, (method, address)


def test_a_body_that_is_too_long_is_refused_before_it_is_read(app: Dash, client: FlaskClient) -> None:
    for method, address in taking(app):
        stream = Counted()
        length = {"CONTENT_LENGTH": "1000000000", "wsgi.input": stream}
        kind = "application/json" if address == CALLBACKS else "multipart/form-data; boundary=x"
        answer = client.open(address, method=method, content_type=kind, environ_overrides=length)
        assert is_plain(answer), (method, address, answer.text[:200])
        assert stream.taken < 1_000_000, (method, address)


def test_only_health_says_that_the_program_is_well(client: FlaskClient) -> None:
    well = client.get("/health")
    assert (well.status_code, well.text) == (200, "OK")
    for address in ("/nothing/at/all", "/healthy", "/de/health"):
        assert client.get(address).text != well.text
    assert [client.get(f"/{part}/nothing").status_code for part in ("data", "export", "basemap")] == [404] * 3

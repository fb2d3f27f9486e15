"""A request that goes wrong: a sentence for the reader, kind and place for the log, and nothing of the data."""

import errno
import logging
import os

import pytest
from dash import Dash
from flask import abort
from flask.testing import FlaskClient

from app import make_app
from callbacks.shared.services import Services

NAME = "Müllerstraße 17"


@pytest.fixture(scope="module")
def breaking(services: Services) -> Dash:
    """An app with an address that breaks while it holds what was delivered."""
    app = make_app(services)

    @app.server.get("/breaks")
    def breaks() -> str:
        return str({}[NAME])

    @app.server.get("/aborts")
    def aborts() -> str:
        abort(404)

    @app.server.get("/full")
    def full() -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), NAME)

    return app


def test_an_error_is_a_sentence_and_a_place(breaking: Dash, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = breaking.server.test_client().get("/breaks", headers={"Accept-Language": "en"})
    assert answer.status_code == 500
    assert "Your data are unchanged" in answer.text
    assert "KeyError at guard/test_mishaps.py:" in caplog.text
    assert all(NAME not in text and "Traceback" not in text for text in (answer.text, caplog.text))


def test_a_full_disk_is_told_as_such(breaking: Dash) -> None:
    answer = breaking.server.test_client().get("/full", headers={"Accept-Language": "de"})
    assert answer.status_code == 507
    assert answer.text.startswith("Nicht gespeichert: Auf den Datenträger konnte nicht geschrieben werden")


def test_readers_get_a_page_in_their_language_with_a_way_out(breaking: Dash) -> None:
    answer = breaking.server.test_client().get("/breaks", headers={"Accept": "text/html", "Accept-Language": "de"})
    assert answer.mimetype == "text/html"
    assert 'href="/de/start"' in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_what_is_not_there_is_still_not_there(breaking: Dash) -> None:
    assert breaking.server.test_client().get("/aborts").status_code == 404


@pytest.mark.parametrize("length", [40_000, 100_000])
def test_an_address_that_is_too_long_is_refused_on_a_plain_page(client: FlaskClient, length: int) -> None:
    answer = client.get("/de/map?sel=" + "~0101" * (length // 5), headers={"Accept": "text/html"})
    assert answer.status_code == 414
    assert "zu lang" in answer.text
    assert "0101" not in answer.text


def test_the_longest_address_of_the_page_is_answered(client: FlaskClient) -> None:
    assert client.get("/answer/de?show=types&how=" + "a" * 8000 + "&sel=" + "1" * 6000).status_code == 200


def test_no_tools_of_developers_are_on(client: FlaskClient, breaking: Dash) -> None:
    assert breaking.server.debug is False
    assert client.get("/_dash-config").mimetype == "text/html"
    assert client.get("/?__debugger__=yes&cmd=resource&f=debugger.js").mimetype == "text/html"
    assert client.get("/console").mimetype == "text/html"

"""Behind a reverse proxy: it is believed about the host and the client where it is named, and nobody else is."""

import http.client
import json
import socket
from typing import Any

import pytest
from flask import jsonify, request

from app import listening, make_app
from callbacks.shared.services import Services
from tests.serving import running

FORWARDED = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Host": "karte.example.org", "X-Forwarded-Proto": "https"}


@pytest.fixture(params=["127.0.0.1", ""])
def asked(request: pytest.FixtureRequest, services: Services) -> tuple[str, dict[str, Any]]:
    """What a request through a proxy looks like to the program, with the proxy named and without."""
    app = make_app(services, ("karte.example.org", "127.0.0.1"))
    app.server.get("/seen")(seen)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running(listening(app, "127.0.0.1", port, proxy=request.param)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/seen", headers=FORWARDED)
        answer = connection.getresponse()
        found = {**json.loads(answer.read()), "server": answer.headers.get("Server")}
        connection.close()
    return request.param, found


def seen() -> Any:
    return jsonify(client=request.remote_addr, host=request.host, scheme=request.scheme)


def test_only_the_proxy_that_is_named_is_believed(asked: tuple[str, dict[str, Any]]) -> None:
    proxy, told = asked
    if proxy:
        assert told == {"client": "192.0.2.7", "host": "karte.example.org", "scheme": "https", "server": None}
    else:
        assert (told["client"], told["scheme"]) == ("127.0.0.1", "http")
        assert told["host"].startswith("127.0.0.1:")

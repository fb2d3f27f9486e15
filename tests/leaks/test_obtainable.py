"""What the server refuses to give as a file is no file in which nothing was found."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks import export
from tests.callbacks.questions import services_of
from tests.callbacks.towns import hostile_town
from tests.leaks.obtainable import exports, files
from tests.toytown import toytown


@pytest.fixture
def client() -> FlaskClient:
    server = Flask("of-another-town")
    export.register(server, services_of(hostile_town()))
    return server.test_client()


@pytest.mark.parametrize("obtained", [exports, files])
def test_a_file_that_is_refused_ends_the_walk_with_status_and_address(obtained: object, client: FlaskClient) -> None:
    with pytest.raises(AssertionError, match=r"/export/.*p=toytown.*: 404"):
        next(obtained(client, toytown(), "A1", 2024))  # type: ignore[operator]

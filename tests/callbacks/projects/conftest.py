"""A program over a store of its own, whose first project is a made town."""

from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.shared.services import Services
from tests.callbacks.delivered_towns import town_files


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return open_services(tmp_path / "projects", town_files(tmp_path / "first", "Erlental", "10", 9))


@pytest.fixture
def app(services: Services) -> Dash:
    return make_app(services)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()

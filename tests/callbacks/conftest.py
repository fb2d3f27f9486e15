"""The app over two small towns, asked without a browser."""

from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.shared.services import Services
from tests.callbacks.delivered_towns import town_files


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    folder: Path = tmp_path_factory.mktemp("towns")
    return open_services(folder / "projects", town_files(folder / "one", "Erlental", "10", 9))


@pytest.fixture(scope="session")
def second_project(services: Services, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A project that somebody else delivered."""
    files = town_files(tmp_path_factory.mktemp("two"), "Birkenau", "20", 5)
    return services.projects.add({file.name: file for file in files})


@pytest.fixture(scope="session")
def app(services: Services) -> Dash:
    return make_app(services)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()

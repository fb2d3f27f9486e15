"""The sample city, once as it is inside and once as the public gets it; each served by an app of its own."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from analysis.protection import PROFILES
from app import make_app, open_services
from layers.protection import publish
from loading.atlas import Atlas
from loading.project_file.public import write_public


@dataclass(frozen=True)
class Served:
    """A city and a way to ask for it.

    Attributes
    ----------
    atlas : Atlas
    client : FlaskClient
    """

    atlas: Atlas
    client: FlaskClient


@pytest.fixture(scope="session")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Served:
    services = open_services(tmp_path_factory.mktemp("inside"))
    return Served(services.atlas(""), make_app(services).server.test_client())


@pytest.fixture(scope="session")
def public_file(inside: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    published = publish(inside.atlas, PROFILES["ba"]).atlas
    return write_public(tmp_path_factory.mktemp("file") / "ahrenfurt.gpkg", published)


@pytest.fixture(scope="session")
def public(public_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A server that has never had anything but the public file."""
    services = open_services(tmp_path_factory.mktemp("public"), [public_file])
    return Served(services.atlas(""), make_app(services).server.test_client())

"""A project file among delivered files is opened as what it is, or completed by what came with it."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.shared.services import Services
from loading.choices import Choices
from tests.callbacks.delivered_towns import town_files
from tests.loading.made_files import geopackage


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return open_services(tmp_path / "projects", town_files(tmp_path / "first", "Erlental", "10", 9))


@pytest.fixture
def project_file(services: Services, tmp_path: Path) -> bytes:
    files = town_files(tmp_path / "files", "Lindenau", "30", 6)
    services.named.keep(services.projects.add({path.name: path for path in files}, Choices(title="Eins")))
    return services.projects.shelf.path("eins").read_bytes()


def sent(client: FlaskClient, files: dict[str, bytes]) -> dict[str, str]:
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    answer: dict[str, str] = client.post("/intake/files", data={"files": parts}).get_json()
    return answer


def test_a_project_file_alone_gives_its_project(services: Services, project_file: bytes) -> None:
    client = make_app(services).server.test_client()
    answer = sent(client, {"egal.bin": project_file})
    assert services.atlas(answer["project"]).title == "Eins"


def test_a_project_file_with_a_table_becomes_a_delivery_of_all_of_them(services: Services, project_file: bytes) -> None:
    client = make_app(services).server.test_client()
    token = sent(client, {"egal.gpkg": project_file, "mehr.csv": b"Nr;Jahr;Arbeitslose\n3001;2025;5\n"})["intake"]
    names = (services.projects.folder / "intake" / token / "names.json").read_text(encoding="utf-8")
    assert "mehr.csv" in names
    assert "Lindenau.geojson" in names
    assert "egal" not in names
    assert client.get(f"/intake/{token}/decisions").get_json()["project"]["slug"] == "eins"


def test_any_other_geopackage_is_a_map_as_before(services: Services, tmp_path: Path) -> None:
    client = make_app(services).server.test_client()
    assert set(sent(client, {"q.gpkg": geopackage(tmp_path / "q.gpkg").read_bytes()})) == {"intake"}


def test_a_project_file_with_exchanged_content_is_refused_in_plain_words(
    services: Services, project_file: bytes
) -> None:
    client = make_app(services).server.test_client()
    answer = sent(client, {"eins.qb.gpkg": project_file.replace(b'"title": "Eins"', b'"title": "Zwei"')})
    assert "eins.qb.gpkg" in answer["problem"]

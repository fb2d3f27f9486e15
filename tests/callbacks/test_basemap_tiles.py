"""Pictures of base maps by address, and what the page may load because of them."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app import main, make_app, open_services
from callbacks.shared.services import Services
from tests.made_tiles import mbtiles, png

TOWN = png(220, 230, 210)
FAR = """[luftbild]
name = {de = "Luftbild", en = "Aerial view"}
kind = "xyz"
url = "https://tiles.example.org:8443/{z}/{x}/{y}.png"
attribution = "Vermessungsamt"
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    folder = tmp_path_factory.mktemp("maps")
    mbtiles(folder / "town.mbtiles", {(1, 0, 1): TOWN}, format="png")
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "basemaps.toml").write_text(FAR, encoding="utf-8")
    return open_services(tmp_path_factory.mktemp("projects"), basemaps=folder)


@pytest.fixture(scope="module")
def client(services: Services) -> FlaskClient:
    return make_app(services).server.test_client()


def address(services: Services, z: int, x: int, y: int) -> str:
    (file,) = [one for one in services.basemaps if not one.is_external]
    return file.url.format(z=z, x=x, y=y)


def test_a_picture_is_kept_for_ever_under_the_address_of_its_state(client: FlaskClient, services: Services) -> None:
    answer = client.get(address(services, 1, 0, 1))
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", TOWN)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(address(services, 1, 0, 1), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_under_another_address_it_is_asked_for_anew(client: FlaskClient) -> None:
    assert client.get("/basemap/town/1/0/1").headers["Cache-Control"] == "no-cache"
    assert client.get("/basemap/town/1/0/1?v=old").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "town/1/0/0",
            "town/1/9/9",
            "town/99/0/0",
            "town/-1/0/0",
            "town/1/0/x",
            "town/1/0/1.png",
            "town/1/0/1/2",
            "town",
        ),
        *("other/1/0/1", "secret.txt", "../secret.txt", "..%2Fsecret.txt/1/0/1", "%2e%2e/1/0/1", "town.mbtiles/1/0/1"),
        *("luftbild/1/0/1", f"town/1/0/{10**30}", quote("town' OR 1=1 --") + "/1/0/1", "town%00/1/0/1"),
    ],
)
def test_whatever_is_no_picture_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/basemap/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.data


def test_the_policy_names_exactly_the_configured_machine_and_only_for_pictures(client: FlaskClient) -> None:
    rules = dict(rule.split(" ", 1) for rule in client.get("/").headers["Content-Security-Policy"].split("; "))
    assert rules["img-src"] == "'self' data: blob: https://tiles.example.org:8443"
    assert [name for name, allowed in rules.items() if "example" in allowed] == ["img-src"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kind =", "knd =", ["basemaps.toml", "Zeile 3", "„knd“", "xyz"]),
        ("https:", "htps:", ["Zeile 4", "„htps“", "https://"]),
    ],
)
def test_a_typo_refuses_to_start_in_one_plain_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, said: list[str]
) -> None:
    (tmp_path / "basemaps.toml").write_text(FAR.replace(before, after), encoding="utf-8")
    options = ["--no-browser", "--projects", str(tmp_path / "projects"), "--basemaps", str(tmp_path)]
    assert main(["serve", *options]) == 2
    told = capsys.readouterr().out.strip()
    assert len(told.splitlines()) == 1
    expected = said if before != "kind =" else said[:1]
    assert all(word in told for word in expected), told

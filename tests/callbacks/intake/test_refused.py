"""A file that is refused for its password, its damage or the persons in it leaves nothing on the disk and in the log.

The search goes through everything: projects, deliveries under way with their decisions, layouts, temporary folders.
"""

import io
import json
import logging
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import main, make_app, open_services
from callbacks.shared.services import Services
from loading.choices import Choices
from loading.delivery import Delivery, read_delivery
from loading.ingest.reader import Reader
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import delivered, project_of, result
from tests.loading.made_files import shapefile
from tests.loading.persons.made_persons import PERSONS, as_csv
from tests.loading.registers.made_registers import MARK, with_mark

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Make = Callable[[Path], Path]


def stored(path: Path, members: dict[str, bytes]) -> Path:
    """An archive whose members can be read in its bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def written(name: str, content: bytes) -> Make:
    def made(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return made


def locked_zip(folder: Path) -> Path:
    """The flag of encryption stands in both heads of a member."""
    path = stored(folder / "geheim.zip", {"liste.csv": MARK.encode()})
    content = bytearray(path.read_bytes())
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(head) + place
        content[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(content)
    return path


def torn_zip(folder: Path) -> Path:
    path = stored(folder / "torn.zip", {"a.csv": MARK.encode() * 50, "b.csv": b"x"})
    path.write_bytes(path.read_bytes()[:-40])
    return path


def torn_table_in_zip(folder: Path) -> Path:
    """A good table and a broken one in one archive."""
    broken = stored(folder / "x.zip", {"[Content_Types].xml": MARK.encode(), "xl/workbook.xml": b"<"}).read_bytes()
    table = b"Nr;Jahr;Kinder\n3001;2024;5\n3002;2024;6\n"
    return stored(folder / "zwei.zip", {"kinder.csv": table, "broken.xlsx": broken})


def torn_shapefile(folder: Path) -> Path:
    """Its table is shorter than its head says."""
    shapefile(folder / "karte.shp")
    dbf = folder / "karte.dbf"
    dbf.write_bytes(dbf.read_bytes()[:-30] + MARK.encode())
    members = {f"karte{suffix}": (folder / f"karte{suffix}").read_bytes() for suffix in (".shp", ".shx", ".dbf")}
    return stored(folder / "karte.zip", members)


def torn_map_in_zip(folder: Path) -> Path:
    """A map that breaks off, in an archive with a good table."""
    members = {
        "torn.geojson": b'{"type": "FeatureCollection", "features": [{"x": "' + MARK.encode(),
        "a.csv": b"a;b\n1;2\n",
    }
    return stored(folder / "gemischt.zip", members)


def persons(folder: Path) -> Path:
    return as_csv(folder / "liste.csv", {**PERSONS["names with titles"][0], "Akte": [MARK, MARK, MARK]})


def persons_in_zip(folder: Path) -> Path:
    return stored(folder / "personen.zip", {"liste.csv": persons(folder).read_bytes(), "lies.txt": b"x"})


REFUSED: dict[str, Make] = {
    "workbook with a password": written(
        "geheim.xlsx", _OLE + bytes(900) + "EncryptedPackage".encode("utf-16-le") + MARK.encode()
    ),
    "archive with a password": locked_zip,
    "torn archive": torn_zip,
    "torn table in an archive": torn_table_in_zip,
    "broken workbook": lambda folder: stored(
        folder / "kaputt.xlsx", {"[Content_Types].xml": MARK.encode(), "xl/workbook.xml": b"<"}
    ),
    "torn shapefile": torn_shapefile,
    "torn map in an archive": torn_map_in_zip,
    "torn GeoJSON": written("torn.geojson", b'{"type": "FeatureCollection", "features": [{"x": "' + MARK.encode()),
    "no GeoPackage": written("q.gpkg", b"SQLite format 3\0" + bytes(100) + MARK.encode()),
    "table with open quotes": written("offen.csv", b'Nr;Kinder\n1;"' + MARK.encode() * 3000),
    "table of persons": persons,
    "persons in an archive": persons_in_zip,
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where everything goes: projects, deliveries under way and temporary files."""
    folder: Path = tmp_path_factory.mktemp("places")
    (folder / "tmp").mkdir()
    return folder


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return town_files(tmp_path_factory.mktemp("town"), "Lindenau", "30", 6)


def served(places: Path) -> Services:
    return open_services(places / "projects", town_files(places.with_name("one"), "Erlental", "10", 9))


@pytest.fixture(scope="module")
def services(places: Path) -> Services:
    """Read in this process, which is quicker; whether a process of its own leaves anything is tried with ``apart``."""

    def read(paths: list[Path], choices: Choices | None = None, **_: object) -> Delivery:
        return read_delivery(paths, choices)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader.__init__, "__defaults__", (*(Reader.__init__.__defaults__ or ())[:-1], read))
        return served(places)


@pytest.fixture(scope="module")
def app(services: Services) -> Dash:
    return make_app(services)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def apart(places: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The same folders, with files read as they always are."""
    monkeypatch.setattr(tempfile, "tempdir", str(places / "tmp"))
    return make_app(served(places)).server.test_client()


def marked(folder: Path) -> list[str]:
    """Files that hold the mark, in any form in which these files are laid down."""
    plain = [path for path in folder.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()]
    return sorted({str(one.relative_to(folder)) for one in plain})


def looked_at(client: FlaskClient, places: Path, refused: Path, town: list[Path]) -> str:
    """Deliver a file, then a town, look at both and open the map; nothing of the file is left, the town is there."""
    before = delivered(client, [refused])
    assert marked(places)  # so that the search is known to find it
    token = delivered(client, town, before)
    decided = {"decisions": {"title": "Lindenau"}}
    assert client.put(f"/intake/{token}/decisions", json=decided).status_code == 200
    shown = json.dumps(result(client, {"intake": token}), ensure_ascii=False)
    assert refused.stem in shown
    assert marked(places) == []
    opened = project_of(client, token, {})
    state = opened["intake-project"]["data"]
    assert len(state) == 16
    assert marked(places) == with_mark(places / "projects" / state) == []
    return shown + json.dumps(opened)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_file_leaves_nothing_and_the_rest_goes_on(
    client: FlaskClient,
    places: Path,
    tmp_path: Path,
    town: list[Path],
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    assert MARK not in looked_at(client, places, REFUSED[kind](tmp_path), town) + caplog.text


def test_the_process_that_reads_leaves_nothing_either(
    apart: FlaskClient, places: Path, tmp_path: Path, town: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert MARK not in looked_at(apart, places, persons_in_zip(tmp_path), town) + caplog.text
    assert list((places / "tmp").iterdir()) == []


def test_whoever_opens_the_map_without_a_look_keeps_nothing_either(
    client: FlaskClient, places: Path, tmp_path: Path, town: list[Path]
) -> None:
    token = delivered(client, [*town, persons(tmp_path)])
    assert "Namen von Personen" in json.dumps(project_of(client, token, {}), ensure_ascii=False)
    assert marked(places) == []


def test_what_was_left_out_is_said_until_it_comes_readable(
    client: FlaskClient, tmp_path: Path, town: list[Path]
) -> None:
    token = delivered(client, [*town, REFUSED["broken workbook"](tmp_path)])
    for _ in range(2):
        shown = result(client, {"intake": token})
        assert shown["nothing_to_confirm"] is False
        assert "kaputt.xlsx" in json.dumps(shown)
    (tmp_path / "kaputt.xlsx").write_text("Nr;Jahr;Kinder\n3001;2024;5\n3002;2024;6\n", encoding="utf-8")
    further = delivered(client, [tmp_path / "kaputt.xlsx"], token)
    assert "tables.broken_workbook" not in json.dumps(result(client, {"intake": further}))


def test_persons_that_come_with_a_project_file_stay_nowhere(
    client: FlaskClient, services: Services, places: Path, tmp_path: Path, town: list[Path]
) -> None:
    services.named.keep(services.projects.add({path.name: path for path in town}, Choices(title="Eins")))
    project = tmp_path / "eins.qb.gpkg"
    project.write_bytes(services.projects.shelf.path("eins").read_bytes())
    token = delivered(client, [project, persons(tmp_path)])
    assert [one.split("/")[2] for one in marked(places)] == [token]
    result(client, {"intake": token})
    assert marked(places) == []


@pytest.mark.parametrize("route", ["/projects/open", "/intake/files"])
def test_a_project_file_that_is_refused_stays_nowhere(
    client: FlaskClient, services: Services, places: Path, town: list[Path], route: str
) -> None:
    services.named.keep(services.projects.add({path.name: path for path in town}, Choices(title="Eins")))
    whole = services.projects.shelf.path("eins").read_bytes()
    torn = whole.replace(b'"title": "Eins"', b'"title": "Zwei"') + MARK.encode()
    part = "file" if route == "/projects/open" else "files"
    answer = client.post(route, data={part: (io.BytesIO(torn), "fremd.qb.gpkg")})
    assert answer.status_code == 400
    assert marked(places) == []


def test_a_state_with_a_file_nobody_could_look_into_is_kept_without_it(
    services: Services, places: Path, tmp_path: Path, town: list[Path]
) -> None:
    files = {path.name: path for path in [*town, REFUSED["broken workbook"](tmp_path)]}
    kept = services.named.keep(services.projects.open_files(list(files.values()), Choices(title="Eins")))
    assert marked(places) == []
    assert kept.summary is not None
    assert sorted(services.named.sources("eins")[0]) == sorted(path.name for path in town)


def test_files_that_are_refused_at_the_start_are_not_even_listed(places: Path, tmp_path: Path) -> None:
    folder = places / "projects"
    said = main(["serve", "--no-browser", "--projects", str(folder), "--data", str(persons(tmp_path))])
    assert said == 2
    assert not [path for path in folder.glob("*/sources.json") if b"liste.csv" in path.read_bytes()]

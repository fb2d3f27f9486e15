"""What is written down while people work: where something happened, and nothing of what was delivered."""

import http.client
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from dash import Dash
from flask.testing import FlaskClient

from tests.callbacks.asking import ask, choropleth_of
from tests.loading.made_files import degrees, feature, geojson
from tests.serving import running

NAMES = ("Quellenwinkel", "Zwetschgenhof", "Igelgrund", "Pappelbruch", "Nussallee", "Ginsterweg")
NUMBERS = (48611, 48619, 48623, 48647, 48649, 48661)
TABLE = "Nr;Name;Einwohner;Arbeitslose\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A town whose names and numbers occur nowhere else."""
    features = [feature(degrees(at), NR=f"8{at}", NAME=name) for at, name in enumerate(NAMES)]
    rows = [
        f"8{at};{name};{number};{number - 40_000}" for at, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True))
    ]
    table = tmp_path / "Schlehengrundzahlen.csv"
    table.write_text(TABLE + "\n".join(rows), encoding="utf-8")
    return [geojson(tmp_path / "Schlehengrund.geojson", features), table]


SPEAKING = {"waitress", "werkzeug", "callbacks", "layers", "loading", "analysis", "quartierblick"}


def set_levels(level: int) -> None:
    """Let all loggers of the program and its server say so much."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in SPEAKING:
            logging.getLogger(name).setLevel(level)


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that any logger has to say."""
    with caplog.at_level(logging.DEBUG):
        set_levels(logging.DEBUG)
        yield caplog
    set_levels(logging.NOTSET)


def deliver(client: FlaskClient, files: dict[str, bytes]) -> str:
    sent = {"files": [(io.BytesIO(content), name) for name, content in files.items()]}
    token: str = client.post("/intake/files", data=sent).get_json()["intake"]
    return token


def works(client: FlaskClient, files: list[Path]) -> str:
    """From the files to a project, its map, its parts and its exports, with mistakes on the way."""
    page = {"language": "de", "page": "data", "project": ""}
    contents = {path.name: path.read_bytes() for path in files}
    map_name, table_name = contents
    broken = (
        {map_name: contents[map_name][:-40], table_name: contents[table_name]},
        {map_name: contents[map_name], table_name: contents[table_name].replace(b";", b"\x00;\xff")},
        {f"{NAMES[0]}.xlsx": b"PK\x03\x04" + contents[table_name], map_name: contents[map_name]},
        {f"{NAMES[0]}.gpkg": b"SQLite format 3\x00" + contents[table_name]},
    )
    for delivery in (*broken, contents):
        token = deliver(client, delivery)
        for decisions in ({}, {"layers": NAMES[0]}, {"formulas": [{"formula": NAMES[0]}]}):
            asked = {"intake": token, "decisions": decisions}
            ask(client, "intake-answer.data", {"intake-delivery": asked, "address-page": page})
        client.post(f"/intake/{token}/preview", json={"formula": f"[{NAMES[1]}] / {NUMBERS[0]}", "language": "de"})
        client.post(f"/intake/{token}/log.csv", json={"join": NAMES[0]})
    made = ask(
        client, "intake-project.data", {"intake-go": 1, "intake-delivery": {"intake": token}, "address-page": page}
    )
    project: str = made.get_json()["response"]["intake-project"]["data"]
    answer = choropleth_of(client, project)
    values = {"choropleth": answer, "address-selection": ["80"], "panel-tabs": "concentration"}
    for part in ("ranking-content.children", "profile-content.children", "scatter-chart.figure"):
        assert ask(client, part, values).status_code == 200
    for kind in ("html", "xlsx", "pptx", "pdf"):
        assert client.get(f"/export/de/{kind}", query_string={"p": project, "sel": "80"}).status_code == 200
    for forged in ({"choropleth": NAMES[0]}, {"choropleth": {**answer, "query": {**answer["query"], "i": NAMES[0]}}}):
        ask(client, "ranking-content.children", {**values, **forged})
    return project


def serves(app: Dash, project: str) -> None:
    """The same through the server itself: right, wrong and torn requests."""
    server = waitress.create_server(app.server, host="127.0.0.1", port=0, asyncore_use_poll=True)
    with running(server):
        for address in (
            f"/answer/de?p={project}",
            f"/export/de/html?p={project}&i={NAMES[0]}",
            f"/data/{project}/quarter/{NAMES[0]}/1.column",
        ):
            connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=20)
            connection.request("GET", address)
            connection.getresponse().read()
            connection.close()


def test_no_name_and_no_number_of_a_delivery_is_written_down(
    app: Dash,
    client: FlaskClient,
    files: list[Path],
    written: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    serves(app, works(client, files))
    told = capfd.readouterr()
    said = "\n".join([written.text, told.out, told.err])
    values = {
        str(one)
        for number in NUMBERS
        for one in (number, number - 40_000, f"{number:,}", f"{number:,}".replace(",", "."))
    }
    assert sorted(one for one in {*NAMES, *values, "Schlehengrund"} if one in said) == []
    assert "Traceback" not in said

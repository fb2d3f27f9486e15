"""The way in: files arrive under a token, what is too large or comes from elsewhere is refused plainly."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.shared.services import Services, texts_of
from loading.ingest.limits import Limits


def sent(client: FlaskClient, files: dict[str, bytes], query: str = "", **headers: str) -> TestResponse:
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    return client.post(f"/intake/files{query}", data={"files": parts}, headers=headers)


def kept(services: Services, token: str) -> dict[str, bytes]:
    place = services.projects.folder / "intake" / token
    return {path.name: path.read_bytes() for path in place.iterdir()}


def test_files_lie_under_numbers_and_their_names_beside_them(client: FlaskClient, services: Services) -> None:
    answer = sent(client, {"../../Größe.csv": b"a;b", "C:\\x\\karte.geojson": b"{}"}).get_json()
    assert re.fullmatch(r"[0-9a-f]{32}", answer["intake"])
    found = kept(services, answer["intake"])
    assert {found["0"], found["1"]} == {b"a;b", b"{}"}
    assert set(found) == {"0", "1", "names.json"}
    assert "Größe.csv" in found["names.json"].decode()


def test_a_second_delivery_completes_the_first_and_replaces_what_bears_the_same_name(
    client: FlaskClient, services: Services
) -> None:
    first = sent(client, {"karte.geojson": b"old", "zahlen.csv": b"1"}).get_json()["intake"]
    second = sent(client, {"karte.geojson": b"new"}, f"?before={first}").get_json()["intake"]
    found = kept(services, second)
    assert sorted(found[name] for name in ("0", "1")) == [b"1", b"new"]
    assert kept(services, first)["0"] == b"old"


@pytest.mark.parametrize("before", ["0" * 32, "../../etc", "A" * 32])
def test_an_unknown_earlier_delivery_is_no_delivery(client: FlaskClient, services: Services, before: str) -> None:
    token = sent(client, {"zahlen.csv": b"1"}, f"?before={before}").get_json()["intake"]
    assert set(kept(services, token)) == {"0", "names.json"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_delivery_gets_problem_and_repair(client: FlaskClient, language: str) -> None:
    response = client.post(f"/intake/files?language={language}", data={})
    assert response.status_code == 400
    assert response.get_json()["problem"] == texts_of(language)("intake.no_files.problem")


def test_a_request_larger_than_a_delivery_may_be_is_refused_in_plain_text(client: FlaskClient) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n1\r\n--x--\r\n'
    response = client.post(
        "/intake/files",
        input_stream=io.BytesIO(body),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(Limits().bytes_together + 1)},
    )
    assert response.status_code == 413
    assert response.mimetype == "text/plain"
    assert "250 MB" in response.text


def test_the_server_knows_the_limit(app: Dash) -> None:
    assert app.server.config["MAX_CONTENT_LENGTH"] == Limits().bytes_together == 250_000_000


def test_another_site_cannot_deliver_files(client: FlaskClient) -> None:
    assert sent(client, {"a.csv": b"1"}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert sent(client, {"a.csv": b"1"}, **{"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_the_files_of_the_sample_city_can_be_fetched_together(client: FlaskClient, services: Services) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get("/intake/sample.zip").data)) as archive:
        assert archive.namelist() == [path.name for path in services.samples]
        assert archive.read(services.samples[0].name) == Path(services.samples[0]).read_bytes()

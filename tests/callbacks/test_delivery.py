"""Geometry, id tiles and numbers by address."""

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks import delivery
from layers import id_tiles
from layers.columns import column_url, details_url
from layers.container import read_container
from layers.difference import difference_url
from layers.map_geometry import map_geometry_bytes, map_geometry_url
from tests.callbacks.questions import services_of
from tests.callbacks.towns import hostile_town
from tests.made_coverage import city_of, squares
from tests.toytown import IDS, toytown


@pytest.fixture
def data() -> FlaskClient:
    server = Flask("data")
    delivery.register(server, services_of(toytown(), hostile_town()))
    return server.test_client()


def test_numbers_stand_in_the_order_of_the_quarters_with_a_reason_for_every_blank(data: FlaskClient) -> None:
    header, column = read_container(data.get(column_url(toytown(), "quarter", "A1", 2023)).data)
    assert column["value"].tolist()[:7] == [18, 27, 54, 9, 18, 27, 0]
    assert np.isnan(column["value"][7:]).all()
    assert [header["reasons"][code] for code in column["reason"]][-3:] == ["zero", "suppressed", "not_delivered"]


def test_details_come_apart_from_the_values(data: FlaskClient) -> None:
    _, details = read_container(data.get(details_url(toytown(), "quarter", "A1", 2024)).data)
    assert details["rank"].tolist() == [4, 2, 1, 7, 4, 2, 9, 7, 4]


def test_differences_are_a_column_too(data: FlaskClient) -> None:
    header, column = read_container(data.get(difference_url(toytown(), "quarter", "A1", 2024, "2023")).data)
    assert header["against"] == "2023"
    assert column["value"].tolist()[:3] == [2, 3, 6]


def test_the_geometry_holds_every_quarter_with_its_key(data: FlaskClient) -> None:
    header, sections = read_container(data.get(map_geometry_url(toytown(), "quarter")).data)
    assert tuple(header["ids"]) == IDS
    assert len(sections["length"]) == 20


def test_very_many_quarters_come_as_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(id_tiles, "TILES_FROM", 20)
    grid = city_of(squares(6, 6), "grid")
    server = Flask("data")
    delivery.register(server, services_of(grid))
    tiles = read_container(map_geometry_bytes(grid, "quarter"))[0]["tiles"]
    z = tiles["zooms"][0]
    place = {"z": z, "x": int((9 / 360 + 0.5) * 2**z), "y": int(84.6 / 256 * 2**z)}
    answer = server.test_client().get(tiles["url"].format(**place))
    assert answer.status_code == 200
    assert len(answer.data) == 4 * tiles["size"] ** 2
    assert server.test_client().get(tiles["url"].format(z=z, x=2**z, y=0)).status_code == 404


@pytest.mark.parametrize("file", ["A1/2024.column", "A1/2024.details", "A1/2024-minus-2023.column", "geometry.arcs"])
def test_answers_may_be_kept_for_ever_and_carry_a_mark_of_their_content(data: FlaskClient, file: str) -> None:
    address = f"/data/toytown/district/{file}"
    answer = data.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "application/octet-stream"
    assert data.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_indicator_whose_id_is_no_plain_word_is_found_under_its_own_address(data: FlaskClient) -> None:
    for url in (column_url, details_url):
        header, _ = read_container(data.get(url(hostile_town(), "quarter", "a/b?<i>", 2024)).data)
        assert header["indicator"] == "a/b?<i>"


@pytest.mark.parametrize(
    "address",
    [
        "/data/gone/quarter/geometry.arcs",
        "/data/toytown/street/geometry.arcs",
        "/data/toytown/quarter/geometry.json",
        "/data/hostile/district/geometry.arcs",
        "/data/gone/quarter/A1/2024.column",
        "/data/toytown/quarter/A1/1850.column",
        "/data/toytown/quarter/A1/2024.json",
        "/data/toytown/quarter/Z9/2024.details",
        "/data/toytown/quarter/A1/2024.5.column",
        "/data/toytown/quarter/A1/2024-minus-1850.column",
        "/data/toytown/quarter/ids/8/134/84.bin",
        "/data/gone/quarter/ids/8/134/84.bin",
        "/data/toytown/quarter/ids/8/134/-1.bin",
    ],
)
def test_what_is_not_there_is_not_found(data: FlaskClient, address: str) -> None:
    assert data.get(address).status_code == 404

"""Geometry and numbers by address."""

import gzip
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks import delivery
from layers.columns import column_url
from layers.geometry import geometry_url
from tests.callbacks.questions import services_of
from tests.callbacks.towns import hostile_town
from tests.toytown import IDS, toytown


@pytest.fixture
def data() -> FlaskClient:
    server = Flask("data")
    delivery.register(server, services_of(toytown(), hostile_town()))
    return server.test_client()


def test_numbers_stand_in_the_order_of_the_quarters_with_null_for_blanks(data: FlaskClient) -> None:
    column = data.get(column_url(toytown(), "quarter", "A1", 2023)).get_json()
    assert column["value"] == [18, 27, 54, 9, 18, 27, 0, None, None]
    assert [column["reasons"][code] for code in column["reason"]][-3:] == ["zero", "suppressed", "not_delivered"]


def test_the_geometry_holds_every_quarter_with_its_key(data: FlaskClient) -> None:
    answer = data.get(geometry_url(toytown(), "quarter"))
    content = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    assert tuple(json.loads(content)["ids"]) == IDS


@pytest.mark.parametrize("address", ["/data/toytown/district/A1/2024.json", "/data/toytown/district/geometry.json"])
def test_answers_may_be_kept_for_ever_and_carry_a_mark_of_their_content(data: FlaskClient, address: str) -> None:
    answer = data.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type.startswith("application/json")
    assert data.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_indicator_whose_id_is_no_plain_word_is_found_under_its_own_address(data: FlaskClient) -> None:
    answer = data.get(column_url(hostile_town(), "quarter", "a/b?<i>", 2024))
    assert answer.get_json()["indicator"] == "a/b?<i>"


@pytest.mark.parametrize(
    "address",
    [
        "/data/gone/quarter/geometry.json",
        "/data/toytown/street/geometry.json",
        "/data/hostile/district/geometry.json",
        "/data/gone/quarter/A1/2024.json",
        "/data/toytown/quarter/A1/1850.json",
        "/data/toytown/quarter/Z9/2024.json",
        "/data/toytown/quarter/A1/2024.5.json",
    ],
)
def test_what_is_not_there_is_not_found(data: FlaskClient, address: str) -> None:
    assert data.get(address).status_code == 404

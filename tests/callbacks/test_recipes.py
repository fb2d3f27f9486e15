"""Recipes by address: downloaded, read, refused in plain words; and the ingredients of an index as numbers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from analysis.index.recipe_text import from_text, to_text
from analysis.index.recipe_token import LONGEST_TOKEN, from_token, to_token
from analysis.index.shipped import SHIPPED, shipped
from callbacks import delivery, recipes
from layers.container import read_container
from layers.index.columns import index_columns_url
from layers.index.recipes import fields_of
from tests.callbacks.questions import services_of
from tests.layers.index.towns_with_index import index_town, recipe
from tests.toytown import toytown

TOKEN = to_token(recipe())
HOSTILE = [
    "nonsense",
    "%00",
    "..%2F..%2Fetc%2Fpasswd",
    "A" * (LONGEST_TOKEN + 1),
    "eJw",
    "<script>",
    "ü",
    "berlin_mss~",
]


@pytest.fixture
def client() -> FlaskClient:
    server = Flask("recipes")
    recipes.register(server)
    delivery.register(server, services_of(toytown(), index_town()))
    return server.test_client()


def test_a_recipe_is_downloaded_as_a_file_named_by_its_title(client: FlaskClient) -> None:
    answer = client.get(f"/recipe/{TOKEN}.toml?language=en")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vier-anteile.toml"'
    assert from_text(answer.text) == recipe()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_recipes_go_by_their_name(client: FlaskClient, name: str) -> None:
    assert from_text(client.get(f"/recipe/{name}.toml").text) == shipped(name)
    told = client.post("/recipe", data=to_text(shipped(name)).encode()).json
    assert told is not None
    assert told["token"] == name


def test_a_text_is_read_into_a_word_for_the_address(client: FlaskClient) -> None:
    told = client.post("/recipe", data=b"\xef\xbb\xbf" + to_text(recipe()).encode()).json
    assert told is not None
    assert from_token(told["token"]) == recipe()
    assert told["title"] == {"de": "Vier Anteile", "en": "Vier Anteile"}
    assert told["recipe"]["ingredients"][0]["weight"] == 1


def test_the_fields_of_a_form_are_read_as_well(client: FlaskClient) -> None:
    fields = fields_of(recipe(2, 1, 1, 0))
    told = client.post("/recipe", json={"recipe": fields}).json
    assert told is not None
    assert from_token(told["token"]) == recipe(2, 1, 1, 0)
    again = client.post("/recipe", json={"text": to_text(recipe())}).json
    assert again is not None
    assert again["token"] == TOKEN


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "missing_field"),
        (b'name = "x"\n[[ingredients', "not_toml"),
        (b"\xff\xfe\x00", "not_toml"),
        (b'name = "x"\nsum = 1', "unknown_field"),
        (b'name = "x"\ningredients = []', "no_ingredients"),
        (b"a" * 200_001, "text_too_long"),
    ],
)
def test_what_is_no_recipe_is_refused_with_a_repair(client: FlaskClient, sent: bytes, code: str) -> None:
    answer = client.post("/recipe?language=de", data=sent)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["code"] == code
    assert answer.json["repair"].startswith("Bitte")


@pytest.mark.parametrize(
    "sent", [{"recipe": None}, {"recipe": [1]}, {"text": {}}, {}, [], "x", {"recipe": {"name": 3}}]
)
def test_json_that_is_no_recipe_is_refused_too(client: FlaskClient, sent: object) -> None:
    assert client.post("/recipe", json=sent).status_code == 400


def test_far_too_much_is_not_read(client: FlaskClient) -> None:
    answer = client.post("/recipe", data=b"a" * 900_000)
    assert answer.status_code == 413
    assert answer.json is not None
    assert answer.json["problem"]


def test_other_sites_cannot_send_recipes(client: FlaskClient) -> None:
    answer = client.post("/recipe", data=to_text(recipe()), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("token", HOSTILE)
def test_a_word_that_is_no_recipe_is_not_found(client: FlaskClient, token: str) -> None:
    assert client.get(f"/recipe/{token}.toml").status_code == 404
    assert client.get(f"/data/index-30/quarter/{token}/2024.index").status_code == 404


def test_the_ingredients_come_as_numbers_that_may_be_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get(index_columns_url(index_town(), "quarter", 2024, TOKEN))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    header, sections = read_container(answer.data)
    assert len(sections["z"]) == len(header["ids"]) * len(header["ingredients"]) == 120


@pytest.mark.parametrize(
    "address",
    [
        f"/data/gone/quarter/{TOKEN}/2024.index",
        f"/data/index-30/district/{TOKEN}/2024.index",
        f"/data/index-30/street/{TOKEN}/2024.index",
        f"/data/index-30/quarter/{TOKEN}/1850.index",
        f"/data/toytown/quarter/{TOKEN}/2024.index",
        "/data/index-30/quarter/nothing/2024.index",
    ],
)
def test_what_has_no_index_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404

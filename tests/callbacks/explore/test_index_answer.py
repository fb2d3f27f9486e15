"""What an index answers: recipe with all its fields, words, numbers by address, reasons, stability."""

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest
from dash import Dash, html
from flask.testing import FlaskClient

from analysis.index.recipe import Exclusion, Ingredient, Recipe
from analysis.index.recipe_fields import to_recipe
from callbacks.explore.index_answer import answered, ranked, register
from callbacks.shared.index_recipes import fields_of
from callbacks.shared.services import Services
from layers.index.answer import index_stability
from layers.index.recipes import token_of
from loading.atlas import Atlas
from loading.protection import Protection
from tests.callbacks.questions import services_of
from tests.callbacks.towns import large_town
from tests.toytown import toytown
from texts import load_texts

POOR = Recipe(
    name="poor",
    title={"de": "Arm"},
    ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="Z9")),
    classes="quintiles",
    excluded=(Exclusion("03", "großes Wohnheim"),),
)
ONE = msgspec.structs.replace(POOR, ingredients=(Ingredient(indicator="A1"), Ingredient(indicator="F1", weight=0.5)))


def asked(recipe: Recipe = POOR, year: int = 2024) -> dict[str, Any]:
    return answered(load_texts("de"), toytown(), "quarter", year, token_of(recipe))


def test_all_fields_of_a_recipe_go_out_and_come_back() -> None:
    assert to_recipe(fields_of(POOR)) == POOR
    assert set(fields_of(POOR)) == set(Recipe.__struct_fields__)


def test_an_answer_names_the_recipe_and_what_of_it_is_missing() -> None:
    found = asked()
    assert (found["title"], found["token"]) == ("Arm", token_of(POOR))
    assert found["url"].startswith(f"/data/{toytown().project}/quarter/{found['token']}/2024.index?v=")
    assert "Z9" in found["words"]
    assert "Z9" in found["warnings"]["left_out"]
    assert found["years"] == [2023, 2024]
    assert not found["refusal"]


def test_quarters_without_index_stand_by_their_reason() -> None:
    assert asked()["without"] == [
        {"reason": "ausgenommen", "quarters": [{"id": "03", "name": "Süd-Ost", "why": "großes Wohnheim"}]}
    ]
    missing = {one["reason"]: [each["id"] for each in one["quarters"]] for one in asked(year=2023)["without"]}
    assert missing["ein Indikator fehlt"] == ["08", "09"]


def test_what_no_index_can_be_made_of_is_refused_with_a_repair() -> None:
    found = asked(msgspec.structs.replace(POOR, ingredients=(Ingredient(indicator="Z9"),)))
    assert found["url"] == ""
    assert "Z9" in found["refusal"][0]
    assert found["refusal"][1]
    assert found["years"] == []


def test_context_in_a_recipe_is_warned_of() -> None:
    assert "Unter 18" in asked(ONE)["warnings"]["context"]


def test_stability_tells_of_every_quarter_and_of_none_that_takes_no_part() -> None:
    found = ranked(index_stability(toytown(), "quarter", 2024, token_of(ONE)))
    assert (found["draws"], found["k"], len(found["low"])) == (1000, 1, 9)
    assert found["low"][2] is found["share"][2] is None
    assert found["low"][0] <= found["high"][0]
    assert ranked(None) == {}


@pytest.mark.parametrize("what", ["answer", "stability"])
def test_addresses_answer_and_refuse(client: FlaskClient, services: Services, what: str) -> None:
    atlas = services.atlas("")
    place = f"/index/{what}/en/{atlas.project}/quarter/{atlas.years[-1]}?recipe=mean_of_parts"
    assert client.get(place).status_code == 200
    damaged = client.get(place.replace("mean_of_parts", "nonsense"))
    assert damaged.status_code == 400
    assert damaged.get_json()["repair"]
    assert client.get(place.replace("quarter", "street")).status_code == 404
    assert client.get(place.replace(str(atlas.years[-1]), "1900")).status_code == 404
    assert client.get(place.replace(atlas.project, "nowhere")).status_code == 404


def test_a_city_without_a_usual_recipe_is_told_so_without_an_error(
    client: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layers.index.recipes.held", lambda *_: frozenset())
    atlas = services.atlas("")
    told = client.get(f"/index/answer/de/{atlas.project}/quarter/{atlas.years[-1]}")
    assert told.status_code == 200
    assert all(told.get_json()["refused"])


def stability_told(atlas: Atlas) -> dict[str, Any]:
    """What the address says of the ranks of a town."""
    app = Dash(__name__)
    app.layout = html.Div()
    register(app, services_of(atlas))
    recipe = token_of(msgspec.structs.replace(ONE, excluded=()))
    place = f"/index/stability/de/{atlas.project}/quarter/2024"
    told: dict[str, Any] = app.server.test_client().get(place, query_string={"recipe": recipe}).get_json()
    return told


def test_the_ranks_of_an_index_are_bands_of_ten_in_a_public_project() -> None:
    inside = large_town(45)
    exact = stability_told(inside)
    told = stability_told(replace(inside, project="large-public", protection=Protection("ba", {"profile": "ba"})))
    ends = {one: np.array([exact[one], told[one]]) for one in ("low", "high")}
    assert set(ends["low"][1]) <= {1, 11, 21, 31, 41}
    assert set(ends["high"][1]) <= {10, 20, 30, 40, 45}
    assert not set(ends["low"][0]) <= {1, 11, 21, 31, 41}
    assert (ends["low"][1] <= ends["low"][0]).all()
    assert (ends["high"][1] >= ends["high"][0]).all()
    assert {rank for one in told["by_method"] for rank in one} == {None}
    assert None not in exact["by_method"][0]

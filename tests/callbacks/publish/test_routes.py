"""Publishing: rules stay on the server, only what is proven becomes public, and the internal project stays."""

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.publish.routes import step_told
from callbacks.shared.services import Services
from layers.protection_apart import STEP, Telling
from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from tests.callbacks.delivered_towns import town_files
from texts import LANGUAGES, load_texts

PATIENCE = 60


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Services:
    folder: Path = tmp_path_factory.mktemp("publishing")
    return open_services(folder / "projects", town_files(folder / "one", "Erlental", "10", 9))


@pytest.fixture(scope="module")
def asked(town: Services) -> Iterator[FlaskClient]:
    with make_app(town).server.test_client() as client:
        yield client


def proof_of(client: FlaskClient, project: str) -> tuple[str, dict[str, Any]]:
    """Begin a proof and wait for its end."""
    token = client.post(f"/publish/{project}/proof", json={}).get_json()["token"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = client.get(f"/publish/{project}/proof/{token}").get_json()
        if "seconds" not in found:
            return token, found
    raise AssertionError("no end")


def test_how_far_a_proof_is_stands_in_words_and_numbers(tmp_path: Path) -> None:
    tell = Telling(tmp_path)
    for step in ("read", "hide", "round", "test", "ready_made", "report"):
        tell(step)
        told = json.loads((tmp_path / STEP).read_text("utf-8"))
        assert told == {"step": step, "done": 0, "of": 0}
        for language in LANGUAGES:
            assert load_texts(language)(f"publish.steps.{step}") == step_told(load_texts(language), told)["said"]
    counted = step_told(load_texts("de"), {"step": "test", "done": 1200, "of": 3400})
    assert counted["said"].endswith(" 1.200 von 3.400 geschützten Zahlen sind fertig.")
    assert (counted["done"], counted["of"]) == (1200, 3400)
    assert step_told(load_texts("de"), {}) == {"said": load_texts("de")("publish.steps.begin")}


def test_steps_that_follow_too_fast_for_a_reader_are_not_written_down(tmp_path: Path) -> None:
    tell = Telling(tmp_path)
    for done in range(50):
        tell("test", done, 50)
    assert json.loads((tmp_path / STEP).read_text("utf-8"))["done"] < 49


def test_a_project_is_made_public_by_the_rules_that_are_kept(asked: FlaskClient, town: Services) -> None:
    project = town.atlas("").project
    kept = asked.put(f"/publish/{project}/rules", json={"profile": "municipal", "indicators": {}})
    assert kept.status_code == 200
    assert asked.get(f"/publish/{project}/rules").get_json()["profile"] == "municipal"
    decided = town.projects.choices(project).protection
    assert decided is not None
    assert decided.profile == "municipal"
    token, found = proof_of(asked, project)
    assert set(found["prices"]) == {"price", "primary", "blunt"}
    assert len(found["map"]["before"]) == len(found["map"]["after"]) == len(found["map"]["paths"])
    made = asked.post(f"/publish/{project}/proof/{token}/make").get_json()
    public = town.atlas(made["href"].rpartition("=")[2])
    assert public.protection is not None
    assert public.protection.profile == "municipal"
    assert town.atlas(project).protection is None
    report = asked.get(made["audit"])
    assert zipfile.is_zipfile(io.BytesIO(report.data))
    assert asked.get(f"/publish/{public.project}/audit/{public.project}").status_code == 404  # it names reasons
    file = asked.get(made["file"])
    assert file.data.startswith(b"SQLite format 3")
    assert "-oeffentlich.qb.gpkg" in file.headers["Content-Disposition"]
    again = asked.post(f"/publish/{public.project}/proof", json={})
    assert again.status_code == 409
    assert "öffentlich" in again.get_json()["problem"]


def test_a_second_edition_takes_the_place_of_the_first_and_only_where_the_planner_knows_of_it(
    asked: FlaskClient, town: Services
) -> None:
    project = town.atlas("").project
    made: list[dict[str, str]] = []
    for profile in ("ba", "round5"):
        asked.put(f"/publish/{project}/rules", json={"profile": profile, "indicators": {}})
        token, _ = proof_of(asked, project)
        known = asked.get(f"/publish/{project}/editions").get_json()["editions"]
        make = f"/publish/{project}/proof/{token}/make"
        if made:
            assert [(one["slug"], one["href"]) for one in known] == [(made[0]["slug"], made[0]["href"])]
            assert asked.get(known[0]["audit"]).status_code == 200
            refused = asked.post(make, json={"replaces": ["another"]})
            assert (refused.status_code, asked.get(made[0]["file"]).status_code) == (409, 200)
            assert "öffentlich" in refused.get_json()["problem"]
        made.append(asked.post(make, json={"replaces": [one["slug"] for one in known]}).get_json())
    first, second = (one["href"].rpartition("=")[2] for one in made)
    assert town.atlas(second).protection is not None
    with pytest.raises(KeyError):
        town.atlas(first)
    public = [one for one in town.projects.shelf.listed() if one.summary and one.summary.mode == "public"]
    assert [one.summary.project for one in public if one.summary] == [second]


def test_rules_never_come_with_the_question_that_publishes(asked: FlaskClient, town: Services) -> None:
    project = town.atlas("").project
    asked.put(f"/publish/{project}/rules", json={"profile": "ba", "indicators": {}})
    token, _ = proof_of(asked, project)
    loose = {"profile": "own", "rules": {"minimum_numerator": 2}, "indicators": {}}
    asked.put(f"/publish/{project}/rules", json={"profile": "strict", "indicators": {}})
    refused = asked.post(f"/publish/{project}/proof/{token}/make", json=loose)
    assert refused.status_code == 409
    assert "geändert" in refused.get_json()["problem"]
    assert asked.get(f"/publish/{project}/rules").get_json()["profile"] == "strict"


@pytest.mark.parametrize(
    "rules",
    [
        {"profile": "own", "rules": {"minimum_numerator": 1}, "indicators": {}},
        {"profile": "ba", "indicators": {"no-such": {"minimum_numerator": 5}}},
        {"profile": "ba", "files": {"no-such.xlsx": {"minimum_numerator": 5}}},
        {"profile": "ba", "bases": {"no-such": "residents"}},
        {"profile": "ba", "bases": {"A2": "everybody"}},
        {"profile": "ba", "surprise": True},
    ],
)
def test_rules_that_cannot_be_are_named(asked: FlaskClient, town: Services, rules: dict[str, Any]) -> None:
    answer = asked.put(f"/publish/{town.atlas('').project}/rules", json=rules)
    assert answer.status_code == 400
    assert answer.get_json()["problem"]


def test_nothing_is_known_of_another_project_or_proof(asked: FlaskClient, town: Services) -> None:
    project = town.atlas("").project
    assert asked.get(f"/publish/{project}/proof/none").status_code == 404
    assert asked.get("/publish/none/rules").status_code == 404
    assert asked.get(f"/publish/{project}/audit/{project}").status_code == 404
    assert asked.get(f"/publish/{project}/audit/none").status_code == 404
    foreign = {"Origin": "https://elsewhere.example"}
    assert asked.post(f"/publish/{project}/proof", json={}, headers=foreign).status_code == 403


def test_kept_rules_that_cannot_be_read_are_never_taken_for_looser_ones(
    asked: FlaskClient, town: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Choices(protection=ProtectionChoice("of a later program"))
    monkeypatch.setattr(town.projects, "choices", lambda _: broken)
    project = town.atlas("").project
    assert asked.get(f"/publish/{project}/rules").status_code == 400
    assert asked.post(f"/publish/{project}/proof", json={}).status_code == 400


def test_what_other_profiles_would_cost_is_told_before_they_are_chosen(asked: FlaskClient, town: Services) -> None:
    project = town.atlas("").project
    asked.put(f"/publish/{project}/rules", json={"profile": "ba", "indicators": {}})
    begun = asked.post(f"/publish/{project}/compare", json={"profiles": ["municipal", "none"], "all": True})
    address = f"/publish/{project}/compare/{begun.get_json()['token']}"
    until, found = time.monotonic() + PATIENCE, {"running": True}
    while found["running"] and time.monotonic() < until:
        found = asked.get(address).get_json()
    (row,) = found["rows"]
    assert (row["profile"], row["unproven"]) == ("municipal", 0)
    assert 0 <= row["hidden"] < row["cells"]
    assert asked.post(f"{address}/cancel").status_code == 200
    assert asked.get(address).status_code == 404

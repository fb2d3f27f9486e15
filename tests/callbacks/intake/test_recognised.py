"""From a delivery to the map, asked without a browser."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.shared.services import Services, texts_of
from tests.callbacks.asking import answered, ask
from tests.callbacks.delivered_towns import town_files

LEFT_OUT = [{"id": one, "leave_out": True} for one in ("residents", "arbeitslose", "arbeitslose-je-100-einwohner")]
PAGE = {"language": "de", "page": "data", "project": ""}


def delivered(client: FlaskClient, paths: list[Path], before: str = "") -> str:
    parts = [(io.BytesIO(path.read_bytes()), path.name) for path in paths]
    token: str = client.post(f"/intake/files?before={before}", data={"files": parts}).get_json()["intake"]
    return token


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return list(town_files(tmp_path, "Lindenau", "30", 6))


def result(client: FlaskClient, delivery: dict[str, Any]) -> dict[str, Any]:
    """What is laid out: the result's children, the title, the title proposed, whether there is nothing to confirm."""
    values = {"intake-delivery": delivery, "address-page": PAGE}
    found = answered(client, "intake-answer.data", values)
    return dict(zip(("children", "title", "proposed", "nothing_to_confirm"), found, strict=True))


def project_of(client: FlaskClient, token: str, decisions: dict[str, Any]) -> dict[str, Any]:
    delivery = {"intake": token, "decisions": decisions}
    values = {"intake-go": 1, "intake-delivery": delivery, "address-page": PAGE}
    found: dict[str, Any] = ask(client, "intake-project.data", values).get_json()["response"]
    return found


def test_a_delivery_shows_what_was_recognised_and_asks_for_confirmation(client: FlaskClient, town: list[Path]) -> None:
    found = result(client, {"intake": delivered(client, town)})
    assert found["nothing_to_confirm"] is False
    shown = json.dumps(found, ensure_ascii=False)
    assert "von 12 Quartieren haben Zahlen" in shown
    assert all(path.name in shown for path in town)


def test_a_refused_file_gives_one_plain_card_and_no_button(client: FlaskClient, tmp_path: Path) -> None:
    alone = tmp_path / "nichts.csv"
    alone.write_text("nur ein Wort\n", encoding="utf-8")
    found = result(client, {"intake": delivered(client, [alone])})
    shown = json.dumps(found, ensure_ascii=False)
    assert found["nothing_to_confirm"] is True
    assert texts_of("de")("intake.refused") in shown
    assert "nichts.csv" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("token", ["../../etc/passwd", "0" * 32, ""])
def test_a_delivery_that_is_gone_is_said_to_be_gone(client: FlaskClient, token: str) -> None:
    shown = json.dumps(result(client, {"intake": token}), ensure_ascii=False)
    assert texts_of("de")("intake.gone.problem") in shown


def test_without_a_delivery_there_is_nothing(client: FlaskClient) -> None:
    assert result(client, {})["children"] == []


def test_what_was_changed_reaches_the_map(client: FlaskClient, services: Services, town: list[Path]) -> None:
    token = delivered(client, town)
    first = services.atlas(project_of(client, token, {})["intake-project"]["data"])
    left_out, renamed = first.indicators[0].id, first.indicators[1].id
    edited = [{"id": left_out, "leave_out": True}, {"id": renamed, "title": "Neuer Name", "direction": "context"}]
    found = project_of(client, token, {"indicators": edited})
    atlas = services.atlas(found["intake-project"]["data"])
    assert left_out not in [one.id for one in atlas.indicators]
    assert atlas.indicators[atlas.indicator_position(renamed)].title["de"] == "Neuer Name"


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ({"indicators": LEFT_OUT}, "intake.nothing_chosen.problem"),
        ({"indicators": [{"id": "x", "kind": "nonsense"}]}, "intake.unexpected.problem"),
        ({"indicators": "nonsense"}, "intake.unexpected.problem"),
    ],
)
def test_what_cannot_become_a_map_is_said_beside_the_button(
    client: FlaskClient, town: list[Path], decisions: dict[str, Any], reason: str
) -> None:
    found = project_of(client, delivered(client, town), decisions)
    assert "intake-project" not in found
    assert texts_of("de")(reason) in found["intake-problem"]["children"]


def test_the_page_says_what_is_loaded_now(client: FlaskClient, services: Services) -> None:
    page = {**PAGE, "project": services.first}
    shown = json.dumps(answered(client, "frame-page.children", {"address-page": page}), ensure_ascii=False)
    assert texts_of("de")("intake.loaded") in shown
    assert services.atlas("").title in shown

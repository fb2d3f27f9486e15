"""The card of the tables without a browser: what its script is given, and what is remembered when a project opens."""

import io
import json
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from app import open_services
from callbacks.intake.shared.layouts import remember
from loading.choices import Choices
from tests.callbacks.asking import answered, ask
from tests.callbacks.delivered_towns import town_files

PAGE = {"language": "de", "page": "data", "project": ""}
FILE = "Lindenau.csv"
DECIDED = {"tables": [{"file": FILE, "columns": [{"column": 3, "role": "ignored"}]}]}


def delivered(client: FlaskClient, paths: list[Path]) -> str:
    parts = [(io.BytesIO(path.read_bytes()), path.name) for path in paths]
    token: str = client.post("/intake/files", data={"files": parts}).get_json()["intake"]
    return token


def data(node: Any) -> dict[str, Any] | None:
    """Find what the script of the card is given."""
    if isinstance(node, dict):
        if node.get("props", {}).get("id") == "intake-tables":
            found: dict[str, Any] = json.loads(node["props"]["data-tables"])
            return found
        node = list(node.values())
    if isinstance(node, list):
        return next((found for one in node if (found := data(one)) is not None), None)
    return None


def card(client: FlaskClient, token: str, decisions: dict[str, Any]) -> dict[str, Any]:
    values = {"intake-delivery": {"intake": token, "decisions": decisions}, "address-page": PAGE}
    found = data(answered(client, "intake-answer.data", values))
    assert found is not None
    return found


def test_the_script_gets_sheets_with_roles_rows_and_decisions(client: FlaskClient, tmp_path: Path) -> None:
    token = delivered(client, town_files(tmp_path, "Lindenau", "30", 6))
    (sheet,) = card(client, token, {})["sheets"]
    assert [column["role"] for column in sheet["columns"]] == ["key", "name", "year", "measure", "measure"]
    assert [row["kind"] for row in sheet["rows"]][:2] == ["header", "body"]
    assert sheet["rows"][1]["cells"] == ["3001", "Lindenau 1", "2023", "1000", "5"]
    assert sheet["choice"] == {"file": FILE}
    (sheet,) = card(client, token, DECIDED)["sheets"]
    assert sheet["columns"][3]["role"] == "ignored"
    assert sheet["choice"] == DECIDED["tables"][0]


def test_an_opened_project_leaves_an_offer_for_the_next_file(client: FlaskClient, tmp_path: Path) -> None:
    paths = town_files(tmp_path, "Lindenau", "30", 6)
    token = delivered(client, paths)
    values = {"intake-go": 1, "intake-delivery": {"intake": token, "decisions": DECIDED}, "address-page": PAGE}
    assert ask(client, "intake-project.data", values).get_json()["response"]["intake-project"]["data"]
    (offer,) = card(client, token, {})["remembered"]
    assert "sieht aus wie „Lindenau.csv“ vom" in offer["text"]
    assert offer["choices"] == DECIDED["tables"]
    assert not card(client, token, DECIDED)["remembered"]


def test_a_memory_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    services = open_services(tmp_path / "projects")
    project = services.projects.add({path.name: path for path in town_files(tmp_path, "Lindenau", "30", 6)})
    (services.projects.folder / "layouts").write_text("in the way", encoding="utf-8")
    remember(services, project, Choices.from_json(DECIDED))
    assert (services.projects.folder / "layouts").is_file()

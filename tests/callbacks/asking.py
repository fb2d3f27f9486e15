"""How tests ask a callback: as the browser does, by the name of its output."""

import json
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

# Parts that answer only while their tab is open.
_TABS = {"profile-content.children": "profile", "timelines-chart.figure": "time", "timelines-sentence.children": "time"}


def dependencies(client: FlaskClient) -> list[dict[str, Any]]:
    return client.get("/_dash-dependencies").get_json()


def parsed_id(text: str) -> str | dict[str, Any]:
    """Read an id as it stands in the list of dependencies."""
    return json.loads(text) if text.startswith("{") else text


def outputs_of(text: str) -> list[tuple[str, str]]:
    """Split the name of one or several outputs into ids and properties."""
    parts = text.removeprefix("..").removesuffix("..").split("...") if text.startswith("..") else [text]
    return [(part.rpartition(".")[0], part.rpartition(".")[2].partition("@")[0]) for part in parts]


def ask(client: FlaskClient, output: str, values: Mapping[str, Any], **headers: str) -> TestResponse:
    """Ask the callback that fills an output, e.g. ``choropleth.data``; inputs get the values under their ids."""
    values = {**values, "panel-tabs": _TABS.get(output, values.get("panel-tabs"))}
    (found,) = [one for one in dependencies(client) if any(".".join(o) == output for o in outputs_of(one["output"]))]
    wanted = [{"id": one_id, "property": name} for one_id, name in outputs_of(found["output"])]
    body = {
        "output": found["output"],
        "outputs": wanted if found["output"].startswith("..") else wanted[0],
        "inputs": [{**one, "value": values.get(one["id"])} for one in found["inputs"]],
        "state": [{**one, "value": values.get(one["id"])} for one in found["state"]],
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in found["inputs"]],
    }
    return client.post("/_dash-update-component", json=body, headers=headers)


def answered(client: FlaskClient, output: str, values: Mapping[str, Any]) -> Any:
    """Ask a callback and give what it puts into the output."""
    response = ask(client, output, values)
    assert response.status_code == 200, response.text
    part, _, name = output.rpartition(".")
    return response.get_json()["response"][part][name]


def choropleth_of(client: FlaskClient, project: str, language: str = "de", **query: str) -> dict[str, Any]:
    """Ask a view, as the page does when the address changes."""
    response = client.get(f"/answer/{language}", query_string={**query, "p": project})
    assert response.status_code == 200, response.text
    return response.get_json()

"""What a page asks of Dash's callbacks: read from the server's own list, written as the page would."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

#: Where Dash's page sends what it asks of one callback; of several at once, one level below.
CALLBACKS = "/_dash-update-component"


def together(bodies: Sequence[bytes]) -> bytes:
    """Write what the page sends when several parts ask in the same moment."""
    return json.dumps([body.decode() for body in bodies]).encode()


def body_of(part: Mapping[str, Any], values: Mapping[str, Any], changed: str) -> bytes:
    """Write what Dash's page sends to a callback."""
    told = {
        "output": part["output"],
        "outputs": part["outputs"],
        "inputs": [{**one, "value": values.get(f"{one['id']}.{one['property']}")} for one in part["inputs"]],
        "changedPropIds": [changed],
        "state": [{**one, "value": values.get(f"{one['id']}.{one['property']}")} for one in part["state"]],
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _outputs(output: str) -> Any:
    names = output.strip(".").split("...") if output.startswith("..") else [output]
    found = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    return found if output.startswith("..") else found[0]


def _places(given: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{"id": one["id"], "property": one["property"]} for one in given]


def parts_of(dependencies: Sequence[Mapping[str, Any]], read: str) -> list[dict[str, Any]]:
    """Give the callbacks of the server that hear of a property: as a page sends them, with what they read."""
    parts = []
    for one in dependencies:
        inputs, state = _places(one["inputs"]), _places(one["state"])
        reads = [f"{x['id']}.{x['property']}" for x in inputs]
        if read in reads and not one.get("clientside_function"):
            named = {"output": one["output"], "outputs": _outputs(one["output"])}
            parts.append({**named, "inputs": inputs, "state": state, "reads": reads})
    return parts


def offered(what: str, page: bytes) -> list[str]:
    """Find what a page offers to be chosen; the layout is JSON within JSON."""
    found = re.findall(rf'data-view-{what}\\*": ?\\*"([^"\\]+)', page.decode())
    return sorted(set(found))

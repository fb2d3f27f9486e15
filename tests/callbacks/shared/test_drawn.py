"""Elements that the browser draws: tags, properties and children as JSON."""

import json

from callbacks.shared.drawn import node


def test_an_element_is_written_as_the_browser_reads_it() -> None:
    field = node("input", id="weight", type="number")
    assert json.loads(json.dumps(node("label", ["Weight ", field], className="field"))) == [
        "label",
        {"className": "field"},
        ["Weight ", ["input", {"id": "weight", "type": "number"}, []]],
    ]


def test_a_single_child_needs_no_list() -> None:
    assert node("p", node("b", "1 < 2")).children == [("b", {}, ["1 < 2"])]

"""Questions that no page of ours asks: every callback and every address answers them plainly, and tells nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from callbacks.guard.forged import SHAPES, is_asked_as_wired
from callbacks.shared.services import Services
from tests.callbacks.asking import choropleth_of, dependencies, outputs_of, parsed_id

PLAIN = {200, 204, 400}
WRONG: tuple[Any, ...] = (
    *(None, 0, -1, 10**400, 1e308, float("nan"), float("-inf"), True, "", "x" * 30_000, "\x00", "\ud800", "<script>"),
    *([], {}, [[[[[]]]]], [None], [{}], ["~"], {"a": {"b": [1]}}, {"query": {}}, {"query": None, "project": 5}),
    *({"intake": 5}, {"intake": "0" * 32, "decisions": 5}, {"intake": "0" * 32, "decisions": {"layers": 5}}),
    *({"page": {}, "project": []}, {"page": "map", "project": "../../x"}, {"intake": "../" * 9}),
)
ANSWER = {"project": "x", "language": "de", "query": {"i": "x"}}
COUNTS = ("1", True, [], {}, float("nan"), float("-inf"))
WORDS = (5, True, [], {}, ["x"], "x" * 20_001)
# What is no value of a kind, and what is one; none is looked up in the code under test.
FORGED: dict[str, tuple[Any, ...]] = {
    "address-page.data": (5, "map", [], True, {"page": ["map"]}, {"page": "x" * 20_001}, {"query": {"i": ["x"]}}),
    "address-selection.data": ("1001", 1001, {"a": "1001"}, [1001], ["1001", None], [["1001"]], True),
    "choropleth.data": (
        *(5, "x", [], {}, True, [ANSWER], {**ANSWER, "project": 5}, {**ANSWER, "language": None}),
        *({**ANSWER, "query": None}, {**ANSWER, "query": ["i"]}, {**ANSWER, "query": {"i": 5}}),
    ),
    "intake-delivery.data": (5, "x", [], {"intake": 5}, {"decisions": {}}, {"intake": "0", "decisions": 5}),
    **dict.fromkeys(("intake-go.n_clicks", "intake-own.data"), COUNTS),
    **dict.fromkeys(("ranking-highest.n_clicks_timestamp", "ranking-lowest.n_clicks_timestamp"), COUNTS),
    **dict.fromkeys(("intake-title.placeholder", "intake-title.value", "panel-tabs.value", "types-asked.data"), WORDS),
    "table-wanted.data": (0, 1, "true", [], {}),
}
RIGHT: dict[str, tuple[Any, ...]] = {
    "address-page.data": (None, {}, {"page": "map", "query": {"i": "x"}, "n": 5, "new": True}),
    "address-selection.data": (None, [], ["1001", "1002"]),
    "choropleth.data": (None, ANSWER, {**ANSWER, "counts": [5]}),
    "intake-delivery.data": (None, {}, {"intake": "0"}, {"intake": "0", "decisions": {}}),
    **{name: (None, 0, 3, 1.5e12) for name, values in FORGED.items() if values is COUNTS},
    **{name: (None, "", "x" * 20_000) for name, values in FORGED.items() if values is WORDS},
    "table-wanted.data": (None, True, False),
}
# What an address may hold in place of a project, a level, an indicator, a recipe, a year, a file.
HOSTILE = (
    *("..", "%2e%2e%2fapp.py", "x" * 3000, "<script>alert(1)</script>", "-1", "9" * 30, "NaN", "%00", "%ff%fe"),
    *("\u202ex", "'; DROP", "{x}", "%{x}", "~", "index:", "index:" + "A" * 900, "ratio:ratio:A1", "smr:", "\u0661"),
)
GOOD = {
    **{"level": "quarter", "indicator": "arbeitslose-je-100-einwohner", "year": "2024", "z": "1", "x": "0", "y": "0"},
    **{"language": "de", "kind": "xlsx", "token": "0" * 32, "slug": "x", "trashed": "x", "revision": "1"},
    **{"against": "2023", "show": "clear", "name": "x", "unknown": "x", "path": "x", "filename": "x.js"},
    **{"package_name": "dash", "fingerprinted_path": "x.js"},
}
ASKED = ("i", "y", "x", "how", "show", "level", "p", "breaks", "k", "against", "sel", "language", "scheme")
BODIES = (b"{", b"[]", b"5", b'{"title":{}}', b'{"revision":1e999}', b'{"view":[1],"state":{}}', b"[" * 100_000)
TOKENS = re.compile(r"Traceback|File \"|site-packages|Birkenau")


def body(wired: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the page sends to a callback."""
    wanted = [{"id": parsed_id(one), "property": name} for one, name in outputs_of(wired["output"])]
    parts = {
        kind: [{**one, "value": values.get(f"{one['id']}.{one['property']}")} for one in wired[kind]]
        for kind in ("inputs", "state")
    }
    outputs = wanted if wired["output"].startswith("..") else wanted[0]
    changed = [f"{one['id']}.{one['property']}" for one in wired["inputs"]]
    return {"output": wired["output"], "outputs": outputs, "changedPropIds": changed, **parts}


def sent(client: FlaskClient, content: Any) -> TestResponse:
    return client.post("/_dash-update-component", data=json.dumps(content), content_type="application/json")


def holds(answer: TestResponse, allowed: set[int] = PLAIN) -> None:
    assert answer.status_code in allowed, answer.text[:200]
    assert not TOKENS.search(answer.text)


@pytest.fixture(scope="module")
def asking(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="module")
def wired(asking: FlaskClient) -> list[dict[str, Any]]:
    return [one for one in dependencies(asking) if not one["clientside_function"]]


@pytest.fixture(scope="module")
def usual(asking: FlaskClient, services: Services, second_project: str) -> dict[str, Any]:
    """What stands in the stores of a reader; another's project lies beside the own one."""
    assert second_project != services.first
    return {
        "choropleth.data": choropleth_of(asking, services.first),
        "address-selection.data": ["1001"],
        "panel-tabs.value": "concentration",
        "address-page.data": {"language": "de", "page": "map", "project": services.first},
        "table-wanted.data": True,
    }


def test_everything_that_a_callback_reads_has_a_declared_shape(wired: list[dict[str, Any]]) -> None:
    read = {f"{one['id']}.{one['property']}" for each in wired for one in (*each["inputs"], *each["state"])}
    assert read <= set(SHAPES)


def test_every_callback_stands_every_wrong_value(
    asking: FlaskClient, wired: list[dict[str, Any]], usual: dict[str, Any]
) -> None:
    for one in wired:
        for name in [f"{part['id']}.{part['property']}" for part in (*one["inputs"], *one["state"])]:
            for value in WRONG:
                holds(sent(asking, body(one, {**usual, name: value})))


def test_every_value_of_a_wrong_kind_is_refused_before_a_callback_sees_it(
    app: Dash, wired: list[dict[str, Any]], usual: dict[str, Any]
) -> None:
    assert set(FORGED) == set(RIGHT) == set(SHAPES)
    read = set()
    for one in wired:
        assert is_asked_as_wired(app, body(one, usual))
        for name in [f"{part['id']}.{part['property']}" for part in (*one["inputs"], *one["state"])]:
            read.add(name)
            told = {
                value: [is_asked_as_wired(app, body(one, {**usual, name: given})) for given in values[name]]
                for value, values in ((False, FORGED), (True, RIGHT))
            }
            assert told == {value: [value] * len(found) for value, found in told.items()}, name
    assert read == set(SHAPES)


def test_a_forged_value_is_refused_at_the_door(
    app: Dash, asking: FlaskClient, wired: list[dict[str, Any]], usual: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    for output, one in app.callback_map.items():
        if "callback" in one:
            monkeypatch.setitem(one, "callback", lambda *_, output=output, **__: heard.append(output))
    for one in wired:
        for name in [f"{part['id']}.{part['property']}" for part in (*one["inputs"], *one["state"])]:
            holds(sent(asking, body(one, {**usual, name: FORGED[name][0]})), {400})
    assert heard == []
    sent(asking, body(wired[0], {**usual, "panel-tabs.value": "never asked before"}))
    assert heard == [wired[0]["output"]]


def forgeries(one: dict[str, Any], usual: dict[str, Any]) -> Iterator[Any]:
    """Requests to one callback that are wrongly put together."""
    right = body(one, usual)
    part = {"id": "choropleth", "property": "data", "value": usual["choropleth.data"]}
    yield from ({name: kept for name, kept in right.items() if name != left_out} for left_out in ("output", "outputs"))
    yield {**right, "inputs": right["inputs"][:-1]}
    yield {**right, "inputs": [*right["inputs"], part]}
    yield {**right, "state": [*right["state"], part]}
    yield {**right, "inputs": [{**given, "id": "nobody"} for given in right["inputs"]]}
    yield {**right, "inputs": [{**given, "property": "children"} for given in right["inputs"]]}
    yield {**right, "inputs": [{**given, "id": {"type": "x", "index": [1]}} for given in right["inputs"]]}
    yield {**right, "outputs": {"id": "nobody", "property": "children"}}
    yield {**right, "outputs": [right["outputs"]]}
    yield {**right, "output": right["output"] + "x"}
    yield {**right, "output": [right["output"]]}
    yield {**right, "changedPropIds": 5}
    yield {**right, "inputs": {}}
    yield {**right, "inputs": [5]}


def test_requests_that_are_wrongly_put_together_are_refused(
    asking: FlaskClient, wired: list[dict[str, Any]], usual: dict[str, Any]
) -> None:
    for one in wired:
        for forged in forgeries(one, usual):
            holds(sent(asking, forged), {400})
    for content in (None, 5, "x", [], [[]], {}, {"output": "choropleth.data"}):
        holds(sent(asking, content), {400})
    for text in (b"", b"{", b"\xff", b"[" * 100_000, b'{"output":' * 2000):
        holds(asking.post("/_dash-update-component", data=text, content_type="application/json"), {400})


def test_unknown_options_give_the_usual_answer(
    asking: FlaskClient, wired: list[dict[str, Any]], usual: dict[str, Any]
) -> None:
    answer = usual["choropleth.data"]
    for name in answer["query"]:
        for value in ("nonsense", "9" * 40):
            forged = {**answer, "query": {**answer["query"], name: value}, "counts": "x", "colours": [[[]]]}
            for one in wired[::7]:
                holds(sent(asking, body(one, {**usual, "choropleth.data": forged})))


DEEP = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["query", "project", "i", "x"]), inner),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=DEEP, at=st.integers(0, 10**6))
def test_no_callback_breaks_whatever_it_is_sent(
    asking: FlaskClient, wired: list[dict[str, Any]], usual: dict[str, Any], value: Any, at: int
) -> None:
    one = wired[at % len(wired)]
    parts = [*one["inputs"], *one["state"]]
    name = f"{parts[at % len(parts)]['id']}.{parts[at % len(parts)]['property']}"
    holds(sent(asking, body(one, {**usual, name: value})))
    if isinstance(value, dict):
        query = {**usual["choropleth.data"]["query"], **value}
        holds(sent(asking, body(one, {**usual, "choropleth.data": {**usual["choropleth.data"], "query": query}})))


def hostile_addresses(app: Dash, project: str) -> Iterator[tuple[str, str]]:
    """Every address of the program, with one of its parts or one of its questions hostile."""
    good = {**GOOD, "project": project, "state": project}
    for rule in app.server.url_map.iter_rules():
        fills = [
            good,
            *({**good, part: value} for part in sorted(rule.arguments) for value in HOSTILE[len(rule.rule) % 3 :: 3]),
        ]
        methods = sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"})
        for method in methods:
            for fill in fills:
                yield (
                    method,
                    re.sub(r"<(?:\w+:)?(\w+)>", lambda found, f=fill: quote(f.get(found[1], "x"), safe="%"), rule.rule),
                )
    for at, value in enumerate(HOSTILE):
        for name in ASKED[at % 4 :: 4]:
            yield "GET", f"/answer/de?{name}={quote(value, safe='%')}"
            yield (
                "GET",
                f"/export/de/{('html', 'xlsx')[at % 2]}?{name}={quote(value, safe='%')}" if at < 2 else "/health",
            )
        for show in ("clusters", "types", "matrix"):
            yield "GET", f"/answer/de?show={show}&how={quote(value, safe='%')}"


def test_no_address_breaks_whatever_it_is_given(app: Dash, asking: FlaskClient, services: Services) -> None:
    for method, address in hostile_addresses(app, services.first):
        answer = asking.open(address, method=method)
        assert answer.status_code < 500, (method, address[:200])
        assert b"Traceback" not in answer.data


def test_no_address_breaks_whatever_is_sent_to_it(app: Dash, asking: FlaskClient, services: Services) -> None:
    good = {**GOOD, "project": services.first, "state": "0" * 16}
    for rule in app.server.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"POST", "PUT"}):
            address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: good.get(found[1], "x"), rule.rule)
            for content in BODIES:
                answer = asking.open(address, method=method, data=content, content_type="application/json")
                assert answer.status_code < 500, (method, address, content[:40])
                assert b"Traceback" not in answer.data


def test_what_a_callback_is_sent_may_not_be_endless(asking: FlaskClient) -> None:
    headers = {"Content-Length": "150000000", "Content-Type": "application/json"}
    for address in ("/_dash-update-component", "/intake/x/preview", "/projects/view"):
        method = "PUT" if "view" in address and "pre" not in address else "POST"
        assert asking.open(address, method=method, headers=headers, data=b"x" * 16_000_001).status_code == 413

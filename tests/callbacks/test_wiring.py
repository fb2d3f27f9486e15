"""What is wired exists, what is answered is right for its question, and nothing leads out of the machine."""

import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import plotly.offline
import pytest
from dash.development.base_component import Component
from flask.testing import FlaskClient

from app import PAGES, validation_layout
from callbacks import frame
from callbacks.shared.services import Services, texts_of
from tests.callbacks.asking import answered, ask, choropleth_of, dependencies, outputs_of, parsed_id
from tests.sources import ROOT
from texts import LANGUAGES

NOT_AT_START = ("libpysal", "esda", "mapclassify", "folium", "pptx", "typst", "xlsxwriter", "geopandas")
SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "assets").glob("*.js"))}


def ids_in(content: object) -> Iterator[str]:
    """All ids in a layout, written as the list of dependencies writes them."""
    for part in content if isinstance(content, (list, tuple)) else [content]:
        if not isinstance(part, Component):
            continue
        found = getattr(part, "id", None)
        if found is not None:
            yield json.dumps(found, sort_keys=True, separators=(",", ":")) if isinstance(found, dict) else found
        for name in ("children", *part._children_props):
            yield from ids_in(getattr(part, name, None))


def named(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """All ids that callbacks read or write, with their properties."""
    for one in dependencies(client):
        if not re.fullmatch(r"[0-9a-f]{64}", one["output"]):
            yield from outputs_of(one["output"])
        yield from ((part["id"], part["property"]) for part in (*one["inputs"], *one["state"]))


def test_every_id_that_a_callback_names_stands_on_a_page(client: FlaskClient, services: Services) -> None:
    there = set(ids_in(validation_layout(services)))
    plain = {wired for wired, _ in named(client) if isinstance(parsed_id(wired), str)}
    assert len(plain) > 30
    assert plain - there == set()


def test_ids_of_rows_are_built_where_the_rows_are(client: FlaskClient) -> None:
    patterns = [parsed_id(wired) for wired, _ in named(client)]
    kinds = {pattern["part"] for pattern in patterns if isinstance(pattern, dict)}
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "callbacks").rglob("*.py"))
    for kind in kinds:
        family, _, part = kind.partition("-")
        assert f'"{part}"' in source or f'"{kind}"' in source, f"{family}: nothing builds {kind}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_stands_twice_on_a_page(services: Services, page: str, language: str) -> None:
    shown = frame.content(services, PAGES, {"language": language, "page": page, "project": ""})
    twice = {found: n for found, n in Counter(ids_in([frame.layout(), *shown])).items() if n > 1}
    assert not twice


def test_every_property_has_one_writer(client: FlaskClient) -> None:
    written = Counter(
        part
        for one in dependencies(client)
        if not re.fullmatch(r"[0-9a-f]{64}", one["output"])
        for part in outputs_of(one["output"])
    )
    assert {part: n for part, n in written.items() if n > 1} == {}


def test_every_function_of_the_browser_that_a_callback_names_exists(client: FlaskClient) -> None:
    wanted = [one["clientside_function"] for one in dependencies(client) if one["clientside_function"]]
    assert wanted
    for function in wanted:
        script = SCRIPTS[function["namespace"]]
        given = script[script.rindex("window.dash_clientside = Object.assign") :]
        assert re.search(rf"\b{function['namespace']}: \{{", given), function
        assert re.search(rf"\b{function['function_name']}\b *[,:}}]", given), function


def test_the_page_names_no_other_machine(client: FlaskClient) -> None:
    page = client.get("/").text
    assert re.findall(r"<script[^>]+src=\"([^\"]+)\"", page)
    for address in re.findall(r"(?:src|href)=\"([^\"]+)\"", page):
        assert address.startswith(("/", "data:image/")), address
    config = json.loads(re.findall(r"<script id=\"_dash-config\"[^>]*>(.*?)</script>", page, re.DOTALL)[0])
    # Dash writes the address of its version check here, which only its developer's tools ask; they are off.
    assert "dash-version" in config.pop("dash_version_url")
    assert config["ui"] is False
    assert "://" not in json.dumps(config)


def test_own_styles_and_scripts_fetch_nothing_from_elsewhere() -> None:
    spaces = ("http://www.w3.org/2000/svg",)
    for path in [*(ROOT / "assets").glob("*.js"), *(ROOT / "assets").glob("*.css")]:
        named_there = re.findall(r"https?://[^\s\"'`)]+", path.read_text(encoding="utf-8"))
        assert [address for address in named_there if not address.startswith(spaces)] == [], path.name


def test_the_bundled_plotly_is_the_one_that_the_charts_are_written_for() -> None:
    head = (ROOT / "assets" / "vendor" / "plotly-cartesian.min.js").read_text(encoding="utf-8")[:300]
    (version,) = re.findall(r"plotly\.js \(.*?\) v([\d.]+)", head)
    assert version == plotly.offline.get_plotlyjs_version()


def test_no_chart_offers_to_send_data_to_a_cloud(services: Services) -> None:
    def graphs(content: object) -> Iterator[Component]:
        for part in content if isinstance(content, (list, tuple)) else [content]:
            if isinstance(part, Component):
                yield from [part] if part._type == "Graph" else []
                yield from graphs(getattr(part, "children", None))

    found = [graph for page in PAGES.values() for graph in graphs(page.layout(texts_of("de"), services.atlas("")))]
    assert len(found) >= 3
    assert all(graph.config["showSendToCloud"] is False for graph in found)


def test_no_tools_for_machines_are_offered(client: FlaskClient) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    assert client.get("/_mcp").mimetype == "text/html"
    assert client.post("/_mcp", json=asked).status_code in (404, 405)


def test_the_policy_allows_only_own_scripts_and_no_evaluated_text(client: FlaskClient) -> None:
    for address in ("/", "/_dash-layout", "/data/nothing/quarter/geometry.json", "/assets/base.css"):
        policy = client.get(address).headers["Content-Security-Policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'self'"
        assert "unsafe" not in rules["script-src"]
        assert rules["frame-ancestors"] == "'none'"
        assert not re.search(r"https?:|\*", policy)


def test_every_inline_script_of_the_page_is_allowed_by_its_hash(client: FlaskClient) -> None:
    response = client.get("/")
    inline = re.findall(r"<script id=\"_dash-renderer\"[^>]*>", response.text)
    assert inline
    assert "'sha256-" in response.headers["Content-Security-Policy"]


def test_compressed_answers_belong_to_their_questions(client: FlaskClient, services: Services) -> None:
    titles = {}
    for year in ("2023", "2024"):
        answer = choropleth_of(client, services.first, y=year)
        response = ask(client, "legend-content.children", {"choropleth": answer}, **{"Accept-Encoding": "gzip"})
        assert response.headers["Content-Encoding"] == "gzip"
        titles[year] = gzip.decompress(response.data).decode()
    assert all(f" {year}" in said for year, said in titles.items())
    assert titles["2023"] != titles["2024"]


@pytest.mark.parametrize(
    "address",
    [
        "/data/0000000000000000/quarter/geometry.json",
        "/data/{project}/street/geometry.json",
        "/data/{project}/quarter/nothing/2024.json",
        "/data/{project}/quarter/{indicator}/1999.json",
        "/data/..%2F..%2Fetc/quarter/geometry.json",
        "/data/{project}",
        "/export/de",
        "/export/de/exe?p={project}",
        "/export/de/html?p=0000000000000000",
    ],
)
def test_an_unknown_address_of_data_is_not_found(client: FlaskClient, services: Services, address: str) -> None:
    indicator = services.atlas("").indicators[0].id
    assert client.get(address.format(project=services.first, indicator=indicator)).status_code == 404


@pytest.mark.parametrize("which", ["geometry_url", "column_url"])
def test_data_are_fetched_once_and_then_known_by_their_tag(client: FlaskClient, services: Services, which: str) -> None:
    address = choropleth_of(client, services.first)[which]
    first = client.get(address)
    assert first.status_code == 200
    assert {"immutable", "max-age=31536000"} <= set(first.headers["Cache-Control"].replace(",", " ").split())
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    zipped = client.get(address, headers={"Accept-Encoding": "gzip"})
    known = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": zipped.headers["ETag"]})
    assert known.status_code == 304


def test_an_unknown_project_gets_a_way_out(client: FlaskClient) -> None:
    lost = {"language": "en", "page": "map", "project": "0000000000000000"}
    shown = json.dumps(answered(client, "frame-page.children", {"address-page": lost}))
    assert texts_of("en")("frame.lost_title") in shown
    assert choropleth_of(client, "0000000000000000") is None


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"y": "1066"}, "y", "2024"),
        ({"k": "99"}, "k", "9"),
        ({"k": "-1"}, "k", "2"),
        ({"scheme": "<script>"}, "scheme", "natural_breaks"),
        ({"level": "street"}, "level", "quarter"),
        ({"scheme": "own", "breaks": "x,nan,inf"}, "scheme", "natural_breaks"),
        ({"i": "../../etc"}, "i", None),
    ],
)
def test_a_wrong_address_still_gives_a_map(
    client: FlaskClient, services: Services, query: dict[str, str], field: str, value: str | None
) -> None:
    answer: dict[str, Any] = choropleth_of(client, services.first, **query)
    assert answer["query"][field] == (value or choropleth_of(client, services.first)["query"][field])
    assert client.get(answer["column_url"]).status_code == 200


def test_the_start_of_the_program_waits_for_no_slow_library() -> None:
    program = f"import app, sys; print(sorted(set({NOT_AT_START!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

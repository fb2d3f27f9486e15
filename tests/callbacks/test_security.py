"""The headers of every answer, and what the program gives away to somebody who knows no project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from callbacks.security import policy, script_hash
from callbacks.shared.charts import CONFIG
from tests.callbacks.asking import choropleth_of
from tests.sources import ROOT

ADDRESSES = (
    "/",
    "/de/map",
    "/answer/de",
    "/projects/list",
    "/export/de/xlsx",
    "/_dash-layout",
    "/data/x",
    "/assets/gone",
)
SHIPPED = {".js", ".css", ".png", ".svg", ".woff2", ".ttf", ".txt", ".md", ""}


def test_pictures_come_from_nowhere_else_by_default() -> None:
    assert "img-src 'self' data: blob:;" in policy([])


def test_a_configured_machine_is_named_once() -> None:
    written = policy([], ["https://b.org", "https://a.org", "https://b.org"])
    assert "img-src 'self' data: blob: https://a.org https://b.org;" in written


def test_inline_scripts_are_allowed_by_their_hash_alone() -> None:
    written = policy([script_hash("let a")])
    assert "script-src 'self' 'sha256-" in written
    assert "'unsafe-inline'" not in written.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_bears_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    rules = dict(one.split(" ", 1) for one in headers["Content-Security-Policy"].split("; "))
    assert "unsafe" not in rules["script-src"]
    assert (rules["frame-ancestors"], rules["object-src"], rules["base-uri"]) == ("'none'",) * 3


@pytest.mark.parametrize("address", ["/", "/answer/de", "/projects/list", "/export/de/xlsx", "/_dash-layout"])
def test_what_is_answered_about_a_city_is_kept_by_nobody(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_refusals_bear_the_headers_too(client: FlaskClient) -> None:
    for answer in (
        client.get("/", headers={"Host": "evil.example"}),
        client.post("/recipe", headers={"Origin": "null"}),
        client.get("/?" + "a" * 50_000),
        client.post("/_dash-update-component", data="{"),
    ):
        assert answer.status_code >= 400
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Content-Security-Policy"]


def test_the_first_page_and_the_wiring_hold_no_data(client: FlaskClient) -> None:
    names = [choropleth_of(client, "")["city"], "Erlental", "arbeitslose", choropleth_of(client, "")["project"]]
    for address in ("/", "/_dash-layout", "/_dash-dependencies", "/_dash-config"):
        text = client.get(address).text
        assert [name for name in names if name in text] == []


def test_no_chart_may_send_its_data_anywhere() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displaylogo"] is False
    assert not {"plotlyServerURL", "showLink", "sendData", "showEditInChartStudio"} & set(CONFIG)


def test_only_scripts_styles_and_pictures_are_served(app: Dash, client: FlaskClient) -> None:
    files = [path for path in Path(app.config.assets_folder).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= SHIPPED
    assert not [path for path in files if path.name.startswith(".")]
    for name in (".env", "../app.py", "%2e%2e/app.py", "..%2fapp.py", "data.csv"):
        assert client.get(f"/assets/{name}").status_code == 404


STARTED = """
import pathlib, sys
from app import make_app, open_services
app = make_app(open_services(pathlib.Path(sys.argv[1])))
rules = [rule.rule for rule in app.server.url_map.iter_rules()]
print(app.server.debug, [rule for rule in rules if "mcp" in rule or "debug" in rule], app._dev_tools.get("ui"))
"""


def test_the_environment_switches_on_neither_tools_for_machines_nor_for_developers(tmp_path: Path) -> None:
    switches = (
        "DASH_MCP_ENABLED",
        "DASH_DEBUG",
        "DASH_UI",
        "DASH_HOT_RELOAD",
        "FLASK_DEBUG",
        "DASH_SILENCE_ROUTES_LOGGING",
    )
    environment = {**os.environ, **dict.fromkeys(switches, "true"), "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split()[:2] == ["False", "[]"], told.stdout
    assert "True" not in told.stdout

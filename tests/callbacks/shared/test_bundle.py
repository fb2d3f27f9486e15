"""Our scripts and styles come as one file each, whole, in their order, under an address that changes with them."""

import os
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from callbacks.later import LeanDash
from callbacks.shared.bundle import SCRIPTS, STYLES, joined, version

ASSETS = Path(__file__).parents[3] / "assets"
OURS = re.compile(r'(?:src|href)="(/assets/[^"]+)"')


@pytest.fixture
def small(tmp_path: Path) -> LeanDash:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "plotly-cartesian.min.js").write_text("", encoding="utf-8")
    for name, content in {"b.js": "(() => 2)()", "a.js": "(() => 'ä')()", "look.css": "a{}"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    app = LeanDash("small", assets_folder=str(tmp_path), assets_ignore="plotly")
    app.layout = []
    return app


def test_a_first_page_asks_for_one_script_and_one_style_of_ours(client: FlaskClient) -> None:
    asked = OURS.findall(client.get("/").text)
    assert [re.sub(r"\?m=\w+$", "", one) for one in asked] == [f"/assets/{STYLES}", f"/assets/{SCRIPTS}"]


@pytest.mark.parametrize(("name", "kind", "pattern"), [(SCRIPTS, "javascript", "*.js"), (STYLES, "css", "*.css")])
def test_no_file_is_missing_and_each_is_whole(client: FlaskClient, name: str, kind: str, pattern: str) -> None:
    given = client.get(f"/assets/{name}")
    assert kind in given.mimetype
    files = [one for one in ASSETS.rglob(pattern) if one.parent.name != "vendor"]
    assert len(files) > 30
    assert [one.name for one in files if one.read_text(encoding="utf-8") not in given.text] == []


def test_scripts_run_in_the_order_of_their_names_and_none_swallows_the_next(small: LeanDash) -> None:
    client = small.server.test_client()
    client.get("/")
    given = client.get(f"/assets/{SCRIPTS}").text
    assert given == "/* a.js */\n(() => 'ä')()\n;\n/* b.js */\n(() => 2)()"


def test_a_file_that_is_written_anew_changes_the_address(small: LeanDash, tmp_path: Path) -> None:
    client = small.server.test_client()
    before = OURS.findall(client.get("/").text)
    os.utime(tmp_path / "b.js", ns=(0, 0))
    after = OURS.findall(client.get("/").text)
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_the_files_stay_to_be_had_one_by_one(client: FlaskClient) -> None:
    assert client.get("/assets/base.css").status_code == 200


def test_nothing_of_ours_is_nothing(tmp_path: Path) -> None:
    assert joined([]) == ""
    assert version([]) != version([tmp_path])

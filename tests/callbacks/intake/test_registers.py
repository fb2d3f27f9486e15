"""From a register to the map: what its owner decides, and that no row of it is left anywhere afterwards."""

import json
import logging
import tempfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks.shared.services import texts_of
from loading.files.shapefile_parts import parts_among
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import delivered, project_of, result
from tests.loading.registers.made_registers import FORMATS, MARK, with_mark

LAYERS = {"xlsx": {"layer": "Sheet"}, "zip": {"layer": "faelle"}}


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything goes: projects, deliveries under way and temporary files."""
    folder = tmp_path / "places"
    (folder / "tmp").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmp"))
    return folder


@pytest.fixture
def client(places: Path, tmp_path: Path) -> FlaskClient:
    services = open_services(places / "projects", town_files(tmp_path / "one", "Erlental", "10", 9))
    return make_app(services).server.test_client()


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return town_files(tmp_path / "town", "Lindenau", "30", 6)


def with_parts(path: Path) -> list[Path]:
    """A file with what belongs to it, as a browser sends both."""
    names = [one.name for one in path.parent.iterdir()]
    return [path, *(path.parent / name for name in parts_among(path.name, names))]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "shp", "zip"])
def test_of_a_register_that_was_counted_no_row_is_left_anywhere(
    client: FlaskClient,
    places: Path,
    tmp_path: Path,
    town: list[Path],
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    before = delivered(client, with_parts(FORMATS[kind](tmp_path / f"faelle.{kind}")))
    assert with_mark(places)  # so that the search is known to find it
    token = delivered(client, town, before)
    asked = result(client, {"intake": token})
    assert asked["nothing_to_confirm"] is True
    question = json.dumps(asked, ensure_ascii=False)
    assert texts_of("de")("registers.heading") in question
    assert MARK not in question
    refused = project_of(client, token, {})
    assert "intake-project" not in refused
    assert [one for one in with_mark(places / "projects") if "intake" not in one] == []
    answer = {"file": f"faelle.{kind}", **LAYERS.get(kind, {}), "year": "Meldedatum", "category": "Leistung"}
    decisions = {"registers": [answer]}
    shown = json.dumps(result(client, {"intake": token, "decisions": decisions}), ensure_ascii=False)
    assert "faelle.counted.csv" in shown
    assert "liegen 10 in Quartieren" in shown
    opened = project_of(client, token, decisions)
    assert len(opened["intake-project"]["data"]) == 16
    assert with_mark(places) == []
    assert MARK not in shown + json.dumps(opened) + caplog.text


def test_a_register_that_is_discarded_leaves_nothing_behind(
    client: FlaskClient, places: Path, tmp_path: Path, town: list[Path]
) -> None:
    token = delivered(client, [*town, FORMATS["csv"](tmp_path / "faelle.csv")])
    decisions = {"registers": [{"file": "faelle.csv", "use": "leave_out"}]}
    assert len(project_of(client, token, decisions)["intake-project"]["data"]) == 16
    assert with_mark(places) == []

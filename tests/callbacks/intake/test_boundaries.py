"""The card of the boundaries and the open questions, laid out without a browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.intake.shared.outline_picture import in_germany, in_itself
from callbacks.shared.services import texts_of
from tests.callbacks.intake.test_recognised import delivered, result
from tests.loading.made_files import geopackage_of, shapefile

KEYS = tuple(f"{number:02d}" for number in range(1, 10))
NAMES = tuple(f"Köln {sign}ö" for sign in "ABCDEFGHI")


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    path = tmp_path / "zahlen.csv"
    rows = "".join(f"{key};{100 + number}\n" for number, key in enumerate(KEYS))
    path.write_text(f"Nr;Arbeitslose 2024\n{rows}", encoding="utf-8")
    return path


def shown(client: FlaskClient, delivery: dict[str, Any]) -> tuple[str, bool]:
    found = result(client, delivery)
    return json.dumps(found, ensure_ascii=False), found["nothing_to_confirm"]


def test_a_question_offers_answers_and_no_button_to_go_on(client: FlaskClient, numbers: Path, tmp_path: Path) -> None:
    shapefile(tmp_path / "karte.shp", {"NR": KEYS, "NAME": NAMES})
    parts = [tmp_path / f"karte{suffix}" for suffix in (".shp", ".shx", ".dbf")]
    token = delivered(client, [*parts, numbers])
    page, is_hidden = shown(client, {"intake": token})
    assert is_hidden
    assert texts_of("de")("boundaries_card.question") in page
    assert "EPSG:25832" in page
    choice = {"file": "karte.shp", "crs": "EPSG:25832"}
    page, is_hidden = shown(client, {"intake": token, "decisions": {"layers": [choice]}})
    assert not is_hidden
    assert texts_of("de")("boundaries_card.heading") in page
    assert "Köln Aö" in page


def test_all_layers_are_listed_with_their_use(client: FlaskClient, numbers: Path, tmp_path: Path) -> None:
    path = geopackage_of(tmp_path / "karte.gpkg", "quartiere", {"NR": KEYS, "NAME": NAMES})
    geopackage_of(path, "andere", {"NR": ("x", "y"), "NAME": ("Eins", "Zwei")}, append=True)
    token = delivered(client, [path, numbers])
    page, _ = shown(client, {"intake": token})
    texts = texts_of("de")
    assert all(word in page for word in ("quartiere", "andere", texts("boundaries_card.roles.unused"), "Eins; Zwei"))
    left_out = {"file": "karte.gpkg", "layer": "andere", "use": False}
    page, _ = shown(client, {"intake": token, "decisions": {"layers": [left_out]}})
    assert texts("boundaries_card.take_back") in page
    assert "Eins; Zwei" not in page


def test_a_place_outside_of_germany_has_no_dot() -> None:
    assert in_germany(6.96, 50.94)["dot"] is not None
    assert in_germany(24.9, 60.2)["dot"] is None
    assert len(in_germany(6.96, 50.94)["paths"]) == 16


def test_outlines_fill_their_picture_with_north_up() -> None:
    picture = in_itself([[[7.0, 51.0], [7.1, 51.0], [7.1, 51.1], [7.0, 51.0]]])
    assert picture["height"] == 150
    assert picture["paths"][0][1].startswith("M5,145 ")
    assert in_itself([])["paths"] == []

"""The indicators of a delivery on the page, the preview of a formula, and what reaches the indicator's sheet."""

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.explore.sheet import fields
from callbacks.intake.declare import section
from callbacks.intake.shared.indicator_rows import rows
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.read import Read, read
from callbacks.shared.services import Services, texts_of
from loading.choices import Choices
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import delivered, project_of
from tests.callbacks.questions import ask_of

OWN = {"id": "own-quote", "title": "Quote", "formula": "[Arbeitslose] / [Einwohner]", "factor": 1000, "decimals": 2}


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return list(town_files(tmp_path, "Lindenau", "30", 6))


def found(tmp_path: Path, town: list[Path], **decisions: Any) -> Read:
    intakes = Intakes(tmp_path / "intakes")
    token = intakes.receive([(path.name, partial(shutil.copyfile, path)) for path in town])
    return read(intakes, token, Choices.from_json(decisions))


def row_of(shown: dict[str, Any], indicator: str) -> dict[str, Any]:
    return next(row for group in shown["groups"] for row in group["rows"] if row["id"] == indicator)


def previewed(
    client: FlaskClient, token: str, own: dict[str, Any], language: str = "de", **asked: Any
) -> dict[str, Any]:
    answer = client.post(f"/intake/{token}/preview", json={"own": own, "language": language, **asked})
    got: dict[str, Any] = answer.get_json()
    return got


def test_every_indicator_has_a_row_with_its_years_wanted_or_not(tmp_path: Path, town: list[Path]) -> None:
    shown = rows(texts_of("en"), found(tmp_path, town, indicators=[{"id": "arbeitslose", "leave_out": True}]))
    ids = [row["id"] for group in shown["groups"] for row in group["rows"]]
    assert sorted(ids) == ["arbeitslose", "arbeitslose-je-100-einwohner", "residents"]
    assert row_of(shown, "arbeitslose")["left_out"]
    assert row_of(shown, "arbeitslose")["years"] == "2023–2024"


def test_own_indicators_have_rows_also_where_they_cannot_be_computed(tmp_path: Path, town: list[Path]) -> None:
    broken = {"id": "own-x", "title": "X", "formula": "[Wald] /"}
    shown = rows(texts_of("de"), found(tmp_path, town, own=[OWN, broken]))
    assert row_of(shown, "own-quote")["own"]["formula"] == OWN["formula"]
    assert shown["groups"][-1]["title"] == texts_of("de")("declare.not_computed")
    assert row_of(shown, "own-x")["broken"]


def test_the_reason_of_a_recognised_indicator_is_said(tmp_path: Path, town: list[Path]) -> None:
    text = town[1].read_text(encoding="utf-8").replace("Arbeitslose", "Wahlbeteiligung in %")
    town[1].write_text(text, encoding="utf-8")
    row = row_of(rows(texts_of("de"), found(tmp_path, town)), "G1")
    assert row["note"] == "Katalog G1 · %"
    assert row["why"].startswith("Name passt: „Wahlbeteiligung“; Einheit %; Werte 5,0–72,0: ")
    assert row["proposals"][0]["id"] == "G1"


def test_a_likely_indicator_is_offered_and_taken_over_by_one_decision(tmp_path: Path) -> None:
    town = list(town_files(tmp_path, "Lindenau", "30", 3))
    text = town[1].read_text(encoding="utf-8").replace("Arbeitslose", "Anteil Erwerbslose an allen")
    town[1].write_text(text, encoding="utf-8")
    offered = row_of(rows(texts_of("de"), found(tmp_path, town)), "anteil-erwerbslose-an-allen")
    assert offered["maybe"]["id"] == "B2"
    decided = [{"id": offered["id"], "catalogue": "B2"}]
    row = row_of(rows(texts_of("de"), found(tmp_path / "again", town, indicators=decided)), offered["id"])
    assert (row["catalogue"], row["maybe"]) == ("B2", None)
    none = [{"id": offered["id"], "catalogue": ""}]
    assert row_of(rows(texts_of("de"), found(tmp_path / "none", town, indicators=none)), offered["id"])["maybe"] is None


def test_columns_without_indicator_are_listed_with_their_use(tmp_path: Path, town: list[Path]) -> None:
    text = town[1].read_text(encoding="utf-8")
    text = text.replace("Einwohner;", "Einwohner von 15 bis unter 65;").replace("Jahr;", "Jahr;Leer;", 1)
    lines = [line.replace(";2023;", ";2023;.;").replace(";2024;", ";2024;.;") for line in text.splitlines()]
    town[1].write_text("\n".join(lines), encoding="utf-8")
    listed = rows(texts_of("de"), found(tmp_path, town))["unused"]
    uses = {one["title"]: one["use"] for one in listed}
    assert uses["Einwohner von 15 bis unter 65"].startswith("Bezugsgröße von")
    assert uses["Leer"] == texts_of("de")("declare.unused_empty")
    assert next(one for one in listed if one["title"] == "Leer")["formula"] == ""


def test_the_card_holds_rows_and_buttons(tmp_path: Path, town: list[Path]) -> None:
    shown = json.dumps(section(texts_of("de"), found(tmp_path, town)).to_plotly_json(), default=str, ensure_ascii=False)
    assert texts_of("de")("declare.make") in shown
    assert "data-declare" in shown


def test_a_preview_tells_values_blanks_and_the_city(client: FlaskClient, town: list[Path]) -> None:
    got = previewed(client, delivered(client, town), {**OWN, "unit": "je 1.000"})
    facts = {fact["label"]: (fact["value"], fact["place"]) for fact in got["facts"]}
    assert (got["kind"], got["year"], got["counts"]) == ("Anteil", "Jahr 2024", ["12 von 12 Quartieren mit Wert"])
    assert facts["niedrigster Wert"] == ("6,00 je 1.000", "Lindenau 1")
    assert facts["höchster Wert"] == ("72,00 je 1.000", "Lindenau 12")
    assert facts["Median"][0] == "39,00 je 1.000"
    assert facts["Stadt insgesamt"] == ("39,00 je 1.000", "")
    assert max(got["bars"]) == 1
    assert got["warnings"] == []


def test_a_preview_says_what_is_wrong_and_where(client: FlaskClient, town: list[Path]) -> None:
    token = delivered(client, town)
    problem = previewed(client, token, {**OWN, "formula": "[Arbeitslose] / [Einwoner]"}, "en")["problem"]
    assert (problem["start"], problem["end"]) == (16, 26)
    assert "[Einwohner]" in problem["text"]
    warned = previewed(client, token, {**OWN, "formula": "[Arbeitslose] + 5", "factor": 1})
    assert [fact["value"] for fact in warned["facts"]][-1] == texts_of("de")("declare.preview.no_city")
    assert len(warned["warnings"]) == 1


@pytest.mark.parametrize("own", [{"title": "x"}, {**OWN, "factor": -1}, {**OWN, "path": "/etc/passwd"}, "nonsense"])
def test_what_a_browser_makes_up_is_refused_in_a_sentence(client: FlaskClient, town: list[Path], own: Any) -> None:
    answer = client.post(f"/intake/{delivered(client, town)}/preview", json={"own": own})
    assert answer.status_code == 400
    assert list(answer.get_json()) == ["failed"]


def test_a_delivery_that_is_gone_and_a_foreign_page_get_no_preview(client: FlaskClient) -> None:
    assert texts_of("de")("intake.gone.problem") in previewed(client, "0" * 32, OWN)["failed"]
    foreign = client.post("/intake/x/preview", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_what_was_declared_reaches_the_indicators_sheet(
    client: FlaskClient, services: Services, town: list[Path]
) -> None:
    declared = {
        **OWN,
        "unit": "je 1.000",
        "numerator": "Menschen ohne Arbeit",
        "denominator": "alle Menschen",
        "source": "Arbeitsagentur",
        "holder": "Statistikstelle",
        "lowest_level": "Baublock",
        "reference_date": "31.12.",
        "note": "Nur für den Test",
        "direction": "more_disadvantage",
    }
    project = project_of(client, delivered(client, town), {"own": [declared]})["intake-project"]["data"]
    sheet = [text for _, text in fields(ask_of(services.atlas(project), i="own-quote"))]
    for field in ("title", "numerator", "denominator", "unit", "source", "holder", "lowest_level", "note"):
        assert declared[field] in sheet
    assert "31.12." in sheet

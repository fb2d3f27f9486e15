"""The card of the join doctor and its log, asked without a browser."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks.intake.doctor import content, section
from callbacks.intake.shared.join_log import log_csv
from callbacks.intake.shared.read import Read
from layers.defused import defused
from loading.choices import Choices
from loading.choices.rows import PairChoice, RepairChoice
from loading.joining.deciding import ASIDE, BY_HAND
from loading.joining.doctor import diagnosis
from loading.joining.proposals import NEED_A_YES
from loading.joining.spelling import REPAIRS
from loading.load import atlas_of, recognise
from tests.callbacks.untidy_town import NAMES, PLACE, untidy_files
from texts import LANGUAGES, Texts, load_texts

LIKE = RepairChoice(PLACE, "similar_name", wanted=True, row="Gartenfled")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return untidy_files(tmp_path_factory.mktemp("untidy"))


def found(files: list[Path], choices: Choices | None = None) -> Read:
    recognised = recognise(files, choices)
    return Read("0" * 32, choices or Choices(), recognised, atlas_of(recognised), ())


def card(read: Read, texts: Texts) -> str:
    """Everything on the card, as it travels."""
    return json.dumps(
        section(texts, read).to_plotly_json(), default=lambda part: part.to_plotly_json(), ensure_ascii=False
    )


def data(read: Read) -> dict[str, Any]:
    texts = load_texts("de")
    return json.loads(json.dumps(content(texts, read, diagnosis(read.recognition.joined))))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_repair_stands_on_the_card_with_its_reason_and_its_effect(files: list[Path], language: str) -> None:
    texts = load_texts(language)
    shown = card(found(files), texts).replace("\\\\", "\\").replace('\\"', '"')
    for name in ("similar_name", "united_quarters", "added_rows", "name_forms"):
        assert texts(f"doctor.repairs.{name}.title") in shown
        assert texts(f"doctor.repairs.{name}.reason") in shown
    assert texts("doctor.effect", before=6, after=8, n=12) in shown
    assert texts("doctor.score", percent=90) in shown


def test_the_scripts_get_rows_quarters_and_outlines(files: list[Path]) -> None:
    told = data(found(files))
    assert [name for _, name in told["quarters"]] == list(NAMES)
    assert told["places"] == [PLACE]
    assert [row[3] for row in told["lines"]["only_table"]][-2:] == ["Am Steinbruch", "Umland"]
    assert told["lines"]["only_table"][-1] == [0, "14", "Umland", "Umland", 3, -1, "", True]
    assert told["only_map"] == [0, 1, 2, 4, 5, 11]
    assert len(told["map"]["paths"]) == 12
    assert all(path.startswith("M") and path.endswith("Z") for path in told["map"]["paths"])


def test_without_a_row_to_pair_no_map_travels(files: list[Path]) -> None:
    repairs = tuple(
        RepairChoice(PLACE, name, wanted=True) for name in ("similar_name", "united_quarters", "added_rows")
    )
    pairs = (PairChoice(PLACE, "Am Steinbruch", "Bergfeld"), PairChoice(PLACE, "Umland", ""))
    told = data(found(files, Choices(repairs=repairs, pairs=pairs)))
    assert (told["map"], told["lines"]["only_table"], told["only_map"]) == (None, [], [])
    assert [row[3] for row in told["lines"]["aside"]] == ["Umland"]


def rows_of(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written), delimiter=";"))


def test_the_log_names_row_key_repair_and_who_decided(files: list[Path]) -> None:
    choices = Choices(repairs=(LIKE,), pairs=(PairChoice(PLACE, "Umland", ""),))
    texts = load_texts("de")
    head, *rows = rows_of(log_csv(texts, found(files, choices).recognition.joined))
    assert head[:4] == ["Datei, Blatt", "Zeile", "Text in der Tabelle", "Schlüssel auf der Karte"]
    assert [(row[2], row[3], row[5], row[7]) for row in rows] == [
        ("Gartenfled", "Gartenfeld", "Ähnlicher Name", "Nutzer"),
        ("St. Jürgen", "Sankt Jürgen", "Schreibweise des Namens", "automatisch"),
        ("Umland", "", "zu keinem Quartier", "Nutzer"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", " =1"])
def test_no_cell_of_the_log_is_taken_for_a_formula(text: str) -> None:
    assert defused(text) == f"'{text}"


def delivered(client: FlaskClient, paths: list[Path]) -> str:
    parts = [(io.BytesIO(path.read_bytes()), path.name) for path in paths]
    token: str = client.post("/intake/files", data={"files": parts}).get_json()["intake"]
    return token


def test_the_log_is_downloaded_under_the_decisions_that_were_sent(client: FlaskClient, files: list[Path]) -> None:
    token = delivered(client, files)
    answer = client.post(f"/intake/{token}/log.csv?language=de", json=Choices(repairs=(LIKE,)).to_json())
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert len(rows_of(answer.data.decode("utf-8-sig"))) == 3


@pytest.mark.parametrize("sent", [{"repairs": [{"place": 1}]}, {"unknown": 1}])
def test_decisions_that_are_none_give_a_sentence(client: FlaskClient, files: list[Path], sent: dict[str, Any]) -> None:
    answer = client.post(f"/intake/{delivered(client, files)}/log.csv?language=de", json=sent)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_delivery_that_is_gone_and_another_site_are_refused(client: FlaskClient, files: list[Path]) -> None:
    assert client.post(f"/intake/{'0' * 32}/log.csv?language=de", json={}).status_code == 400
    token = delivered(client, files)
    foreign = client.post(f"/intake/{token}/log.csv", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_repair_and_everything_carried_out_has_its_wording(language: str) -> None:
    texts = load_texts(language)
    for name in (*REPAIRS, *NEED_A_YES, BY_HAND, ASIDE):
        assert texts(f"doctor.repairs.{name}.title")
        assert texts(f"doctor.repairs.{name}.reason")
    for name in (*NEED_A_YES, BY_HAND):
        assert "Nordstadt" in texts(f"doctor.done_{name}.text", n=2, examples="Nordstadt")
        assert texts(f"doctor.done_{name}.repair")

"""While a delivery is read: how far it is can be asked, it can be ended, and nobody else waits for it."""

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import make_app
from callbacks.intake.progress import limits_card
from callbacks.shared.services import Services, texts_of
from loading.choices import Choices
from loading.delivery import Delivery, read_delivery
from loading.errors import DataFileError
from loading.ingest.limits import Limits
from loading.ingest.progress import report
from loading.ingest.reader import Reader
from tests.callbacks.asking import choropleth_of
from tests.callbacks.delivered_towns import town_files
from tests.callbacks.intake.test_recognised import delivered, result


class Slow:
    """A reading that tells its stage and then waits until it is let go or ended."""

    def __init__(self) -> None:
        self.begun, self.go, self.times = threading.Event(), threading.Event(), 0

    def __call__(self, paths: list[Path], choices: Choices, **given: Any) -> Delivery:
        self.times += 1
        report("table", "arbeitslose.csv", 2, 4)
        self.begun.set()
        for _ in range(1_000):
            if given["cancelled"]():
                raise DataFileError("arbeitslose.csv", "ingest.cancelled")
            if self.go.wait(0.01):
                break
        return read_delivery(paths, choices)


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.go.set()


@pytest.fixture
def two(services: Services, slow: Slow) -> tuple[FlaskClient, FlaskClient]:
    server = make_app(dataclasses.replace(services, reader=Reader(apart=slow))).server
    return server.test_client(), server.test_client()


@pytest.fixture
def token(two: tuple[FlaskClient, FlaskClient], tmp_path: Path) -> str:
    return delivered(two[0], list(town_files(tmp_path, "Lindenau", "30", 6)))


class Asked:
    """A request under way."""

    def __init__(self, client: FlaskClient, token: str, slow: Slow) -> None:
        self.answer: dict[str, Any] = {}
        self._thread = threading.Thread(target=lambda: self.answer.update(result(client, {"intake": token})))
        self._thread.start()
        assert slow.begun.wait(10)

    def text(self) -> str:
        self._thread.join(10)
        return str(self.answer)


def test_the_stage_is_told_in_the_language_of_the_page_and_the_bar_with_it(
    two: tuple[FlaskClient, FlaskClient], token: str, slow: Slow
) -> None:
    asked = Asked(two[0], token, slow)
    german = two[0].get(f"/intake/{token}/progress?language=de")
    assert german.get_json() == {"stage": "Tabelle 2 von 4 wird gelesen: arbeitslose.csv", "share": 0.495}
    assert german.headers["Cache-Control"] == "no-store"
    assert "Reading table 2 of 4" in two[1].get(f"/intake/{token}/progress?language=en").get_json()["stage"]
    slow.go.set()
    assert "intake-refusal" not in asked.text()
    assert two[0].get(f"/intake/{token}/progress").get_json() == {}


def test_a_reading_is_ended_by_its_button_and_says_so(
    two: tuple[FlaskClient, FlaskClient], token: str, slow: Slow
) -> None:
    asked = Asked(two[0], token, slow)
    assert two[0].post(f"/intake/{token}/cancel").status_code == 204
    assert texts_of("de")("ingest.cancelled.problem") in asked.text()


def test_another_site_cannot_end_a_reading(two: tuple[FlaskClient, FlaskClient], token: str, slow: Slow) -> None:
    asked = Asked(two[0], token, slow)
    assert two[1].post(f"/intake/{token}/cancel", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    slow.go.set()
    assert "intake-refusal" not in asked.text()


def test_nobody_else_waits_while_files_are_read(
    services: Services, two: tuple[FlaskClient, FlaskClient], token: str, slow: Slow
) -> None:
    asked = Asked(two[0], token, slow)
    assert two[1].get("/de/map").status_code == 200
    assert choropleth_of(two[1], services.first)
    assert not asked.answer
    slow.go.set()
    assert asked.text()


def test_a_decision_that_does_not_concern_reading_reads_nothing_again(
    two: tuple[FlaskClient, FlaskClient], token: str, slow: Slow
) -> None:
    slow.go.set()
    result(two[0], {"intake": token})
    result(two[0], {"intake": token, "decisions": {"title": "Lindenau am See"}})
    assert slow.times == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_limits_are_told_as_they_are_configured(language: str) -> None:
    told = str(limits_card(texts_of(language), Limits(seconds=77, polygons=12_345)))
    assert "77" in told
    assert texts_of(language).number(12_345) in told

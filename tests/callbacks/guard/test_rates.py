"""How often one client may ask for what is costly."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import make_app
from callbacks.guard.rates import Rate, Rates, rates_of
from callbacks.shared.services import Services
from loading.ingest.limits import Limits
from tests.callbacks.asking import ask

FROM_OUTSIDE = {"REMOTE_ADDR": "192.0.2.7"}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def few(services: Services) -> Iterator[Dash]:
    """An app that answers two requests of each kind."""
    with pytest.MonkeyPatch.context() as patched:
        kinds = ("uploads", "joins", "exports", "proofs")
        slow = {f"{kind}_{of}": number for kind in kinds for of, number in (("at_once", 2), ("per_minute", 1))}
        patched.setattr(services.reader, "limits", replace(services.reader.limits, megabytes_per_question=1, **slow))
        yield make_app(services)


@pytest.fixture
def outside(few: Dash) -> FlaskClient:
    client = few.server.test_client()
    client.environ_base.update(FROM_OUTSIDE)
    return client


def test_so_many_at_once_and_then_one_at_a_time(clock: Clock) -> None:
    rates = Rates({"exports": Rate(3, 60)}, clock)
    assert [rates.wait("a", "exports") for _ in range(4)] == [0, 0, 0, 1]
    clock.now = 1.0
    assert [rates.wait("a", "exports") for _ in range(2)] == [0, 1]
    clock.now = 1000.0
    assert [rates.wait("a", "exports") for _ in range(4)] == [0, 0, 0, 1]


def test_one_client_does_not_use_up_what_another_may_ask(clock: Clock) -> None:
    rates = Rates({"exports": Rate(1, 1), "joins": Rate(1, 1)}, clock)
    assert [rates.wait("a", "exports"), rates.wait("a", "exports"), rates.wait("b", "exports")] == [0, 60, 0]
    assert rates.wait("a", "joins") == 0


def test_clients_unseen_for_long_are_forgotten(clock: Clock) -> None:
    rates = Rates({"exports": Rate(1, 1)}, clock)
    for number in range(10_050):
        rates.wait(str(number), "exports")
    assert len(rates._left) == 10_000


def test_too_many_exports_are_refused_in_a_sentence(outside: FlaskClient) -> None:
    answers = [outside.get("/export/de/xlsx") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"].isdigit()
    assert "Sekunde" in answers[2].text
    assert "second" in outside.get("/export/en/xlsx?language=en").text


def test_too_many_uploads_and_joins_are_refused(outside: FlaskClient) -> None:
    sent = [outside.post("/intake/files", data={"files": (io.BytesIO(b"a"), "a.csv")}) for _ in range(3)]
    assert [one.status_code for one in sent] == [200, 200, 429]
    asked = [ask(outside, "intake-answer.data", {"intake-delivery": {"intake": "0" * 32}}) for _ in range(3)]
    assert [one.status_code for one in asked] == [200, 200, 429]


def test_how_long_a_question_may_be_is_configured_too(outside: FlaskClient) -> None:
    assert outside.post("/_dash-update-component", json={"output": "x" * 1_100_000}).status_code == 413


def test_every_rate_as_shipped_lets_a_room_of_thirty_begin() -> None:
    assert all(rate.at_once >= 30 for rate in rates_of(Limits()).values())


def test_the_map_is_never_counted(outside: FlaskClient) -> None:
    assert {outside.get("/answer/de").status_code for _ in range(20)} == {200}


def test_the_own_machine_is_not_counted(few: Dash) -> None:
    client = few.server.test_client()
    assert {client.get("/export/de/xlsx?i=x").status_code for _ in range(5)} == {200}

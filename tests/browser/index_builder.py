"""How tests read the index builder: what it shows, and whether the analysis says the same."""

import math
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from callbacks.shared.services import Services
from layers.index.answer import index_answer
from tests.browser.journey import Journey

_RESULT = """() => {
    const {result, data} = window.quartierblick.index.current();
    const plain = (numbers) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
    const names = ["index", "rank", "status", "dynamics", "dynamicsIndex", "attention", "near"];
    const told = Object.fromEntries(names.map((name) => [name, plain(result[name])]));
    return {...told, ids: data.ids, adds: result.adds.map(plain)};
}"""

_AT_REST = """() => {
    const now = window.quartierblick.index?.current();
    const ids = String(window.quartierblick.store.get("scene").geometry.ids);
    const isOfTheMap = !now?.data || String(now.data.ids) === ids;
    const isBusy = now?.isBusy || now?.isWeighing || window.quartierblick.index?.isMoving();
    const asked = /^(?:index|dynamics):(.*)$/.exec(window.quartierblick.address.read().view.i ?? "")?.[1];
    const isOfTheAddress = !asked || asked === now?.answer?.token;
    return Boolean(now?.recipe && isOfTheMap && isOfTheAddress && !isBusy);
}"""

SHOWS_ANOTHER = """(wanted) => {
    const {index, store} = window.quartierblick;
    const now = index.current();
    return now?.answer?.token !== wanted && store.get("painted")?.answer.query.i.split(":")[1] === now?.answer?.token;
}"""


def builder(journey: Journey) -> Page:
    """Open the tab, and wait until it shows everything."""
    journey.tab("index")
    return rests(journey)


def rests(journey: Journey) -> Page:
    journey.page.wait_for_function(_AT_REST)
    journey.settles()
    return journey.page


def token(page: Page) -> str:
    found: str = page.evaluate("() => window.quartierblick.index.current().answer.token")
    return found


def numbers(found: list[float | None]) -> np.ndarray:
    return np.array([math.nan if one is None else one for one in found], dtype=float)


def agree(city: Services, page: Page, level: Any = "quarter", year: int = 2024) -> None:
    """What the browser has weighed is what the analysis computes by the recipe in the address."""
    found, answer = page.evaluate(_RESULT), index_answer(city.atlas(""), level, year, token(page))
    made = answer.composite
    assert made is not None
    assert found["ids"] == list(answer.ids)
    np.testing.assert_allclose(numbers(found["index"]), made.index, atol=1e-5)
    np.testing.assert_allclose(numbers(found["dynamicsIndex"]), made.dynamics_index, atol=1e-5)
    used = [at for at, one in enumerate(answer.recipe.ingredients) if one.weight > 0]
    adds = np.array([numbers(one) for one in found["adds"]]).T
    np.testing.assert_allclose(adds, made.contributions[:, used], atol=1e-5)
    assert numbers(found["rank"]).tolist() == pytest.approx(made.rank.tolist(), nan_ok=True)
    for name, wanted in (("status", made.status), ("dynamics", made.dynamics), ("attention", made.attention)):
        assert found[name] == wanted.astype(int).tolist()
    assert found["near"] == (made.near_limit | made.near_dynamics_limit).astype(int).tolist()


def drawn(page: Page) -> list[tuple[str, str]]:
    """Quarter and index of every row."""
    rows: list[list[str]] = page.locator(".index-quarter").evaluate_all(
        "rows => rows.map((row) => [row.dataset.quarter, row.querySelector('.index-value').textContent])"
    )
    return [(quarter, value) for quarter, value in rows]


def cells(page: Page) -> list[str]:
    return page.locator("#index-matrix .index-cell b").all_inner_texts()

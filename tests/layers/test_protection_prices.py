"""Prices come one after the other; what takes too long is not begun unasked, and what does not fit is said."""

import json
from pathlib import Path

import pytest

import layers.protection_prices as prices
from analysis.protection import NothingFitsError
from layers.protection_apart import ANSWER
from layers.protection_prices import AskedPrices, compared, priced
from tests.layers.protection.guarded_town import guarded_town

BOOKS = ({"profile": "ba"}, {"profile": "municipal"})


@pytest.mark.parametrize(("seconds", "profiles"), [(0.0, ["ba"]), (60.0, ["ba", "municipal"])])
def test_the_next_profile_is_begun_only_while_there_is_time(
    seconds: float, profiles: list[str], tmp_path: Path
) -> None:
    compared(AskedPrices(guarded_town(), BOOKS, seconds), tmp_path)
    told = json.loads((tmp_path / ANSWER).read_text("utf-8"))
    assert [row["profile"] for row in told["rows"]] == profiles
    assert all(row["unproven"] == 0 and row["hidden"] > 0 for row in told["rows"])


def test_rules_that_do_not_fit_the_data_are_told_as_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NothingFitsError

    monkeypatch.setattr(prices, "preview", refuse)
    assert priced(guarded_town(), {"profile": "round5"}) == {"profile": "round5", "refused": True}

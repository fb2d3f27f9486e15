"""A few random cities of the benchmark of protection, and a city it must not pass."""

import sys

import numpy as np
import pytest

from analysis.protection import PROFILES, Rules
from benchmarks import protection
from benchmarks.protection import main, outcome, row
from tests.analysis.protection.tables import hierarchy


@pytest.mark.parametrize("profile", ["ba", "municipal", "round5", "round10"])
def test_no_protected_cell_of_a_few_cities_is_placed_too_closely(profile: str) -> None:
    found = outcome(hierarchy(0, quarters=30, groups=4, districts=3), PROFILES[profile])
    assert found.protected > 5
    assert found.narrow == 0
    assert row(profile, [found]).split()[:3] == [profile, str(found.protected), "0"]


def test_the_benchmark_fails_where_only_primary_cells_are_hidden(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys.modules["analysis.protection.protect"],
        "suppressed",
        lambda _, hidden, *__: (hidden, np.zeros(1, dtype=bool)),
    )
    leaking = outcome(hierarchy(1, quarters=20, groups=3, districts=2), Rules())
    assert leaking.narrow > 0
    monkeypatch.setattr(protection, "outcome", lambda *_: leaking)
    assert main(["--cities", "1", "--profiles", "ba"]) == 1
    assert "ba" in capsys.readouterr().out

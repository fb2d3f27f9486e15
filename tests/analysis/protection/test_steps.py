"""Whoever waits for a protection hears what is done, and how many protected numbers are done with."""

import numpy as np
import pytest

from analysis.protection import Rules, cells_of, protect
from analysis.protection.rules import Method
from tests.analysis.protection.tables import hierarchy


class Heard:
    """Everything that was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int]] = []

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        self.told.append((step, done, of))

    def steps(self) -> list[str]:
        """The steps in their order, each once."""
        return list(dict.fromkeys(step for step, _, _ in self.told))


@pytest.mark.parametrize(("method", "steps"), [("suppress", ["hide", "test"]), ("round5", ["round", "test"])])
def test_every_step_is_told_with_what_is_done_and_the_same_comes_out_as_in_silence(
    method: Method, steps: list[str]
) -> None:
    heard, table, rules = Heard(), hierarchy(7), Rules(method=method, minimum_denominator=0)
    told = protect(cells_of(table.counts), table.relations, rules, heard)
    assert heard.steps() == steps
    for step in steps:
        counted = [(done, of) for name, done, of in heard.told if name == step and of]
        assert all(0 <= done <= of for done, of in counted)
        assert len({of for _, of in counted}) <= 1
    assert any(of for _, _, of in heard.told)
    silently = protect(cells_of(table.counts), table.relations, rules)
    np.testing.assert_array_equal(told.published, silently.published)

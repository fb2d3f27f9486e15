"""Counts of the others are tied to the total and to the count that it leaves, area by area."""

import numpy as np
import pytest

from layers.protection.quantities import quantities
from layers.protection.sums.of_others import of_others
from tests.layers.protection.made_town import PARENTS, QUARTERS, children_town, town

COUNTS, LIVING = children_town()
SUPPORTED = COUNTS["supported"]
DISTRICT = np.array([SUPPORTED[np.array(PARENTS) == at].sum(axis=0) for at in range(4)])[list(PARENTS)]
CITY = SUPPORTED.sum(axis=0)


def relations(own: np.ndarray) -> list[tuple[list[int], list[int]]]:
    """Those that are found, each of them true of the numbers themselves."""
    atlas = town({"supported": SUPPORTED, "own": own}, LIVING)
    found = quantities(atlas)
    each = found.each[0].numbers.size
    rows = list(of_others(atlas, found, {at: at * each for at in range(len(found.each))}))
    numbers = np.concatenate([one.numbers.ravel() for one in found.each])
    assert sum(np.dot(signs, numbers[cells]) != 0 for cells, signs in rows) <= 1
    return rows


@pytest.mark.parametrize(
    ("own", "terms"),
    [(DISTRICT - SUPPORTED, 3), (CITY - SUPPORTED, 3), (DISTRICT, 2), (CITY - DISTRICT, 3)],
    ids=["others of the district", "others of the city", "district told again", "others of the city in districts"],
)
def test_every_quarter_and_year_has_its_relation(own: np.ndarray, terms: int) -> None:
    rows = relations(own)
    assert len(rows) == 2 * QUARTERS
    assert {len(cells) for cells, _ in rows} == {terms}
    own = own.copy()
    own[5, 1] += 7
    assert len(relations(own)) == 2 * QUARTERS


def test_of_one_year_only() -> None:
    own = DISTRICT - SUPPORTED
    own[:, 0] = np.arange(100.0, 100.0 + QUARTERS)
    assert len(relations(own)) == QUARTERS


def test_nothing_is_tied_that_is_none() -> None:
    assert relations(COUNTS["children"]) == []
    assert relations(DISTRICT - SUPPORTED + np.arange(QUARTERS)[:, None] % 3) == []
    rare = np.zeros(SUPPORTED.shape)
    rare[2] = 1
    assert relations(rare) == []

"""What a number compares with its district or the city is found to the last digit, and nowhere else."""

import numpy as np
import pytest

from layers.protection.ready_made.compared import compared
from layers.protection.ready_made.made_of import Ingredients, around, ties

QUARTERS = 30
_RANDOM = np.random.default_rng(4)
DISTRICTS = np.arange(QUARTERS) // 6
CITY = np.zeros(QUARTERS, dtype=np.int64)
PART, WHOLE, OTHER = (_RANDOM.integers(low, 9 * low, QUARTERS).astype(float) for low in (40, 600, 500))
PARTS = np.stack([PART, WHOLE, OTHER, _RANDOM.uniform(5, 60, QUARTERS).round(1)])
OF_DISTRICT = _RANDOM.uniform(0.1, 0.2, 5)[DISTRICTS]


def found(own: np.ndarray, decimals: int) -> set[tuple[int, int]]:
    return set(either(np.round(own, decimals), PARTS, 10.0**-decimals))


def either(own: np.ndarray, parts: np.ndarray, step: float) -> list[tuple[int, int]]:
    wholes = min(len(parts), 3)
    return [one for group in (CITY, DISTRICTS) for one in compared(own, parts, wholes, group, step)]


@pytest.mark.parametrize(
    ("own", "decimals", "pair"),
    [
        (100 * (PART / WHOLE - OF_DISTRICT), 1, (0, 1)),
        (1000 * (OF_DISTRICT - PART / WHOLE), 1, (0, 1)),
        (PART / WHOLE / OF_DISTRICT, 3, (0, 1)),
        (100 * PART / WHOLE / OF_DISTRICT - 100, 1, (0, 1)),
        (PART - OF_DISTRICT * WHOLE, 1, (0, 1)),
        (0.1721 * WHOLE - PART, 1, (0, 1)),
        (900 * OF_DISTRICT - PART, 0, (0, -1)),
        (PARTS[3] - 50 * OF_DISTRICT, 1, (3, -1)),
    ],
)
def test_a_comparison_is_found_also_with_a_slip_and_a_gap(
    own: np.ndarray, decimals: int, pair: tuple[int, int]
) -> None:
    assert found(own, decimals) == {pair}
    own = own.copy()
    own[7], own[21] = own[7] + 9, np.nan
    assert found(own, decimals) == {pair}


@pytest.mark.parametrize(
    ("own", "decimals"),
    [
        (100 * (OTHER / (WHOLE + PART) - OF_DISTRICT), 1),
        (OF_DISTRICT * WHOLE, 1),
        (OF_DISTRICT, 3),
        (np.round(PART / 80), 0),
        (CITY + 4.0, 1),
        (np.where(DISTRICTS == 1, 100 * (PART / WHOLE - OF_DISTRICT), np.nan) * np.where(PART < 100, 1, np.nan), 0),
    ],
    ids=["another", "expected", "of the district", "classes", "always the same", "of few"],
)
def test_nothing_is_found_of_a_part_that_is_not_compared(own: np.ndarray, decimals: int) -> None:
    assert not {one for one in found(own, decimals) if 0 in one}


def test_what_is_one_of_both_alone_is_no_comparison() -> None:
    few = np.stack([_RANDOM.integers(0, 2, QUARTERS).astype(float), WHOLE])
    assert (0, 1) not in either(np.round(OF_DISTRICT * WHOLE), few, 1.0)
    assert (1, 0) not in either(WHOLE, few, 1.0)


def test_of_few_quarters_all_years_together_tell_what_is_compared() -> None:
    districts, years = np.array([0, 0, 0, 1, 1, 1]), 5
    counts = {at: _RANDOM.integers(40, 900, (6, years)).astype(float) for at in range(1, 40)}
    of_district = _RANDOM.uniform(0.2, 3, (2, years))[districts]
    own = np.round(counts[3] / counts[8] - of_district, 1)
    made = Ingredients({0: own}, [*counts.items(), (0, own)], (), [np.zeros(6, dtype=np.int64), districts])
    found = [sorted(moments) for _, moments in ties(0, made)]
    assert [sorted((one, year) for at in (3, 8) for one in (at, around(at))) for year in range(years)] == found

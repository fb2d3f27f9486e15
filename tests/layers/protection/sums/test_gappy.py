"""Totals of many groups are found where parts have gaps, and where there are more parts than rows."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import publish
from layers.protection.quantities import quantities
from layers.protection.sums.called_alike import families
from layers.protection.sums.found import found_sums
from layers.protection.sums.gappy import gappy_sums
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.layers.protection.made_town import QUARTERS, town
from tests.layers.protection.random_tables import found_in, random_table

NAMES = ("unter 3 Jahre", "3 bis unter 6", "6 bis unter 15", "15 bis unter 25", "25 bis unter 45", "ab 45 Jahre")


def _groups(quarters: int, parts: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.uniform(4, 40, (quarters, 1)) * rng.uniform(0.3, 1.2, (1, parts))).astype(float)


@pytest.mark.parametrize(("quarters", "parts", "share"), [(24, 8, 0.15), (90, 8, 0.25), (40, 7, 0.1)])
def test_a_total_is_found_though_a_quarter_of_its_groups_is_blank(quarters: int, parts: int, share: float) -> None:
    groups = _groups(quarters, parts)
    total = groups.sum(axis=1)
    groups[np.random.default_rng(2).random(groups.shape) < share] = np.nan
    assert gappy_sums(np.column_stack([total, groups])) == [(*((at, 1) for at in range(1, parts + 1)), (0, -1))]


def test_a_total_of_more_groups_than_there_are_quarters_is_found_in_any_order() -> None:
    groups = _groups(17, 18)
    numbers = np.column_stack([groups, groups.sum(axis=1)])[:, np.random.default_rng(3).permutation(19)]
    total = int(np.argmax(numbers.sum(axis=0)))
    assert gappy_sums(numbers) == [(*((at, 1) for at in range(19) if at != total), (total, -1))]


def test_a_total_of_many_groups_that_was_corrected_in_one_quarter_is_found() -> None:
    groups = _groups(40, 7)
    total = groups.sum(axis=1)
    total[5] += 3
    assert len(gappy_sums(np.column_stack([total, groups]))) == 1


def test_groups_without_any_complete_quarter_are_found_by_their_titles() -> None:
    groups = _groups(30, 6)
    numbers = np.column_stack([groups, groups.sum(axis=1), _groups(30, 3, seed=9) * 5])[:, [7, 0, 2, 6, 4, 1, 8, 5, 3]]
    for row in range(30):
        numbers[row, [1, 2, 4, 5, 7, 8][row % 6]] = np.nan
    assert gappy_sums(numbers) == []
    assert gappy_sums(numbers, families=[(3, (1, 2, 4, 5, 7, 8))]) == [
        ((1, 1), (2, 1), (4, 1), (5, 1), (7, 1), (8, 1), (3, -1))
    ]


def test_groups_that_overlap_are_no_sum_whatever_they_are_called() -> None:
    groups = _groups(30, 3)
    women, young = groups[:, 0] + np.floor(groups[:, 1] / 2), groups[:, 1]
    numbers = np.column_stack([groups.sum(axis=1), women, young, groups[:, 2]])
    numbers[::4, 1] = numbers[1::4, 2] = numbers[2::4, 3] = np.nan
    assert gappy_sums(numbers, families=[(0, (1, 2, 3))]) == []


def test_random_tables_have_their_sums_and_no_others() -> None:
    found = [(table, found_in(table)) for table in map(random_table, range(8))]
    assert all(right for table, (right, _) in found if table.in_order and table.full >= 4)
    assert sum(others for _, (_, others) in found) == 0


def _starred_town() -> Atlas:
    """Recipients by age, each number below 3 kept back, and all of them, under the words of a real delivery."""
    rng = np.random.default_rng(5)
    groups = rng.poisson(rng.uniform(1, 5, (QUARTERS, 1, 1)) * np.ones((1, len(NAMES), 2))).astype(float)
    living = rng.integers(1500, 9000, (QUARTERS, 2)).astype(float)
    counts = {"Kinder insgesamt": groups.sum(axis=1)}
    counts |= {f"Kinder {name}": groups[:, at] for at, name in enumerate(NAMES)}
    atlas = town(counts, living)
    cube = atlas.cubes["quarter"]
    stars = (cube.numerator > 0) & (cube.numerator < 3)
    part, value = (np.where(stars, np.nan, array) for array in (cube.numerator, cube.value))
    reason = np.where(stars, Reason.SUPPRESSED, cube.reason).astype(np.uint8)
    starred = replace(cube, numerator=part, value=value, reason=reason)
    return replace(atlas, cubes={**atlas.cubes, "quarter": starred})


def test_no_hidden_number_is_the_total_minus_all_other_groups() -> None:
    atlas = _starred_town()
    found = quantities(atlas)
    (one,) = found_sums(found, families=families(atlas, found))
    assert len(one) == len(NAMES) + 1
    public = publish(atlas, PROFILES["municipal"]).atlas.cubes["quarter"].numerator
    gone = np.isnan(public[:, 1:]).sum(axis=1)
    assert (gone > 0).any()
    assert not ((gone == 1) & ~np.isnan(public[:, 0])).any()


def test_titles_name_a_total_and_its_groups() -> None:
    atlas = _starred_town()
    found = quantities(atlas)
    assert families(atlas, found) == {1: tuple(range(2, 2 + len(NAMES)))}

"""A hidden count is not told by another column that counts the same otherwise: in euros, rounded, with decimals."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import publish
from loading.atlas import Atlas
from tests.layers.protection.made_town import QUARTERS, SMALL, children_town, town, with_values

COUNTS, LIVING = children_town()
SUPPORTED, CHILDREN = COUNTS["supported"], COUNTS["children"]
WITH_OTHERS = (SMALL[0], slice(None), SMALL[1])

SAME_OTHERWISE: dict[str, Callable[[], np.ndarray]] = {
    "rounded to 5": lambda: 5 * np.round(SUPPORTED / 5),
    "in full tens": lambda: 10 * np.floor(SUPPORTED / 10),
    "34 euros each": lambda: 34 * SUPPORTED,
    "34.50 euros each": lambda: 34.5 * SUPPORTED,
    "in tens of euros": lambda: np.round(25.5 * SUPPORTED / 10),
}


def published(atlas: Atlas, profile: str = "ba") -> Atlas:
    return publish(atlas, PROFILES[profile]).atlas


@pytest.mark.parametrize("name", SAME_OTHERWISE)
def test_a_count_told_in_another_unit_or_rounded_is_hidden_with_it(name: str) -> None:
    atlas = town({"supported": SUPPORTED, "again": SAME_OTHERWISE[name]()}, LIVING)
    cube = published(atlas).cubes["quarter"]
    assert np.isnan(cube.numerator[WITH_OTHERS]).all()
    told = np.isfinite(cube.numerator[:, 1])
    assert told.mean() > 0.9
    assert (cube.numerator[:, 1][told] == atlas.cubes["quarter"].numerator[:, 1][told]).all()


def test_with_rounding_a_count_in_another_unit_is_not_told_at_all() -> None:
    atlas = town({"supported": SUPPORTED, "euros": 34 * SUPPORTED}, LIVING)
    cube = published(atlas, "round5").cubes["quarter"]
    assert np.isfinite(cube.numerator[:, 0]).all()
    assert np.isnan(cube.numerator[:, 1]).all()


def test_people_with_decimals_are_people() -> None:
    """The mean of twelve months; 2.6 are fewer than 3."""
    means = SUPPORTED + 0.25
    means[SMALL] = 2.6
    cube = published(town({"means": means}, LIVING)).cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], 0, SMALL[1]])
    told = np.isfinite(cube.numerator[:, 0])
    assert (cube.numerator[:, 0][told] == means[told]).all()
    assert (published(town({"means": means}, LIVING), "round5").cubes["quarter"].numerator % 5 == 0).all()


@pytest.mark.parametrize("half", [0.5, 1.0])
def test_a_weighted_sum_gives_no_part_back(half: float) -> None:
    """Posts of full and half time, persons in households of one, two and three."""
    single = np.round(0.3 * CHILDREN)
    weighted = single + half * SUPPORTED + 3 * CHILDREN
    cube = published(town({"one": single, "few": SUPPORTED, "three": CHILDREN, "sum": weighted}, LIVING))
    gone = np.isnan(cube.cubes["quarter"].numerator[WITH_OTHERS])
    assert gone[1]
    assert gone.sum() >= 2


@pytest.mark.parametrize("decimals", [0, 1])
def test_a_mean_of_twelve_months_gives_no_month_back(decimals: int) -> None:
    rng = np.random.default_rng(6)
    months = {f"month {at}": np.round(0.3 * CHILDREN * rng.normal(1, 0.04, CHILDREN.shape)) for at in range(12)}
    months["month 4"][SMALL] = 2
    mean = np.round(sum(months.values()) / 12, decimals)
    cube = published(town({**months, "mean": mean}, LIVING)).cubes["quarter"]
    gone = np.isnan(cube.numerator[WITH_OTHERS])
    assert gone[4]
    assert gone.sum() >= 2
    assert np.isfinite(cube.numerator).mean() > 0.9


def test_a_weighted_sum_rounded_to_tens_gives_no_part_back() -> None:
    costs = 10 * np.round((34 * SUPPORTED + 20 * LIVING) / 10)
    cube = published(town({"supported": SUPPORTED, "costs": costs}, LIVING)).cubes["quarter"]
    assert np.isnan(cube.numerator[WITH_OTHERS]).all()


def test_a_month_with_few_keeps_its_own_rule_where_the_mean_is_larger() -> None:
    months = {f"month {at}": np.round(SUPPORTED * share) for at, share in enumerate((0.9, 1.0, 1.1))}
    months["month 1"][SMALL], months["month 2"][SMALL] = 2, 4
    mean = np.round(sum(months.values()) / 3, 1)
    cube = published(town({**months, "mean": mean}, LIVING)).cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], 1, SMALL[1]])


def test_a_share_per_thousand_is_judged_as_such_whatever_it_is_called() -> None:
    share = np.round(1000 * SUPPORTED / LIVING, 3)
    cube = published(with_values(town({"children": CHILDREN}, LIVING), "quota", share)).cubes["quarter"]
    assert np.isnan(cube.value[SMALL[0], 1, SMALL[1]])
    assert np.isfinite(cube.value[:, 1]).mean() > 0.9


def test_nearly_all_residents_are_as_telling_as_hardly_any() -> None:
    german = np.round(0.9 * LIVING)
    german[SMALL] = LIVING[SMALL] - 2
    published_one = publish(town({"german": german}, LIVING), PROFILES["ba"])
    cube = published_one.atlas.cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], 0, SMALL[1]])
    assert np.isfinite(cube.residents).all()
    assert published_one.audit.relations["rests"] == 1
    assert "rests" not in published_one.audit.figures()["relations"]


def test_the_planner_is_told_of_parts_that_leave_hardly_anybody() -> None:
    longer = CHILDREN - np.random.default_rng(2).integers(20, 90, CHILDREN.shape)
    longer[SMALL] = CHILDREN[SMALL] - 1
    assert publish(town({"all": CHILDREN, "longer": longer}, LIVING), PROFILES["ba"]).audit.pairs == (
        ("longer numerator", "all numerator"),
    )


def test_two_counts_that_only_look_alike_keep_their_own_rules() -> None:
    rng = np.random.default_rng(4)
    girls = SUPPORTED + rng.integers(0, 40, SUPPORTED.shape)
    cube = published(town({"supported": SUPPORTED, "girls": girls}, LIVING)).cubes["quarter"]
    assert np.isfinite(cube.numerator[SMALL[0], 1, SMALL[1]])
    atlas = town({"supported": SUPPORTED, "dwellings": np.round(SUPPORTED * 0.5)}, LIVING)
    things = replace(atlas.indicators[1], counts="things")
    halves = published(replace(atlas, indicators=(atlas.indicators[0], things))).cubes["quarter"].numerator
    assert np.isnan(halves[WITH_OTHERS]).all()
    assert len(halves) == QUARTERS

"""Where nothing is, nothing is found: cities in which chance alone decides, and one in which it does not."""

from collections import Counter
from dataclasses import replace

import numpy as np
import shapely

from analysis.clusters import contiguous, local_moran, moran, permutation_plan
from analysis.findings import Clustering, Figures, burdens, findings
from analysis.weights import queen
from tests.analysis.findings.nine_quarters import city

SIDE, CITIES = 10, 120
SQUARES = shapely.box(*np.mgrid[0:SIDE, 0:SIDE].reshape(2, -1), *(np.mgrid[0:SIDE, 0:SIDE].reshape(2, -1) + 1))
WEIGHTS = queen(SQUARES)
PLAN = permutation_plan(WEIGHTS, 4_999)
MORE_THAN_CHANCE = {
    "clusters": {"cluster", "cluster_core", "clusters", "alone"},
    "concentration": {"concentration", "concentration_times", "highest", "half"},
    "change of quarters": {"quarters_rose", "quarters_fell"},
    "change of concentration": {"less_even", "more_even"},
    "combination": {"combination"},
}
# Of 120 cities one in twenty is 6; three standard errors above that, 13.
ACCEPTED = round(CITIES * 0.05 + 3 * np.sqrt(CITIES * 0.05 * 0.95))


def with_clusters(figures: Figures) -> Figures:
    """Look for clusters as the program does."""
    found = local_moran(figures.shown, PLAN)
    whole = moran(figures.shown, WEIGHTS, 199)
    marks = found.clusters()
    groups = contiguous(marks, WEIGHTS)
    rest = (WEIGHTS.lag(figures.shown), found.two_sided, SIDE**2, whole.statistic, whole.p, 4_999, 1, 0.05)
    return replace(figures, clustering=Clustering(marks, groups, *rest))


def by_chance(seed: int) -> Figures:
    """A hundred quarters of different sizes in two years: everybody is poor with the same probability."""
    random = np.random.default_rng(seed)
    people = np.repeat(random.integers(300, 4000, (SIDE**2, 1)), 2, axis=1)
    other = burdens(random.normal(size=(SIDE**2, 12)), [1] * 12, ("income", "work", "health") * 4)
    return city(random.binomial(people, 0.12), people, burdens=other, direction="more_disadvantage")


def test_cities_without_structure_give_no_finding_beyond_the_rate_of_false_ones() -> None:
    counted: Counter[str] = Counter()
    for seed in range(CITIES):
        told = {statement.code.removeprefix("findings.") for statement in findings(with_clusters(by_chance(seed)), 99)}
        counted.update(kind for kind, codes in MORE_THAN_CHANCE.items() if codes & told)
    assert not {kind: n for kind, n in counted.items() if n > ACCEPTED}


def test_a_city_without_structure_is_said_to_have_none() -> None:
    told = {statement.code.removeprefix("findings.") for statement in findings(with_clusters(by_chance(0)), 99)}
    assert {"no_cluster", "within_chance"} <= told


def test_of_a_single_known_quarter_nothing_is_said_of_all_together() -> None:
    figures = city([100, 100, 300], [1000] * 3)
    judged = figures.judged.copy()
    judged[:2] = False
    alone = replace(figures, judged=judged)
    assert alone.chance is None
    assert (alone.outside()[2], alone.beyond_chance) == (1.0, False)
    assert not {"findings.within_chance", "findings.small_differences"} & {one.code for one in findings(alone, 99)}


def test_a_planted_cluster_is_found_with_its_core() -> None:
    random = np.random.default_rng(7)
    rate = np.full((SIDE, SIDE), 0.1)
    rate[2:5, 2:5] = 0.3
    people = np.full((SIDE**2, 1), 1500)
    figures = with_clusters(city(random.binomial(people, rate.reshape(-1, 1)), people, direction="more_disadvantage"))
    (found,) = (one for one in findings(figures) if one.code == "findings.cluster")
    assert 33 in found.quarters  # the one in the middle of the nine
    assert set(found.quarters) <= {row * SIDE + column for row in range(2, 5) for column in range(2, 5)}


def test_many_small_differences_are_told_as_such() -> None:
    # 60 or 40 of 1,000: no range leaves out the city's 5 per cent. X² = 200 * 10² / (1,000 * 0.05 * 0.95) = 421 > 199.
    told = {one.code.removeprefix("findings."): one for one in findings(city([60] * 100 + [40] * 100, [1000] * 200))}
    assert told["small_differences"].values["p"] < 1e-9
    assert told["small_differences"].values["outside"] == 0
    assert "concentration" not in told

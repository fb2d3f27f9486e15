"""Ways in which a published town gave its small numbers back: none may any more."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import shapely

from analysis.protection import PROFILES
from layers.protection import publish
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.layers.protection.guarded_town import summed
from tests.layers.protection.made_town import PARENTS, QUARTERS, SMALL, children_town, town, with_values

COUNTS, LIVING = children_town()
SUPPORTED, CHILDREN = COUNTS["supported"], COUNTS["children"]
HECTARES = np.linspace(3.0, 90.0, QUARTERS)
_UNKNOWN = np.full(QUARTERS, np.nan)


def published(atlas: Atlas) -> Atlas:
    return publish(atlas, PROFILES["ba"]).atlas


def kept_back(atlas: Atlas, reason: Reason) -> None:
    """Take the small number out of an Atlas, and keep the sums that were made with it."""
    quarter = atlas.cubes["quarter"]
    for part, nothing in ((quarter.numerator, np.nan), (quarter.value, np.nan), (quarter.reason, reason)):
        part.setflags(write=True)
        part[SMALL[0], 0, SMALL[1]] = nothing


READY_MADE: dict[str, Callable[[], np.ndarray]] = {
    "change in per cent": lambda: np.column_stack(
        [_UNKNOWN, np.round(100 * (SUPPORTED[:, 1] / SUPPORTED[:, 0] - 1), 1)]
    ),
    "share of the children": lambda: np.round(100 * SUPPORTED / CHILDREN, 1),
    "children for each supported": lambda: np.round(CHILDREN / SUPPORTED, 2),
    "share of those of the district": lambda: np.round(
        100 * SUPPORTED / summed(SUPPORTED, PARENTS)["district"][list(PARENTS)], 2
    ),
    "rank": lambda: (-SUPPORTED).argsort(axis=0).argsort(axis=0) + 1.0,
    "for each hectare": lambda: np.round(SUPPORTED / HECTARES[:, None], 1),
    "share of those without": lambda: np.round(100 - 100 * SUPPORTED / CHILDREN, 1),
    "with for each 100 without": lambda: np.round(100 * SUPPORTED / (CHILDREN - SUPPORTED), 1),
    "points above the city": lambda: np.round(
        100 * (SUPPORTED / CHILDREN - SUPPORTED.sum(axis=0) / CHILDREN.sum(axis=0)), 1
    ),
    "share of two years together": lambda: np.column_stack(
        [_UNKNOWN, np.round(100 * SUPPORTED.sum(axis=1) / CHILDREN.sum(axis=1), 2)]
    ),
    "logarithm": lambda: np.round(np.log(SUPPORTED), 3),
    "mean of two years": lambda: np.column_stack([_UNKNOWN, SUPPORTED.mean(axis=1)]),
}


@pytest.mark.parametrize("name", READY_MADE)
def test_a_ready_made_number_made_of_a_hidden_count_is_hidden_with_it(name: str) -> None:
    atlas = with_values(town(COUNTS, LIVING), name, READY_MADE[name](), kind="value", factor=1.0)
    squares = np.array([shapely.box(0, 0, 100.0, 100.0 * hectares) for hectares in HECTARES], dtype=object)
    quarters = replace(atlas.levels["quarter"], geometry=squares)
    atlas = replace(atlas, levels={**atlas.levels, "quarter": quarters})
    cube = published(atlas).cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], 0, SMALL[1]])
    assert np.isnan(cube.value[SMALL[0], 2, SMALL[1]])
    assert np.isfinite(cube.value[:, 2, 1]).sum() > QUARTERS / 2


DISTRICT = {name: summed(numbers, PARENTS)["district"][list(PARENTS)] for name, numbers in COUNTS.items()}
RATE, OF_DISTRICT = 100 * SUPPORTED / CHILDREN, 100 * DISTRICT["supported"] / DISTRICT["children"]
OF_CITY = 100 * SUPPORTED.sum(axis=0) / CHILDREN.sum(axis=0)
COMPARED: dict[str, np.ndarray] = {
    "points above the district": np.round(RATE - OF_DISTRICT, 1),
    "points below the district, closely": np.round(OF_DISTRICT - RATE, 2),
    "per cent above the district": np.round(100 * RATE / OF_DISTRICT - 100, 1),
    "as a part more than the district": np.round(RATE / OF_DISTRICT - 1, 3),
    "ratio to the district": np.round(RATE / OF_DISTRICT, 3),
    "points above the mean of the district's quarters": np.round(
        RATE - (summed(RATE, PARENTS)["district"] / 6)[list(PARENTS)], 1
    ),
    "share of the district's count": np.round(100 * SUPPORTED / DISTRICT["supported"], 2),
    "others of the district": DISTRICT["supported"] - SUPPORTED,
    "more than expected by the city": np.round(SUPPORTED - CHILDREN * OF_CITY / 100, 1),
    "fewer than expected by the city": np.round(CHILDREN * OF_CITY / 100 - SUPPORTED, 1),
    "more than expected by another city": np.round(SUPPORTED - CHILDREN * 0.2113, 1),
    "more than expected by the district": np.round(SUPPORTED - CHILDREN * OF_DISTRICT / 100, 1),
}


@pytest.mark.parametrize("of_rate", [True, False], ids=["a rate", "two counts"])
@pytest.mark.parametrize("name", COMPARED)
def test_a_comparison_with_the_district_or_the_city_is_hidden_with_the_count(name: str, *, of_rate: bool) -> None:
    counts = {"supported": SUPPORTED} if of_rate else COUNTS
    atlas = town(counts, LIVING, {"supported": CHILDREN} if of_rate else {})
    atlas = with_values(atlas, name, COMPARED[name], kind="value", factor=1.0, signed=True)
    cube = published(atlas).cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], 0, SMALL[1]])
    assert np.isnan(cube.value[SMALL[0], -1, SMALL[1]])
    assert np.isfinite(cube.value[:, -1]).mean() > 0.9
    rounded = publish(atlas, PROFILES["round5"]).atlas.cubes["quarter"]
    assert np.isfinite(rounded.numerator[:, 0]).all()
    assert np.isnan(rounded.value[:, -1]).all()


@pytest.mark.parametrize("form", ["points", "share"])
def test_a_comparison_tells_no_hidden_count_of_the_district(form: str) -> None:
    supported, second = SUPPORTED.copy(), np.array(PARENTS) == 1
    supported[second, 1] = [0, 0, 0, 1, 0, 1]
    district = summed(supported, PARENTS)["district"][list(PARENTS)]
    points = np.round(100 * supported / CHILDREN - 100 * district / DISTRICT["children"], 2)
    compared = points if form == "points" else np.round(100 * supported / district, 1)
    atlas = town({"supported": supported}, LIVING, {"supported": CHILDREN})
    cubes = published(with_values(atlas, form, compared, kind="value", factor=1.0, signed=True)).cubes
    assert np.isnan(cubes["district"].numerator[1, 0, 1])
    assert np.isnan(cubes["quarter"].value[second, 1, 1]).all()
    hidden = np.isnan(cubes["district"].numerator[list(PARENTS), 0, 1]) | np.isnan(cubes["quarter"].value[:, 0, 1])
    assert np.isfinite(cubes["quarter"].value[~hidden, 1, 1]).all()


def test_a_comparison_of_something_else_stays() -> None:
    other = np.random.default_rng(8).uniform(5, 45, RATE.shape)
    of_district = (summed(other, PARENTS)["district"] / 6)[list(PARENTS)]
    atlas = with_values(
        town(COUNTS, LIVING, {"supported": CHILDREN}), "other", np.round(other - of_district, 1), signed=True
    )
    assert np.isfinite(published(atlas).cubes["quarter"].value[:, -1]).all()


def test_a_share_of_others_than_residents_is_judged_by_those() -> None:
    share = np.round(100 * SUPPORTED / CHILDREN, 1)
    cube = published(with_values(town({"children": CHILDREN}, LIVING), "share", share)).cubes["quarter"]
    assert np.isnan(cube.value[SMALL[0], 1, SMALL[1]])
    assert np.isfinite(cube.value[:, 1]).mean() > 0.9


def test_one_quarter_with_more_than_all_does_not_lift_the_rule_of_denominators_for_others() -> None:
    supported, children = SUPPORTED.copy(), CHILDREN.copy()
    children[0, 0], supported[8, 1], children[8, 1] = supported[0, 0] - 1, 7, 10
    cube = published(town({"supported": supported}, LIVING, {"supported": children})).cubes["quarter"]
    assert np.isnan(cube.numerator[8, 0, 1])


def test_a_total_that_is_out_in_one_quarter_gives_nothing_back_in_others() -> None:
    girls = np.round(0.45 * SUPPORTED)
    girls[3, 1], boys = 1, SUPPORTED - girls + 30
    total = girls + boys
    total[7, 0] += 1
    cube = published(town({"girls": girls, "boys": boys, "all": total}, LIVING)).cubes["quarter"]
    assert np.isnan(cube.numerator[3, :, 1]).sum() >= 2


def test_a_sum_of_two_years_gives_no_year_back() -> None:
    both = np.column_stack([_UNKNOWN, SUPPORTED.sum(axis=1)])
    cube = published(town({"supported": SUPPORTED, "both": both}, LIVING)).cubes["quarter"]
    assert np.isnan([cube.numerator[SMALL[0], 1, 1], cube.numerator[SMALL[0], 0, 0]]).any()


OTHERS: dict[str, np.ndarray] = {
    "others of the district": DISTRICT["supported"] - SUPPORTED,
    "others of the city": SUPPORTED.sum(axis=0) - SUPPORTED,
}


@pytest.mark.parametrize("rules", ["ba", "municipal", "strict", "round5"])
@pytest.mark.parametrize("name", OTHERS)
def test_a_count_of_the_others_beside_the_total_gives_no_count_back(name: str, rules: str) -> None:
    atlas = town({"supported": SUPPORTED, "others": OTHERS[name]}, LIVING, {"supported": CHILDREN})
    cubes = publish(atlas, PROFILES[rules]).atlas.cubes
    level, at = ("district", PARENTS[SMALL[0]]) if name.endswith("district") else ("city", 0)
    total, others = cubes[level].numerator[at, 0, SMALL[1]], cubes["quarter"].numerator[SMALL[0], 1, SMALL[1]]
    assert np.isfinite(total)
    assert np.isnan(others) or rules == "round5"
    assert np.isfinite(cubes["quarter"].numerator[:, 1]).mean() > 0.7


def test_a_gap_that_the_total_leaves_a_small_number_for_is_not_told_by_it() -> None:
    atlas = town({"supported": SUPPORTED}, LIVING)
    kept_back(atlas, Reason.NOT_DELIVERED)
    public = published(atlas)
    inside = np.array(PARENTS) == PARENTS[SMALL[0]]
    told = public.cubes["quarter"].numerator[inside, 0, SMALL[1]]
    total = public.cubes["district"].numerator[PARENTS[SMALL[0]], 0, SMALL[1]]
    assert np.isnan(total) or np.isnan(told).sum() > 1


def test_what_a_thing_and_a_person_share_is_protected_as_of_persons() -> None:
    atlas = town({"things": SUPPORTED, "people": SUPPORTED.copy()}, LIVING)
    things = replace(atlas.indicators[0], counts="things")
    atlas = replace(atlas, indicators=(things, atlas.indicators[1]))
    assert np.isnan(published(atlas).cubes["quarter"].numerator[SMALL[0], :, SMALL[1]]).all()


def test_a_number_kept_back_where_nobody_lives_contradicts_nothing() -> None:
    children = CHILDREN.copy()
    children[SMALL] = 0
    supported = SUPPORTED.copy()
    supported[SMALL] = 0
    atlas = town({"supported": supported}, LIVING, {"supported": children})
    kept_back(atlas, Reason.SUPPRESSED)
    assert np.isfinite(published(atlas).cubes["quarter"].numerator[:, 0]).mean() > 0.9


def test_a_district_without_a_sum_does_not_untie_its_quarters_from_the_city() -> None:
    atlas = town({"supported": SUPPORTED}, LIVING)
    kept_back(atlas, Reason.SUPPRESSED)
    district = atlas.cubes["district"]
    for part, nothing in ((district.numerator, np.nan), (district.value, np.nan), (district.reason, Reason.SUPPRESSED)):
        part.setflags(write=True)
        part[PARENTS[SMALL[0]], 0, SMALL[1]] = nothing
    cubes = published(atlas).cubes
    year = (slice(None), 0, SMALL[1])
    assert np.isnan(cubes["city"].numerator[0, 0, SMALL[1]]) or np.isnan(cubes["quarter"].numerator[year]).sum() > 1


def test_groups_that_only_districts_have_give_nothing_back_there() -> None:
    districts = {"girls": [2.0, 611.0, 70.0, 85.0], "boys": [91.0, 57.0, 66.0, 703.0]}
    counts = {**districts, "all": [sum(both) for both in zip(*districts.values(), strict=True)]}
    town_of = town({name: np.full((QUARTERS, 2), 9.0) for name in counts}, LIVING)
    cubes = dict(town_of.cubes)
    for level, cube in town_of.cubes.items():
        numbers = np.full(cube.numerator.shape, np.nan)
        if level == "district":
            numbers[:] = np.array(list(counts.values())).T[:, :, None] + np.array([0.0, 100.0])
            numbers[:, 2, 1] += 100
        reason = np.where(np.isnan(numbers), Reason.NOT_DELIVERED, Reason.VALUE).astype(np.uint8)
        nothing = np.full(numbers.shape, np.nan)
        cubes[level] = replace(cube, value=numbers.copy(), numerator=numbers, denominator=nothing, reason=reason)
    told = published(replace(town_of, cubes=cubes)).cubes["district"].numerator[0, :, 0]
    assert np.isnan(told).sum() >= 2


def test_with_rounding_a_ready_made_number_tells_no_count_more_exactly_than_it_is_told() -> None:
    share = np.round(100 * SUPPORTED / CHILDREN, 1)
    atlas = with_values(town(COUNTS, LIVING), "share", share, kind="value", factor=1.0)
    cube = publish(atlas, PROFILES["round5"]).atlas.cubes["quarter"]
    assert np.isfinite(cube.numerator[:, :2]).all()
    assert np.isnan(cube.value[:, 2]).all()


def test_an_amount_of_few_is_not_the_rest_of_a_sum_of_amounts() -> None:
    rng = np.random.default_rng(5)
    heads = {name: rng.integers(110, 400, (QUARTERS, 2)).astype(float) for name in ("women", "men")}
    heads["women"][SMALL] = 20
    euros = {name: np.round(number * rng.uniform(200, 800, number.shape), 2) for name, number in heads.items()}
    for several in (heads, euros):
        several["all"] = np.round(several["women"] + several["men"], 2)
    atlas = town(euros, LIVING, heads)
    means = [replace(one, kind="value", factor=1.0, counts="things") for one in atlas.indicators]
    cube = published(replace(atlas, indicators=tuple(means))).cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], :, SMALL[1]]).sum() >= 2

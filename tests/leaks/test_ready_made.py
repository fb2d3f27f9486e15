"""The attack on ready-made numbers finds a hidden count in whatever was made of it, and imagines none elsewhere."""

from collections.abc import Mapping

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.container import container
from tests.layers.protection.made_town import PARENTS, SMALL, children_town, town, with_values
from tests.leaks.attacks import narrow
from tests.leaks.ready_made import ready_made
from tests.leaks.seen import Floats, Seen

RULES = PROFILES["ba"]
HIDDEN, YEAR = SMALL
COUNTS, LIVING = children_town()
RATES = 100 * COUNTS["supported"] / COUNTS["children"]
OTHER = np.random.default_rng(5).uniform(10, 60, RATES.shape).round(1)
NOWHERE = np.full(len(RATES), np.nan)


def seen(*, before: Floats = NOWHERE, **beside: Floats) -> Seen:
    """What is told of the last year and of the one before, and beside it in columns of their own."""
    atlas = town(COUNTS, LIVING, {"supported": COUNTS["children"]})
    for name in beside:
        atlas = with_values(atlas, name, np.zeros(RATES.shape))
    own = RATES[:, YEAR].round(2)
    own[HIDDEN] = np.nan
    columns: Mapping[str, Floats] = {"supported/2024": own, "supported/2023": before}
    columns |= {f"{name}/2024": numbers for name, numbers in beside.items()}
    sent = {
        f"/data/made/quarter/{name}.column": container({}, {"value": numbers.astype(np.float32)})
        for name, numbers in columns.items()
    }
    return Seen(lambda address: sent.get(address, b""), atlas, atlas, "", RULES)


def found(what: Seen) -> list[int]:
    """Quarters whose count is placed too closely; none of them wrongly."""
    counts, people = COUNTS["supported"][:, YEAR], COUNTS["children"][:, YEAR]
    low, high = ready_made(what, "supported", 2024)
    assert (low <= counts).all()
    assert (counts <= high).all()
    return [int(at) for at in np.flatnonzero(narrow((low, high), counts, people, RULES))]


SCORE = (0.37 * RATES[:, YEAR] + 4).round(3)
CHANGE = (RATES[:, YEAR] - RATES[:, 0]).round(2)
MIXED = (0.3 * RATES[:, YEAR] + 0.7 * OTHER[:, YEAR]).round(3)

COUNT, CHILDREN = COUNTS["supported"][:, YEAR], COUNTS["children"][:, YEAR]


def of_district(numbers: Floats) -> Floats:
    """The sum of the district, in each of its quarters."""
    return np.array([numbers[np.array(PARENTS) == at].sum() for at in PARENTS])


DISTRICT = 100 * of_district(COUNT) / of_district(CHILDREN)
COMPARED = {
    "points above the district": (RATES[:, YEAR] - DISTRICT).round(1),
    "per cent above the district": (100 * RATES[:, YEAR] / DISTRICT - 100).round(1),
    "ratio to the district": (RATES[:, YEAR] / DISTRICT).round(3),
    "more than expected by the city": (COUNT - CHILDREN * COUNT.sum() / CHILDREN.sum()).round(1),
    "more than expected by the district": (COUNT - CHILDREN * DISTRICT / 100).round(1),
    "others of the district": of_district(COUNT) - COUNT,
    "others of the city": COUNT.sum() - COUNT,
}


@pytest.mark.parametrize("name", COMPARED)
def test_a_planted_comparison_with_the_district_or_the_city_gives_it_away(name: str) -> None:
    assert found(seen(compared=COMPARED[name])) == [HIDDEN]
    gone = np.where(np.arange(len(COUNT)) == HIDDEN, np.nan, COMPARED[name])
    assert found(seen(compared=gone)) == []


def test_a_comparison_of_something_else_gives_nothing_away() -> None:
    other = OTHER[:, YEAR]
    assert found(seen(compared=(other - of_district(other) / 6).round(1))) == []
    assert found(seen(compared=DISTRICT.round(1))) == []
    assert found(seen(compared=(CHILDREN * DISTRICT / 100).round(1))) == []


@pytest.mark.parametrize(
    "leak",
    [
        {"score": SCORE},
        {"score": -SCORE},
        {"change": CHANGE, "before": RATES[:, 0].round(2)},
        {"mixed": MIXED, "other": OTHER[:, YEAR]},
        {"score": np.where(np.arange(len(SCORE)) == 7, SCORE + 3, SCORE), "noise": OTHER[:, YEAR]},
    ],
    ids=["score", "score upside down", "change", "mixture", "score with a slip"],
)
def test_a_planted_number_that_was_made_of_it_gives_it_away(leak: dict[str, Floats]) -> None:
    assert found(seen(**leak)) == [HIDDEN]


GONE = np.where(np.arange(len(SCORE)) == HIDDEN, np.nan, SCORE)


@pytest.mark.parametrize(
    "harmless",
    [
        {},
        {"other": OTHER[:, YEAR]},
        {"score": GONE},
        {"change": np.where(np.isnan(GONE), np.nan, CHANGE), "before": RATES[:, 0].round(2)},
        {"score": (0.37 * RATES[:, YEAR] / 40).round(0)},
        {"score": np.where(np.arange(len(SCORE)) < 7, SCORE, np.where(np.isnan(GONE), SCORE, np.nan))},
    ],
    ids=["nothing", "another number", "hidden with it", "change hidden with it", "told too coarsely", "told of few"],
)
def test_where_nothing_was_made_of_it_or_too_little_is_told_nothing_is_found(harmless: dict[str, Floats]) -> None:
    assert found(seen(**harmless)) == []

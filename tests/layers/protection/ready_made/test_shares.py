"""Shares delivered without counts are judged by those they are of; where nobody knows whom, by the fewest possible."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import RuleBook, publish
from layers.protection.quantities import quantities
from layers.protection.ready_made.shares import ready_shares
from loading.atlas import Atlas
from loading.declaring.catalogue import quantities as catalogue
from loading.errors import DataFileError
from loading.reasons import Reason
from tests.layers.protection.made_town import PARENTS, QUARTERS, town, with_values

_RANDOM = np.random.default_rng(1)
CHILDREN = _RANDOM.integers(40, 90, (QUARTERS, 2)).astype(float)
POOR = _RANDOM.integers(0, 8, (QUARTERS, 2)).astype(float)
LIVING = CHILDREN * 15 + 7
FEW = (POOR > 0) & (POOR < 3)


def poor_town(decimals: int = 1, title: str = "Kinderarmut: Anteil der Kinder in Armut in %") -> Atlas:
    """A town of which only shares of children are known, and residents."""
    share = np.round(100 * POOR / CHILDREN, decimals)
    return with_values(town({"households": np.round(LIVING / 2)}, LIVING), "poor", share, title={"de": title})


def told(atlas: Atlas, book: RuleBook) -> np.ndarray:
    """Give the published shares of the quarters."""
    return publish(atlas, book).atlas.cubes["quarter"].value[:, 1]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("decimals", [1, 5])
def test_who_knows_the_children_counts_no_few_of_them(profile: str, decimals: int) -> None:
    rules = PROFILES[profile]
    made = publish(poor_town(decimals), rules)
    share = made.atlas.cubes["quarter"].value[:, 1]
    counted = np.round(share * CHILDREN / 100)
    assert not ((counted > 0) & (counted < rules.minimum_numerator)).any()
    assert made.audit.unjudged == ("poor",)
    assert made.audit.by_rule["unknown"] == np.isnan(share).sum()


def test_digits_that_tell_of_many_people_are_enough() -> None:
    share = np.round(100 * (POOR + 37) / (8 * CHILDREN + 1), 5)
    atlas = with_values(town({"households": LIVING}, LIVING), "poor", share)
    assert np.isfinite(told(atlas, RuleBook())).mean() > 0.8


def test_a_share_that_says_it_is_of_residents_is_judged_by_them() -> None:
    atlas = poor_town(title="Arme Kinder je 100 Einwohner")
    assert quantities(atlas).bases == {1: "words"}
    assert np.isfinite(told(atlas, RuleBook())).all()


@pytest.mark.parametrize(
    ("said", "known"),
    [("residents", np.ones_like(FEW)), ("no_people", np.ones_like(FEW)), ("at_least:500", POOR >= 0)],
)
def test_what_is_decided_of_a_share_is_kept_to(said: str, known: np.ndarray) -> None:
    book = RuleBook.from_json({"bases": {"poor": said}})
    assert RuleBook.from_json(book.to_json()) == book
    assert np.array_equal(np.isfinite(told(poor_town(), book)), known)


def test_a_number_delivered_elsewhere_can_be_named_as_the_base() -> None:
    atlas = poor_town()
    of_households = RuleBook.from_json({"bases": {"poor": "households numerator"}})
    assert publish(atlas, of_households).audit.unjudged == ()
    with pytest.raises(DataFileError, match="rules_of_nothing"):
        publish(atlas, RuleBook.from_json({"bases": {"poor": "dogs numerator"}}))


def test_the_share_of_a_district_goes_where_one_of_its_quarters_goes() -> None:
    atlas = poor_town(5)
    count, whole = (np.array([one[np.array(PARENTS) == at].sum(axis=0) for at in range(4)]) for one in (POOR, CHILDREN))
    district = atlas.cubes["district"]
    value, reason = district.value.copy(), district.reason.copy()
    value[:, 1], reason[:, 1] = np.round(100 * count / whole, 5), Reason.VALUE
    cubes = {**atlas.cubes, "district": replace(district, value=value, reason=reason)}
    public = publish(replace(atlas, cubes=cubes), RuleBook()).atlas
    gone = np.isnan(public.cubes["quarter"].value[:, 1])
    for area in range(4):
        inside = gone[np.array(PARENTS) == area].any(axis=0)
        assert np.isnan(public.cubes["district"].value[area, 1])[inside].all()


def test_turnout_is_announced_in_public_and_stays() -> None:
    atlas = poor_town()
    poor = replace(atlas.indicators[1], numerator=dict(catalogue()["votes_cast"].wording))
    atlas = replace(atlas, indicators=(atlas.indicators[0], poor))
    assert ready_shares(atlas) == ()
    assert np.isfinite(told(atlas, RuleBook())).all()


def test_only_shares_of_people_without_counts_are_asked_about() -> None:
    assert [one.id for one in ready_shares(poor_town())] == ["poor"]


def test_an_estimate_whose_digits_tell_of_more_people_than_live_there_is_left_out() -> None:
    share = np.round(_RANDOM.uniform(20, 60, LIVING.shape), 5)
    atlas = with_values(town({"households": LIVING}, np.full_like(LIVING, 150.0)), "poor", share)
    assert np.isnan(told(atlas, RuleBook())).all()

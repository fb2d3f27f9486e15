"""Ready-made numbers of few people are not told, and with rounding none so finely that the count could be read."""

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import RuleBook, publish
from loading.atlas import Atlas
from tests.layers.protection.made_town import QUARTERS, town, with_values

LIVING = np.random.default_rng(3).integers(1200, 9000, (QUARTERS, 2)).astype(float)
SPARSE, NOW = 4, 1


def rents_town(living: float) -> Atlas:
    """Rents of a town, in one quarter of which so few people live."""
    people = LIVING.copy()
    people[SPARSE, NOW] = living
    rents = np.round(np.random.default_rng(9).uniform(6, 14, people.shape), 2)
    return with_values(town({"flats": np.round(people / 2) + 400}, people), "rent", rents, kind="value", factor=1.0)


@pytest.mark.parametrize(
    ("living", "rules", "is_told"),
    [
        (99, {}, False),
        (100, {}, True),
        (99, {"minimum_denominator": 50}, True),
        (4, {"minimum_denominator": 0, "minimum_numerator": 5}, False),
        (5, {"minimum_denominator": 0, "minimum_numerator": 5}, True),
    ],
)
def test_a_ready_made_number_needs_as_many_people_as_a_denominator(
    living: float, rules: dict[str, int], is_told: bool
) -> None:
    book = RuleBook.from_json({"profile": "ba", "rules": rules})
    told = np.isfinite(publish(rents_town(living), book).atlas.cubes["quarter"].value[:, 1])
    assert told[SPARSE, NOW] == is_told
    assert np.delete(told.ravel(), SPARSE * 2 + NOW).all()


@pytest.mark.parametrize("profile", ["round5", "round10"])
@pytest.mark.parametrize(("few", "hidden"), [(300, [(SPARSE, NOW)]), (1200, [])])
def test_with_rounding_a_share_leaves_as_many_counts_possible_as_a_rounded_count(
    profile: str, few: int, hidden: list[tuple[int, int]]
) -> None:
    """Of 300 people a per cent is three: no digits are few enough."""
    living, base = LIVING.copy(), PROFILES[profile].base
    living[SPARSE, NOW] = few
    count = np.round(living * np.random.default_rng(5).uniform(0.05, 0.4, LIVING.shape))
    share, title = np.round(100 * count / living, 2), {"de": "Zugezogene je 100 Einwohner"}
    atlas = with_values(town({"flats": np.round(living / 2)}, living), "moved", share, title=title, decimals=2)
    public = publish(atlas, PROFILES[profile]).atlas
    told, step = public.cubes["quarter"].value[:, 1], 10.0 ** -public.indicators[1].decimals
    shown = np.isfinite(told)
    assert [(int(at), int(year)) for at, year in np.argwhere(~shown)] == hidden
    np.testing.assert_allclose(told[shown] / step, np.round(told[shown] / step), atol=1e-6)
    assert (living[shown] * step / 100 >= base).all()
    assert np.abs(told - share)[shown].max() <= step / 2


def test_with_rounding_a_share_of_nobody_knows_whom_is_told_in_whole_per_cent() -> None:
    """Its own digits say that it is of many: a step of a per cent is enough of them, one of a tenth is not."""
    whole = np.random.default_rng(7).integers(400, 800, LIVING.shape)
    count = np.round(whole * np.random.default_rng(6).uniform(0.1, 0.6, LIVING.shape))
    share = np.round(100 * count / whole, 5)
    public = publish(with_values(town({"flats": LIVING}, LIVING), "poor", share), PROFILES["round5"]).atlas
    told = public.cubes["quarter"].value[:, 1]
    assert public.indicators[1].decimals == 0
    assert np.isfinite(told).sum() > QUARTERS / 2
    np.testing.assert_array_equal(told[np.isfinite(told)], np.round(share[np.isfinite(told)]))

"""A city as its office has it: what was left out is filled in, and shares become the counts that they imply."""

import numpy as np
import pytest

from loading.atlas import Atlas
from tests.layers.protection.made_town import QUARTERS, children_town, town, with_values
from tests.leaks.office import A_LITTLE, FEW_LIVE, counted, filled, standing_for_people

COUNTS, LIVING = children_town()
FEW = (5, 17)
RNG = np.random.default_rng(3)
SHARE = RNG.uniform(1, 40, LIVING.shape).round(1)


@pytest.fixture
def published() -> Atlas:
    """A count, a share and its change without counts, and classes; nothing said where fewer than 300 people live."""
    living = LIVING.copy()
    living[list(FEW)] = FEW_LIVE - 20
    atlas = town(COUNTS, living)
    told = {"share": SHARE, "change": np.column_stack([SHARE[:, 0], SHARE[:, 1] - SHARE[:, 0]]).round(1)}
    told["classes"] = RNG.integers(1, 5, LIVING.shape).astype(float)
    for name, numbers in told.items():
        empty = numbers.copy()
        empty[list(FEW)] = 0
        more = {} if name == "share" else {"kind": "value", "factor": 1.0}
        atlas = with_values(atlas, name, empty, **more)
    return atlas


def values(atlas: Atlas, name: str, level: str = "quarter") -> np.ndarray:
    return np.asarray(atlas.cubes[level].value[:, atlas.indicator_position(name)])  # type: ignore[index]


def test_where_few_live_stand_numbers_of_one_other_quarter_a_little_changed(published: Atlas) -> None:
    office = filled(published)
    donors = []
    for area in FEW:
        for name in ("share", "change"):
            near = np.isclose(values(published, name), values(office, name)[area], rtol=2 * A_LITTLE).all(axis=1)
            donors.append(np.flatnonzero(near).tolist())
    assert all(donors)
    assert donors[0] == donors[1]
    assert donors[2] == donors[3] != donors[0]


def test_everything_else_stays(published: Atlas) -> None:
    office, others = filled(published), [at for at in range(QUARTERS) if at not in FEW]
    for name in ("share", "change"):
        np.testing.assert_array_equal(values(office, name)[others], values(published, name)[others])
    for name in (*COUNTS, "classes"):
        np.testing.assert_array_equal(values(office, name), values(published, name))


def test_behind_every_share_stand_people_of_whom_it_is_one(published: Atlas) -> None:
    cube, at = standing_for_people(published).cubes["quarter"], published.indicator_position("share")
    told = np.arange(QUARTERS) != FEW[0]
    told[FEW[1]] = False
    np.testing.assert_array_equal(cube.numerator[told, at], np.round(SHARE * LIVING / 100)[told])
    np.testing.assert_array_equal(cube.denominator[:, at], cube.residents)
    assert (cube.numerator[list(FEW), at] == 0).all()
    assert np.isnan(cube.numerator[:, published.indicator_position("change")]).all()


def test_a_small_share_is_of_somebody() -> None:
    atlas = with_values(town(COUNTS, LIVING), "share", np.full(LIVING.shape, 0.001))
    assert (standing_for_people(atlas).cubes["quarter"].numerator[:, -1] == 1).all()


def test_counts_of_shares_add_up_and_a_change_is_that_of_the_new_shares(published: Atlas) -> None:
    office = counted(published)
    at = office.indicator_position("share")
    quarters, districts, city = (office.cubes[level] for level in ("quarter", "district", "city"))  # type: ignore[index]
    for part in ("numerator", "denominator"):
        one, several, all_of_it = (getattr(cube, part)[:, at] for cube in (quarters, districts, city))
        np.testing.assert_array_equal(np.add.reduceat(one, np.arange(0, QUARTERS, 6)), several)
        np.testing.assert_array_equal(one.sum(axis=0), all_of_it[0])
    share = values(office, "share")
    np.testing.assert_allclose(share, 100 * quarters.numerator[:, at] / quarters.denominator[:, at])
    np.testing.assert_allclose(values(office, "change")[:, 1], share[:, 1] - share[:, 0], atol=1e-5)
    np.testing.assert_array_equal(values(office, "classes"), values(published, "classes"))


def test_a_share_that_is_excepted_stays_as_it_was_delivered(published: Atlas) -> None:
    office = counted(published, without=["share"])
    np.testing.assert_array_equal(values(office, "share"), values(published, "share"))
    assert np.isnan(office.cubes["quarter"].numerator[:, office.indicator_position("share")]).all()

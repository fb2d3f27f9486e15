"""No small count that nobody delivered follows from two published numbers, nor from what a public project says."""

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import publish
from tests.layers.protection.made_town import QUARTERS, SMALL, children_town, town, with_values

COUNTS, LIVING = children_town()
SUPPORTED = COUNTS["supported"]


@pytest.mark.parametrize("profile", ["ba", "round5"])
def test_an_amount_and_its_mean_tell_no_small_number_of_people(profile: str) -> None:
    euros = np.round(SUPPORTED * np.random.default_rng(3).uniform(200, 700, SUPPORTED.shape), 2)
    atlas = town({"euros": euros}, LIVING)
    means = with_values(atlas, "mean", np.round(euros / SUPPORTED, 2), kind="value", factor=1.0)
    cube = publish(means, PROFILES[profile]).atlas.cubes["quarter"]
    assert np.isnan(cube.value[SMALL[0], 1, SMALL[1]])
    assert np.isfinite(cube.value[:, 1]).mean() == (0.0 if profile == "round5" else pytest.approx(1.0, abs=0.1))


def test_families_and_children_of_each_tell_no_small_number_of_children() -> None:
    children = np.random.default_rng(3).integers(6, 40, (QUARTERS, 2)).astype(float)
    families = np.ceil(children / 1.6)
    children[SMALL], families[SMALL] = 2, 2
    atlas = with_values(
        town({"families": 1 + families}, LIVING),
        "each",
        np.round(children / (1 + families), 4),
        kind="value",
        factor=1.0,
    )
    cube = publish(atlas, PROFILES["ba"]).atlas.cubes["quarter"]
    assert np.isfinite(cube.numerator[SMALL[0], 0, SMALL[1]])
    assert np.isnan(cube.value[SMALL[0], 1, SMALL[1]])


@pytest.mark.parametrize("few", [2, -2])
def test_a_share_that_nobody_has_called_so_is_judged_by_its_people(few: int) -> None:
    """Two of all residents, or all but two."""
    people = np.round(0.4 * LIVING)
    people[SMALL] = few % LIVING[SMALL]
    share = np.round(100 * people / LIVING, 4)
    atlas = with_values(town({"supported": SUPPORTED}, LIVING), "K05", share, kind="value", factor=1.0)
    cube = publish(atlas, PROFILES["ba"]).atlas.cubes["quarter"]
    assert np.isnan(cube.value[SMALL[0], 1, SMALL[1]])
    assert np.isfinite(cube.value[:, 1]).mean() > 0.9


def test_a_rounded_project_does_not_tell_how_many_numbers_rounding_changed() -> None:
    """Where all were changed a told 0 is 1 or 2, and no longer 0 to 2."""
    said = publish(town({"supported": SUPPORTED}, LIVING), PROFILES["round5"]).atlas.protection
    assert said is not None
    assert said.hidden == said.cells > 0

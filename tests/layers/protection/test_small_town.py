"""In a town of five quarters, too, nothing that is made of a hidden count is published; nor are words out of files."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import publish
from loading.atlas import Atlas
from loading.errors import Finding
from loading.reasons import Reason
from tests.layers.protection import made_town

QUARTERS, SMALL = 5, (1, 1)
RNG = np.random.default_rng(5)
LIVING = RNG.integers(1500, 9000, (QUARTERS, 2)).astype(float)
CHILDREN = np.round(LIVING * RNG.uniform(0.1, 0.2, LIVING.shape))
SUPPORTED = np.round(CHILDREN * RNG.uniform(0.1, 0.4, LIVING.shape))
SUPPORTED[SMALL] = 2

READY_MADE = {
    "share": np.round(100 * SUPPORTED / CHILDREN, 1),
    "rest": np.round(100 - 100 * SUPPORTED / CHILDREN, 1),
    "change": np.column_stack([np.full(QUARTERS, np.nan), SUPPORTED[:, 1] - SUPPORTED[:, 0]]),
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Atlas:
    monkeypatch.setattr(made_town, "QUARTERS", QUARTERS)
    monkeypatch.setattr(made_town, "PARENTS", (0, 0, 0, 1, 1))
    weighted = CHILDREN + 3 * SUPPORTED
    return made_town.town({"supported": SUPPORTED, "children": CHILDREN, "weighted": weighted}, LIVING)


@pytest.mark.parametrize("name", READY_MADE)
def test_a_ready_made_number_is_hidden_with_the_count_behind_it(name: str, small: Atlas) -> None:
    atlas = made_town.with_values(small, name, READY_MADE[name], kind="value", factor=1.0, signed=name == "change")
    cube = publish(atlas, PROFILES["ba"]).atlas.cubes["quarter"]
    assert np.isnan(cube.value[SMALL[0], 3, SMALL[1]])
    assert np.isnan(cube.numerator[SMALL[0], :3, SMALL[1]]).sum() >= 2


def test_a_share_that_only_districts_have_is_hidden_with_the_count_of_the_district() -> None:
    counts, living = made_town.children_town()
    supported, children = counts["supported"], counts["children"]
    first = np.array(made_town.PARENTS) == 0
    supported[first, 1] = [1, 0, 0, 0, 1, 0]
    atlas = made_town.town({"supported": supported, "children": children}, living)
    atlas = made_town.with_values(atlas, "share", np.full(living.shape, np.nan), kind="value", factor=1.0)
    district = atlas.cubes["district"]
    for part in (district.value, district.reason):
        part.setflags(write=True)
    district.value[:, 2] = np.round(100 * district.numerator[:, 0] / district.numerator[:, 1], 3)
    district.reason[:, 2] = Reason.VALUE
    cube = publish(atlas, PROFILES["ba"]).atlas.cubes["district"]
    assert np.isnan(cube.numerator[0, 0, 1])
    assert np.isnan(cube.value[0, 2, 1])
    assert np.isfinite(cube.value[:, 2]).any()


def test_words_out_of_columns_and_rows_without_a_quarter_stay_inside(small: Atlas) -> None:
    quoted = Finding("info", "map.shp", "attributes.mojibake", {"n": 1, "examples": "2 Kinder der Familie Muster"})
    join = replace(small.join, only_table=("ohne Angabe: 2 Personen",), duplicates=("01 (3 Personen)",))
    public = publish(replace(small, findings=(quoted,), join=join), PROFILES["ba"]).atlas
    assert public.findings == ()
    assert public.join.only_table == public.join.duplicates == ()

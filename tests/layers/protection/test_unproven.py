"""What cannot be proven is not published; what no hiding of ours could make small needs no proof."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.protection import PROFILES, Protected, protect
from layers.protection import publish
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.reasons import Reason
from tests.layers.protection.guarded_town import guarded_town
from tests.layers.protection.made_town import QUARTERS, SMALL, town
from texts import load_texts

GROUPS = ("under 6", "6 to 13", "14 to 17")


@pytest.mark.parametrize("profile", ["ba", "round5"])
def test_nothing_is_published_where_the_protection_of_a_cell_cannot_be_proven(
    profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unproven(*asked: Any, **more: Any) -> Protected:
        return replace(protect(*asked, **more), unproven=np.array([0, 7]))

    monkeypatch.setattr("layers.protection.gate.protect", unproven)
    with pytest.raises(DataFileError) as refused:
        publish(guarded_town(), PROFILES[profile])
    assert (refused.value.problem, refused.value.found["n"]) == ("gate.unproven", 2)
    for language in ("de", "en"):
        assert load_texts(language)("gate.unproven.repair", **refused.value.found)


def groups_without_their_sum() -> Atlas:
    """Children of three ages; in one quarter the source keeps back how many they are together, though not of each."""
    rng = np.random.default_rng(8)
    groups = {name: np.round(rng.uniform(20, 90, (QUARTERS, 2))) for name in GROUPS}
    atlas = town({**groups, "all": sum(groups.values())}, np.round(rng.uniform(1500, 9000, (QUARTERS, 2))))  # type: ignore[dict-item]
    cube = atlas.cubes["quarter"]
    part, value, reason = cube.numerator.copy(), cube.value.copy(), cube.reason.copy()
    at = (SMALL[0], len(GROUPS), SMALL[1])
    part[at], value[at], reason[at] = np.nan, np.nan, Reason.SUPPRESSED
    kept_back = replace(cube, numerator=part, value=value, reason=reason)
    return replace(atlas, cubes={**atlas.cubes, "quarter": kept_back})


def test_what_the_source_keeps_back_though_its_groups_tell_that_it_is_not_small_stops_no_publication() -> None:
    """Each of three hidden groups is one child at least, and so they are three together, whatever is hidden."""
    cube = publish(groups_without_their_sum(), PROFILES["ba"]).atlas.cubes["quarter"]
    assert np.isnan(cube.numerator[SMALL[0], len(GROUPS), SMALL[1]])
    assert cube.reason[SMALL[0], len(GROUPS), SMALL[1]] == Reason.SUPPRESSED
    assert np.isfinite(cube.numerator[:, : len(GROUPS)]).all()

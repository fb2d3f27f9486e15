"""Derived indicators stand beside the delivered ones for as long as they are asked for."""

import numpy as np
import pytest

from layers.choropleth import choropleth
from layers.columns import column
from layers.derived import asked_atlas, base_id, derived_id, with_derived
from layers.view import View
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()


def test_an_atlas_without_a_derived_question_stays_the_same() -> None:
    assert asked_atlas(ATLAS, {"i": "A1", "x": "F1"}) is ATLAS


@pytest.mark.parametrize(
    "unknown", ["ratio:nothing", "nonsense:A1", "ratio:population", "ratio:", ":", "ratio:ratio:A1"]
)
def test_what_cannot_be_derived_leaves_the_atlas_as_it_is(unknown: str) -> None:
    assert [one.id for one in with_derived(ATLAS, unknown).indicators] == [one.id for one in ATLAS.indicators]


def test_a_view_of_a_derived_indicator_is_answered_like_any_other() -> None:
    query = {"i": derived_id("ratio", "A1"), "y": "2024"}
    atlas = asked_atlas(ATLAS, query)
    view = View.from_query(query, atlas)
    assert view.indicator == "ratio:A1"
    answer = choropleth(atlas, view)
    assert (answer.n, answer.city_value) == (9, 1.0)
    assert answer.column_url.startswith("/data/toytown/quarter/ratio%3AA1/2024.column")


def test_the_ratio_is_the_rate_over_that_of_the_city_and_keeps_every_blank() -> None:
    atlas = with_derived(ATLAS, "ratio:A1")
    own, base = column(atlas, "quarter", "ratio:A1", 2023), column(atlas, "quarter", "A1", 2023)
    city = column(atlas, "city", "A1", 2023).value[0]
    np.testing.assert_allclose(own.value, base.value / city, atol=1e-4)
    assert own.reason.tolist() == base.reason.tolist()
    assert Reason.SUPPRESSED in own.reason
    assert np.isnan(own.numerator).all()


def test_both_indicators_of_a_view_may_be_derived() -> None:
    atlas = asked_atlas(ATLAS, {"i": "ratio:A1", "x": "ratio:F1"})
    assert {"ratio:A1", "ratio:F1"} <= {one.id for one in atlas.indicators}
    assert atlas.project == ATLAS.project


def test_a_derived_indicator_says_what_it_is_in_both_languages() -> None:
    declared = with_derived(ATLAS, "ratio:A1").indicators[-1]
    assert declared.title == {
        "de": "SGB II-Quote: Verhältnis zur Stadt",
        "en": "SGB II benefit rate: ratio to the city",
    }
    assert (declared.kind, declared.direction, declared.source) == (
        "value",
        "more_disadvantage",
        ATLAS.indicators[0].source,
    )
    assert base_id(declared.id) == "A1"

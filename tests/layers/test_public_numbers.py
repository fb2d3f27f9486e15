"""A public project says no rank and no end of a legend that would single out an area."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.ranking import ranks
from layers.choropleth import choropleth
from layers.columns import column, details_bytes
from layers.container import read_container
from layers.public_numbers import digits_told
from layers.view import View
from loading.atlas import Atlas
from loading.load import load_atlas
from loading.protection import Protection
from tests.callbacks.towns import town
from tests.toytown import POVERTY

SAMPLE = Path(__file__).parents[2] / "sample_data"
INDICATORS, BAND = ("A1", "B3", "E4"), 10
SCHEMES = ("quantile", "equal_interval", "natural_breaks", "standard_deviation", "head_tail")


@pytest.fixture(scope="module")
def city() -> Atlas:
    return load_atlas(sorted(path for path in SAMPLE.iterdir() if path.suffix in (".zip", ".xlsx", ".csv", ".geojson")))


@pytest.fixture(scope="module")
def public(city: Atlas) -> Atlas:
    """The same numbers as if they were published: only how they are told differs."""
    said = Protection("ba", {"profile": "ba"}, "2026-01-31", 1, 1, {})
    return replace(city, project="public", protection=said)


def told_ranks(atlas: Atlas, indicator: str) -> tuple[np.ndarray, np.ndarray]:
    _, parts = read_container(details_bytes(atlas, "quarter", indicator, atlas.years[-1]))
    first = parts["rank"].astype(np.float64)
    return first, parts.get("rank_end", first).astype(np.float64)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_rank_is_a_band_of_ten_areas_at_least_and_inside_it_is_one_number(
    city: Atlas, public: Atlas, indicator: str
) -> None:
    first, last = told_ranks(public, indicator)
    assert not np.array_equal(first, last, equal_nan=True)
    ranked = np.isfinite(first) & (first > 0)
    assert ranked.sum() > 5 * BAND
    bands, sizes = np.unique(np.stack([first, last])[:, ranked], axis=1, return_counts=True)
    assert (sizes >= BAND).all()
    assert (bands[1] - bands[0] + 1 >= BAND).all()
    exact = ranks(column(city, "quarter", indicator, city.years[-1]).comparable)[ranked]
    assert ((first[ranked] <= exact) & (exact <= last[ranked])).all()
    alone, same = told_ranks(city, indicator)
    np.testing.assert_array_equal(alone, same)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ends_of_a_legend_are_no_areas_own(city: Atlas, public: Atlas, scheme: str) -> None:
    for indicator in INDICATORS:
        ends = {}
        for atlas in (city, public):
            shown = choropleth(atlas, View.from_query({"i": indicator, "scheme": scheme}, atlas))
            assert shown.view.scheme == scheme
            ends[atlas.project] = np.array([shown.lowest, shown.upper_bounds[-1]])
        values = column(city, "quarter", indicator, city.years[-1]).comparable
        reached = np.array([np.nanmin(values), np.nanmax(values)])
        np.testing.assert_allclose(ends[city.project], reached)
        coarse = readable_step((reached[1] - reached[0]) / 20)
        inside = ends["public"] / coarse
        np.testing.assert_allclose(inside, np.round(inside), atol=1e-6)
        assert (ends["public"] - reached <= [0, np.inf]).all()
        assert (ends["public"] - reached >= [-np.inf, 0]).all()


def readable_step(largest: float) -> float:
    """1, 2 or 5 times a power of ten, as large as it may be."""
    steps = [factor * 10.0**digits for digits in range(-6, 6) for factor in (1, 2, 5)]
    return max(one for one in steps if one <= largest * (1 + 1e-9))


def test_numbers_of_a_public_project_have_the_decimals_that_are_shown_and_no_more() -> None:
    thirds = (np.arange(1, 41) ** 2 / 30)[:, None] * [1.0, 0.97]
    inside = town("thirds-inside", (POVERTY, thirds.tolist()), years=(2023, 2024))
    told = {}
    for atlas in (inside, replace(inside, project="thirds-public", protection=Protection("ba", {"profile": "ba"}))):
        numbers = column(atlas, "quarter", POVERTY.id, 2024)
        told[atlas.project] = np.stack([numbers.value, numbers.low, numbers.high, numbers.change])
    coarse = np.round(told["thirds-public"], POVERTY.decimals)
    np.testing.assert_allclose(told["thirds-public"], coarse, rtol=0, atol=1e-9)
    assert (np.abs(told["thirds-inside"] - np.round(told["thirds-inside"], POVERTY.decimals)) > 1e-3).any(axis=1).all()
    assert [digits_told(replace(inside, protection=one), 1) for one in (None, Protection("ba", {}))] == [3, 1]

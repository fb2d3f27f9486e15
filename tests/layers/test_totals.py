"""The city's own counts stand in where areas are suppressed, and nowhere else."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.columns import details_bytes
from layers.container import read_container
from layers.protection import publish
from layers.totals import counts_of, totals
from loading.atlas import Atlas
from tests.layers.hidden_town import hidden_town, hiding
from tests.layers.protection.guarded_town import BOYS, GIRLS, guarded_town
from tests.toytown import toytown


def public_town() -> Atlas:
    return publish(guarded_town(), PROFILES["ba"], datetime.date(2026, 1, 31)).atlas


def test_the_citys_count_is_told_where_a_quarters_is_suppressed() -> None:
    found = totals(public_town(), "quarter", "girls", 2023)
    assert found == {"numerator": GIRLS[:, 0].sum()}
    header, _ = read_container(details_bytes(public_town(), "quarter", "boys", 2023))
    assert header["totals"] == {"numerator": BOYS[:, 0].sum()}


def test_nothing_is_told_where_all_is_known_or_only_not_delivered() -> None:
    assert totals(toytown(), "quarter", "A1", 2024) == {}
    header, _ = read_container(details_bytes(toytown(), "quarter", "F1", 2024))
    assert "totals" not in header


def test_a_city_that_counts_less_than_its_known_quarters_is_no_whole() -> None:
    atlas = public_town()
    city = atlas.cubes["city"]
    less = replace(atlas, project="less", cubes={**atlas.cubes, "city": replace(city, numerator=city.numerator / 10)})
    assert totals(less, "quarter", "girls", 2023) == {"numerator": None}
    assert np.isnan(atlas.cubes["quarter"].numerator[1, 0, 0])


def test_where_the_city_is_suppressed_too_nobody_knows_the_whole() -> None:
    atlas = hidden_town()
    assert totals(atlas, "quarter", "A1", 2024) == {"numerator": None}
    header, _ = read_container(details_bytes(atlas, "quarter", "A1", 2024))
    assert header["totals"] == {"numerator": None}
    counts = counts_of(atlas, "quarter", "A1", 2024, "numerator")
    assert (counts.known, counts.of([1]).known) == (1200, 300)
    assert np.isnan([counts.whole, counts.of([1]).share]).all()


def test_a_city_that_rounding_alone_makes_less_than_its_quarters_is_as_much_as_they_are() -> None:
    rounded = publish(guarded_town(), PROFILES["round5"], datetime.date(2026, 1, 31)).atlas
    atlas = hiding(rounded, {"quarter": [0]})
    known, city = counts_of(atlas, "quarter", "girls", 2023, "numerator").known, atlas.cubes["city"]
    for less, whole in ((5, known), (500, float("nan"))):
        told = replace(city, numerator=np.full_like(city.numerator, known - less))
        found = counts_of(replace(atlas, cubes={**atlas.cubes, "city": told}), "quarter", "girls", 2023, "numerator")
        assert found.is_short
        assert found.whole == pytest.approx(whole, nan_ok=True)

"""Smoothed rates: the published estimator on the Atlas, blanks kept, neighbours told."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from analysis.small_numbers import empirical_bayes, spatial_empirical_bayes
from layers.columns import column, details_bytes
from layers.container import read_container
from layers.derived import with_derived
from layers.view import View
from layers.weights import area_weights
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.toytown import toytown

TOYTOWN = toytown()
ATLAS = with_derived(TOYTOWN, "eb:A1", "ebs:A1")


def test_rates_are_drawn_towards_the_city_as_marshall_says() -> None:
    # Marshall (1991), by hand: m = 2,000 / 9,000, T = 9,000, n = 9; the variance between the quarters is
    # v = 1,000 * sum (p_i - m)^2 / 9,000 - m / 1,000; quarter 03 has p = 0.6.
    rates = np.array([20, 30, 60, 10, 20, 30, 0, 10, 20]) / 100
    m = 2000 / 9000
    v = ((rates - m) ** 2).mean() - m / 1000
    by_hand = 100 * (m + v / (v + m / 1000) * (rates - m))
    np.testing.assert_allclose(column(ATLAS, "quarter", "eb:A1", 2024).value, by_hand, atol=6e-4)


def test_every_year_is_smoothed_by_itself_without_what_is_blank() -> None:
    numbers, base = column(ATLAS, "quarter", "eb:A1", 2023), column(ATLAS, "quarter", "A1", 2023)
    known = np.isfinite(base.value)
    part, whole = (np.where(known, each, np.nan) for each in (base.numerator, base.denominator))
    np.testing.assert_allclose(numbers.value, 100 * empirical_bayes(part, whole).rate, atol=6e-4)
    assert [Reason(int(code)) for code in numbers.reason[7:]] == [Reason.SUPPRESSED, Reason.NOT_DELIVERED]


def test_neighbours_are_those_of_the_queen() -> None:
    weights = area_weights(TOYTOWN, "quarter", "queen", 0.0, True)
    base = column(ATLAS, "quarter", "A1", 2024)
    found = spatial_empirical_bayes(base.numerator, base.denominator, weights.indptr, weights.indices)
    np.testing.assert_allclose(column(ATLAS, "quarter", "ebs:A1", 2024).value, 100 * found.rate, atol=6e-4)


def test_a_true_zero_that_is_smoothed_is_no_zero_any_more() -> None:
    smoothed = column(ATLAS, "quarter", "eb:A1", 2024)
    assert Reason(int(smoothed.reason[6])) == Reason.VALUE
    assert 0 < smoothed.value[6] < 1


def test_the_city_keeps_its_own_rate() -> None:
    for kind in ("eb", "ebs"):
        assert column(ATLAS, "city", f"{kind}:A1", 2024).value == column(ATLAS, "city", "A1", 2024).value


def test_a_smoothed_rate_has_no_range_of_its_own_and_the_details_tell_that_of_the_rate() -> None:
    base = column(ATLAS, "quarter", "A1", 2024)
    numbers = column(ATLAS, "quarter", "eb:A1", 2024)
    assert np.isnan(numbers.low).all()
    assert numbers.clear.tolist() == base.clear.tolist()
    _, details = read_container(details_bytes(ATLAS, "quarter", "eb:A1", 2024))
    np.testing.assert_allclose(details["base_value"], base.value)
    np.testing.assert_allclose(details["base_low"], base.low, rtol=1e-6)
    np.testing.assert_allclose(details["base_high"], base.high, rtol=1e-6)
    assert details["numerator"].tolist() == base.numerator.tolist()


def test_titles_and_notes_say_that_these_are_estimates() -> None:
    for indicator in ATLAS.indicators[-2:]:
        assert "geglättet (empirische Bayes-Schätzung" in indicator.title["de"]
        assert "smoothed (empirical Bayes estimate" in indicator.title["en"]
        assert "geglättet" in indicator.short["de"]
        assert "nicht die gelieferten Zahlen" in indicator.note["de"]
        assert (indicator.unit["de"], indicator.factor, indicator.counts) == ("%", 100.0, "people")


def test_an_island_is_joined_to_the_nearest_quarter_and_the_note_names_both() -> None:
    def moved(atlas: Atlas) -> Atlas:
        quarters = atlas.levels["quarter"]
        geometry = quarters.geometry.copy()
        geometry[8] = shapely.affinity.translate(geometry[8], 2000, 2000)
        levels = {**atlas.levels, "quarter": replace(quarters, geometry=geometry)}
        return replace(atlas, project="island", levels=levels)

    note = with_derived(moved(TOYTOWN), "ebs:A1").indicators[-1].note
    assert note["de"].endswith("verbunden: Nord-Ost – Ost.") or note["de"].endswith("verbunden: Nord-Ost – Nord.")
    assert "verbunden" not in ATLAS.indicators[-1].note["de"]


@pytest.mark.parametrize("kind", ["eb", "ebs", "excess", "smr"])
def test_a_share_without_counts_is_not_derived_from_and_the_view_asks_for_the_share(kind: str) -> None:
    cube = TOYTOWN.cubes["quarter"]
    nothing = np.full_like(cube.numerator, np.nan)
    bare = replace(TOYTOWN, project="bare", cubes={**TOYTOWN.cubes, "quarter": replace(cube, numerator=nothing)})
    assert with_derived(bare, f"{kind}:A1") is bare or len(with_derived(bare, f"{kind}:A1").indicators) == 3
    assert View.from_query({"i": f"{kind}:F1"}, bare).indicator == "F1"


def test_a_view_of_smoothed_rates_survives_the_address() -> None:
    view = View.from_query({"i": "eb:A1", "y": "2023", "k": "4", "x": "F1"}, ATLAS)
    assert (view.indicator, view.year, view.k) == ("eb:A1", 2023, 4)
    assert View.from_query(view.to_query(), ATLAS) == view

"""Spatial empirical Bayes: agreement with esda, blanks and isolates."""

import numpy as np
import pytest
from esda.smoothing import Spatial_Empirical_Bayes
from libpysal import examples, io
from libpysal.weights import W

from analysis.small_numbers import empirical_bayes, spatial_empirical_bayes

ROW_OF_THREE = ([0, 1, 3, 4], [1, 0, 2, 1])


def rows(theirs: W) -> tuple[np.ndarray, np.ndarray]:
    """PySAL's weights in compressed rows."""
    at = {name: place for place, name in enumerate(theirs.id_order)}
    lists = [sorted(at[name] for name in theirs.neighbors[quarter]) for quarter in theirs.id_order]
    return np.cumsum([0, *map(len, lists)]), np.concatenate(lists).astype(int)


def test_homicides_of_st_louis_have_the_published_rates() -> None:
    # esda 2.9, docstring of Spatial_Empirical_Bayes: stl_hom with stl.gal, HC8893 and PO8893.
    table = io.open(examples.get_path("stl_hom.csv"), "r")
    weights = io.open(examples.get_path("stl.gal"), "r").read()
    count, total = np.array(table[:, 10], dtype=float), np.array(table[:, 13], dtype=float)
    found = spatial_empirical_bayes(count, total, *rows(weights))
    published = [4.01485749e-05, 3.62437513e-05, 4.93034844e-05, 5.09387329e-05, 3.72735210e-05]
    assert found.rate[:5] == pytest.approx(published, abs=5e-14)
    assert np.abs(found.rate - Spatial_Empirical_Bayes(count, total, weights).r[:, 0]).max() < 1e-12


def test_a_smoothed_rate_lies_between_the_raw_rate_and_that_around() -> None:
    found = spatial_empirical_bayes([100, 6, 300], [1000, 20, 1000], *ROW_OF_THREE)
    assert found.towards == pytest.approx([106 / 1020, 406 / 2020, 306 / 1020])
    assert (np.minimum([0.1, 0.3, 0.3], found.towards) - 1e-12 <= found.rate).all()
    assert (found.rate <= np.maximum([0.1, 0.3, 0.3], found.towards) + 1e-12).all()


def test_a_quarter_without_neighbours_keeps_its_rate() -> None:
    found = spatial_empirical_bayes([5, 1, 2], [10, 10, 10], [0, 0, 1, 2], [2, 1])
    assert found.rate[0] == 0.5


def test_blank_neighbours_are_left_out() -> None:
    found = spatial_empirical_bayes([100, np.nan, 300], [1000, 20, 1000], *ROW_OF_THREE)
    assert found.rate[[0, 2]].tolist() == [0.1, 0.3]
    assert np.isnan(found.rate[1])


def test_with_everybody_a_neighbour_it_is_the_global_one() -> None:
    count, total = [2, 200, 400], [10, 2000, 2000]
    around = ([0, 2, 4, 6], [1, 2, 0, 2, 0, 1])
    assert spatial_empirical_bayes(count, total, *around).rate == pytest.approx(empirical_bayes(count, total).rate)


@pytest.mark.parametrize("rows_of_another", [([0, 1], [0]), ([0, 1, 2, 3], [1, 2, 3])])
def test_neighbours_of_another_city_are_refused(rows_of_another: tuple[list[int], list[int]]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        spatial_empirical_bayes([1, 2, 3], [9, 9, 9], *rows_of_another)

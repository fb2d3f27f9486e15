"""Classes of one year or of all years together, and the bars behind them."""

from collections.abc import Sequence

import numpy as np
import pytest

from layers.choropleth import Choropleth, choropleth
from layers.classes import class_years, classified, view_breaks
from layers.view import SCHEMES, View
from loading.atlas import Atlas
from tests.callbacks.towns import INDEX, town
from tests.toytown import POPULATION, POVERTY, toytown

NONE = float("nan")
RISING = town(
    "rising",
    (POVERTY, [[1, 2], [2, 4], [3, 6], [4, 8], [5, 10], [NONE, 40]]),
    (INDEX, [[1, NONE]] * 6),
    years=(2023, 2024),
    counts=False,
)


def answers(atlas: Atlas, years: Sequence[str] = ("2023", "2024"), **query: str) -> list[Choropleth]:
    """One answer per year, with the same classes."""
    return [choropleth(atlas, View.from_query({"same": "1", **query, "y": year}, atlas)) for year in years]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("level", ["quarter", "district"])
def test_same_classes_are_the_same_in_every_year(scheme: str, level: str) -> None:
    first, last = answers(toytown(), scheme=scheme, level=level, i="A1", breaks="12,25")
    for part in ("lowest", "upper_bounds", "limits", "limit_decimals", "colours", "extent", "note"):
        assert getattr(first, part) == getattr(last, part), part
    assert first.histogram.edges == last.histogram.edges
    assert first.histogram.tallest == last.histogram.tallest


def test_without_the_switch_every_year_has_its_own_classes() -> None:
    first, last = answers(RISING, same="", i="A1", k="3")
    assert first.upper_bounds != last.upper_bounds
    assert (first.extent, last.extent) == ((1.0, 5.0), (2.0, 40.0))
    assert first.histogram.edges != last.histogram.edges


def test_same_classes_are_cut_from_the_values_of_all_years() -> None:
    first, last = answers(RISING, i="A1", scheme="equal_interval", k="3")
    assert first.extent == last.extent == (1.0, 40.0)
    assert first.upper_bounds == (14.0, 27.0, 40.0)
    assert (first.counts, last.counts) == ((5, 0, 0), (5, 0, 1))


def test_every_year_counts_its_own_areas_in_common_bars() -> None:
    first, last = answers(RISING, i="A1")
    assert (sum(first.histogram.counts), sum(last.histogram.counts)) == (5, 6)
    assert first.histogram.tallest == max(*first.histogram.counts, *last.histogram.counts)
    assert len(first.histogram.classes) == len(first.histogram.counts) == len(first.histogram.edges) - 1


def test_bars_of_one_year_are_as_tall_as_their_tallest() -> None:
    bars = choropleth(toytown(), View.from_query({"y": "2024"}, toytown())).histogram
    assert bars.tallest == max(bars.counts)


def test_a_year_without_values_does_not_count() -> None:
    view = View.from_query({"i": "index", "y": "2024", "same": "1"}, RISING)
    assert class_years(RISING, view) == (2023,)
    answer = choropleth(RISING, view)
    assert answer.upper_bounds == (1.0,)
    assert answer.histogram.counts == (0,)
    assert answer.blanks == {"not_delivered": 6}


def test_circles_of_all_years_share_their_scale_and_stay_as_large_as_those_of_one_year() -> None:
    atlas = town("growing", (POPULATION, [[100, 400], [50, 60]]), years=(2023, 2024))
    alone = choropleth(atlas, View.from_query({"y": "2024"}, atlas)).circles
    first, last = (answer.circles for answer in answers(atlas))
    assert first == last == alone
    assert first is not None
    assert first.largest == 400


def test_the_standard_deviation_is_counted_from_the_citys_mean_over_the_years() -> None:
    atlas = town("two-cities", (POVERTY, [[1, 2], [2, 4], [3, 6], [4, 8]]), years=(2023, 2024))
    cities = atlas.cubes["city"].value[0, 0]
    view = View.from_query({"scheme": "standard_deviation", "k": "2", "same": "1"}, atlas)
    expected = view_breaks(atlas, view, float(cities.mean())).upper_bounds
    assert [answer.upper_bounds for answer in answers(atlas, scheme="standard_deviation", k="2")] == [expected] * 2


def test_what_makes_the_classes_leaves_blanks_out() -> None:
    (year,) = classified(toytown(), View.from_query({"y": "2023", "i": "A1"}, toytown()))
    assert np.isnan(year).sum() == 2

"""From an indicator to the concentration of its group, and to the sets a slider looks up."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.concentration import dissimilarity, smallest_set
from layers.concentration import (
    WAYS,
    benchmark_for,
    concentration,
    concentration_over_years,
    group_of,
    ids_by_share,
    sets,
)
from layers.derived import with_derived
from loading.atlas import Atlas
from tests.callbacks.towns import RENT, shares_town, town
from tests.toytown import POPULATION, POVERTY, toytown

#: One quarter holds 55 of 100 poor people, another 9, the other nine hold 4 each.
LOPSIDED = town("lopsided", (POVERTY, [55, 9, *([4] * 9)]))


def test_the_group_of_a_rate_are_its_numerator_and_denominator() -> None:
    group = group_of(LOPSIDED, "quarter", "A1")
    assert group
    assert group.part[:, 0].tolist() == [550, 90, *([40] * 9)]
    assert group.whole[:, 0].tolist() == [1000] * 11


def test_a_count_is_a_part_of_all_residents() -> None:
    counted = replace(POPULATION, id="unemployed")
    group = group_of(town("counts", (counted, [550, 90, *([40] * 9)]), counts=False), "quarter", "unemployed")
    assert group
    assert group.whole[:, 0].tolist() == [1000] * 11


def test_an_area_with_more_people_concerned_than_residents_is_left_out() -> None:
    group = group_of(town("beyond", (POVERTY, [120, *([10] * 11)])), "quarter", "A1")
    assert group
    assert np.isnan(group.part[0, 0])
    assert concentration(town("beyond", (POVERTY, [120, *([10] * 11)])), "quarter", "A1", 2024).n == 11


@pytest.mark.parametrize(
    ("atlas", "indicator", "refused"),
    [
        (shares_town(), "A1", "no_counts"),
        (town("rents", (RENT, list(range(12))), counts=False), "rent", "no_counts"),
        (toytown(), "population", "everybody"),
        (toytown(), "A1", "few_areas"),
        (town("few", (POVERTY, [0.1, *([0.5] * 11)])), "A1", "few_people"),
        (LOPSIDED, "A1", ""),
    ],
    ids=["shares alone", "amounts", "residents themselves", "nine quarters", "few people", "enough"],
)
def test_what_cannot_be_measured_says_why(atlas: Atlas, indicator: str, refused: str) -> None:
    found = concentration(atlas, "quarter", indicator, 2024)
    assert found.refused == refused
    assert (sets(atlas, "quarter", indicator, 2024) is None) == bool(refused)


def test_a_derived_indicator_is_about_the_group_it_is_derived_from() -> None:
    atlas = with_derived(LOPSIDED, "ratio:A1")
    found = concentration(atlas, "quarter", "ratio:A1", 2024)
    assert (found.indicator, found.refused) == ("A1", "")
    assert found.found
    assert found.found.dissimilarity == pytest.approx(0.505)


def test_ranges_are_drawn_only_where_they_are_wanted() -> None:
    quick, whole = (concentration(LOPSIDED, "quarter", "A1", 2024, wanted).found for wanted in (False, True))
    assert quick
    assert whole
    assert quick.ranges is None
    assert whole.ranges
    assert quick.dissimilarity == whole.dissimilarity
    assert whole.boundary_adjusted < whole.dissimilarity


@pytest.mark.parametrize("way", WAYS)
def test_what_the_slider_looks_up_is_the_smallest_set(way: str) -> None:
    numbers = [7, 30, 2, 55, 11, 4, 9, 9, 1, 20, 3, 16]
    atlas = town("uneven", (POVERTY, numbers))
    found, group = sets(atlas, "quarter", "A1", 2024), group_of(atlas, "quarter", "A1")
    assert found
    assert group
    looked_up = found.to_json()[way]
    for share in range(1, 100):
        wanted = smallest_set(
            group.part[:, 0], group.whole[:, 0], share / 100, by="residents" if way == "residents" else "quarters"
        )
        cut = looked_up["cuts"][share - 1]
        assert looked_up["order"][:cut] == wanted.members.tolist()
        assert looked_up["group"][share - 1] == pytest.approx(100 * wanted.group_share, abs=1e-6)
        assert looked_up["residents"][share - 1] == pytest.approx(100 * wanted.residents_share, abs=1e-6)


def test_the_sets_are_named_by_the_ids_of_their_areas() -> None:
    found = sets(LOPSIDED, "quarter", "A1", 2024)
    assert found
    named = ids_by_share(LOPSIDED, "quarter", found.ways["quarters"])
    assert sorted(named) == list(range(1, 100))
    assert named[55] == ["0000"]
    assert named[60] == ["0000", "0001"]


def test_years_are_measured_on_the_areas_that_all_of_them_know() -> None:
    numbers = [[5, 8], [10, 10], [15, 12], [20, float("nan")]] * 4
    atlas = town("two-years", (POVERTY, numbers), years=(2023, 2024))
    years, found = concentration_over_years(atlas, "quarter", "A1")
    assert years == (2023, 2024)
    assert [one.n for one in found] == [12, 12]
    assert found[0].dissimilarity == pytest.approx(dissimilarity([5, 10, 15] * 4, [100] * 12))
    assert all(one.ranges for one in found)


def test_a_town_without_counts_has_no_years() -> None:
    assert concentration_over_years(shares_town(), "quarter", "A1") == ((), ())


def test_only_poor_children_on_quarters_stand_beside_the_published_cities() -> None:
    assert benchmark_for("quarter", "A2")
    assert benchmark_for("quarter", "ratio:A3")
    assert benchmark_for("quarter", "A1") is None
    assert benchmark_for("district", "A2") is None

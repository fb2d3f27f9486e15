"""Whether there are clusters, where, and who stands out alone; the marks are those of a test made elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from tests.analysis.findings.nine_quarters import by_code, city, clustering

PEOPLE = [1000] * 9
#  6 7 8    100 100 100
#  3 4 5    100 100 300
#  0 1 2    100 300 400
POOR = [100, 300, 400, 100, 100, 300, 100, 100, 100]


def test_a_cluster_is_named_after_its_quarter_with_most_people_concerned() -> None:
    # 1,000 of 1,600 poor people and 3,000 of 9,000 residents live in quarters 1, 2 and 5.
    found = by_code(city(POOR, PEOPLE, clustering=clustering([0, 1, 1, 0, 0, 1, 0, 0, 0])))["cluster"]
    assert (found.quarters, found.names) == ((1, 2, 5), {"names": (2,)})
    assert found.values["group_share"] == pytest.approx(100 * 1000 / 1600)
    assert found.values["residents_share"] == pytest.approx(100 / 3)
    assert (found.then, found.shown_by) == ("there", "clusters")


def test_a_cluster_says_what_its_test_was() -> None:
    values = by_code(city(POOR, PEOPLE, clustering=clustering([0, 1, 1, 0, 0, 0, 0, 0, 0])))["cluster"].values
    assert {name: values[name] for name in ("tested", "permutations", "seed", "alpha", "areas")} == {
        "tested": 9,
        "permutations": 99_999,
        "seed": 1,
        "alpha": 5.0,
        "areas": 2,
    }


def test_a_single_marked_quarter_is_told_as_the_core_of_its_surroundings() -> None:
    found = by_code(city(POOR, PEOPLE, clustering=clustering([0, 0, 1, 0, 0, 0, 0, 0, 0])))["cluster_core"]
    assert (found.quarters, found.names["names"]) == ((2,), (2,))


def test_of_several_clusters_the_one_with_most_people_concerned_comes_first() -> None:
    poor = [300, 100, 100, 100, 100, 100, 100, 100, 500]
    found = by_code(city(poor, PEOPLE, clustering=clustering([1, 0, 0, 0, 0, 0, 0, 0, 1])))["clusters"]
    assert found.names["names"] == (8, 0)
    assert (found.values["n"], found.values["areas"]) == (2, 2)


def test_of_more_than_three_clusters_the_largest_three_are_named() -> None:
    poor = [500, 100, 400, 100, 100, 100, 300, 100, 200]
    found = by_code(city(poor, PEOPLE, clustering=clustering([1, 0, 1, 0, 0, 0, 1, 0, 1])))["clusters_many"]
    assert (found.names["names"], found.values["n"]) == ((0, 2, 6), 4)


def test_where_as_many_of_the_group_live_as_of_all_nothing_is_held_against_each_other() -> None:
    found = by_code(city([100] * 9, PEOPLE, clustering=clustering([0, 1, 1, 0, 0, 0, 0, 0, 0])))["cluster"]
    assert found.then == "there_alike"


def test_where_high_is_good_clusters_of_low_values_are_told() -> None:
    working = [700, 400, 300, 700, 700, 400, 700, 700, 700]
    marks = clustering([3, 1, 3, 0, 0, 3, 0, 0, 0])
    found = by_code(city(working, PEOPLE, clustering=marks, direction="less_disadvantage"))["clusters_low"]
    assert found.quarters == (0, 2, 5)
    assert found.then == "there_low"


def test_that_there_is_no_cluster_is_said_plainly() -> None:
    found = by_code(city(POOR, PEOPLE, clustering=clustering([0] * 9)))
    assert found["no_cluster"].quarters == ()
    assert not {"cluster", "cluster_core", "clusters", "one_area", "scattered", "island"} & set(found)


def test_it_is_said_how_many_quarters_so_many_permutations_could_have_found_at_least() -> None:
    # Among 33,000 tests at 5 per cent i finds may have the p-value 0.05 i / 33,000; 2 / 10,000 needs i = 132.
    marks = clustering([0] * 9, tested=33_000, permutations=9_999)
    assert by_code(city(POOR, PEOPLE, clustering=marks))["no_cluster"].values["least"] == 132
    assert by_code(city(POOR, PEOPLE, clustering=clustering([0] * 9)))["no_cluster"].values["least"] == 1


def test_neighbours_that_are_alike_without_a_cluster_are_told_too() -> None:
    marks = clustering([0] * 9, moran=0.4, p_moran=0.01)
    found = by_code(city(POOR, PEOPLE, clustering=marks))["no_cluster_but_alike"]
    assert (found.values["moran"], found.values["p"]) == (0.4, 0.01)


def test_neighbours_that_are_unlike_are_not_called_alike() -> None:
    assert "no_cluster" in by_code(city(POOR, PEOPLE, clustering=clustering([0] * 9, moran=-0.4, p_moran=0.01)))


def test_clusters_of_low_values_are_no_cluster_of_those_concerned() -> None:
    assert "no_cluster" in by_code(city(POOR, PEOPLE, clustering=clustering([3, 0, 0, 3, 0, 0, 0, 0, 0])))


def test_who_stands_out_from_its_neighbours_is_told_with_their_mean() -> None:
    marks = clustering([0, 4, 4, 0, 0, 2, 0, 0, 0])
    found = by_code(city(POOR, PEOPLE, clustering=marks))["alone"]
    assert (found.quarters, found.names["names"]) == ((1, 2), (2,))
    assert (found.values["value"], found.values["around"], found.values["n"]) == (40, 10, 2)
    assert found.values["p"] == 0.001


def test_a_cluster_of_an_amount_counts_residents_only() -> None:
    blank, rents = np.full((9, 1), np.nan), np.array([POOR], dtype=float).T
    marks = clustering([0, 1, 1, 0, 0, 0, 0, 0, 0])
    figures = city(blank, blank, value=rents, kind="value", clustering=marks, residents=np.full((9, 1), 1000.0))
    found = by_code(figures)["cluster"]
    assert found.then == "residents"
    assert found.values["residents_share"] == pytest.approx(200 / 9)
    assert "group_share" not in found.values
    unknown = by_code(replace(figures, residents=blank))["cluster"]
    assert unknown.then == ""


def test_without_a_test_there_is_nothing_about_clusters_but_where_the_clear_ones_lie() -> None:
    found = by_code(city(POOR, PEOPLE))
    assert "one_area" in found
    assert not {"cluster", "no_cluster", "no_cluster_but_alike", "alone"} & set(found)

"""The clusters a View asks about, and the reasons for having none."""

from dataclasses import replace

import numpy as np
import pytest

from layers.clusters import ClusterOptions, cluster_analysis, cluster_refusal, clusters_of_view
from layers.clusters.analysis import nearest_year, smoothed
from layers.clusters.named import category_of, untested
from layers.view import View
from loading.reasons import Reason
from tests.callbacks.towns import town
from tests.layers.clusters.test_analysis import with_reason
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POPULATION, POVERTY, toytown

PLANTED = planted_town()


def asked(how: str = "", **more: str) -> View:
    query = {"i": "A1", "show": "clusters", "how": how, **more}
    return View.from_query(query, PLANTED)


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (asked("p99"), ""),
        (asked("p99~k50"), ""),
        (asked("p99~d999999"), ""),
        (asked("bivariate~p99", x="A1"), "second"),
        (asked("p99~d1"), "nothing"),
    ],
)
def test_why_there_are_no_clusters(view: View, why: str) -> None:
    assert cluster_refusal(PLANTED, view) == why


def test_counts_few_values_and_weights_that_do_not_fit_are_refused() -> None:
    atlas = toytown()
    count = View(project="toytown", indicator=POPULATION.id, year=2024, show="clusters")
    assert cluster_refusal(atlas, count) == "counts"
    rate = View(project="toytown", indicator="A1", year=2024, show="clusters")
    assert cluster_refusal(atlas, rate) == ""
    assert cluster_refusal(atlas, rate, ClusterOptions(weights="k_nearest", reach=9)) == "weights"
    two = town("two", (POVERTY, [5, 9]))
    assert cluster_refusal(two, View.from_query({"i": "A1", "show": "clusters"}, two)) == "nothing"
    zeros = town("zeros", (POVERTY, [0] * 40))
    assert cluster_refusal(zeros, View.from_query({"i": "A1", "show": "clusters", "how": "join"}, zeros)) == "nothing"


def test_smoothing_uses_the_rates_of_empirical_bayes_and_is_passed_over_where_there_is_nothing_to_smooth() -> None:
    atlas = toytown()
    found = cluster_analysis(atlas, "quarter", "A1", 2024, ClusterOptions(smoothed=True, permutations=999))
    wide, used = smoothed(atlas, "A1")
    assert (found.indicator, used, found.options.smoothed) == ("eb:A1", "eb:A1", True)
    assert "smoothed" in [one.code for one in found.guardrails]
    at = wide.indicator_position("eb:A1")
    expected = wide.cubes["quarter"].value[:, at, wide.year_position(2024)]
    assert np.array_equal(found.values[np.isfinite(found.values)], expected[np.isfinite(found.values)])
    plain = cluster_analysis(PLANTED, "quarter", "A1", 2024, ClusterOptions(smoothed=True, permutations=999))
    assert plain.options.smoothed == (plain.indicator != "A1")


def test_a_quarter_without_the_second_number_is_left_out_for_that_reason() -> None:
    second = PLANTED.indicators[1].id
    cube = PLANTED.cubes["quarter"]
    reason = cube.reason.copy()
    reason[7, 1, :] = Reason.SUPPRESSED
    atlas = replace(PLANTED, project="second", cubes={**PLANTED.cubes, "quarter": replace(cube, reason=reason)})
    options = ClusterOptions(method="bivariate", permutations=999)
    found = cluster_analysis(atlas, "quarter", "A1", 2024, options, second)
    assert Reason(int(found.reason[7])) == Reason.SUPPRESSED
    assert np.isnan(found.values[7])
    assert found.n == 199
    assert found.pair is not None
    assert found.second_year == nearest_year(atlas, "quarter", second, 2024)
    with pytest.raises(ValueError, match="second"):
        cluster_analysis(atlas, "quarter", "A1", 2024, options)


def test_neighbours_that_were_left_out_do_not_count_in_the_mean_of_the_others() -> None:
    atlas = with_reason(PLANTED, "planted-excluded", 0, Reason.EXCLUDED)
    found = cluster_analysis(atlas, "quarter", "A1", 2024, ClusterOptions(weights="rook", permutations=999))
    assert found.around[1] == pytest.approx(np.mean([found.values[2], found.values[51]]))
    assert np.isnan(found.around[0])


def test_quarters_without_neighbours_are_named_so_and_bridges_join_them() -> None:
    options = ClusterOptions(weights="distance_band", reach=10, permutations=99)
    alone = cluster_analysis(PLANTED, "quarter", "A1", 2024, options)
    assert set(category_of(alone)) == {"untested"}
    assert untested(alone).all()
    joined = cluster_analysis(
        PLANTED, "quarter", "A1", 2024, ClusterOptions(weights="distance_band", reach=10, bridges=True, permutations=99)
    )
    assert not untested(joined).any()
    assert "bridges" in [one.code for one in joined.guardrails]


def test_clusters_of_high_values_come_first_and_hang_together_on_the_map() -> None:
    options = ClusterOptions(weights="k_nearest", reach=8, controlled=False, permutations=999)
    found = cluster_analysis(PLANTED, "quarter", "A1", 2024, options)
    kinds = [one.kind for one in found.gathered]
    assert kinds == sorted(kinds)
    assert set(kinds) <= {1, 3}
    for one in found.gathered:
        steps = {abs(a - b) for a in one.members for b in one.members if a < b}
        assert len(one.members) == 1 or steps & {1, 49, 50, 51}


def test_the_view_decides_on_options_only_while_its_map_shows_clusters() -> None:
    plain = View.from_query({"i": "A1"}, PLANTED)
    assert clusters_of_view(PLANTED, plain, ClusterOptions(permutations=99)).options.method == "moran"
    assert clusters_of_view(PLANTED, asked("gi~p99")).options.method == "gi"

"""From a view to the figures that the rules read."""

from dataclasses import replace

import numpy as np

from layers.findings import judged_areas, statements
from layers.findings.reading import burdens_of, clustering, figures
from layers.view import View
from loading.atlas import Atlas
from tests.callbacks.towns import INDEX, shares_town, town
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POPULATION, POVERTY, toytown


def view(atlas: Atlas, **query: str) -> View:
    return View.from_query(query, atlas)


def codes(atlas: Atlas, **query: str) -> list[str]:
    return [one.code.removeprefix("findings.") for one in statements(atlas, view(atlas, **query))]


def test_a_planted_cluster_is_told_after_the_concentration() -> None:
    assert codes(planted_town(), i="A1")[:2] == ["concentration", "cluster"]


def test_below_thirty_areas_no_cluster_is_looked_for() -> None:
    assert clustering(toytown(), "quarter", "A1", 2024) is None
    assert not {"no_cluster", "cluster"} & set(codes(toytown(), i="A1"))


def test_of_numbers_of_people_no_cluster_is_looked_for() -> None:
    many = town("counted", (POPULATION, list(range(100, 150))))
    assert clustering(many, "quarter", POPULATION.id, 2024) is None


def test_in_rates_that_borrow_from_their_neighbours_no_cluster_is_looked_for() -> None:
    smoothed = replace(INDEX, id="ebs:A1")
    row = town("smoothed", (smoothed, [float(at) for at in range(40)]), counts=False)
    assert clustering(row, "quarter", "ebs:A1", 2024) is None


def test_the_mean_of_the_neighbours_is_in_the_unit_of_the_indicator() -> None:
    # Quarters 0 to 39 in one row: the neighbours of quarter 7 are 6 and 8.
    row = town("row", (INDEX, [float(at * at) for at in range(40)]), counts=False)
    found = clustering(row, "quarter", "index", 2024)
    assert found is not None
    assert round(float(found.around[7]), 6) == (36 + 64) / 2


def test_colours_and_classes_are_no_other_question() -> None:
    atlas = planted_town()
    assert statements(atlas, view(atlas, i="A1", k="7")) is statements(atlas, view(atlas, i="A1", palette="viridis"))


def test_on_all_indicators_of_disadvantage_and_no_others_the_tenth_is_looked_for() -> None:
    at = [float(one) for one in range(20)]
    work = replace(POVERTY, id="B5", dimension="work", direction="less_disadvantage")
    derived = replace(POVERTY, id="ratio:A1")
    atlas = town("burdens", (POVERTY, at), (work, at), (INDEX, at), (derived, at), (POPULATION, at))
    found = burdens_of(atlas, "quarter", 2024)
    assert found is not None
    assert found.topics == ("income", "work")
    assert np.flatnonzero(found.high[:, 0]).tolist() == [18, 19]
    assert np.flatnonzero(found.high[:, 1]).tolist() == [0, 1]


def test_where_nothing_speaks_of_disadvantage_nothing_is_compared() -> None:
    assert burdens_of(town("context", (INDEX, [1, 2, 3])), "quarter", 2024) is None


def test_the_city_comes_with_its_counts() -> None:
    read = figures(toytown(), "quarter", "A1", 2024)
    assert read.city_part is not None
    assert read.city_part[1] == 2000


def test_areas_that_can_be_judged_are_counted() -> None:
    assert judged_areas(toytown(), view(toytown(), i="A1", y="2023")) == 7
    assert judged_areas(shares_town(), view(shares_town(), i="A1")) == 12

"""The map of clusters: categories, colours, outlines, refusals."""

import numpy as np
import pytest

from layers.categories import categories, categories_refusal, sorted_areas
from layers.categories.clusters import LOOKS, UNTESTED
from layers.choropleth import Choropleth
from layers.clusters import MARKS, METHODS, clusters_of_view
from layers.comparison import shown
from layers.view import View
from loading.reasons import Reason
from tests.layers.clusters.test_analysis import with_reason
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import POPULATION, toytown
from texts import LANGUAGES, load_texts

PLANTED = planted_town()

# Linear light as the three cones see it, and as those see it who lack one kind (Viénot, Brettel and Mollon 1999).
_CONES = np.array([[17.8824, 43.5161, 4.11935], [3.45565, 27.1554, 3.86714], [0.0299566, 0.184309, 1.46709]])
_LACKING = {
    "protan": np.array([[0, 2.02344, -2.52581], [0, 1, 0], [0, 0, 1]]),
    "deutan": np.array([[1, 0, 0], [0.494207, 0, 1.24827], [0, 0, 1]]),
    "none": np.eye(3),
}


def lab(colour: str, lacking: str) -> np.ndarray:
    """Give CIELAB of a colour as somebody sees it."""
    red_green_blue = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(red_green_blue > 0.04045, ((red_green_blue + 0.055) / 1.055) ** 2.4, red_green_blue / 12.92)
    seen = np.linalg.inv(_CONES) @ _LACKING[lacking] @ _CONES @ linear
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(seen, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def view(how: str = "p9999", **more: str) -> View:
    return View.from_query({"i": "A1", "show": "clusters", "how": how, **more}, PLANTED)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("lacking", _LACKING)
def test_colours_are_told_apart_by_everybody_and_none_is_that_of_the_selection(method: str, lacking: str) -> None:
    colours = [*LOOKS[method].values(), "#d9731a"]  # type: ignore[index]
    for at, one in enumerate(colours):
        for other in colours[at + 1 :]:
            assert np.linalg.norm(lab(one, lacking) - lab(other, lacking)) > 12, (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_of_every_method_has_a_name(language: str) -> None:
    texts = load_texts(language)
    for method in METHODS:
        assert set(MARKS[method]) <= set(LOOKS[method])
        for name in (*LOOKS[method], UNTESTED):
            assert texts(f"categories.clusters.{name}")


def test_the_planted_cluster_is_sorted_and_outlined_with_its_residents() -> None:
    areas = sorted_areas(PLANTED, view())
    found = clusters_of_view(PLANTED, view())
    high = areas.names.index("high_high")
    (outline, *_) = areas.outlines
    assert set(outline.members) <= set(areas.members(high).tolist())
    assert outline.residents == 1000 * len(outline.members)
    assert areas.members(high).tolist() == np.flatnonzero(found.marks == 1).tolist()
    assert sum(areas.counts) == 200
    assert set(areas.beside) == {"p", "statistic", "around"}


def test_an_area_that_was_left_out_is_blank_for_its_reason() -> None:
    atlas = with_reason(PLANTED, "planted-suppressed", 3, Reason.SUPPRESSED)
    areas = sorted_areas(atlas, View.from_query({"i": "A1", "show": "clusters", "how": "p999"}, atlas))
    assert (areas.category[3], Reason(int(areas.reason[3]))) == (-1, Reason.SUPPRESSED)
    assert UNTESTED not in areas.names


def test_joins_tell_those_that_lie_together_from_those_that_lie_apart() -> None:
    areas = sorted_areas(PLANTED, view("join"))
    counts = dict(zip(areas.names, areas.counts, strict=True))
    assert sum(counts.values()) == 200
    assert counts["together"] > 0
    assert counts["without"] >= 160


def test_areas_without_neighbours_get_a_category_of_their_own() -> None:
    areas = sorted_areas(PLANTED, view("d1100"))
    assert UNTESTED not in areas.names
    assert categories_refusal(PLANTED, view("d10")) == "clusters_nothing"


def test_a_count_is_refused_and_stays_on_the_map() -> None:
    atlas = toytown()
    count = View(project="toytown", indicator=POPULATION.id, year=2024, show="clusters")
    assert categories_refusal(atlas, count) == "clusters_counts"
    assert isinstance(shown(atlas, count), Choropleth)
    assert all(load_texts(one)("categories.refused.clusters_counts") for one in LANGUAGES)


def test_notes_name_what_was_passed_over_and_that_nothing_was_controlled() -> None:
    areas = sorted_areas(PLANTED, view("nofdr~p999~foo"))
    assert areas.notes == ("uncontrolled", "passed_over", "method_moran")
    assert areas.figures["passed_over"] == "foo"


def test_where_nothing_stands_out_the_map_says_so() -> None:
    areas = sorted_areas(PLANTED, view("p99"))
    assert "nothing" in areas.notes
    assert areas.outlines == ()
    assert categories(PLANTED, view("p99")).to_json()["kind"] == "categories"

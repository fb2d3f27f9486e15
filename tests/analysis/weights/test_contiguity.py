"""Queen and rook in Toytown, along borders that do not match, and against PySAL."""

import numpy as np
import pytest
import shapely

from analysis.weights import queen, rook
from tests.toytown import quarters

ROW = shapely.box([0, 1, 2], [0, 0, 0], [1, 2, 3], [1, 1, 1])


def test_the_market_of_toytown_touches_all_others_and_a_corner_touches_three() -> None:
    touching = queen(quarters().geometry).tuples
    assert touching[4] == (0, 1, 2, 3, 5, 6, 7, 8)
    assert touching[0] == (1, 3, 4)
    assert touching[1] == (0, 2, 3, 4, 5)


def test_neighbours_are_mutual_and_nobody_neighbours_itself() -> None:
    touching = queen(quarters().geometry).tuples
    for quarter, others in enumerate(touching):
        assert quarter not in others
        assert all(quarter in touching[other] for other in others)


def test_quarters_in_a_row_touch_only_the_next() -> None:
    assert queen(ROW).tuples == ((1,), (0, 2), (1,))


def test_a_point_on_the_edge_of_the_neighbour_counts_although_it_has_no_such_point() -> None:
    large = shapely.box(0, 0, 2, 2)
    upper, lower = shapely.box(2, 1, 3, 2), shapely.box(2, 0.2, 3, 0.8)
    assert queen(np.array([large, upper, lower])).tuples == ((1, 2), (0,), (0,))
    assert queen(np.array([large, upper, lower]), tolerance=0).tuples == ((1,), (0,), ())


def test_a_narrow_gap_from_careless_drawing_still_counts_as_touching() -> None:
    city = shapely.box([0, 1000.005, 3000], 0, [1000, 2000, 4000], 1000)
    assert queen(city).tuples == ((1,), (0,), ())
    assert queen(city, tolerance=1000).tuples == ((1,), (0, 2), (1,))


def test_overlapping_quarters_are_neighbours() -> None:
    assert queen(shapely.box([0, 0.5], 0, [1, 2], 1)).tuples == ((1,), (0,))


def test_a_quarter_without_a_shape_has_no_neighbours() -> None:
    shapes = np.array([ROW[0], ROW[1], None, shapely.Polygon()])
    assert queen(shapes).tuples == ((1,), (0,), (), ())


def test_parts_of_one_quarter_do_not_make_it_its_own_neighbour() -> None:
    two_parts = shapely.MultiPolygon([ROW[0], ROW[2]])
    assert queen(np.array([two_parts, ROW[1]])).tuples == ((1,), (0,))


def test_degrees_work_like_metres() -> None:
    degrees = shapely.transform(quarters().geometry, lambda points: points / 100_000)
    assert queen(degrees).tuples == queen(quarters().geometry).tuples


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        queen(ROW, tolerance=-1)


def test_a_corner_makes_no_rook_neighbours() -> None:
    touching = rook(quarters().geometry).tuples
    assert touching[4] == (1, 3, 5, 7)
    assert touching[0] == (1, 3)


def test_lengths_of_borders_stand_with_both_quarters() -> None:
    weights = queen(quarters().geometry)
    assert weights.borders is not None
    market = dict(zip(weights[4].tolist(), weights.borders[weights.indptr[4] : weights.indptr[5]], strict=True))
    assert market == {0: 0, 1: 1000, 2: 0, 3: 1000, 5: 1000, 6: 0, 7: 1000, 8: 0}


def test_a_border_that_only_one_side_draws_with_a_point_has_its_full_length() -> None:
    straight, bent = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)
    bent = shapely.Polygon([*bent.exterior.coords[:1], (2000, 500), *bent.exterior.coords[1:]])
    with_a_point = shapely.Polygon([(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1000, 500.001)])
    for city in (np.array([straight, bent]), np.array([straight, with_a_point])):
        weights = rook(city)
        assert weights.tuples == ((1,), (0,))
        assert weights.borders == pytest.approx(1000, abs=0.1)


def test_a_single_edge_that_does_not_match_has_its_full_length() -> None:
    city = quarters().geometry.copy()
    west, south, east, north = city[5].bounds
    city[5] = shapely.Polygon([(west, south), (east, south), (east, north), (west, north), (west, south + 400)])
    weights = rook(city)
    assert weights.tuples[4] == (1, 3, 5, 7)
    assert weights.borders is not None
    assert weights.borders[weights.indptr[4] : weights.indptr[5]] == pytest.approx(1000, abs=0.1)


def test_corners_that_do_not_quite_meet_are_queen_but_not_rook_neighbours() -> None:
    corner = shapely.box([0, 1000.001], [0, 1000.001], [1000, 2000], [1000, 2000])
    assert queen(corner).tuples == ((1,), (0,))
    assert rook(corner).tuples == ((), ())


def test_a_quarter_that_lies_wholly_in_another_is_its_neighbour() -> None:
    around, island = shapely.box(0, 0, 9, 9), shapely.box(3, 3, 4, 4)
    assert queen(np.array([around, island])).tuples == ((1,), (0,))
    with_hole = around.difference(island)
    weights = rook(np.array([with_hole, island]), tolerance=0)
    assert weights.tuples == ((1,), (0,))
    assert weights.borders is not None
    assert weights.borders.tolist() == [4, 4]


def test_the_direction_in_which_a_border_is_drawn_does_not_matter() -> None:
    turned = np.array([ROW[0], ROW[1].reverse(), ROW[2]])
    assert rook(turned, tolerance=0).tuples == rook(ROW, tolerance=0).tuples == ((1,), (0, 2), (1,))


def test_negative_and_positive_zero_are_one_place() -> None:
    west = shapely.Polygon([(-1, 0), (-0.0, 0), (-0.0, 1), (-1, 1)])
    assert rook(np.array([west, ROW[0]]), tolerance=0).tuples == ((1,), (0,))


def test_a_city_without_quarters_has_no_neighbours() -> None:
    assert queen(np.empty(0, dtype=object)).tuples == ()
    assert queen(np.array([None, shapely.Polygon()])).tuples == ((), ())


def test_different_places_with_the_same_bits_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = queen(quarters().geometry)
    monkeypatch.setattr("analysis.weights.shared_borders._mixed", lambda points: np.zeros(len(points), dtype=np.uint64))
    found = queen(quarters().geometry)
    assert found.tuples == expected.tuples
    np.testing.assert_array_equal(found.borders, expected.borders)


def city_of_cells(seed: int, n: int = 60) -> np.ndarray:
    points = shapely.multipoints(np.random.default_rng(seed).uniform(0, 1000, (n, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, 1000, 1000)))
    return np.asarray(shapely.set_precision(cells, 0.001))


@pytest.mark.parametrize("seed", range(5))
def test_identical_points_give_the_neighbours_of_pysal(seed: int) -> None:
    from libpysal.weights import Queen, Rook

    cells = city_of_cells(seed)
    for ours, theirs in ((queen, Queen), (rook, Rook)):
        expected = theirs.from_iterable(cells, silence_warnings=True).neighbors
        assert ours(cells, tolerance=0).tuples == tuple(
            tuple(sorted(expected[quarter])) for quarter in range(len(cells))
        )


@pytest.mark.parametrize("seed", range(5))
def test_lengths_of_borders_are_those_of_the_intersections(seed: int) -> None:
    cells = city_of_cells(seed)
    weights = queen(cells, tolerance=0)
    common = shapely.length(shapely.intersection(cells[weights.rows], cells[weights.indices]))
    assert weights.borders == pytest.approx(common, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_the_search_along_open_edges_finds_what_a_search_everywhere_finds(seed: int) -> None:
    cells, rng = city_of_cells(seed), np.random.default_rng(seed)
    # Some quarters come from another drawing: every second one is moved by up to two centimetres.
    moved = np.array(
        [
            shapely.affinity.translate(cell, *rng.uniform(-0.02, 0.02, 2)) if i % 2 else cell
            for i, cell in enumerate(cells)
        ]
    )
    one, other = shapely.STRtree(moved).query(moved, predicate="dwithin", distance=0.1)
    expected = {(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a != b}
    weights = queen(moved, tolerance=0.1)
    found = set(zip(weights.rows.tolist(), weights.indices.tolist(), strict=True))
    assert found == expected

"""Neighbours share corners; outlines drawn one by one fall back on their boxes."""

import numpy as np
import shapely

from loading.joining.contiguity import adjacent_pairs, grouping_strength


def test_squares_in_a_row_of_four_have_three_pairs() -> None:
    row = np.array([shapely.box(x, 0, x + 1, 1) for x in range(4)], dtype=object)
    assert adjacent_pairs(row).tolist() == [[0, 1], [1, 2], [2, 3]]


def test_outlines_without_common_corners_are_neighbours_by_their_boxes() -> None:
    row = np.array([shapely.Point(x, 0).buffer(0.6, quad_segs=5 + x) for x in range(4)], dtype=object)
    assert adjacent_pairs(row).tolist() == [[0, 1], [1, 2], [2, 3]]


def test_halves_of_a_map_are_strong_and_a_chessboard_is_weaker_than_chance() -> None:
    board = np.array([shapely.box(x, y, x + 1, y + 1) for y in range(6) for x in range(6)], dtype=object)
    edges = np.array([[a, b] for a, b in adjacent_pairs(board) if b - a in (1, 6)])
    halves = np.repeat([0, 1], 18)
    chess = np.array([(x + y) % 2 for y in range(6) for x in range(6)])
    assert grouping_strength(halves, edges) > 0.7
    assert grouping_strength(chess, edges) < 0

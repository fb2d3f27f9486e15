"""What protection costs, beside simpler ways."""

import pytest

from analysis.protection import PROFILES, Relations, Rules, cells_of, loss, protect
from tests.analysis.protection.tables import hierarchy

THREE = Rules(minimum_denominator=0)


def test_a_table_checked_with_a_pencil() -> None:
    cells, sums = cells_of([2, 20, 6, 28]), Relations.of_parts([0, 1, 2], [3, 3, 3], 4)
    found = loss(cells, sums, protect(cells, sums, THREE))
    assert (found.hidden.cells, found.hidden.sums) == (0.5, pytest.approx(8 / 56))
    assert (found.primary_only.cells, found.primary_only.sums) == (0.25, pytest.approx(2 / 56))
    assert (found.every_relation.cells, found.every_relation.sums) == (0.75, 0.5)
    assert found.moved == 0.0


def test_proven_protection_costs_more_than_primary_and_less_than_hiding_every_relation() -> None:
    table = hierarchy(3, quarters=30, groups=4, districts=3)
    cells = cells_of(table.counts)
    found = loss(cells, table.relations, protect(cells, table.relations, PROFILES["municipal"]))
    assert found.primary_only.cells < found.hidden.cells < found.every_relation.cells
    assert found.primary_only.sums < found.hidden.sums < found.every_relation.sums


def test_rounding_hides_nothing_and_moves_by_less_than_its_base() -> None:
    table = hierarchy(3, quarters=30, groups=4, districts=3)
    cells = cells_of(table.counts)
    found = loss(cells, table.relations, protect(cells, table.relations, PROFILES["round10"]))
    assert found.hidden.cells == 0.0
    assert 0 < found.moved < 10


def test_nothing_costs_nothing() -> None:
    cells, sums = cells_of([]), Relations.of_rows([], 0)
    assert loss(cells, sums, protect(cells, sums, THREE)).hidden.cells == 0.0

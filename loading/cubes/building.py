"""The cubes of all levels: declared indicators filled from the placed tables."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loading.atlas import Cube, LevelName
from loading.cubes.combining import as_delivered, mark_too_small, rate
from loading.cubes.placing import Numbers, Placed, prefer, sums_of
from loading.declaring.indicators import Declaration
from loading.declaring.measures import MeasureRef
from loading.formulas.formula import filled
from loading.joining.hierarchy import Hierarchy
from loading.reasons import Reason

MINIMUM_RESIDENTS = 300
MINIMUM_DENOMINATOR = 30


@dataclass(frozen=True)
class LevelNumbers:
    """All tables on the areas of one level.

    Attributes
    ----------
    additive, delivered : mapping of table to Numbers
        With sums where a level has none of its own; and only what was delivered. Tables that belong to no
        area of the map are absent.
    areas, years : int
    """

    additive: dict[int, Numbers]
    delivered: dict[int, Numbers]
    areas: int
    years: int

    def of(self, refs: Sequence[MeasureRef], *, summed: bool) -> Numbers:
        """Give one measure that stands in several tables; shape (areas, years).

        For each area and year the first table that has it counts.
        """
        tables = self.additive if summed else self.delivered
        shape = (self.areas, self.years)
        numbers = Numbers(np.full(shape, np.nan), np.full(shape, Reason.NOT_DELIVERED, dtype=np.uint8))
        for position, ref in enumerate(ref for ref in refs if ref.table in tables):
            table = tables[ref.table]
            part = Numbers(table.values[:, ref.measure], table.reasons[:, ref.measure])
            numbers = part if position == 0 else prefer(numbers, part)
        return numbers


def level_numbers(
    placed: dict[int, Placed], hierarchy: Hierarchy | None, years: int, quarters: int
) -> dict[LevelName, LevelNumbers]:
    """Give the numbers of all tables on every level.

    Parameters
    ----------
    placed : mapping of table to Placed
    hierarchy : Hierarchy or None
        Without it there is no level "district".
    years, quarters : int
        Lengths of the axes.

    Returns
    -------
    dict of level to LevelNumbers
    """
    sums = {table: sums_of(of_table, hierarchy) for table, of_table in placed.items()}
    fine = {table: of_table.quarters for table, of_table in placed.items()}
    levels: dict[LevelName, LevelNumbers] = {"quarter": LevelNumbers(fine, fine, quarters, years)}
    if hierarchy is not None:
        levels["district"] = LevelNumbers(
            {table: districts for table, (districts, _) in sums.items()},
            {table: of_table.districts for table, of_table in placed.items()},
            len(hierarchy.ids),
            years,
        )
    levels["city"] = LevelNumbers(
        {table: city for table, (_, city) in sums.items()},
        {table: of_table.city for table, of_table in placed.items()},
        1,
        years,
    )
    return levels


def build_cube(
    numbers: LevelNumbers,
    declarations: Sequence[Declaration],
    residents: Sequence[MeasureRef],
    not_joined: np.ndarray | None = None,
) -> Cube:
    """Fill one level.

    Parameters
    ----------
    numbers : LevelNumbers
    declarations : sequence of Declaration
        One for each indicator.
    residents : sequence of MeasureRef
        Where all residents stand; empty where nobody delivered them.
    not_joined : bool array, shape (areas,), optional
        Areas without a row in any table.

    Returns
    -------
    Cube
        Shape (areas, indicators, years).
    """
    people = numbers.of(residents, summed=True).values
    shape = (numbers.areas, len(declarations), numbers.years)
    value, numerator, denominator = (np.full(shape, np.nan) for _ in range(3))
    reason = np.full(shape, Reason.NOT_DELIVERED, dtype=np.uint8)
    for position, declaration in enumerate(declarations):
        top, bottom, numbers_of = _filled(numbers, declaration)
        if declaration.indicator.kind == "rate":
            numbers_of = mark_too_small(numbers_of, people, bottom, MINIMUM_RESIDENTS, MINIMUM_DENOMINATOR)
        value[:, position], reason[:, position] = numbers_of.values, numbers_of.reasons
        numerator[:, position], denominator[:, position] = top, bottom
    if not_joined is not None:
        reason[not_joined] = Reason.NOT_JOINED
    return Cube(value, numerator, denominator, reason, people)


def _filled(numbers: LevelNumbers, declaration: Declaration) -> tuple[np.ndarray, np.ndarray, Numbers]:
    """Give numerator, denominator and value of one indicator; shape (areas, years) each."""
    unknown = np.full((numbers.areas, numbers.years), np.nan)
    if declaration.formula is not None:
        larger, factor = numbers.additive is not numbers.delivered, declaration.indicator.factor
        return filled(declaration.formula, lambda refs, summed: numbers.of(refs, summed=summed), factor, larger=larger)
    if declaration.value:
        ready = as_delivered(numbers.of(declaration.value, summed=False))
        return unknown, unknown, Numbers(declaration.scale * ready.values, ready.reasons)
    top = numbers.of(declaration.numerator, summed=True)
    if not declaration.denominator:
        return top.values, unknown, as_delivered(top)
    bottom = numbers.of(declaration.denominator, summed=True)
    return top.values, bottom.values, rate(top, bottom, declaration.indicator.factor)

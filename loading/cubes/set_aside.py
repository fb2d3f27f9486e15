"""Numbers that were delivered and are not used, because their owner decided so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from loading.atlas import Cube, LevelName
from loading.choices.numbers import NumberChoice
from loading.cubes.building import LevelNumbers
from loading.declaring.declaration import Declaration
from loading.reasons import Reason


def without(
    cubes: Mapping[LevelName, Cube],
    numbers: Mapping[LevelName, LevelNumbers],
    declarations: Sequence[Declaration],
    ids: Sequence[str],
    parents: Sequence[int],
    years: Sequence[int],
    chosen: Sequence[NumberChoice],
) -> dict[LevelName, Cube]:
    """Blank the numbers that shall not be used, on every level.

    Parameters
    ----------
    cubes : mapping of level to Cube
    numbers : mapping of level to LevelNumbers
        What they were filled from.
    declarations : sequence of Declaration
    ids : sequence of str
        Of the quarters.
    parents : sequence of int
        District of each quarter; -1 where unknown.
    years : sequence of int
    chosen : sequence of NumberChoice
        Those that name an unknown indicator, quarter or year change nothing.

    Returns
    -------
    dict of level to Cube

    Notes
    -----
    Without one of its quarters a sum is no sum, so district and city are blank too, unless their number was delivered.
    """
    if not chosen:
        return dict(cubes)
    positions = {one.key: position for position, one in enumerate(declarations)}
    opened = {level: (cube.value.copy(), cube.numerator.copy(), cube.reason.copy()) for level, cube in cubes.items()}
    for one in chosen:
        if one.indicator not in positions or one.year not in years or (one.quarter and one.quarter not in ids):
            continue
        position, year = positions[one.indicator], list(years).index(one.year)
        for level, (value, numerator, reason) in opened.items():
            areas = _areas(level, one, ids, parents, len(value))
            if one.quarter and level != "quarter":
                areas = areas[~_delivered(numbers[level], declarations[position])[areas, year]]
            value[areas, position, year] = numerator[areas, position, year] = np.nan
            reason[areas, position, year] = Reason[one.reason.upper()]
    return {
        level: replace(cubes[level], value=value, numerator=numerator, reason=reason)
        for level, (value, numerator, reason) in opened.items()
    }


def _areas(level: LevelName, one: NumberChoice, ids: Sequence[str], parents: Sequence[int], number: int) -> np.ndarray:
    if not one.quarter or level == "city":
        return np.arange(number)
    quarter = list(ids).index(one.quarter)
    area = quarter if level == "quarter" else parents[quarter]
    return np.array([area] if area >= 0 else [], dtype=int)


def _delivered(numbers: LevelNumbers, declaration: Declaration) -> np.ndarray:
    """Tell which areas have a number of their own; bool, shape (areas, years). What is computed has none."""
    if declaration.formula is not None:
        return np.zeros((numbers.areas, numbers.years), dtype=bool)
    return numbers.of(declaration.value or declaration.numerator, summed=False).known

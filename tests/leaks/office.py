"""A city as its office has it, where what was delivered has less to protect: no number of small areas, no counts.

Berlin's monitoring says 0 wherever fewer than 300 people live, and gives shares without their counts.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from layers.protection.made_of import decimals_of
from layers.protection.quantities import Quantities, quantities
from loading.atlas import Atlas, Cube, LevelName
from loading.reasons import Reason

Floats = NDArray[np.float64]
FEW_LIVE, A_LITTLE = 300, 1e-3
_FEWEST, _NEARLY_ALL = 6, 0.95


def filled(atlas: Atlas) -> Atlas:
    """Give every quarter of few people whose ready-made numbers are 0 those of another quarter, a little changed.

    All of one quarter and all years, so that what follows from each other still does.
    """
    cube, rng = atlas.cubes["quarter"], np.random.default_rng(len(atlas.indicators))
    few = np.flatnonzero(((cube.residents > 0) & (cube.residents < FEW_LIVE)).any(axis=1))
    others = np.flatnonzero((cube.residents >= FEW_LIVE).all(axis=1))
    value, reason = cube.value.copy(), cube.reason.copy()
    for area, donor in zip(few, rng.choice(others, len(few), replace=False), strict=True):
        empty = (cube.value[area] == 0) & (cube.reason[donor] == Reason.VALUE) & _ready(cube)[:, None]
        near = np.round(cube.value[donor] * (1 + A_LITTLE * rng.uniform(-1, 1, empty.shape)), 5)
        value[area] = np.where(empty, near, value[area])
        reason[area][empty] = Reason.VALUE
    return replace(atlas, cubes={**atlas.cubes, "quarter": replace(cube, value=value, reason=reason)})


def _ready(cube: Cube) -> NDArray[np.bool_]:
    """Tell which indicators come without counts, and are more than classes."""
    finer = [any(decimals_of(column) for column in cube.value[:, at].T) for at in range(cube.value.shape[1])]
    return np.array(finer) & ~np.isfinite(cube.numerator).any(axis=(0, 2))


def standing_for_people(atlas: Atlas) -> Atlas:
    """Put beside each share the count that it implies, and the people that it is a share of."""
    found = quantities(atlas)
    cubes: dict[LevelName, Cube] = {}
    for level, cube in atlas.cubes.items():
        part, whole = cube.numerator.copy(), cube.denominator.copy()
        for at, counts, people in _implied(found):
            part[:, at], whole[:, at] = counts[found.places[level]], people[found.places[level]]
        cubes[level] = replace(cube, numerator=part, denominator=whole)
    return replace(atlas, cubes=cubes)


def _implied(found: Quantities) -> Iterator[tuple[int, Floats, Floats]]:
    for (at, role), quantity in found.position.items():
        if role == "share":
            one = found.each[quantity]
            yield at, one.numbers, found.each[one.whole].numbers


def counted(atlas: Atlas) -> Atlas:
    """Take shares for what they imply: counts of quarters, of their districts and of the city, which add up."""
    found, before = quantities(atlas), atlas.cubes["quarter"].value
    shares = list(_implied(found))
    cubes = {level: _counted(atlas, level, found, shares) for level in atlas.levels}
    value, at_shares = cubes["quarter"].value.copy(), [at for at, _, _ in shares]
    for at in np.flatnonzero(_ready(atlas.cubes["quarter"])).tolist():
        for year in range(len(atlas.years) if at not in at_shares else 0):
            for other, earlier in _difference_of(before, at, year, at_shares):
                again = np.round(value[:, other, year] - value[:, other, earlier], 5)
                value[:, at, year] = np.where(np.isnan(again), value[:, at, year], again)
    return replace(atlas, cubes={**cubes, "quarter": replace(cubes["quarter"], value=value)})


def _counted(atlas: Atlas, level: LevelName, found: Quantities, shares: list[tuple[int, Floats, Floats]]) -> Cube:
    cube, inside = atlas.cubes[level], _inside(atlas, level)
    value, reason = cube.value.copy(), cube.reason.copy()
    numerator, denominator = cube.numerator.copy(), cube.denominator.copy()
    for at, counts, people in shares:
        nobody = np.isnan(people)  # where nobody lives nothing was delivered
        part, whole = (_added(np.where(nobody, 0, one)[found.places["quarter"]], inside) for one in (counts, people))
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.where(whole > 0, atlas.indicators[at].factor * part / whole, np.nan)
        numerator[:, at], denominator[:, at], value[:, at] = part, whole, rate
        told = np.where(part > 0, Reason.VALUE, Reason.ZERO)
        reason[:, at] = np.where(np.isfinite(rate), told, Reason.NOT_DELIVERED)
    return Cube(value, numerator, denominator, reason, cube.residents)


def _inside(atlas: Atlas, level: LevelName) -> NDArray[np.int64]:
    """The area of a level that each quarter lies in."""
    parents = np.array(atlas.levels["quarter"].parents)
    return {"quarter": np.arange(len(parents)), "district": parents, "city": np.zeros_like(parents)}[level]


def _added(numbers: Floats, inside: NDArray[np.int64]) -> Floats:
    """Add up; NaN where one is not known."""
    sums = np.zeros((inside.max() + 1, numbers.shape[1]))
    np.add.at(sums, inside[inside >= 0], numbers[inside >= 0])
    return sums


def _difference_of(values: Floats, at: int, year: int, others: list[int]) -> list[tuple[int, int]]:
    """Of which indicator, since which year, a number is the change, as delivered."""
    own = values[:, at, year]
    slack = 1.5 * 10.0 ** -decimals_of(own)
    found = []
    for other in others:
        for earlier in range(year):
            told = values[:, other, year] - values[:, other, earlier]
            both = np.isfinite(own) & np.isfinite(told)
            if both.sum() >= _FEWEST and (np.abs(own - told)[both] <= slack).mean() > _NEARLY_ALL:
                found.append((other, earlier))
    return found[:1]

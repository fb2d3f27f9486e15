"""A city as its office has it, where what was delivered has less to protect: no number of small areas, no counts.

Berlin's monitoring says 0 wherever fewer than 300 people live, and gives shares without their counts.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from layers.protection.ready_made.made_of import decimals_of
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
    cubes: dict[LevelName, Cube] = {}
    for level, cube in atlas.cubes.items():
        part, whole = cube.numerator.copy(), cube.denominator.copy()
        for at in _shares(atlas):
            part[:, at], whole[:, at] = _implied(atlas, cube, at), cube.residents
        cubes[level] = replace(cube, numerator=part, denominator=whole)
    return replace(atlas, cubes=cubes)


def _shares(atlas: Atlas) -> list[int]:
    """Shares without counts."""
    bare = ~np.isfinite(atlas.cubes["quarter"].numerator).any(axis=(0, 2))
    return [at for at, one in enumerate(atlas.indicators) if bare[at] and one.kind == "rate" and not one.signed]


def _implied(atlas: Atlas, cube: Cube, at: int) -> Floats:
    """As many of the residents as a share is; more than nobody where it is more than nothing."""
    share = cube.value[:, at] / atlas.indicators[at].factor
    least = np.where((share > 0) & (cube.residents > 0), 1.0, 0.0)
    return np.clip(np.round(share * cube.residents), least, cube.residents)


def counted(atlas: Atlas, *, without: Collection[str] = ()) -> Atlas:
    """Take shares, but some, for what they imply: counts of quarters, of districts and of the city, which add up."""
    before, shares = atlas.cubes["quarter"].value, _shares(atlas)
    shares = [at for at in shares if atlas.indicators[at].id not in without]
    cubes = {level: _counted(atlas, level, shares) for level in atlas.levels}
    value = cubes["quarter"].value.copy()
    for at in np.flatnonzero(_ready(atlas.cubes["quarter"])).tolist():
        for year in range(len(atlas.years) if at not in shares else 0):
            for other, earlier in _difference_of(before, at, year, shares):
                again = np.round(value[:, other, year] - value[:, other, earlier], 5)
                value[:, at, year] = np.where(np.isnan(again), value[:, at, year], again)
    return replace(atlas, cubes={**cubes, "quarter": replace(cubes["quarter"], value=value)})


def _counted(atlas: Atlas, level: LevelName, shares: list[int]) -> Cube:
    cube, quarters, inside = atlas.cubes[level], atlas.cubes["quarter"], _inside(atlas, level)
    value, reason = cube.value.copy(), cube.reason.copy()
    numerator, denominator = cube.numerator.copy(), cube.denominator.copy()
    nobody = np.isnan(quarters.residents)  # where nobody lives nothing was delivered
    for at in shares:
        part = _added(np.where(nobody, 0, _implied(atlas, quarters, at)), inside)
        whole = _added(np.where(nobody, 0, quarters.residents), inside)
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

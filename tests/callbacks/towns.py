"""Towns at the edge of what is delivered: one year, no year, shares only, thousands of quarters, hostile names."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from loading.atlas import Atlas, Cube, Indicator, Join, LevelName, Quarters
from loading.reasons import Reason
from tests.toytown import CHILDREN, CRS, POVERTY

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "{{ config }} {0} %{x}",
    "Quartier " + "sehr " * 60 + "lang",
    "'; DROP --",
    "~|",
)
RENT = Indicator(
    id="rent",
    title={"de": "Veränderung der Miete", "en": "Change of rents"},
    short={"de": "Miete", "en": "Rent"},
    dimension="housing",
    kind="value",
    unit={"de": "EUR", "en": "EUR"},
    signed=True,
)
INDEX = Indicator(id="index", title={"de": "Index"}, short={"de": "Index"}, dimension="own", kind="value")


def town(
    project: str,
    *numbers: tuple[Indicator, Sequence[float] | Sequence[Sequence[float]]],
    years: tuple[int, ...] = (2024,),
    counts: bool = True,
    names: Sequence[str] = (),
    city: float = np.nan,
) -> Atlas:
    """Build a town without districts: squares in rows of fifty, a thousand residents each.

    Parameters
    ----------
    project : str
        One name for one content: answers are remembered under it.
    *numbers : indicator and its values, shape (n,) or (n, years)
        NaN was not delivered.
    years : tuple of int
    counts : bool
        Whether numerators and denominators are known.
    names : sequence of str
        Of the first quarters; the others are numbered.
    city : float
        The city's value where there are no counts.
    """
    value = np.stack([np.asarray(one, float).reshape(len(one), len(years)) for _, one in numbers], axis=1)
    n = len(value)
    people = np.full((n, len(years)), 1000.0)
    factor = np.array([indicator.factor for indicator, _ in numbers])[None, :, None]
    is_rate = np.array([indicator.kind == "rate" for indicator, _ in numbers])[None, :, None] & counts
    whole = np.where(is_rate, people[:, None, :], np.nan)
    part = value * whole / factor
    reason = np.where(np.isnan(value), Reason.NOT_DELIVERED, np.where(value == 0, Reason.ZERO, Reason.VALUE))
    total = factor[0] * np.nansum(part, axis=0) / np.nansum(whole, axis=0) if counts else np.full(value.shape[1:], city)
    squares = [
        shapely.box(1000 * (at % 50), 1000 * (at // 50), 1000 * (at % 50) + 1000, 1000 * (at // 50) + 1000)
        for at in range(n)
    ]
    ids = tuple(f"{at:04d}" for at in range(n))
    called = (*names, *(f"Quartier {at}" for at in range(len(names), n)))
    levels: dict[LevelName, Quarters] = {
        "quarter": Quarters("quarter", ids, called, (-1,) * n, np.array(squares, dtype=object), CRS),
        "city": Quarters("city", ("0",), (project,), (-1,), np.array([shapely.union_all(squares)], dtype=object), CRS),
    }
    of_city = np.where(np.isnan(total), Reason.NOT_DELIVERED, Reason.VALUE)[None].astype(np.uint8)
    sums = Cube(total[None], part.sum(axis=0)[None], whole.sum(axis=0)[None], of_city, people.sum(axis=0)[None])
    cubes: dict[LevelName, Cube] = {"quarter": Cube(value, part, whole, reason.astype(np.uint8), people), "city": sums}
    indicators = tuple(indicator for indicator, _ in numbers)
    return Atlas(project, project, levels, cubes, indicators, years, Join("NR", ids))


def large_town(n: int = 2000) -> Atlas:
    """A town of many quarters with two rates."""
    at = np.arange(n)
    return town(f"large-{n}", (POVERTY, (at * 37 % 397 / 10).tolist()), (CHILDREN, (at * 11 % 301 / 10).tolist()))


def shares_town() -> Atlas:
    """Twelve quarters whose shares were delivered without their counts, and without the city's value."""
    return town("shares", (POVERTY, list(range(1, 13))), (CHILDREN, list(range(12, 0, -1))), counts=False)


def undated_town() -> Atlas:
    """Twelve quarters with numbers that name no year."""
    return town("undated", (POVERTY, list(range(1, 13))), (CHILDREN, [5] * 12), years=(0,))


def hostile_town() -> Atlas:
    """Five quarters and an indicator whose names try to be code."""
    name = {"de": "<script>alert(1)</script>{x}", "en": "<script>alert(1)</script>{x}"}
    indicator = replace(POVERTY, id="a/b?<i>", title=name, short=name, unit={"de": "%", "en": "%"})
    values = [[10, 20], [20, 30], [30, 40], [40, 50], [50, 60]]
    return town("hostile", (indicator, values), (CHILDREN, values), years=(2023, 2024), names=HOSTILE)


def empty_town() -> Atlas:
    """A town without any number: boundaries only."""
    some = town("empty", (POVERTY, [1, 2, 3]))
    nothing = {
        level: Cube(
            *(array[:, :0] for array in (cube.value, cube.numerator, cube.denominator, cube.reason)), cube.residents
        )
        for level, cube in some.cubes.items()
    }
    return replace(some, indicators=(), cubes=nothing, years=(0,))

"""A made city of 6 x 6 quarters in three planted types: west, middle and east, from well off to poor."""

from typing import Any

import numpy as np
import pyproj
import shapely

from loading.atlas import Atlas, Cube, Indicator, Join, LevelName, Quarters
from loading.reasons import Reason

SIDE = 6
YEARS = (2022, 2023, 2024)
#: Type of every quarter, row by row from the south-west: two columns of quarters each.
PLANTED = np.tile(np.repeat([0, 1, 2], 2), SIDE)
_DECLARED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("A1", {"dimension": "income", "direction": "more_disadvantage"}),
    ("A2", {"dimension": "income", "direction": "more_disadvantage"}),
    ("B5", {"dimension": "work", "direction": "less_disadvantage"}),
    ("C1", {"dimension": "education", "direction": "more_disadvantage"}),
    ("E1", {"dimension": "housing", "direction": "less_disadvantage", "kind": "value"}),
    ("F1", {"dimension": "demography"}),
    ("G1", {"dimension": "participation", "direction": "less_disadvantage"}),
    ("population", {"dimension": "demography", "kind": "count"}),
)


def made_city() -> Atlas:
    """Build it: A2 says the same as A1, C1 lacks a fifth of the quarters, G1 is of 2022; 07 is suppressed in A1."""
    random, n = np.random.default_rng(11), SIDE * SIDE
    scatter = random.normal(size=(n, len(_DECLARED)))
    values = np.array([10, 15, 70, 30, 45, 16, 60, 2000]) + scatter * [1, 1, 2, 3, 1, 2, 2, 100]
    values += PLANTED[:, None] * np.array([12, 12, -9, 15, -6, 0, -9, 0])
    values[:, 1] = values[:, 0] * 1.5 + 1
    value = np.repeat(values[:, :, None], len(YEARS), axis=2)
    reason = np.full(value.shape, Reason.VALUE, dtype=np.uint8)
    reason[::5, 3] = Reason.NOT_DELIVERED
    reason[:, 6, 1:] = Reason.NOT_DELIVERED
    reason[6, 0] = Reason.SUPPRESSED
    value[(reason == Reason.NOT_DELIVERED) | (reason == Reason.SUPPRESSED)] = np.nan
    crs = pyproj.CRS.from_epsg(25832)
    rows, columns = np.divmod(np.arange(n), SIDE)
    squares = np.array([shapely.box(x, y, x + 1000, y + 1000) for x, y in zip(columns * 1e3, rows * 1e3, strict=True)])
    ids = tuple(f"{number:02d}" for number in range(1, n + 1))
    quarters = Quarters("quarter", ids, tuple(f"Quartier {one}" for one in ids), (0,) * n, squares, crs)
    city = Quarters("city", ("0",), ("Stadt",), (-1,), np.array([shapely.union_all(squares)]), crs)
    levels: dict[LevelName, Quarters] = {"quarter": quarters, "city": city}
    whole = value[:1] * 0 + 1, np.full((1, *value.shape[1:]), Reason.VALUE, dtype=np.uint8)
    cubes: dict[LevelName, Cube] = {"quarter": _cube(value, reason), "city": _cube(*whole)}
    named = {"kind": "rate", "unit": {"de": "%", "en": "%"}}
    indicators = tuple(
        Indicator(**{"id": one, "title": {"de": one, "en": one}, "short": {"de": one, "en": one}, **named, **declared})
        for one, declared in _DECLARED
    )
    return Atlas("profiles", "Stadt", levels, cubes, indicators, YEARS, Join("id"))


def _cube(value: np.ndarray, reason: np.ndarray) -> Cube:
    unknown = np.full(value.shape, np.nan)
    residents = np.full((value.shape[0], value.shape[2]), 1000.0)
    return Cube(value, unknown, unknown.copy(), reason, residents)

"""A town of two districts with counts small enough to need protection, checked with a pencil.

Quarters 1-3 are district "1", 4-6 district "2". Women and men add up to all children; their denominators are residents.
"""

from dataclasses import replace

import numpy as np
import shapely

from loading.atlas import Atlas, Cube, FileNote, Indicator, Join, LevelName, Quarters
from loading.errors import Finding
from loading.flags import Flag, FlaggedNumbers
from loading.reasons import Reason
from tests.toytown import CRS

# 12 quarters, so that sums among groups are no chance.
GIRLS = np.array([[4711, 2, 7013, 6011, 5003, 4001], [4729, 4021, 7019, 1, 5009, 4003]], dtype=float).T
BOYS = np.array([[3203, 3307, 3401, 1, 3511, 3607], [3209, 3301, 3407, 3413, 3517, 3613]], dtype=float).T
LIVING = np.array(
    [[20011, 20021, 20023, 20029, 20047, 20051], [20063, 20071, 20089, 20101, 20107, 20113]], dtype=float
).T
PARENTS = (0, 0, 0, 1, 1, 1)
YEARS = (2023, 2024)


def indicator(name: str, **more: object) -> Indicator:
    words = {"de": name, "en": name}
    plain: dict[str, object] = {"title": words, "short": words, "dimension": "own", "kind": "rate", "factor": 100.0}
    return Indicator(name, **{**plain, "counts": "people", "files": (f"{name}.csv",), **more})  # type: ignore[arg-type]


def levels_of(number: int, parents: tuple[int, ...]) -> dict[LevelName, Quarters]:
    squares = np.array([shapely.box(at, 0, at + 1, 1) for at in range(number)], dtype=object)
    ids = tuple(f"{at + 1:02d}" for at in range(number))
    of_districts = sorted(set(parents))
    districts = np.array([shapely.union_all(squares[np.array(parents) == one]) for one in of_districts], dtype=object)
    city = np.array([shapely.union_all(squares)], dtype=object)
    return {
        "quarter": Quarters("quarter", ids, tuple(f"Quartier {one}" for one in ids), parents, squares, CRS),
        "district": Quarters(
            "district",
            tuple(str(one + 1) for one in of_districts),
            tuple(f"Bezirk {one + 1}" for one in of_districts),
            (0,) * len(of_districts),
            districts,
            CRS,
        ),
        "city": Quarters("city", ("0",), ("Hüterstadt",), (-1,), city, CRS),
    }


def summed(numbers: np.ndarray, parents: tuple[int, ...]) -> dict[LevelName, np.ndarray]:
    districts = np.array([numbers[np.array(parents) == one].sum(axis=0) for one in sorted(set(parents))])
    return {"quarter": numbers, "district": districts, "city": numbers.sum(axis=0, keepdims=True)}


def guarded_town() -> Atlas:
    """Rates of girls, boys and all children among residents, two years; the rest of the Atlas tells numbers too."""
    counts = [summed(numbers, PARENTS) for numbers in (GIRLS, BOYS, GIRLS + BOYS)]
    living = summed(LIVING, PARENTS)
    cubes: dict[LevelName, Cube] = {}
    for level in ("quarter", "district", "city"):
        part = np.stack([one[level] for one in counts], axis=1)
        whole = np.repeat(living[level][:, None], 3, axis=1)
        value = 100 * part / whole
        cubes[level] = Cube(value, part, whole, np.full(part.shape, Reason.VALUE, dtype=np.uint8), living[level].copy())
    return Atlas(
        project="guarded",
        title="Hüterstadt",
        levels=levels_of(6, PARENTS),
        cubes=cubes,
        indicators=(indicator("girls"), indicator("boys"), indicator("children")),
        years=YEARS,
        join=Join(key="NR", matched=("01",), totals=("girls.csv: 4711 insgesamt",)),
        findings=(
            Finding("warning", "girls.csv", "checks.jump", {"old": 4711, "new": 2}),
            Finding("info", "map.geojson", "boundaries.repaired", {"n": 1}),
        ),
        files=(FileNote("girls.csv", "csv", "utf-8"),),
        flagged=(FlaggedNumbers("girls", 2023, int(Flag.PROVISIONAL), (0, 1)),),
    )


def with_ready_made(atlas: Atlas) -> Atlas:
    """Add a change of girls' rates between the years, and an index of girls and boys, both without counts."""
    cubes: dict[LevelName, Cube] = {}
    for level, cube in atlas.cubes.items():
        change = np.full(cube.value[:, :1].shape, np.nan)
        change[:, 0, 1] = cube.value[:, 0, 1] - cube.value[:, 0, 0]
        index = 3 * cube.value[:, :1]
        nothing = np.full((len(change), 2, len(atlas.years)), np.nan)
        more = np.concatenate([change, index], axis=1)
        reason = np.where(np.isnan(more), Reason.NOT_DELIVERED, Reason.VALUE).astype(np.uint8)
        cubes[level] = Cube(
            np.concatenate([cube.value, more], axis=1),
            np.concatenate([cube.numerator, nothing], axis=1),
            np.concatenate([cube.denominator, nothing], axis=1),
            np.concatenate([cube.reason, reason], axis=1),
            cube.residents.copy(),
        )
    made = (indicator("change", kind="value", factor=1.0, signed=True), indicator("index", kind="value", factor=1.0))
    return replace(atlas, cubes=cubes, indicators=(*atlas.indicators, *made))

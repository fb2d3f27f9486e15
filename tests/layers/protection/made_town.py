"""Towns of any counts, and ready-made numbers beside them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from loading.atlas import Atlas, Cube, Join, LevelName
from loading.reasons import Reason
from tests.layers.protection.guarded_town import indicator, levels_of, summed

QUARTERS = 24
PARENTS = tuple(at // 6 for at in range(QUARTERS))
SMALL = (3, 1)  # quarter and year in which two children receive benefits


def children_town() -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Children, those with benefits, and residents of 24 quarters and two years; one small number."""
    rng = np.random.default_rng(1)
    living = rng.integers(1500, 9000, (QUARTERS, 2)).astype(float)
    children = np.round(living * rng.uniform(0.1, 0.2, living.shape))
    supported = np.round(children * rng.uniform(0.1, 0.4, living.shape))
    supported[SMALL] = 2
    return {"supported": supported, "children": children}, living


def town(counts: Mapping[str, np.ndarray], living: np.ndarray, wholes: Mapping[str, np.ndarray] | None = None) -> Atlas:
    """Counts, or rates of those that have a whole, on all levels."""
    cubes: dict[LevelName, Cube] = {}
    of_all = {name: summed(numbers, PARENTS) for name, numbers in counts.items()}
    whole_of = {name: summed(numbers, PARENTS) for name, numbers in (wholes or {}).items()}
    for level in ("quarter", "district", "city"):
        part = np.stack([one[level] for one in of_all.values()], axis=1)
        nothing = np.full(part[:, 0].shape, np.nan)
        whole = np.stack([whole_of[name][level] if name in whole_of else nothing for name in counts], axis=1)
        with np.errstate(invalid="ignore"):
            value = np.where(np.isnan(whole), part, 100 * part / whole)
        reason = np.where(np.isnan(value), Reason.NOT_DELIVERED, np.where(value == 0, Reason.ZERO, Reason.VALUE))
        cubes[level] = Cube(value, part, whole, reason.astype(np.uint8), summed(living, PARENTS)[level].copy())
    return Atlas(
        project="made",
        title="Made",
        levels=levels_of(QUARTERS, PARENTS),
        cubes=cubes,
        indicators=tuple(
            indicator(name) if name in whole_of else indicator(name, kind="count", factor=1.0) for name in counts
        ),
        years=(2023, 2024),
        join=Join(key="NR", matched=("01",)),
    )


def with_values(atlas: Atlas, name: str, quarters: np.ndarray, **more: object) -> Atlas:
    """Add a ready-made number, known of quarters only."""
    cubes: dict[LevelName, Cube] = {}
    for level, cube in atlas.cubes.items():
        nothing = np.full((len(cube.value), 1, len(atlas.years)), np.nan)
        value = quarters[:, None] if level == "quarter" else nothing
        reason = np.where(np.isnan(value), Reason.NOT_DELIVERED, Reason.VALUE).astype(np.uint8)
        cubes[level] = Cube(
            np.concatenate([cube.value, value], axis=1),
            np.concatenate([cube.numerator, nothing], axis=1),
            np.concatenate([cube.denominator, nothing], axis=1),
            np.concatenate([cube.reason, reason], axis=1),
            cube.residents.copy(),
        )
    return replace(atlas, cubes=cubes, indicators=(*atlas.indicators, indicator(name, **more)))

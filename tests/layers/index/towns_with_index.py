"""Small towns whose index can be checked: five shares, two years, quarters that are too small, left out or lack one."""

from dataclasses import replace

import msgspec
import numpy as np

from analysis.index.recipe import Exclusion, Ingredient, Recipe
from loading.atlas import Atlas, Cube, Indicator
from loading.reasons import Reason
from tests.callbacks.towns import town
from tests.toytown import CHILDREN, POVERTY

YEARS = (2021, 2022, 2024)
SMALL, UNKNOWN, LEFT_OUT, LACKING, HIDDEN = "0003", "0004", "0005", "0006", "0007"


def rate(indicator: str, direction: str = "more_disadvantage") -> Indicator:
    return replace(POVERTY, id=indicator, direction=direction, short={"de": f"Anteil {indicator}"})  # type: ignore[arg-type]


def index_town(n: int = 30, project: str = "") -> Atlas:
    """A town with A2, A4, B1, a share that is better when higher (B5), and F7, which is context."""
    draw = np.random.default_rng(7)
    poor = draw.uniform(5, 40, (n, 1)) + draw.normal(0, 2, (n, len(YEARS)))
    shares = {one: np.abs(poor + draw.normal(0, 5, (n, len(YEARS)))).round(3) + 1 for one in ("A2", "A4", "B1", "B5")}
    shares["B5"] = 60 - shares["B5"]
    shares["F7"] = draw.uniform(1, 50, (n, len(YEARS)))
    shares["A2"][int(LACKING)] = np.nan
    numbers = [
        (CHILDREN if one == "F1" else rate(one, _direction(one)), values.tolist()) for one, values in shares.items()
    ]
    plain = town(project or f"index-{n}", *numbers, years=YEARS)
    cube = plain.cubes["quarter"]
    residents, reason, value = cube.residents.copy(), cube.reason.copy(), cube.value.copy()
    residents[int(SMALL)], residents[int(UNKNOWN)] = 200, np.nan
    reason[int(HIDDEN), 0], value[int(HIDDEN), 0] = Reason.SUPPRESSED, np.nan
    changed = Cube(value, cube.numerator, cube.denominator, reason, residents)
    return replace(plain, cubes={**plain.cubes, "quarter": changed})


def _direction(indicator: str) -> str:
    return {"B5": "less_disadvantage", "F7": "context"}.get(indicator, "more_disadvantage")


def recipe(*weights: float, **changes: object) -> Recipe:
    """Berlin's procedure on A2, A4, B1 and B5 with weights."""
    given = weights or (1.0, 1.0, 1.0, 1.0)
    parts = tuple(
        Ingredient(indicator=one, weight=weight, direction=-1 if one == "B5" else 1)
        for one, weight in zip(("A2", "A4", "B1", "B5"), given, strict=False)
    )
    plain = Recipe(
        name="four",
        title={"de": "Vier Anteile"},
        ingredients=parts,
        second_standardisation=True,
        classes="mss",
        dynamics_years=2,
        excluded=(Exclusion(LEFT_OUT, "Wohnheim"),),
    )
    return msgspec.structs.replace(plain, **changes)

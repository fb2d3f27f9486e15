"""Toytown with two quarters suppressed, and the city's own number with them, so that nobody can subtract.

Süd-West (200 of 1,000) and Süd-Ost (600 of 1,000) are missing in 2024: the seven others have 1,200 of 7,000, which is
17.1 %. The city has 2,000 of 9,000, 22.2 %, and nobody may say so.
"""

from dataclasses import replace

import numpy as np

from loading.atlas import Atlas, Cube, LevelName
from loading.reasons import Reason
from tests.toytown import toytown


def hidden_town() -> Atlas:
    """Hide the poverty of quarters 01 and 03 and of the city in all years, as a public project would."""
    return hiding(toytown(), {"quarter": [0, 2], "city": [0]})


def hiding(atlas: Atlas, places: dict[LevelName, list[int]]) -> Atlas:
    """Suppress values and numerators of the first indicator in some areas of some levels."""
    cubes = {level: _hidden(atlas.cubes[level], at) for level, at in places.items()}
    named = "-".join(f"{level}{','.join(map(str, at))}" for level, at in places.items())  # answers are remembered by it
    return replace(atlas, project=f"{atlas.project}-without-{named}", cubes={**atlas.cubes, **cubes})


def _hidden(cube: Cube, places: list[int]) -> Cube:
    value, part, reason = cube.value.copy(), cube.numerator.copy(), cube.reason.copy()
    value[places, 0], part[places, 0], reason[places, 0] = np.nan, np.nan, Reason.SUPPRESSED
    return replace(cube, value=value, numerator=part, reason=reason)

"""Rates of the catalogue written as formulas: the same numbers and reasons on every level of the sample city."""

import numpy as np
import pytest

from loading.choices import Choices, OwnIndicator
from loading.load import load_atlas
from loading.reasons import Reason
from sample_data import sample_files

FORMULAS = {
    "A1": "[Leistungsberechtigte im SGB II] / [Einwohnerinnen und Einwohner unter der Regelaltersgrenze]",
    "A8": "[Bedarfsgemeinschaften im SGB II] / [Privathaushalte]",
}


@pytest.mark.parametrize("level", ["quarter", "district", "city"])
def test_a_formula_gives_what_the_catalogue_gives(level: str) -> None:
    own = tuple(OwnIndicator(f"own-{one}", one, formula, factor=100) for one, formula in FORMULAS.items())
    atlas = load_atlas(sample_files(), Choices(own=own))
    cube = next(cube for name, cube in atlas.cubes.items() if name == level)
    for one in FORMULAS:
        known, made = (atlas.indicator_position(name) for name in (one, f"own-{one}"))
        for numbers in (cube.value, cube.numerator, cube.denominator):
            assert np.array_equal(numbers[:, known], numbers[:, made], equal_nan=True)
        same = cube.reason[:, known] == cube.reason[:, made]
        nobody = cube.denominator[:, known] == 0
        assert (same | nobody).all()
        assert (cube.reason[:, made][nobody] == Reason.EXCLUDED).all()

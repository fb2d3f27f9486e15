"""Palettes: light is low, neighbours differ, also for colour-blind readers; every blank looks its own."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from layers.palettes import (
    BLANK_LOOKS,
    DIVERGING_PALETTES,
    PALETTES,
    PATTERNS,
    SELECTION,
    diverging,
    lightness,
    sequential,
)
from loading.reasons import Reason

# Viénot, Brettel and Mollon (1999), on linear RGB.
DICHROMATS = {
    "protanopia": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
}
KS = range(2, 10)


def _seen(colour: str, dichromat: str) -> np.ndarray:
    linear = (np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255) ** 2.2
    return np.clip(DICHROMATS[dichromat] @ linear, 0, 1) ** (1 / 2.2) * 255


def _hue(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return float(np.degrees(np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360)


def _chroma(colour: str) -> int:
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(channels) - min(channels)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("k", KS)
def test_every_class_is_clearly_darker_than_the_one_below(palette: str, k: int) -> None:
    steps = [lightness(low) - lightness(high) for low, high in pairwise(sequential(palette, k))]
    assert len(steps) == k - 1
    assert min(steps) > 7
    assert max(steps) - min(steps) < 1.5


@pytest.mark.parametrize("k", KS)
def test_the_blues_run_from_the_pale_to_the_dark_end_of_the_design(k: int) -> None:
    assert (sequential("blues", k)[0], sequential("blues", k)[-1]) == ("#eef2f5", "#2a3f73")


def test_a_single_class_is_neither_pale_nor_black() -> None:
    assert all(40 < lightness(sequential(palette, 1)[0]) < 70 for palette in PALETTES)


def test_an_unknown_palette_is_named() -> None:
    with pytest.raises(KeyError, match="rainbow"):
        sequential("rainbow", 5)


@pytest.mark.parametrize("palette", DIVERGING_PALETTES)
@pytest.mark.parametrize("k", KS)
def test_a_diverging_palette_is_palest_around_the_citys_value(palette: str, k: int) -> None:
    colours = diverging(palette, k)
    half = k // 2
    assert len(set(colours)) == k
    assert all(lightness(a) < lightness(b) - 4 for a, b in pairwise(colours[:half]))
    assert all(lightness(a) > lightness(b) + 4 for a, b in pairwise(colours[k - half :]))
    assert k % 2 == 0 or lightness(colours[half]) > 94


@pytest.mark.parametrize("dichromat", DICHROMATS)
@pytest.mark.parametrize("k", KS)
def test_classes_stay_apart_for_colour_blind_readers(dichromat: str, k: int) -> None:
    scales = [sequential(palette, k) for palette in PALETTES] + [diverging(one, k) for one in DIVERGING_PALETTES]
    for colours in scales:
        for one, other in combinations(colours, 2):
            assert np.linalg.norm(_seen(one, dichromat) - _seen(other, dichromat)) > 15


def test_no_class_colour_comes_near_the_orange_of_the_selection() -> None:
    for k in KS:
        for colour in {c for palette in PALETTES for c in sequential(palette, k)} | set(diverging("blue_brown", k)):
            assert _chroma(colour) < 60 or abs(_hue(colour) - _hue(SELECTION)) > 60


def test_every_kind_of_blank_has_a_look() -> None:
    assert set(BLANK_LOOKS) == {reason.label for reason in Reason if reason != Reason.VALUE}
    assert all(look.pattern in PATTERNS for look in BLANK_LOOKS.values())


def test_blanks_differ_also_when_printed_in_grey() -> None:
    looks = list(BLANK_LOOKS.values())
    assert len({look.pattern for look in looks}) == len(looks)
    assert all(abs(lightness(look.fill) - lightness(look.stroke)) > 10 for look in looks)
    assert all(_chroma(look.fill) < 16 for look in looks)

"""What is said of numbers in public tells none of them."""

from dataclasses import replace

import pytest

from analysis.protection import PROFILES
from layers.protection import publish
from loading.flags import Flag, FlaggedNumbers
from tests.layers.protection.guarded_town import guarded_town

FLAGGED = (
    FlaggedNumbers("girls", 2024, int(Flag.ROUNDED), (0, 2)),
    FlaggedNumbers("girls", 2024, int(Flag.PROVISIONAL), (0, 2)),
)


@pytest.mark.parametrize(
    ("profile", "kept"),
    [
        ("ba", [Flag.ROUNDED, Flag.PROVISIONAL]),
        ("round5", [Flag.PROVISIONAL]),
        ("round10", [Flag.PROVISIONAL]),
    ],
)
def test_with_rounding_no_flag_tells_less_than_half_from_nobody(profile: str, kept: list[Flag]) -> None:
    public = publish(replace(guarded_town(), flagged=FLAGGED), PROFILES[profile]).atlas
    assert [one.flag for one in public.flagged] == kept

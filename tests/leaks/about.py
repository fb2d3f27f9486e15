"""What an answer is about, as its address says."""

import re
from typing import get_args

from loading.atlas import LevelName

_ASKED = re.compile(r"['?&]i(?:=|': ')(?P<indicator>[\w-]+).*?['?&]y(?:=|': ')(?P<year>\d+)")
_LEVEL = re.compile(r"['?&]level(?:=|': ')(\w+)")


def asked(where: str) -> tuple[LevelName, str, int] | None:
    """Level, indicator and year; None where the address names none."""
    found, level = _ASKED.search(where), _LEVEL.search(where)
    if not found:
        return None
    named: LevelName = next((one for one in get_args(LevelName) if level and one == level[1]), "quarter")
    return named, found["indicator"], int(found["year"])

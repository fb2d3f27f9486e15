"""What an answer is about: as the address says, or the name of a question that has no address of its own."""

import re
from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

from loading.atlas import LevelName

_ASKED = re.compile(r"[?&]i=(?P<indicator>[\w-]+).*?[?&]y=(?P<year>\d+)")
_LEVEL = re.compile(r"[?&]level=(\w+)")


def question(output: str, tab: str, query: Mapping[str, str]) -> str:
    """Name what the page asks beside the map: what it fills, with which tab of the panel open, for which map."""
    return f"{output}, {tab} ?{urlencode(query)}"


def asked(where: str) -> tuple[LevelName, str, int] | None:
    """Level, indicator and year; None where the address names none."""
    found, level = _ASKED.search(where), _LEVEL.search(where)
    if not found:
        return None
    named: LevelName = next((one for one in get_args(LevelName) if level and one == level[1]), "quarter")
    return named, found["indicator"], int(found["year"])

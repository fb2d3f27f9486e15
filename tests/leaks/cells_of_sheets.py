"""What the sheet for the council says of one quarter, one indicator and one year: its row, and texts that name it."""

import re
from collections.abc import Iterator

from loading.atlas import Atlas, LevelName
from tests.leaks.cells_of_files import SaidThen
from tests.leaks.obtainable import Obtained
from tests.leaks.papers import pages, unseen

_PLACE = r"(?:(\d[\d.,\N{EN DASH}]*) )?"


def sheet(one: Obtained, atlas: Atlas, level: LevelName, indicator: str, language: str) -> Iterator[SaidThen]:
    """Read the row of each area in the ranking; every other text that names one is a sentence."""
    del indicator, language
    names = {name: area for area, name in enumerate(atlas.levels[level].names)}
    lines = [line.strip() for page in pages(one.content) for line in page.splitlines()]
    for text in (*lines, *unseen(one.content)):
        for name, area in names.items():
            if name not in text or not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                continue
            row = re.fullmatch(rf"{_PLACE}{re.escape(name)} (.*)", text)
            if row is None:
                yield area, 0, "sentence", text
                continue
            yield from ((area, 0, "rank", place) for place in (row[1],) if place)
            yield area, 0, "value", row[2]

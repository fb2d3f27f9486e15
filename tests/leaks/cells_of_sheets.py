"""What the sheet for the council says of one quarter, one indicator and one year: its row, and texts that name it."""

import re
from collections.abc import Iterator

from layers.council_sheet.table import OTHERS
from loading.atlas import Atlas, LevelName
from tests.leaks.cells_of_files import RANK, SaidThen, words_of
from tests.leaks.names import Names, broken
from tests.leaks.obtainable import Obtained
from tests.leaks.papers import pages, unseen

_SELECTED = re.compile(r"[?&]sel=([^&]*)")


def sheet(one: Obtained, atlas: Atlas, level: LevelName, indicator: str, language: str) -> Iterator[SaidThen]:
    """Read the row of each area in the ranking; every other text that names one is a sentence.

    Raises
    ------
    AssertionError
        Where the sheet has more rows than were read.
    """
    del indicator
    names = Names(atlas.levels[level].names)
    text = names.mended("\n".join(pages(one.content)))
    row = _row(names, language)
    before, highest, further = _parts(text, language)
    _assert_complete(one, atlas, level, language, text, [_areas(row, part, names) for part in (highest, further)])
    for found in (found for part in (highest, further) for found in row.finditer(part)):
        area = names.areas[found["name"]]
        yield from ((area, 0, "rank", place) for place in (found["place"],) if place)
        yield area, 0, "value", found["said"]
    rest = "\n".join([before, row.sub("", highest), row.sub("", further)])
    for said in (*rest.splitlines(), *unseen(one.content)):
        yield from ((area, 0, "sentence", said) for area in names.named(said))


def _row(names: Names, language: str) -> re.Pattern[str]:
    """A row begins on a line of its own and ends with a line of numbers, or with why there are none."""
    reasons = "|".join(map(broken, words_of(language)["reasons"].values()))
    said = rf"(?P<said>(?s:.*?)(?:\d|{reasons}).*)"
    return re.compile(rf"^(?:(?P<place>{RANK})\s+)?(?P<name>{names.any})\s+{said}$", re.MULTILINE)


def _parts(text: str, language: str) -> tuple[str, str, str]:
    """Give what stands above the table, and its rows of the highest values and of areas further down."""
    heads = words_of(language)["columns"]
    before, *rows = re.split(broken(heads["rank"] + heads["name"]), text, maxsplit=1)
    highest, *further = re.split(broken(words_of(language, "council_sheet")["others"]), "".join(rows), maxsplit=1)
    return before, highest, "".join(further)


def _areas(row: re.Pattern[str], text: str, names: Names) -> list[int]:
    return [names.areas[found["name"]] for found in row.finditer(text)]


def _assert_complete(
    one: Obtained, atlas: Atlas, level: LevelName, language: str, text: str, read: list[list[int]]
) -> None:
    """Count rows: the sheet says how many have the highest values, and whatever is selected has one, too."""
    shown = re.search(broken(words_of(language, "council_sheet")["top"].partition("{")[0]) + r"\s*(\d+)", text)
    selected = _SELECTED.search(one.where)
    ids = atlas.levels[level].ids
    chosen = {ids.index(name) for name in (selected[1] if selected else "").split("~") if name in ids}
    wanted = [int(shown[1]) if shown else 0, min(len(chosen - set(read[0])), OTHERS)]
    counted = [len(areas) for areas in read]
    assert all(map(int.__ge__, counted, wanted)), f"{one.where}: {counted} rows were read of {wanted}"

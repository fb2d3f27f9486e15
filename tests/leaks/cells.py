"""Places where something is said of one quarter, one indicator and one year, whatever it is said with.

Where the place is known, a hidden number needs no digits to be recognised: nothing may stand there. Read are tables,
rankings, charts and profiles of the page, the workbooks and pages that can be taken away, and every text that names a
quarter.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loading.atlas import Atlas, LevelName
from tests.leaks.about import asked
from tests.leaks.cells_of_files import Said, page, workbook
from tests.leaks.cells_of_sheets import sheet
from tests.leaks.cells_of_slides import slides
from tests.leaks.names import Names
from tests.leaks.obtainable import Obtained

_PARTS_OF_ROWS = ("value", "low", "high", "rank", "numerator", "change", "clear")
#: Kinds of files whose places are known.
_READERS = {"html": page, "xlsx": workbook, "pptx": slides, "pdf": sheet}
_OF_A_QUARTER = re.compile(r"(\S+) · ")


@dataclass(frozen=True)
class Cell:
    """What is said at one place.

    Attributes
    ----------
    level, indicator : str
    area : int
        Position.
    year : int
    part : str
        Value, low, high, numerator, counts, rank, change, clear; beside: something worked out of it; sentence: a text
        that names the area.
    said : float, str or None
    """

    level: LevelName
    indicator: str
    area: int
    year: int
    part: str
    said: float | str | None


def cells(one: Obtained, atlas: Atlas) -> Iterator[Cell]:
    """Read every place of an answer whose quarter, indicator and year are known."""
    about = asked(one.where)
    if about is None or about[1] not in {known.id for known in atlas.indicators}:
        return
    level, indicator, year = about
    if one.where.startswith("/export/"):
        _, _, language, kind = one.where.partition("?")[0].split("/")
        for area, when, part, said in _READERS[kind](one, atlas, level, indicator, language):
            yield Cell(level, indicator, area, when or year, part, said)
        return
    if not one.content.startswith(b'{"multi"'):
        return
    answer = json.loads(one.content)["response"]
    for area, part, said in _rows(answer.get("table-grid", {}).get("rowData") or [], atlas, level):
        yield Cell(level, indicator, area, year, part, said)
    for area, part, said in _ranking(answer.get("ranking-content"), atlas, level):
        yield Cell(level, indicator, area, year, part, said)
    yield from _profile(answer.get("profile-content"), atlas, level, year)
    for area, said in _sentences(answer, atlas, level):
        yield Cell(level, indicator, area, year, "sentence", said)
    for name, properties in answer.items():
        for trace in (properties.get("figure") or {}).get("data", []):
            yield from _trace(name, trace, atlas, about)


def _sentences(answer: Any, atlas: Atlas, level: LevelName) -> Iterator[tuple[int, str]]:
    """Every text that names a quarter."""
    names = Names(atlas.levels[level].names)
    for text in {one for one in nodes(answer) if isinstance(one, str) and not one.startswith("[")}:
        yield from ((area, text) for area in names.named(text))


def _rows(rows: list[dict[str, Any]], atlas: Atlas, level: LevelName) -> Iterator[Said]:
    ids = atlas.levels[level].ids
    for row in rows:
        for part in _PARTS_OF_ROWS:
            yield ids.index(row["id"]), part, row[part]


def _ranking(part: Any, atlas: Atlas, level: LevelName) -> Iterator[Said]:
    for node in nodes(part):
        match node:
            case [str(), {"data-quarter": str(key)}, list(inside)]:
                yield atlas.levels[level].ids.index(key), "beside", texts(inside)
                values = [one[2] for one in nodes(inside) if _is_value(one)]
                yield from ((atlas.levels[level].ids.index(key), "value", texts(value)) for value in values)


def _is_value(node: Any) -> bool:
    return isinstance(node, list) and len(node) == 3 and node[1] == {"className": "ranking-value"}


def _profile(part: Any, atlas: Atlas, level: LevelName, year: int) -> Iterator[Cell]:
    """One quarter's numbers of all indicators, with the city's beside them."""
    by_title = {title: one.id for one in atlas.indicators for title in one.title.values()}
    key = next((found[1] for found in map(_OF_A_QUARTER.match, texts(part).splitlines()) if found), "")
    if key not in atlas.levels[level].ids:
        return
    area = atlas.levels[level].ids.index(key)
    for row in nodes(part):
        match row:
            case {"type": "Tr", "props": {"children": [{"props": {"title": str(title)}} as head, *rest]}}:
                if title not in by_title:
                    continue
                *own, city = [one["props"]["children"] for one in rest]
                indicator, (name, *said) = by_title[title], head["props"]["children"]
                # Where the year on show has no numbers, another one is told, and named.
                when = next((one for one in atlas.years if str(name).endswith(f" {one}")), year)
                yield Cell(level, indicator, area, when, "value", texts(own[0]))
                yield Cell(level, indicator, area, when, "beside", "\n".join(texts(one) for one in own))
                yield Cell(level, indicator, area, when, "clear", texts(said))
                yield Cell("city", indicator, 0, when, "value", texts(city))


def _trace(name: str, trace: Mapping[str, Any], atlas: Atlas, about: tuple[LevelName, str, int]) -> Iterator[Cell]:
    """The points of a chart that belong to quarters, or to the city."""
    level, indicator, year = about
    of, x, y = trace.get("customdata"), trace.get("x"), trace.get("y")
    if not isinstance(x, list) or not isinstance(y, list):
        return
    if name == "timelines-chart":
        whose: LevelName = level if of else "city"
        area = atlas.levels[level].ids.index(of[0]) if of else 0
        if of or trace.get("name") in ("Stadt", "City"):
            for when, value, ends in zip(x, y, trace["text"], strict=True):
                yield Cell(whose, indicator, area, when, "value", value)
                yield Cell(whose, indicator, area, when, "beside", ends)
        return
    second = {title: one.id for one in atlas.indicators for title in one.short.values()}.get(str(trace.get("meta")))
    ids = atlas.levels[level].ids
    for key, right, up in zip(of or [], x, y, strict=False):
        if key not in ids:
            continue
        area = ids.index(key)
        if name == "clusters-chart":
            yield Cell(level, indicator, area, year, "value", right)
        yield Cell(level, indicator, area, year, "beside" if name == "clusters-chart" else "value", up)
        if name == "scatter-chart" and second:
            yield Cell(level, second, area, year, "value", right)


def nodes(part: Any) -> Iterator[Any]:
    """Everything inside a part of the page, trees that travel as text included."""
    yield part
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for one in inside:
        yield from nodes(one)
    if isinstance(part, dict) and isinstance(part.get("data-tree"), str):
        yield from nodes(json.loads(part["data-tree"]))


def texts(part: Any) -> str:
    """What stands to be read in a part of the page, one piece a line."""
    match part:
        case str():
            return part
        case [str(), dict(), list(inside)]:
            return texts(inside)
        case list():
            return "\n".join(filter(None, map(texts, part)))
        case {"props": {"children": inside}}:
            return texts(inside)
        case {"children": inside}:
            return texts(inside)
    return ""

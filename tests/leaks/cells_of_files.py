"""What workbooks and stand-alone pages say of one quarter, one indicator and one year, place by place."""

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from loading.atlas import Atlas, LevelName
from tests.leaks.obtainable import Obtained

#: Position of an area, what it is, what is said.
Said = tuple[int, str, float | str | None]
#: The same with its year, 0 where it is the one asked for.
SaidThen = tuple[int, int, str, float | str | None]
#: A rank, or the first and the last of a band.
RANK = r"\d[\d.,\N{EN DASH}]*"
_TEXTS = Path(__file__).parents[2] / "texts"
_READ = ("value", "low", "high", "numerator", "rank", "clear", "change")
_YEAR = re.compile(r"(\d{4})(,.*)?")
_SHOW = re.compile(r"show=(clear|clusters)?(?:&|$)")
_CONTENT = re.compile(r'<script type="application/json" id="quartierblick-content">(.*?)</script>', re.DOTALL)
_RANKED = re.compile(r'<tr tabindex="0" data-area="(\d+)">.*?</th>(.*?)</tr>', re.DOTALL)
_TAGS, _STYLES = re.compile(r"<[^>]+>"), re.compile(r'style="([^"]+)"')


def workbook(one: Obtained, atlas: Atlas, level: LevelName, indicator: str, language: str) -> Iterator[SaidThen]:
    """Read the sheet of areas and the sheet of years."""
    del indicator
    ids = atlas.levels[level].ids
    heads_of = words_of(language)["columns"]
    parts = {_before(heads_of[part]): part for part in _READ}
    data, _, series = (
        list(sheet.iter_rows(values_only=True))
        for sheet in openpyxl.load_workbook(io.BytesIO(one.content), read_only=True)
    )
    heads = [str(head) for head in data[0]]
    named = [parts.get(_before_year(head), "") for head in heads]
    first = named.index("value")
    if _SHOW.search(one.where):  # what the map shows there is worked out of this indicator
        named[3:first] = ["clear", *["beside"] * (first - 4)][: first - 3]
    for row in data[1:]:
        for part, said in zip(named, row, strict=True):
            if part:
                yield ids.index(str(row[0])), 0, part, said
    for row in series[1:]:
        for head, said in zip(series[0], row, strict=True):
            if year := _YEAR.fullmatch(str(head)):
                yield ids.index(str(row[0])), int(year[1]), "beside" if year[2] else "value", said


def page(one: Obtained, atlas: Atlas, level: LevelName, indicator: str, language: str) -> Iterator[SaidThen]:
    """Read the card of each area and its line in the ranking."""
    del level
    text, parts = one.content.decode(), parts_of_rows(atlas, indicator, language)
    content = _CONTENT.search(text)
    for area, told in enumerate(json.loads(content[1])["areas"] if content else []):
        for label, said in told["rows"]:
            if part := part_named(parts, label):
                yield area, 0, part, said
    for area, row in _RANKED.findall(text):
        said = html.unescape(_TAGS.sub("\n", row))
        yield int(area), 0, "beside", "\n".join([said, *_STYLES.findall(row)])
        _, _, value = row.rpartition("<td")[2].partition("<small>")[0].partition(">")
        yield int(area), 0, "value", html.unescape(_TAGS.sub("", value))


def parts_of_rows(atlas: Atlas, indicator: str, language: str) -> dict[str, str]:
    """Labels of what is said of an area, and what they are labels of."""
    words, short = words_of(language), atlas.indicators[atlas.indicator_position(indicator)].short
    parts = {words["value"]: "value", words["range_short"]: "low", words["rank"]: "rank", words["concerned"]: "counts"}
    return parts | {words["columns"]["clear"]: "clear", _before(words["change"]): "change", short[language]: "value"}


def part_named(parts: Mapping[str, str], label: str) -> str:
    """What a label stands for, with or without a year at its end; empty where that is nothing of an area."""
    return parts.get(label) or parts.get(_before_year(label), "")


def words_of(language: str, stem: str = "export") -> Mapping[str, Any]:
    """Words of what is taken away, or others by the name of their file."""
    found: Mapping[str, Any] = json.loads((_TEXTS / language / f"{stem}.json").read_text(encoding="utf-8"))
    return found


def _before(text: str) -> str:
    """Give a heading up to the year in it."""
    return text.partition("{")[0].strip()


def _before_year(text: str) -> str:
    return re.sub(r"\s*\d{4}$", "", text)

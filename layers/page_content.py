"""What the stand-alone page draws and tells for each quarter: shapes, looks, rows of text."""

from collections.abc import Collection
from typing import Any

import numpy as np

from analysis.classification import class_of
from layers.amounts import amount, between, clearly, number, rank
from layers.caption import reason_word
from layers.choropleth import Choropleth
from layers.columns import Column, base_column, column
from layers.flags import flags, labels
from layers.geometry import parent_places, scenery
from layers.packed import SCALE
from layers.page_shapes import page_shapes
from layers.palettes import SELECTION
from layers.told_map import ToldMap
from layers.told_protection import blank_told
from layers.words import Words, local
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason

UNDER_CIRCLES = "#eceeef"


def page_content(
    atlas: Atlas, answer: Choropleth, words: Words, selection: Collection[str] = (), told_map: ToldMap | None = None
) -> dict[str, Any]:
    """Give all that the page's script needs, as plain values.

    Parameters
    ----------
    atlas : Atlas
    answer : Choropleth
        Of this Atlas.
    words : Words
    selection : collection of str
        Ids of the areas that are selected.
    told_map : ToldMap, optional
        What the map shows in place of the indicator's classes.

    Returns
    -------
    dict
        ``bounds``, ``scale``, ``areas`` [{name, shape, centre, fill, radius, rows [[label, text], ...]}],
        ``outlines``, ``groups``, ``chosen``, ``scenery`` (packed shapes), ``circle``, ``accent``, and the
        words of the controls.
        Names come as they are: the page writes them as text, never as markup.
    """
    names, found = (
        atlas.levels[answer.view.level].names,
        page_shapes(atlas, answer.view.level, selection, told_map.outlines if told_map else ()),
    )
    numbers = column(atlas, answer.view.level, answer.view.indicator, answer.view.year)
    texts = told(atlas, answer, words, told_map)
    fills = told_looks(told_map) if told_map else looks(answer, numbers)
    circles = None if told_map else answer.circles
    radii = [circles.radius_of(value) if circles else 0.0 for value in numbers.comparable]
    parts = zip(names, found.shapes, found.centres, fills, radii, texts, strict=True)
    return {
        "bounds": found.bounds,
        "scale": SCALE,
        "areas": [
            {"name": name, "shape": shape, "centre": centre, "fill": fill, "radius": round(radius, 1), "rows": rows}
            for name, shape, centre, fill, radius, rows in parts
        ],
        "outlines": found.outlines,
        "groups": found.groups,
        "chosen": found.chosen,
        "scenery": [one["shape"] for one in scenery(atlas)],
        "circle": answer.colours[0] if circles and answer.colours else "",
        "accent": SELECTION,
        "words": {key: words(f"export.{key}") for key in ("zoom_in", "zoom_out")},
    }


def looks(answer: Choropleth, numbers: Column) -> list[str]:
    """Give the fill of each area: a class colour, or the pattern of its kind of blank."""
    classes = class_of(numbers.comparable, answer.upper_bounds)
    coloured = [UNDER_CIRCLES] * len(answer.colours) if answer.circles else answer.colours
    return [
        coloured[position] if reason == Reason.VALUE else f"url(#blank-{Reason(reason).label})"
        for position, reason in zip(classes.tolist(), numbers.reason.tolist(), strict=True)
    ]


def told_looks(told_map: ToldMap) -> list[str]:
    """Give the fill of each area of a map that shows something else than the indicator's classes."""
    return [
        told_map.colours[position] if position >= 0 else f"url(#blank-{Reason(reason).label})"
        for position, reason in zip(told_map.category.tolist(), told_map.reason.tolist(), strict=True)
    ]


def told(atlas: Atlas, answer: Choropleth, words: Words, told_map: ToldMap | None = None) -> list[list[list[str]]]:
    """Give the rows of text of each area: value, range, rank, counts, change, residents, district.

    Of a map that shows something else first what that is, and the numbers beside it.
    """
    view = answer.view
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    numbers = column(atlas, view.level, view.indicator, view.year)
    parents = parent_places(atlas, atlas.levels[view.level])[0]
    ranked = int(np.isfinite(numbers.rank).sum())
    found = [_rows(atlas, indicator, numbers, position, ranked, words) for position in range(answer.n)]
    behind = base_column(atlas, view.level, view.indicator, view.year)
    if behind:
        base = atlas.indicators[atlas.indicator_position(behind.indicator)]
        for position, rows in enumerate(found):
            rows[1:1] = _behind(base, behind, position, words)
    flagged = labels(flags(atlas, view.level, view.indicator, view.year), answer.n)
    for rows, parent, told in zip(found, parents, flagged, strict=True):
        rows += [[words("export.columns.reason"), words(f"flags.{flag}")] for flag in told]
        if parent and view.level == "quarter":
            rows.append([words("export.district"), parent])
    if told_map:
        for position, rows in enumerate(found):
            _named(rows, indicator, words)
            rows[:] = [*_shown(told_map, position, words), *(row for row in rows if row[0] != told_map.heading)]
    return found


def _shown(told_map: ToldMap, at: int, words: Words) -> list[list[str]]:
    """Tell what the map shows of an area."""
    beside = [[one.label, one.told(words, at)] for one in told_map.beside]
    known = [row for row in beside if row[1]]
    # A class of numbers is not told beside the number itself.
    name = [] if told_map.heading in (row[0] for row in known) else [[told_map.heading, told_map.name(words, at)]]
    return [*name, *known]


def _named(rows: list[list[str]], indicator: Indicator, words: Words) -> None:
    """Call the indicator's value and reason by its name, where they do not stand alone."""
    plain = (words("export.value"), words("export.reason"))
    for row in rows:
        if row[0] in plain:
            row[0] = local(words, indicator.short)


def _behind(base: Indicator, numbers: Column, at: int, words: Words) -> list[list[str]]:
    """Tell what a derived value comes from, with its range."""
    if not np.isfinite(numbers.value[at]):
        return []
    ends = between(words, base, float(numbers.low[at]), float(numbers.high[at]))
    return [[local(words, base.short), amount(words, base, float(numbers.value[at])) + (f" ({ends})" if ends else "")]]


def _rows(atlas: Atlas, indicator: Indicator, numbers: Column, at: int, ranked: int, words: Words) -> list[list[str]]:
    reason = Reason(int(numbers.reason[at]))
    value = float(numbers.value[at])
    rows = [[words("export.value"), amount(words, indicator, value)]] if np.isfinite(value) else []
    if reason != Reason.VALUE:
        rows.append([words("export.reason"), reason_word(blank_told(atlas, reason.label), words)])
    if np.isfinite(numbers.low[at]):
        ends = (number(words, indicator, float(end[at])) for end in (numbers.low, numbers.high))
        rows.append([words("export.range_short"), words("export.between", low=next(ends), high=next(ends))])
    if said := clearly(words, float(numbers.clear[at])):
        rows.append([words("export.columns.clear"), said])
    if np.isfinite(numbers.rank[at]):
        rows.append([words("export.rank"), words("export.rank_of", rank=_rank(numbers, at, words), n=ranked)])
    if indicator.kind != "count" and np.isfinite(numbers.numerator[at]) and np.isfinite(numbers.denominator[at]):
        count, total = (words.number(part[at]) for part in (numbers.numerator, numbers.denominator))
        rows.append([words("export.concerned"), words("export.concerned_of", count=count, total=total)])
    if np.isfinite(numbers.change[at]):
        rows.append([words("export.change", year=numbers.change_since), _change(indicator, numbers.change[at], words)])
    if np.isfinite(numbers.residents[at]):
        rows.append([words("export.residents"), words.number(numbers.residents[at])])
    return rows


def _rank(numbers: Column, at: int, words: Words) -> str:
    return rank(words, float(numbers.rank[at]), float(numbers.rank_end[at]))


def _change(indicator: Indicator, change: float, words: Words) -> str:
    if indicator.unit.get(words.language, "") == "%":
        return words("export.points", value=words.number(change, indicator.decimals, signed=True))
    return amount(words, indicator, change, signed=True)

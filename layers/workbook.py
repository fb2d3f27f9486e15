"""The table behind a view as an Excel workbook: the data, all years, and what everything means."""

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from layers.amounts import clearly, rank
from layers.base_indicator import base_indicator
from layers.caption import Caption, caption, reason_word
from layers.choropleth import choropleth
from layers.columns import base_column, column
from layers.declaration import declaration
from layers.difference import plain_view
from layers.flags import flags, labels
from layers.told_map import Beside, ToldMap, told_map
from layers.told_map.told_map import digits
from layers.told_protection import blank_told
from layers.view import View, years_with_values
from layers.words import Words, local
from loading.atlas import Atlas, Indicator, Quarters
from loading.reasons import Reason

_NUMBERS = ("value", "low", "high", "numerator", "denominator", "residents", "rank", "change")
_COLUMNS = ("id", "name", "district", *_NUMBERS[:7], "clear", "reason", "change")
_BEHIND = ("value", "low", "high")
_FIRST = 3  # what the map shows stands behind key, name and district
Cell = str | float


def workbook(atlas: Atlas, view: View, words: Words, made_on: datetime.date) -> bytes:
    """Write a view's indicator, and what its map shows in its place, as XLSX.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Of this Atlas.
    words : Words
    made_on : date

    Returns
    -------
    bytes
        Three sheets: all areas in the View's year, the declared fields of the indicator with the View, and
        all areas in all years, their ranges behind them. A blank has no number, but its reason in words. What the map
        shows of an area stands behind its name, and how it was made on the second sheet.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's indicator or year, or a text is missing.

    Notes
    -----
    Every text is written as text: a name such as ``=1+1`` stays a name.
    """
    import xlsxwriter

    told = told_map(atlas, view, words)
    words_of = caption(atlas, choropleth(atlas, plain_view(view)), words, made_on, told)
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    content = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, plain) as book:
        book.set_properties({"title": words_of.title, "created": datetime.datetime.combine(made_on, datetime.time())})
        data = book.add_worksheet(words("export.sheets.data"))
        formats = _formats(indicator, _base(atlas, view), told)
        _write_rows(book, data, _data_heads(atlas, view, words, told), _data(atlas, view, words, told), formats)
        about = book.add_worksheet(words("export.sheets.about"))
        _write_about(book, about, [*declaration(atlas, view, words), *_asked(atlas, view, words_of, words, told)])
        series = book.add_worksheet(words("export.sheets.series"))
        _write_rows(book, series, *_series(atlas, view, indicator, words))
        for sheet in (data, about, series):  # on every printed page; "&" begins a command there
            sheet.set_header("&L" + words_of.protection.replace("&", "&&")[:200])
    return content.getvalue()


def _data_heads(atlas: Atlas, view: View, words: Words, told: ToldMap | None) -> list[str]:
    since = column(atlas, view.level, view.indicator, view.year).change_since
    heads = [words(f"export.columns.{key}") for key in _COLUMNS[:-1]]
    heads.append(words("export.columns.change", year=since) if since else words("export.columns.change_unknown"))
    base = _base(atlas, view)
    if base:
        short = local(words, base.short)
        heads += [short, *(f"{short}: {words(f'export.columns.{end}')}" for end in _BEHIND[1:])]
    if told:
        shown = words("export.columns.shown", heading=told.heading)
        heads[_FIRST:_FIRST] = [shown, *(_with_unit(one) for one in told.beside)]
    return heads


def _with_unit(beside: Beside) -> str:
    return f"{beside.label} ({beside.unit})" if beside.unit else beside.label


def _base(atlas: Atlas, view: View) -> Indicator | None:
    """Give the indicator that a derived one comes from; its numbers stand beside the derived ones."""
    base = base_indicator(atlas, view.indicator)
    return None if base == view.indicator else atlas.indicators[atlas.indicator_position(base)]


def _data(atlas: Atlas, view: View, words: Words, told: ToldMap | None) -> list[list[Cell]]:
    numbers = column(atlas, view.level, view.indicator, view.year)
    quarters = atlas.levels[view.level]
    flagged = labels(flags(atlas, view.level, view.indicator, view.year), len(quarters))
    behind = base_column(atlas, view.level, view.indicator, view.year)
    called = {int(reason): blank_told(atlas, reason.label) for reason in Reason}
    texts = {
        "id": quarters.ids,
        "name": quarters.names,
        "district": _parents(atlas, quarters),
        "clear": [clearly(words, side) for side in numbers.clear.tolist()],
        "reason": [
            "; ".join(filter(None, [reason_word(called[code], words), *(words(f"flags.{flag}") for flag in of_one)]))
            for code, of_one in zip(numbers.reason.tolist(), flagged, strict=True)
        ],
    }
    if atlas.protection is not None:
        texts["rank"] = [
            rank(words, *ends) for ends in zip(numbers.rank.tolist(), numbers.rank_end.tolist(), strict=True)
        ]
    parts: list[Sequence[Cell]] = [texts[key] if key in texts else getattr(numbers, key).tolist() for key in _COLUMNS]
    parts += [getattr(behind, key).tolist() for key in _BEHIND] if behind else []
    if told:
        names = [told.name(words, at) for at in range(len(quarters))]
        parts[_FIRST:_FIRST] = [names, *(_cells(one, words) for one in told.beside)]
    return [list(row) for row in zip(*parts, strict=True)]


def _cells(beside: Beside, words: Words) -> Sequence[Cell]:
    numbers = beside.numbers.tolist()
    return [beside.told(words, at) for at in range(len(numbers))] if beside.is_mark else numbers


def _parents(atlas: Atlas, quarters: Quarters) -> list[str]:
    above = atlas.levels["district"].names if quarters.level == "quarter" and "district" in atlas.levels else ()
    return [above[parent] if 0 <= parent < len(above) else "" for parent in quarters.parents]


def _formats(indicator: Indicator, base: Indicator | None, told: ToldMap | None) -> list[str]:
    """Give Excel's number formats; Excel shows them with the marks of its reader's language."""
    shown = _number_format(indicator.decimals)
    by_key = {"value": shown, "low": shown, "high": shown, "change": f"+{shown};-{shown};{shown}"}
    behind = [_number_format(base.decimals)] * len(_BEHIND) if base else []
    formats = [*(by_key.get(key, "#,##0" if key in _NUMBERS else "@") for key in _COLUMNS), *behind]
    formats[_FIRST:_FIRST] = ["@", *(_format_beside(one) for one in told.beside)] if told else []
    return formats


def _format_beside(beside: Beside) -> str:
    """Give the format of a further number; where its decimals depend on its size, those of the column's own scale."""
    if beside.is_mark:
        return "@"
    finite = beside.numbers[np.isfinite(beside.numbers)]
    decimals = max((digits(float(one)) for one in finite), default=0) if beside.decimals is None else beside.decimals
    shown = _number_format(decimals)
    return f"+{shown};-{shown};{shown}" if beside.signed else shown


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _series(
    atlas: Atlas, view: View, indicator: Indicator, words: Words
) -> tuple[list[str], list[list[Cell]], list[str]]:
    quarters = atlas.levels[view.level]
    years = years_with_values(atlas, view.level, view.indicator)
    columns = [column(atlas, view.level, view.indicator, year) for year in years]
    heads = [words("export.columns.id"), words("export.columns.name")]
    named = [str(year) if year else words("export.no_year") for year in years]
    ranged = [(name, one) for name, one in zip(named, columns, strict=True) if np.isfinite(one.low).any()]
    heads += [*named, *(f"{name}, {words(f'export.columns.{end}')}" for name, _ in ranged for end in ("low", "high"))]
    rows: list[list[Cell]] = []
    for at, (quarter_id, name) in enumerate(zip(quarters.ids, quarters.names, strict=True)):
        reasons = [Reason(int(one.reason[at])) for one in columns]
        cells = [
            float(one.value[at]) if reason in (Reason.VALUE, Reason.ZERO) else reason_word(reason.label, words)
            for one, reason in zip(columns, reasons, strict=True)
        ]
        ends = [float(end[at]) for _, one in ranged for end in (one.low, one.high)]
        rows.append([quarter_id, name, *cells, *ends])
    return heads, rows, ["@", "@", *[_number_format(indicator.decimals)] * (len(heads) - 2)]


def _asked(
    atlas: Atlas, view: View, words_of: Caption, words: Words, told: ToldMap | None
) -> Iterable[tuple[str, str]]:
    rows = [("meaning", words_of.meaning), ("place", words_of.place), ("city", words_of.city)]
    said = [(words(f"export.about.{key}"), text) for key, text in rows]
    said += _shown(view, words_of, words, told) if told else _classes(words_of, words)
    said += [
        (words("export.about.blank", reason=text), words("export.about.blank_count", n=n))
        for _, text, n in words_of.blanks
    ]
    last = {
        "hidden": words_of.hidden,
        "protection": words_of.protection,
        "method": words_of.method,
        "palette": "" if told else words(f"palettes.{view.palette}"),
        "vintage": atlas.vintage or "",
        "files": ", ".join(words_of.files),
        "project": atlas.project,
        "made": words_of.made,
        "reading": words_of.reading,
    }
    return [*said, *((words(f"export.about.{key}"), text) for key, text in last.items())]


def _classes(words_of: Caption, words: Words) -> list[tuple[str, str]]:
    return [
        (words("export.about.class", number=number), words("export.about.class_limits", limits=text, n=n))
        for number, (_, text, n) in enumerate(words_of.classes, start=1)
    ]


def _shown(view: View, words_of: Caption, words: Words, told: ToldMap) -> list[tuple[str, str]]:
    """Tell what the map shows in place of the indicator's classes, and everything needed to make it again."""
    areas = [words(f"export.levels.{view.level}", n=n) for n in told.counts]
    living = told.residents_told(words)
    counts = [
        words("export.about.category_count", areas=n, people=living[at]) if living else n for at, n in enumerate(areas)
    ]
    names = [words("export.about.category", heading=told.heading, name=name) for name in told.names]
    notes = [(words("export.about.explained"), note) for note in words_of.notes]
    shown = (words("export.about.shown"), " · ".join(filter(None, [told.title, told.subtitle])))
    return [shown, *zip(names, counts, strict=True), *told.method, *notes]


def _write_rows(book: Any, sheet: Any, heads: list[str], rows: list[list[Cell]], formats: list[str]) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    drawn = [book.add_format({"num_format": one}) for one in formats]
    told = book.add_format({"italic": True, "font_color": "#586675", "align": "right"})
    for number, text in enumerate(heads):
        sheet.write_string(0, number, text, head)
        sheet.set_column(number, number, 24 if formats[number] == "@" else 13)
    for line, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, number, cell, drawn[number] if formats[number] == "@" else told)
            elif np.isfinite(cell):
                sheet.write_number(line, number, cell, drawn[number])
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _write_about(book: Any, sheet: Any, rows: Iterable[tuple[str, str]]) -> None:
    name = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    for line, (left, right) in enumerate(row for row in rows if row[1]):
        sheet.write_string(line, 0, left, name)
        sheet.write_string(line, 1, right, text)

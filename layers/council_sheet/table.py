"""The table of the sheet: the highest values, the selected areas, and what these have together."""

from typing import Any

import numpy as np

from layers.amounts import share_of
from layers.ranked_rows import RankedRow, measure_head, ranked_rows
from layers.shown_view import TOP, Shown
from layers.totals import at_least, counts_of

OTHERS = 8  # selected areas further down
_TOP_BESIDE_THEM = 5  # fewer of the highest values then, so that all of it stays on one page


def table(about: Shown) -> dict[str, Any]:
    """Give heads, rows and notes of the table as plain values."""
    words, chosen = about.words, _chosen(about)
    rows = ranked_rows(about.ranked, words)
    ranked, blank = ([row for row in rows if bool(row.blank) is wanted] for wanted in (False, True))
    highest = TOP if chosen <= {row.at for row in ranked[:TOP]} else _TOP_BESIDE_THEM
    top, others = ranked[:highest], [row for row in (*ranked[highest:], *blank) if row.at in chosen]
    told = [_cells(about, row, row.at in chosen) for row in (*top, *others[:OTHERS])]
    heads = [words("export.columns.rank"), words("export.columns.name"), measure_head(about.ranked, words)]
    more = len(others) - OTHERS
    return {
        "title": words("export.ranking_of", title=about.caption.indicator),
        "note": _note(about, len(top), len(ranked)),
        "heads": [*heads, words("export.range_short"), words("export.concerned")],
        "rows": told,
        "top": len(top),
        "others": words("council_sheet.others") if others else "",
        "more": words("council_sheet.more", n=more) if more > 0 else "",
        "ranges": any(row["ends"] for row in told),
        "counts": any(row["counts"] for row in told),
        "selected": _together(about, sorted(chosen)),
    }


def _chosen(about: Shown) -> set[int]:
    wanted = set(about.selection)
    return {at for at, one in enumerate(about.areas.ids) if one in wanted}


def _cells(about: Shown, row: RankedRow, is_selected: bool) -> dict[str, Any]:
    return {
        "place": row.place,
        "name": row.name,
        "beneath": row.beneath,
        "blank": row.blank,
        "value": row.value,
        "ends": row.ends,
        "counts": "" if row.blank else _counts(about, row.at),
        "colour": row.colour,
        # No finer than on the page: a length is not to tell more than the number beside it.
        "bar": [round(end, 1) for end in row.bar],
        "span": [round(end, 1) for end in row.span],
        "city": None if row.city is None else round(row.city, 1),
        "selected": is_selected,
    }


def _counts(about: Shown, at: int) -> str:
    part, whole = (float(one[at]) for one in (about.numbers.numerator, about.numbers.denominator))
    if about.indicator.kind == "count" or not (np.isfinite(part) and np.isfinite(whole)):
        return ""
    return about.words("export.concerned_of", count=about.words.number(part), total=about.words.number(whole))


def _note(about: Shown, top: int, ranked: int) -> str:
    words = about.words
    if not ranked:
        return ""
    said = [words("council_sheet.top", top=top, n=ranked)]
    said += [words("export.bands")] if about.atlas.protection else []
    said += [words("council_sheet.ranges")] if np.isfinite(about.numbers.low).any() else []
    tells_city = np.isfinite(about.answer.city_value) and not about.answer.circles
    return " ".join([*said, words(f"council_sheet.city.{about.answer.city_value_is}")] if tells_city else said)


def _together(about: Shown, chosen: list[int]) -> str:
    """Say what the selected areas have of the whole city; the least it can be where counts are suppressed."""
    if not chosen:
        return ""
    words, view = about.words, about.view
    parts = {"residents": words("council_sheet.of_residents")}
    if about.indicator.kind == "rate" and about.indicator.counts != "things":
        parts["numerator"] = share_of(words, about.indicator)
    shares = []
    for part, of in parts.items():
        found = counts_of(about.atlas, view.level, view.indicator, view.year, part).of(chosen)  # type: ignore[arg-type]
        if np.isfinite(found.share):
            amount = f"{words.number(100 * found.share, 1)}\N{NO-BREAK SPACE}%"
            shares.append(f"{at_least(words, amount, found.at_least)} {of}")
    areas = words(f"export.levels.{view.level}", n=len(chosen))
    return words("council_sheet.selected", areas=areas, shares=", ".join(shares)) if shares else areas

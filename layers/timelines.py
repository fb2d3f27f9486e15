"""An indicator over the years: the judged values of all areas, the city's, and what is said about them."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from layers.amounts import amount, is_per_cent, number
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason, is_comparable

MOST_LINES = 6
COLOURS = ("#b0560c", "#42669b", "#5d4691", "#34745a", "#8a5a2b", "#2a6a83")
Numbers = NDArray[np.float64]


def series(atlas: Atlas, view: View) -> tuple[list[int], Numbers, Numbers]:
    """Give the years, the judged values of all areas and the city's values.

    Returns
    -------
    list of int, float array of shape (areas, years), float array of shape (years,)
        NaN where there is no judged value. Years without any value are left out.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or indicator.
    """
    at = atlas.indicator_position(view.indicator)
    cube = atlas.cubes[view.level]
    judged = np.where(is_comparable(cube.reason[:, at, :]), cube.value[:, at, :], np.nan)
    named = [position for position, year in enumerate(atlas.years) if year and np.isfinite(judged[:, position]).any()]
    return [atlas.years[position] for position in named], judged[:, named], atlas.cubes["city"].value[0, at, named]


def latest_chosen(atlas: Atlas, view: View, selection: Collection[str]) -> list[int]:
    """Give the positions of the latest selected areas, at most six, in the order of selection."""
    ids = {quarter_id: position for position, quarter_id in enumerate(atlas.levels[view.level].ids)}
    return [ids[chosen] for chosen in dict.fromkeys(selection) if chosen in ids][-MOST_LINES:]


def development(words: Words, atlas: Atlas, view: View) -> str:
    """Say how the city's value changed from the first to the last year.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or indicator.
    """
    years, _, city = series(atlas, view)
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    known = np.flatnonzero(np.isfinite(city))
    if known.size < 2:
        return words("timelines.no_city")
    first, last = known[0], known[-1]
    return words(
        "timelines.sentence",
        first=years[first],
        last=years[last],
        before=amount(words, indicator, city[first]),
        after=amount(words, indicator, city[last]),
        change=_change(words, indicator, float(city[last] - city[first])),
    )


def gaps(words: Words, atlas: Atlas, view: View, positions: Sequence[int]) -> str:
    """Say why the lines of areas have gaps: from when to when, and for which kind of blank.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or indicator.
    """
    years, _, _ = series(atlas, view)
    moments = [atlas.year_position(year) for year in years]
    reasons = atlas.cubes[view.level].reason[:, atlas.indicator_position(view.indicator), moments]
    said = []
    for position in positions:
        for reason in sorted(set(reasons[position].tolist())):
            if is_comparable(np.array([reason], dtype=np.uint8))[0]:
                continue
            told = {
                "name": atlas.levels[view.level].names[position],
                "reason": words(f"reasons.{Reason(reason).label}"),
                "years": _spans([year for year, one in zip(years, reasons[position], strict=True) if one == reason]),
            }
            said.append(words("timelines.gap", **told))
    return " ".join(said)


def _spans(years: Sequence[int]) -> str:
    """Write years that follow one another as a span: "2015, 2018\u20132024"."""
    parts = np.split(np.array(years), np.flatnonzero(np.diff(years) > 1) + 1)
    return ", ".join(f"{part[0]}\N{EN DASH}{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def _change(words: Words, indicator: Indicator, by: float) -> str:
    if is_per_cent(words, indicator):
        return words("timelines.change_in_points", change=number(words, indicator, by, signed=True))
    return amount(words, indicator, by, signed=True)

"""The development as a slide: a native line chart of the city and of a few areas, gaps where there is no number."""

import datetime

import numpy as np

from layers.shown_view import Shown
from layers.slides.chart_book import Series, chart_book
from layers.slides.chart_markup import Line, line_chart
from layers.slides.lettering import shortened
from layers.slides.markup import INK, PALE
from layers.slides.ranking_slide import CHART, SAID
from layers.slides.scales import as_shown, axis, number_format
from layers.slides.slide import Chart, Slide
from layers.timelines import COLOURS, development, gaps, series
from layers.words import local

_HIGHEST = 3
_DASHES = ("", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot")
_FIRST, _LAST = 1901, 9998  # years that a workbook can hold as days
_DAY_ZERO = datetime.date(1899, 12, 30)
_MOST_LABELS = 12
_NAME_ROOM = 190.0
_APART = 0.07  # of the axis: numbers at the ends of lines that are nearer would lie on each other


def time_slide(shown: Shown) -> Slide | None:
    """Draw the years; None where there are not two of them."""
    words = shown.words
    years, _, _ = series(shown.atlas, shown.view)
    years = [year for year in years if _FIRST <= year <= _LAST]
    if len(years) < 2:
        return None
    name = local(words, shown.indicator.title)
    title = words("slides.years", indicator=name, first=years[0], last=years[-1])
    slide = Slide(title, " · ".join(shown.beneath), words.language)
    lines = drawn(shown)
    days = [(datetime.date(year, 1, 1) - _DAY_ZERO).days for year in years]
    scale = axis(shown, np.concatenate([one.series.values for one in lines]))
    book = chart_book(words("slides.year"), days, [one.series for one in lines], number_format(shown), dates=True)
    every = -(-(years[-1] - years[0]) // _MOST_LABELS) or 1
    said = _said(shown, areas(shown))
    told = " ".join([title + ".", *said])
    slide.charts.append(Chart(CHART, title, told, line_chart(lines, days, scale, words.language, every), book))
    slide.text(words("slides.beside"), SAID, said, (18.0, 16.0, 14.0, 12.0), gap=0.7, background=PALE, inset=0.2)
    slide.notes = [title, *said]
    return slide


def areas(shown: Shown) -> list[int]:
    """Choose whose lines are drawn: what is selected, or else the areas with the highest values."""
    return shown.chosen or shown.top[:_HIGHEST]


def drawn(shown: Shown) -> list[Line]:
    """Give the lines, the city's first; a year without a number is NaN."""
    words = shown.words
    years, judged, city = series(shown.atlas, shown.view)
    fit = [_FIRST <= year <= _LAST for year in years]
    chosen = areas(shown)
    # Orange says that an area was selected.
    colours = COLOURS if shown.chosen else COLOURS[1:]
    # A count of the whole city would press the lines of its areas to the ground.
    has_city = bool(np.isfinite(city[fit]).any()) and not shown.answer.circles
    named = [(words("timelines.city"), as_shown(shown, city[fit]))] if has_city or not chosen else []
    looks: list[tuple[str, float, str]] = [(INK, 3.5, "")] * len(named)
    for number, at in enumerate(chosen):
        name = shortened(shown.areas.names[at], 1, 14.0, _NAME_ROOM)
        named.append((name, as_shown(shown, judged[at, fit])))
        looks.append((colours[number], 2.5, _DASHES[number]))
    labelled = _apart([values for _, values in named])
    return [
        Line(Series(*one), *look, is_labelled) for one, look, is_labelled in zip(named, looks, labelled, strict=True)
    ]


def _apart(lines: list[np.ndarray]) -> list[bool]:
    """Say at which ends a number can be written without lying on another one; the first lines come first."""
    known = [one[np.isfinite(one)] for one in lines]
    room = _APART * max((float(np.abs(one).max()) for one in known if len(one)), default=1.0)
    taken: list[float] = []
    found = []
    for one in known:
        end = float(one[-1]) if len(one) else float("nan")
        is_free = end == end and all(abs(end - other) >= room for other in taken)
        taken += [end] if is_free else []
        found.append(is_free)
    return found


def _said(shown: Shown, chosen: list[int]) -> list[str]:
    words, atlas, view = shown.words, shown.atlas, shown.view
    which = "latest" if len(shown.all_chosen) > len(chosen) else "" if shown.chosen else "highest"
    named = words(f"slides.{which}", n=len(chosen)) if chosen and which else ""
    blank = gaps(words, atlas, view, chosen)
    kept = words("slides.gaps") if blank else ""
    return [one for one in (development(words, atlas, view), named, blank, kept) if one]

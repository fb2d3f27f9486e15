"""The ranking as a slide: a native bar chart of the highest values, the city and what is selected."""

import numpy as np

from layers.amounts import amount, between, is_per_cent, rank
from layers.kept_secret import secret_or
from layers.palettes import SELECTION
from layers.shown_view import Shown
from layers.slides.chart_book import Series, chart_book
from layers.slides.chart_markup import Bars, bar_chart
from layers.slides.lettering import shortened
from layers.slides.markup import INK, LINE, MAIN, PALE, Box
from layers.slides.scales import as_shown, axis, number_format
from layers.slides.slide import Chart, Slide
from layers.words import local
from loading.reasons import Reason

CHART = Box(0.5, 1.75, 8.6, 4.95)
SAID = Box(9.35, 1.75, 3.5, 4.95)
_FURTHER = 4  # selected areas beyond the highest
_NAME_ROOM, _NAME_SIZE = 210.0, 14.0


def ranking_slide(shown: Shown) -> Slide:
    """Draw the highest values; where there are none, say why."""
    words, indicator = shown.words, shown.indicator
    unit = "" if is_per_cent(words, indicator) else local(words, indicator.unit)
    name = shown.caption.indicator
    title = words("ranking.highest", indicator=f"{name} ({unit})" if unit else name)
    slide = Slide(title, " · ".join(shown.beneath), words.language)
    if not shown.top:
        return without_numbers(slide, shown)
    bars = drawn(shown)
    values = bars.series.values
    ends = [] if bars.plus is None or bars.minus is None else [values + bars.plus.values, values - bars.minus.values]
    scale = axis(shown, np.concatenate([values, *ends]))
    series = [one for one in (bars.series, bars.minus, bars.plus) if one is not None]
    book = chart_book(words(f"slides.areas.{shown.view.level}"), bars.labels, series, number_format(shown))
    told = alternative(shown)
    slide.charts.append(Chart(CHART, title, told, bar_chart(bars, scale, words.language), book))
    said = _said(shown, bars)
    slide.text(words("slides.beside"), SAID, said, (18.0, 16.0, 14.0, 12.0), gap=0.7, background=PALE, inset=0.2)
    slide.notes = [title, told, *said, words("export.ranking_order")]
    return slide


def without_numbers(slide: Slide, shown: Shown) -> Slide:
    """Say that there is nothing to draw, and why."""
    words = shown.words
    said = secret_or(words, shown.atlas, shown.view, (words("ranking.empty"), words("ranking.empty_advice")))
    box = Box(CHART.left, CHART.top, SAID.left + SAID.width - CHART.left, 2.0)
    slide.text(words("slides.beside"), box, list(said), (24.0, 20.0, 16.0), gap=0.5, colour=INK)
    slide.notes = list(said)
    return slide


def positions(shown: Shown) -> list[int]:
    """Choose the areas: the highest, and those selected that are not among them."""
    further = [at for at in shown.order if at in shown.chosen and at not in shown.top]
    return [*shown.top, *further[:_FURTHER]]


def drawn(shown: Shown) -> Bars:
    """Give the bars: areas with rank and name, and the city among them for comparison."""
    words, numbers, answer = shown.words, shown.numbers, shown.answer
    chosen = positions(shown)
    places = [rank(words, float(numbers.rank[at]), float(numbers.rank_end[at])) for at in chosen]
    labels = [_label(f"{place}  {shown.areas.names[at]}") for place, at in zip(places, chosen, strict=True)]
    colours = [_colour(shown, at) for at in chosen]
    parts = {name: getattr(numbers, name)[chosen].tolist() for name in ("value", "low", "high")}
    if np.isfinite(answer.city_value) and not answer.circles:
        labels.append(_label(words(f"slides.city.{answer.city_value_is}", city=shown.atlas.title)))
        colours.append(LINE)
        ends = answer.city_range or (float("nan"), float("nan"))
        for part, end in zip(parts.values(), (answer.city_value, *ends), strict=True):
            part.append(end)
    value, low, high = (as_shown(shown, part) for part in parts.values())
    series = Series(local(words, shown.indicator.short), value)
    if not np.isfinite(low).any():
        return Bars(tuple(labels), series, tuple(colours))
    minus, plus = (as_shown(shown, one) for one in (value - low, high - value))
    return Bars(
        tuple(labels),
        series,
        tuple(colours),
        Series(words("slides.minus"), np.maximum(minus, 0.0)),
        Series(words("slides.plus"), np.maximum(plus, 0.0)),
    )


def _label(text: str) -> str:
    return shortened(text, 1, _NAME_SIZE, _NAME_ROOM)


def _colour(shown: Shown, at: int) -> str:
    if shown.areas.ids[at] in shown.selection:
        return SELECTION
    return MAIN if shown.answer.circles and not shown.told else shown.ranked.colour(at)


def alternative(shown: Shown) -> str:
    """Say in a sentence what the bars show."""
    words, numbers = shown.words, shown.numbers
    told = [_told(shown, at) for at in positions(shown)]
    ranked = int(np.isfinite(numbers.rank).sum())
    return " ".join([words("ranking.shown", shown=len(told), n=ranked), "; ".join(told) + "."])


def _told(shown: Shown, at: int) -> str:
    numbers, words = shown.numbers, shown.words
    value = amount(words, shown.indicator, float(numbers.value[at]))
    ends = between(words, shown.indicator, float(numbers.low[at]), float(numbers.high[at]))
    return f"{shown.areas.names[at]} {value}" + (f" ({ends})" if ends else "")


def _said(shown: Shown, bars: Bars) -> list[str]:
    words = shown.words
    ranked = int(np.isfinite(shown.numbers.rank).sum())
    orange = [at for at in positions(shown) if shown.areas.ids[at] in shown.selection]
    return [
        one
        for one in [
            shown.caption.city,
            words("ranking.shown", shown=len(positions(shown)), n=ranked),
            words("slides.colours") if shown.told else "",
            words("slides.orange") if orange else "",
            words("ranking.ranges") if bars.plus is not None else "",
            words("export.bands") if shown.atlas.protection is not None else "",
            shown.caption.hidden if shown.answer.blanks.get(Reason.SUPPRESSED.label) else "",
        ]
        if one
    ]

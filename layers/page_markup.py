"""The written parts of the stand-alone page: head line, legend, ranking, footer. Every text is escaped."""

from html import escape

import numpy as np

from layers.amounts import amount, between, number
from layers.caption import Caption, reason_word
from layers.choropleth import Choropleth
from layers.columns import Column
from layers.palettes import BLANK_LOOKS, PATTERN_SIZE, PATTERNS
from layers.words import Words
from loading.atlas import Indicator
from loading.reasons import Reason

HISTOGRAM_WIDTH, HISTOGRAM_HEIGHT = 240, 56
_NARROW_UNIT = 2


def patterns() -> str:
    """Draw the patterns of blanks once, to be referred to as ``url(#blank-<reason>)``."""
    drawn = (
        f'<pattern id="blank-{label}" width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" fill="{look.fill}"/>'
        f'<path d="{PATTERNS[look.pattern]}" fill="none" stroke="{look.stroke}" stroke-width="1.2"/></pattern>'
        for label, look in BLANK_LOOKS.items()
    )
    return f'<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>{"".join(drawn)}</defs></svg>'


def head_line(words_of: Caption) -> str:
    """Write what the page shows: title, place and meaning."""
    return f"<header><h1>{escape(words_of.title)}</h1>{_paragraphs([words_of.place, words_of.meaning])}</header>"


def legend(answer: Choropleth, words_of: Caption, words: Words) -> str:
    """Write the histogram, the city's value, the classes and a row for each kind of blank, all with their numbers."""
    rows = [(f'<rect width="22" height="14" fill="{colour}"/>', text, n) for colour, text, n in words_of.classes]
    rows += [
        (f'<rect width="22" height="14" fill="url(#blank-{label})"/>', text, n) for label, text, n in words_of.blanks
    ]
    written = "".join(
        f'<tr><td><svg width="22" height="14" aria-hidden="true">{swatch}</svg></td>'
        f'<td>{escape(text)}</td><td class="number">{words.number(n)}</td></tr>'
        for swatch, text, n in rows
    )
    table = (
        f'<table><thead><tr><td></td><th scope="col">{escape(words("export.legend"))}</th>'
        f'<th scope="col">{escape(words("export.count"))}</th></tr></thead><tbody>{written}</tbody></table>'
    )
    table, city = table if rows else "", _paragraphs([words_of.city])
    picture = _circles(answer, words) if answer.circles else _histogram(answer)
    return f'<section class="legend" aria-label="{escape(words("export.legend"))}">{picture}{city}{table}</section>'


def ranking(answer: Choropleth, indicator: Indicator, names: tuple[str, ...], numbers: Column, words: Words) -> str:
    """Write all areas, highest value first, blanks with their reason at the end."""
    order = np.lexsort((np.arange(answer.n), numbers.reason, np.nan_to_num(numbers.rank, nan=np.inf)))
    ends = np.concatenate(
        [numbers.comparable, numbers.low, numbers.high, [0.0, answer.city_value if not answer.circles else 0.0]]
    )
    lowest, highest = float(np.nanmin(ends)), float(np.nanmax(ends))
    scale = 100 / (highest - lowest) if highest > lowest else 0.0
    rows = "".join(_ranked(answer, indicator, names, numbers, at, words, (lowest, scale)) for at in order.tolist())
    heads = "".join(f'<th scope="col">{escape(words(f"export.columns.{key}"))}</th>' for key in ("rank", "name"))
    unit = indicator.unit.get(words.language, "")
    measured = words("export.value") + (f" ({unit})" if len(unit) > _NARROW_UNIT else "")
    return (
        f'<section class="ranking"><h2>{escape(words("export.ranking"))}</h2>'
        f"<p>{escape(words('export.ranking_note'))}</p>"
        f'<table><thead><tr>{heads}<td></td><th scope="col" class="measure">{escape(measured)}</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def footer(words_of: Caption, words: Words) -> str:
    """Write source, reference date, method, files, the indicator's note (of an index its recipe), blanks and date."""
    named = {
        "source": words_of.source,
        "reference_date": words_of.reference_date,
        "method": words_of.method,
        "files": ", ".join(words_of.files),
    }
    lines = [f"{words(f'export.{key}')}: {text}" for key, text in named.items() if text]
    lines += [f"{words('export.about.note')}: {words_of.note}"] if words_of.note else []
    return f"<footer>{_paragraphs([words_of.reading, *lines, words_of.hidden, words_of.made])}</footer>"


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _ranked(
    answer: Choropleth,
    indicator: Indicator,
    names: tuple[str, ...],
    numbers: Column,
    at: int,
    words: Words,
    axis: tuple[float, float],
) -> str:
    head = f'<th scope="row">{escape(names[at])}</th>'
    if not np.isfinite(numbers.rank[at]):
        word = escape(reason_word(Reason(int(numbers.reason[at])).label, words))
        return f'<tr tabindex="0" data-area="{at}"><td></td>{head}<td colspan="2" class="blank">{word}</td></tr>'
    narrow = not answer.circles and len(indicator.unit.get(words.language, "")) <= _NARROW_UNIT
    written = (amount if narrow else number)(words, indicator, float(numbers.value[at]))
    value = words.number(numbers.value[at]) if answer.circles else written
    ends = between(words, indicator, float(numbers.low[at]), float(numbers.high[at]))
    ranged = f"<small>{escape(ends)}</small>" if ends else ""
    return (
        f'<tr tabindex="0" data-area="{at}"><td class="number">{words.number(numbers.rank[at])}</td>{head}'
        f'<td class="bar">{_bar(answer, numbers, at, axis)}</td><td class="number">{escape(value)}{ranged}</td></tr>'
    )


def _bar(answer: Choropleth, numbers: Column, at: int, axis: tuple[float, float]) -> str:
    lowest, scale = axis
    ends = sorted(((0.0 - lowest) * scale, (float(numbers.value[at]) - lowest) * scale))
    position = next((i for i, upper in enumerate(answer.upper_bounds) if numbers.value[at] <= upper), -1)
    bar = f'<i style="left:{ends[0]:.1f}%;width:{ends[1] - ends[0]:.1f}%;background:{answer.colours[position]}"></i>'
    if np.isfinite(numbers.low[at]):
        low, high = ((float(end) - lowest) * scale for end in (numbers.low[at], numbers.high[at]))
        bar += f'<b style="left:{low:.1f}%;width:{high - low:.1f}%"></b>'
    if np.isfinite(answer.city_value) and not answer.circles:
        bar += f'<u style="left:{(answer.city_value - lowest) * scale:.1f}%"></u>'
    return f'<span aria-hidden="true">{bar}</span>'


def _histogram(answer: Choropleth) -> str:
    bars = answer.histogram
    tallest = max(bars.counts, default=0)
    if not tallest:
        return ""
    step = HISTOGRAM_WIDTH / len(bars.counts)
    drawn = "".join(
        f'<rect x="{number * step:.1f}" y="{HISTOGRAM_HEIGHT * (1 - n / tallest):.1f}" width="{step - 1:.1f}" '
        f'height="{HISTOGRAM_HEIGHT * n / tallest:.1f}" fill="{answer.colours[position]}" stroke="#8a97a3" '
        f'stroke-width="0.4"/>'
        for number, (n, position) in enumerate(zip(bars.counts, bars.classes, strict=True))
    )
    width = bars.edges[-1] - bars.edges[0]
    mark = (answer.city_value - bars.edges[0]) / width * HISTOGRAM_WIDTH if width else float("nan")
    if 0 <= mark <= HISTOGRAM_WIDTH:
        drawn += (
            f'<path d="M{mark:.1f},0V{HISTOGRAM_HEIGHT}" stroke="#1c2733" stroke-width="1.5" stroke-dasharray="3 2"/>'
        )
    return f'<svg viewBox="0 0 {HISTOGRAM_WIDTH} {HISTOGRAM_HEIGHT}" aria-hidden="true">{drawn}</svg>'


def _circles(answer: Choropleth, words: Words) -> str:
    steps = answer.circles.legend if answer.circles else ()
    if not steps:
        return ""
    tallest = steps[0][1]
    colour = answer.colours[0]
    drawn = "".join(
        f'<circle cx="{tallest + 2:.1f}" cy="{2 * tallest + 2 - radius:.1f}" r="{radius:.1f}" fill="none" '
        f'stroke="{colour}" stroke-width="1.5"/>'
        f'<text x="{2 * tallest + 12:.1f}" y="{2 * tallest + 5 - 2 * radius:.1f}" dominant-baseline="hanging">'
        f"{words.number(count)}</text>"
        for count, radius in steps
    )
    return f'<svg class="sizes" viewBox="0 0 {HISTOGRAM_WIDTH} {2 * tallest + 14:.0f}">{drawn}</svg>'

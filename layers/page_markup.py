"""The written parts around map and ranking of the stand-alone page: head line, legend, footer. All is escaped."""

from collections.abc import Iterable
from html import escape

from layers.caption import Caption
from layers.choropleth import Choropleth
from layers.palettes import BLANK_LOOKS, PATTERN_SIZE, PATTERNS
from layers.told_map import ToldMap
from layers.words import Words

HISTOGRAM_WIDTH, HISTOGRAM_HEIGHT = 240, 56
_SVG = 'xmlns="http://www.w3.org/2000/svg"'


def patterns() -> str:
    """Draw the patterns of blanks once, to be referred to as ``url(#blank-<reason>)``."""
    return f'<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>{pattern_definitions()}</defs></svg>'


def pattern_definitions() -> str:
    """Define the pattern of each kind of blank, for the ``defs`` of a drawing."""
    return "".join(
        f'<pattern id="blank-{label}" width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" fill="{look.fill}"/>'
        f'<path d="{PATTERNS[look.pattern]}" fill="none" stroke="{look.stroke}" stroke-width="1.2"/></pattern>'
        for label, look in BLANK_LOOKS.items()
    )


def blank_swatch(label: str) -> str:
    """Draw the look of a kind of blank as a picture of its own."""
    rest = f'<rect width="22" height="14" fill="url(#blank-{label})"/></svg>'
    return f'<svg {_SVG} width="22" height="14" viewBox="0 0 22 14"><defs>{pattern_definitions()}</defs>{rest}'


def head_line(words_of: Caption) -> str:
    """Write what the page shows: title, place and meaning."""
    lines = [words_of.place, words_of.subtitle] if words_of.subtitle else [words_of.place, words_of.meaning]
    mode = f'<p class="protection">{escape(words_of.protection)}</p>'
    return f"<header>{mode}<h1>{escape(words_of.title)}</h1>{paragraphs(lines)}</header>"


def legend(answer: Choropleth, words_of: Caption, words: Words, told: ToldMap | None = None) -> str:
    """Write what the colours mean and a row for each kind of blank, all with their numbers.

    Of an indicator alone also the histogram and the city's value; of any other map also the residents and the notes.
    """
    living = told.residents_told(words) if told else ()
    colours = [(f'<rect width="22" height="14" fill="{colour}"/>', text, n) for colour, text, n in words_of.classes]
    blanks = [
        (f'<rect width="22" height="14" fill="url(#blank-{label})"/>', text, n) for label, text, n in words_of.blanks
    ]
    people = [*living, *[""] * len(blanks)]
    written = "".join(
        f'<tr><td><svg width="22" height="14" aria-hidden="true">{swatch}</svg></td>'
        f'<td>{escape(text)}</td><td class="number">{words.number(n)}</td>'
        + (f'<td class="number">{people[at]}</td></tr>' if living else "</tr>")
        for at, (swatch, text, n) in enumerate([*colours, *blanks])
    )
    heads = [told.heading if told else words("export.legend"), words("export.count")]
    heads += [words("export.residents")] if living else []
    headed = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    table = f"<table><thead><tr><td></td>{headed}</tr></thead><tbody>{written}</tbody></table>" if written else ""
    label = escape(words("export.legend"))
    inside = table + paragraphs(words_of.notes) if told else _plain(answer, words_of, words) + table
    looks = "legend is-told" if told else "legend"
    return f'<section class="{looks}" aria-label="{label}">{inside}</section>'


def _plain(answer: Choropleth, words_of: Caption, words: Words) -> str:
    picture = _circles(answer, words) if answer.circles else histogram(answer)
    return picture + paragraphs([words_of.city])


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
    return f"<footer>{paragraphs([words_of.reading, *lines, words_of.hidden, words_of.made])}</footer>"


def paragraphs(lines: Iterable[str]) -> str:
    """Write each line that says something as a paragraph."""
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def histogram(answer: Choropleth) -> str:
    """Draw how many areas have which values, and where the city's lies; empty without values."""
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
    return f'<svg {_SVG} viewBox="0 0 {HISTOGRAM_WIDTH} {HISTOGRAM_HEIGHT}" aria-hidden="true">{drawn}</svg>'


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

"""The ranking of the stand-alone page: all areas with bar and range. Every text is escaped."""

from dataclasses import dataclass
from html import escape

import numpy as np

from layers.amounts import amount, between, number, rank
from layers.caption import Caption, reason_word
from layers.choropleth import Choropleth
from layers.columns import Column
from layers.page_markup import paragraphs
from layers.told_map import ToldMap
from layers.words import Words
from loading.atlas import Indicator
from loading.reasons import Reason

_NARROW_UNIT = 2
_NO_COLOUR = "#c3ccd3"


@dataclass(frozen=True)
class Ranked:
    """What is ranked: one indicator, whatever the map shows.

    Attributes
    ----------
    answer : Choropleth
        About the indicator alone.
    indicator : Indicator
    names : tuple of str
        Of the areas.
    numbers : Column
    told : ToldMap or None
        What the map shows in place of the indicator's classes: the bars have its colours, the areas its names.
    """

    answer: Choropleth
    indicator: Indicator
    names: tuple[str, ...]
    numbers: Column
    told: ToldMap | None = None

    def colour(self, at: int) -> str:
        """Give the colour of an area's bar: that of the map, grey where it shows no colour there."""
        if self.told:
            position = int(self.told.category[at])
            return self.told.colours[position] if position >= 0 else _NO_COLOUR
        value, bounds = self.numbers.value[at], self.answer.upper_bounds
        return self.answer.colours[next((i for i, upper in enumerate(bounds) if value <= upper), -1)]


def ranking(ranked: Ranked, words_of: Caption, words: Words) -> str:
    """Write all areas, highest value first, blanks with their reason at the end."""
    answer, indicator, numbers = ranked.answer, ranked.indicator, ranked.numbers
    order = np.lexsort(
        (np.arange(answer.n), numbers.reason, np.where(np.isfinite(numbers.rank), -numbers.value, np.inf))
    )
    ends = np.concatenate(
        [numbers.comparable, numbers.low, numbers.high, [0.0, answer.city_value if not answer.circles else 0.0]]
    )
    lowest, highest = float(np.nanmin(ends)), float(np.nanmax(ends))
    scale = 100 / (highest - lowest) if highest > lowest else 0.0
    rows = "".join(_row(ranked, at, words, (lowest, scale)) for at in order.tolist())
    heads = "".join(f'<th scope="col">{escape(words(f"export.columns.{key}"))}</th>' for key in ("rank", "name"))
    unit = indicator.unit.get(words.language, "")
    measured = words("export.value") + (f" ({unit})" if len(unit) > _NARROW_UNIT else "")
    title = words("export.ranking_of", title=words_of.indicator) if ranked.told else words("export.ranking")
    about = [words_of.meaning, words_of.city] if ranked.told else []
    return (
        f'<section class="ranking"><h2>{escape(title)}</h2>{paragraphs([*about, words("export.ranking_note")])}'
        f'<table><thead><tr>{heads}<td></td><th scope="col" class="measure">{escape(measured)}</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def _row(ranked: Ranked, at: int, words: Words, axis: tuple[float, float]) -> str:
    answer, indicator, numbers = ranked.answer, ranked.indicator, ranked.numbers
    beneath = f"<small>{escape(ranked.told.name(words, at))}</small>" if ranked.told else ""
    head = f'<th scope="row">{escape(ranked.names[at])}{beneath}</th>'
    if not np.isfinite(numbers.rank[at]):
        word = escape(reason_word(Reason(int(numbers.reason[at])).label, words))
        return f'<tr tabindex="0" data-area="{at}"><td></td>{head}<td colspan="2" class="blank">{word}</td></tr>'
    narrow = not answer.circles and len(indicator.unit.get(words.language, "")) <= _NARROW_UNIT
    written = (amount if narrow else number)(words, indicator, float(numbers.value[at]))
    value = words.number(numbers.value[at]) if answer.circles else written
    ends = between(words, indicator, float(numbers.low[at]), float(numbers.high[at]))
    ranged = f"<small>{escape(ends)}</small>" if ends else ""
    place = rank(words, float(numbers.rank[at]), float(numbers.rank_end[at]))
    return (
        f'<tr tabindex="0" data-area="{at}"><td class="number">{place}</td>{head}'
        f'<td class="bar">{_bar(ranked, at, axis)}</td><td class="number">{escape(value)}{ranged}</td></tr>'
    )


def _bar(ranked: Ranked, at: int, axis: tuple[float, float]) -> str:
    answer, numbers = ranked.answer, ranked.numbers
    lowest, scale = axis
    ends = sorted(((0.0 - lowest) * scale, (float(numbers.value[at]) - lowest) * scale))
    bar = f'<i style="left:{ends[0]:.1f}%;width:{ends[1] - ends[0]:.1f}%;background:{ranked.colour(at)}"></i>'
    if np.isfinite(numbers.low[at]):
        low, high = ((float(end) - lowest) * scale for end in (numbers.low[at], numbers.high[at]))
        bar += f'<b style="left:{low:.1f}%;width:{high - low:.1f}%"></b>'
    if np.isfinite(answer.city_value) and not answer.circles:
        bar += f'<u style="left:{(answer.city_value - lowest) * scale:.1f}%"></u>'
    return f'<span aria-hidden="true">{bar}</span>'

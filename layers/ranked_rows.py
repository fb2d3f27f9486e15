"""One indicator's areas from the highest value to the lowest, as rows of text and bars, for whatever is written."""

from dataclasses import dataclass

import numpy as np

from layers.amounts import amount, between, number, rank
from layers.caption import reason_word
from layers.choropleth import Choropleth
from layers.columns import Column
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

    def order(self) -> list[int]:
        """Give the positions of all areas, highest value first, blanks by their reason at the end."""
        numbers = self.numbers
        values = np.where(np.isfinite(numbers.rank), -numbers.value, np.inf)
        return np.lexsort((np.arange(self.answer.n), numbers.reason, values)).tolist()

    def axis(self) -> tuple[float, float]:
        """Give the lowest end of all bars, and the per cent of the axis that one of the indicator's unit takes."""
        numbers, answer = self.numbers, self.answer
        city = 0.0 if answer.circles else answer.city_value
        ends = np.concatenate([numbers.comparable, numbers.low, numbers.high, [0.0, city]])
        lowest, highest = float(np.nanmin(ends)), float(np.nanmax(ends))
        return lowest, 100 / (highest - lowest) if highest > lowest else 0.0


@dataclass(frozen=True)
class RankedRow:
    """What stands in the row of one area.

    Attributes
    ----------
    at : int
        Position of the area.
    name : str
    beneath : str
        What the map shows there, where that is something else than the indicator; else empty.
    blank : str
        Why there is no rank; empty where there is one. All that follows is then empty.
    place : str
        The rank, or the first and the last of a band.
    value, ends : str
        The value, and both ends of its range; empty where there is none.
    colour : str
    bar : tuple of float
        Left end and width, in per cent of the axis.
    span : tuple of float
        The same of the range; empty where there is none.
    city : float or None
        Where the city's value lies on the axis, or the median where there is none.
    """

    at: int
    name: str
    beneath: str
    blank: str = ""
    place: str = ""
    value: str = ""
    ends: str = ""
    colour: str = ""
    bar: tuple[float, ...] = ()
    span: tuple[float, ...] = ()
    city: float | None = None


def ranked_rows(ranked: Ranked, words: Words) -> list[RankedRow]:
    """Write the rows of all areas, highest value first, blanks with their reason at the end."""
    axis = ranked.axis()
    return [_row(ranked, at, words, axis) for at in ranked.order()]


def measure_head(ranked: Ranked, words: Words) -> str:
    """Write what stands above the values: a wide unit stands there once, and not in every row."""
    unit = ranked.indicator.unit.get(words.language, "")
    return words("export.value") + (f" ({unit})" if len(unit) > _NARROW_UNIT else "")


def _row(ranked: Ranked, at: int, words: Words, axis: tuple[float, float]) -> RankedRow:
    answer, indicator, numbers = ranked.answer, ranked.indicator, ranked.numbers
    name, beneath = ranked.names[at], ranked.told.name(words, at) if ranked.told else ""
    if not np.isfinite(numbers.rank[at]):
        return RankedRow(at, name, beneath, reason_word(Reason(int(numbers.reason[at])).label, words))
    narrow = not answer.circles and len(indicator.unit.get(words.language, "")) <= _NARROW_UNIT
    written = (amount if narrow else number)(words, indicator, float(numbers.value[at]))
    lowest, scale = axis
    value, low, high = ((float(one[at]) - lowest) * scale for one in (numbers.value, numbers.low, numbers.high))
    left, right = sorted(((0.0 - lowest) * scale, value))
    tells_city = np.isfinite(answer.city_value) and not answer.circles
    return RankedRow(
        at,
        name,
        beneath,
        place=rank(words, float(numbers.rank[at]), float(numbers.rank_end[at])),
        value=words.number(numbers.value[at]) if answer.circles else written,
        ends=between(words, indicator, float(numbers.low[at]), float(numbers.high[at])),
        colour=ranked.colour(at),
        bar=(left, right - left),
        span=(low, high - low) if np.isfinite(low) else (),
        city=(answer.city_value - lowest) * scale if tells_city else None,
    )

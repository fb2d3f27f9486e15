"""What a sheet or slides are about: a view with its answer, its words and the areas that are selected."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from layers.base_indicator import base_indicator
from layers.caption import Caption, caption
from layers.choropleth import Choropleth, choropleth
from layers.columns import Column, column
from layers.difference import plain_view
from layers.findings import Told
from layers.findings import told as findings_told
from layers.ranked_rows import Ranked
from layers.timelines import latest_chosen
from layers.told_map import ToldMap, told_map
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas, Indicator, Quarters

TOP = 10


@dataclass(frozen=True)
class Shown:
    """One view, answered.

    Attributes
    ----------
    atlas : Atlas
    view : View
        As it was asked for.
    words : Words
    answer : Choropleth
        About the indicator alone.
    told : ToldMap or None
        What the map shows in place of the indicator's classes.
    caption : Caption
    indicator : Indicator
    numbers : Column
    selection : tuple of str
        Ids of the selected areas.
    """

    atlas: Atlas
    view: View
    words: Words
    answer: Choropleth
    told: ToldMap | None
    caption: Caption
    indicator: Indicator
    numbers: Column
    selection: tuple[str, ...]

    @property
    def areas(self) -> Quarters:
        """The areas on the map."""
        return self.atlas.levels[self.view.level]

    @property
    def beneath(self) -> list[str]:
        """What stands beneath the indicator's name: what is counted, and where."""
        return [one for one in (self.caption.meaning, self.caption.place) if one]

    @property
    def beneath_map(self) -> list[str]:
        """What stands beneath the title of the map: what else is to be known at once, and where."""
        return [one for one in (self.caption.subtitle or self.caption.meaning, self.caption.place) if one]

    @cached_property
    def findings(self) -> tuple[Told, ...]:
        """The findings, most important first; those of what a derived indicator comes from, which was delivered."""
        base = base_indicator(self.atlas, self.view.indicator)
        return tuple(findings_told(self.words, self.atlas, replace(self.view, indicator=base)))

    @property
    def ranked(self) -> Ranked:
        """The areas by their values."""
        return Ranked(self.answer, self.indicator, self.areas.names, self.numbers, self.told)

    @property
    def all_chosen(self) -> list[int]:
        """Positions of all selected areas, in the order of the map."""
        chosen = set(self.selection)
        return [at for at, one in enumerate(self.areas.ids) if one in chosen]

    @cached_property
    def chosen(self) -> list[int]:
        """Positions of the latest selected areas, at most as many as there are lines in a chart."""
        return latest_chosen(self.atlas, self.view, self.selection)

    @cached_property
    def order(self) -> list[int]:
        """Positions of all areas with a rank, the highest value first."""
        return [at for at in self.ranked.order() if np.isfinite(self.numbers.rank[at])]

    @property
    def top(self) -> list[int]:
        """Positions of the areas with the highest values."""
        return self.order[:TOP]


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend.

    Attributes
    ----------
    colour : str
        Of a class; of a blank empty.
    blank : str
        Label of the reason of a blank; of a class empty.
    text : str
    areas, residents : str
        How many have it; residents empty where nobody's number is known.
    """

    colour: str
    blank: str
    text: str
    areas: str
    residents: str = ""


def legend_rows(shown: Shown) -> list[LegendRow]:
    """Write the legend: classes, or what the map shows in their place, then the kinds of blanks."""
    words, caption = shown.words, shown.caption
    living = (shown.told.residents_told(words) if shown.told else ()) or ("",) * len(caption.classes)
    classes = [
        LegendRow(colour, "", text, words.number(n), people)
        for (colour, text, n), people in zip(caption.classes, living, strict=True)
    ]
    return [*classes, *(LegendRow("", label, text, words.number(n)) for label, text, n in caption.blanks)]


def shown(atlas: Atlas, view: View, words: Words, made_on: datetime.date, selection: Collection[str] = ()) -> Shown:
    """Answer a view for a sheet or for slides.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's indicator or year, or a text is missing.
    """
    plain = plain_view(view)
    answer, told = choropleth(atlas, plain), told_map(atlas, view, words)
    return Shown(
        atlas=atlas,
        view=plain,
        words=words,
        answer=answer,
        told=told,
        caption=caption(atlas, answer, words, made_on, told),
        indicator=atlas.indicators[atlas.indicator_position(view.indicator)],
        numbers=column(atlas, view.level, view.indicator, view.year),
        selection=tuple(selection),
    )

"""What a sheet or slides are about: a view with its answer, its words and the areas that are selected."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from layers.caption import Caption, caption
from layers.choropleth import Choropleth, choropleth
from layers.columns import Column, column
from layers.difference import plain_view
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
    def ranked(self) -> Ranked:
        """The areas by their values."""
        return Ranked(self.answer, self.indicator, self.areas.names, self.numbers, self.told)

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

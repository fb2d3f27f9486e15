"""Maps of categories in words: names of the categories, sentences of the legend, numbers beside them."""

from collections.abc import Mapping

import numpy as np

from layers.categories import Categories
from layers.categories.sorted_areas import Sorted
from layers.totals import at_least, counts_of
from layers.words import Words, local
from loading.atlas import Atlas


def category_names(words: Words, kind: str, areas: Sorted) -> tuple[str, ...]:
    """Name the categories, in the order of the legend.

    Parameters
    ----------
    words : Words
    kind : str
        One of ``layers.categories.KINDS``.
    areas : Sorted
    """
    if areas.own_names:
        return tuple(local(words, name) for name in areas.own_names)
    return tuple(words(f"categories.{kind}.{name}") for name in areas.names)


def brief_names(words: Words, kind: str, areas: Sorted) -> tuple[str, ...]:
    """Name the categories in one line of the legend's card: the brief name where there is one, else the whole.

    Parameters
    ----------
    words : Words
    kind : str
        One of ``layers.categories.KINDS``.
    areas : Sorted
    """
    whole = category_names(words, kind, areas)
    brief = words.entry(f"categories.{kind}").get("brief", {})
    return whole if areas.own_names else tuple(map(brief.get, areas.names, whole))


def filled(words: Words, atlas: Atlas, key: str, answer: Categories) -> str:
    """Fill a sentence about the map with what it shows.

    Parameters
    ----------
    words : Words
    atlas : Atlas
    key : str
        Ending of ``categories.<kind>.`` in the wording.
    answer : Categories
        Of this Atlas.

    Raises
    ------
    KeyError
        If the wording has no such sentence.
    """
    view = answer.view
    indicator, second = (atlas.indicators[atlas.indicator_position(one)] for one in (view.indicator, view.second))
    said = {
        "indicator": local(words, indicator.short),
        "second": local(words, second.short),
        "unit": local(words, indicator.unit),
        "year": str(view.year or ""),
        "areas": words(f"map.levels.{view.level}", n=sum(answer.areas.counts)),
    }
    figures = {
        name: local(words, figure) if isinstance(figure, Mapping) else figure
        for name, figure in answer.areas.figures.items()
    }
    if "attention_residents" in figures:
        n, living = figures["attention_residents"], counts_of(atlas, view.level, view.indicator, view.year, "residents")
        least = living.of(np.flatnonzero(answer.areas.beside.get("attention", np.empty(0)))).at_least
        figures["attention_residents"] = at_least(words, words.number(float(n)), least)
    return words(f"categories.{view.show}.{key}", **{**said, **figures})

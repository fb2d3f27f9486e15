"""Maps of differences: what is subtracted from what, signed classes around zero."""

from itertools import pairwise

import numpy as np

from analysis.classification import class_of
from layers.amounts import amount, is_per_cent
from layers.choropleth import Choropleth
from layers.difference import differences
from layers.told_map.told_map import Beside, ToldMap
from layers.totals import living_in
from layers.view import CITY, View
from layers.words import Words, local
from loading.atlas import Atlas, Indicator


def of_difference(atlas: Atlas, answer: Choropleth, words: Words) -> ToldMap:
    """Tell a map of differences.

    Parameters
    ----------
    atlas : Atlas
    answer : Choropleth
        Of the kind "difference", of this Atlas.
    words : Words
    """
    view = answer.view
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    found = differences(atlas, view.level, view.indicator, view.year, view.against)
    classes = class_of(found.value, answer.upper_bounds)
    category = np.where(np.isfinite(found.value), classes, -1).astype(np.intp)
    unit = difference_unit(words, indicator)
    short = local(words, indicator.short)
    other = words("difference.city") if view.against == CITY else f"{short} {view.against}"
    return ToldMap(
        title=difference_title(words, indicator, view),
        subtitle=difference_subtitle(words, atlas, answer),
        heading=words("difference.name"),
        names=difference_classes(words, answer),
        colours=answer.colours,
        category=category,
        reason=found.reason,
        living=living_in(atlas, view.level, view.indicator, view.year, category, len(answer.colours)),
        beside=(
            Beside(words("difference.name"), found.value, indicator.decimals, unit, signed=True),
            Beside(other, found.subtrahend, indicator.decimals, local(words, indicator.unit)),
        ),
        method=((words("export.about.procedure"), words("export.difference")),),
        reading=words("difference.reading"),
    )


def difference_title(words: Words, indicator: Indicator, view: View) -> str:
    """Say what is subtracted from what."""
    name = local(words, indicator.short)
    if view.against != CITY:
        return words("difference.title_year", indicator=name, year=str(view.year), other=view.against)
    key = "difference.title_city" if view.year else "difference.title_city_undated"
    return words(key, indicator=name, **({"year": str(view.year)} if view.year else {}))


def difference_unit(words: Words, indicator: Indicator) -> str:
    """Give the unit of differences: percentage points for a per cent."""
    return words("difference.points") if is_per_cent(words, indicator) else local(words, indicator.unit)


def difference_subtitle(words: Words, atlas: Atlas, answer: Choropleth) -> str:
    """Say the city's value, or both years, and the unit."""
    view = answer.view
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    if view.against == CITY:
        said = words("difference.subtitle_city", value=amount(words, indicator, answer.city_value), city=atlas.title)
    else:
        said = words("difference.subtitle_year", year=str(view.year), other=view.against)
    return " · ".join(part for part in (said, difference_unit(words, indicator)) if part)


def difference_classes(words: Words, answer: Choropleth) -> tuple[str, ...]:
    """Name the classes by their signed limits, from low to high."""
    limits = [words.number(limit, answer.limit_decimals, signed=True) for limit in answer.limits]
    ends = pairwise(limits)
    return tuple(
        words("difference.none") if low == high else words("difference.class", low=low, high=high) for low, high in ends
    )

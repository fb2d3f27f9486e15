"""Which areas differ clearly from the city, and which do not: the map that does not fall for small numbers."""

from typing import Final

import numpy as np

from analysis.small_numbers import ALARM, WARNING
from layers.base_indicator import base_indicator
from layers.categories.sorted_areas import Sorted
from layers.city_value import city_fraction, city_is_hidden
from layers.columns import column
from layers.funnel import area_funnel
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason

NAMES: Final = ("below", "no_difference", "above")
COLOURS: Final = ("#5b8fbf", "#e9ebee", "#9a5b1e")
FUNNEL: Final = "funnel"
FUNNEL_NAMES: Final = ("far_below", "below", "no_difference", "above", "far_above")
FUNNEL_COLOURS: Final = ("#2a5784", "#8db3d3", "#e9ebee", "#cf9c68", "#7d4310")


def clear(atlas: Atlas, view: View) -> Sorted:
    """Sort the areas by whether the whole range of their rate lies on one side of the city's rate.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Its indicator is a rate with counts, or derived from one. ``how``: "funnel" for both limits of the funnel plot,
        95 and 99.8 %, else 95 % alone.

    Returns
    -------
    Sorted
        ``figures``: "city" in the unit of the rate, "expected" and "expected_far" (areas that would lie outside by
        chance alone), and the rate's own "indicator" and "unit", whatever was derived from it.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    base = base_indicator(atlas, view.indicator)
    numbers = column(atlas, view.level, base, view.year)
    position = atlas.indicator_position(base)
    declared = atlas.indicators[position]
    in_funnel = area_funnel(atlas, view.level, base, view.year) if view.how == FUNNEL else None
    side = in_funnel.funnel.position if in_funnel else numbers.clear
    names, colours = (FUNNEL_NAMES, FUNNEL_COLOURS) if in_funnel else (NAMES, COLOURS)
    known = np.isfinite(side)
    lost = np.isfinite(numbers.comparable) & ~known
    is_hidden = city_is_hidden(atlas, position)[atlas.year_position(view.year)]
    unknown = Reason.SUPPRESSED if is_hidden else Reason.NOT_DELIVERED
    reason = np.where(known, Reason.VALUE, np.where(lost, unknown, numbers.reason))
    n, city = int(known.sum()), city_fraction(atlas, base, view.year)
    return Sorted(
        names=names,
        colours=colours,
        category=np.where(known, np.nan_to_num(side) + len(names) // 2, -1).astype(np.intp),
        reason=reason.astype(np.uint8),
        figures={
            "city": city * declared.factor,
            "n": n,
            "expected": round((1 - WARNING) * n),
            "expected_far": round((1 - ALARM) * n, 1),
            "indicator": declared.short,
            "unit": declared.unit,
        },
        notes=(FUNNEL,) if in_funnel else (),
        refused="hidden_city" if is_hidden else "",
    )

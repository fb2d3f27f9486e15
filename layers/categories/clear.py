"""Which areas differ clearly from the city, and which do not: the map that does not fall for small numbers."""

from typing import Final

import numpy as np

from analysis.small_numbers import differs_clearly
from layers.categories.sorted_areas import Sorted
from layers.columns import column
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason

NAMES: Final = ("below", "no_difference", "above")
COLOURS: Final = ("#5b8fbf", "#e9ebee", "#9a5b1e")


def clear(atlas: Atlas, view: View) -> Sorted:
    """Sort the areas by whether the whole range of their rate lies on one side of the city's rate.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Its indicator is a rate with counts.

    Returns
    -------
    Sorted
        ``figures``: "city" (in the indicator's unit), "expected" (areas that would lie outside by chance alone).

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    numbers = column(atlas, view.level, view.indicator, view.year)
    declared = atlas.indicators[atlas.indicator_position(view.indicator)]
    city = city_rate(atlas, view)
    judged = np.isfinite(numbers.comparable)
    found = differs_clearly(
        np.where(judged, numbers.numerator, np.nan), np.where(judged, numbers.denominator, np.nan), city
    )
    known = np.isfinite(found)
    lost = judged & ~known
    reason = np.where(known, Reason.VALUE, np.where(lost, Reason.NOT_DELIVERED, numbers.reason))
    return Sorted(
        names=NAMES,
        colours=COLOURS,
        category=np.where(known, np.nan_to_num(found) + 1, -1).astype(np.intp),
        reason=reason.astype(np.uint8),
        figures={"city": city * declared.factor, "n": int(known.sum()), "expected": round(0.05 * int(known.sum()))},
    )


def city_rate(atlas: Atlas, view: View) -> float:
    """Give the city's rate as a fraction: delivered, or from the counts of the areas; NaN where neither is known."""
    position, year = atlas.indicator_position(view.indicator), atlas.year_position(view.year)
    delivered = float(atlas.cubes["city"].value[0, position, year])
    if np.isfinite(delivered):
        return delivered / atlas.indicators[position].factor
    numbers = column(atlas, view.level, view.indicator, view.year)
    both = np.isfinite(numbers.numerator) & np.isfinite(numbers.denominator)
    people = float(numbers.denominator[both].sum())
    return float(numbers.numerator[both].sum()) / people if people > 0 else float("nan")

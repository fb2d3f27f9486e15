"""The classes of a View: from the values of one year, or of all years together, and the histogram behind them."""

from dataclasses import dataclass, replace

import numpy as np

from analysis.classification import ClassBreaks, class_breaks, class_of
from analysis.histogram import histogram
from analysis.rounded_breaks import rounded_breaks, rounded_ends
from layers.columns import Numbers, column
from layers.palettes import DEFAULT_PALETTE
from layers.remembered import remembered
from layers.view import View, years_with_values
from loading.atlas import Atlas

_BARS = 24


@dataclass(frozen=True)
class Histogram:
    """Areas per interval of the value.

    Attributes
    ----------
    edges : tuple of float
        Ascending, one more than there are bars; equal, readable steps around all values, of all years where
        these share their classes. Empty without values.
    counts : tuple of int
        Areas per bar, true zeros among them.
    classes : tuple of int
        The class in whose colour the bar is drawn: that of the median of the areas in it.
    tallest : int
        The height of the picture in areas: the most in one bar, of all years where these share their classes.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    classes: tuple[int, ...]
    tallest: int


def class_years(atlas: Atlas, view: View) -> tuple[int, ...]:
    """Give the years whose values make the classes: the one on show, or all that have values.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or indicator.
    """
    filled = years_with_values(atlas, view.level, view.indicator) if view.same else ()
    return filled or (view.year,)


def classified(atlas: Atlas, view: View) -> list[Numbers]:
    """Give the values that make the classes, one array of shape (areas,) per year; NaN for every kind of blank.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    return [column(atlas, view.level, view.indicator, year).comparable for year in class_years(atlas, view)]


def view_breaks(atlas: Atlas, view: View, centre: float | None) -> ClassBreaks:
    """Cut the values of a View into classes with readable limits.

    Parameters
    ----------
    atlas : Atlas
    view : View
        With ``same``, every year gets the same classes.
    centre : float or None
        The city's value, for the standard deviation.

    Returns
    -------
    ClassBreaks
        ``counts`` are those of all values, of all years where these share their classes.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.
    """
    year = class_years(atlas, view)[0]
    asked = replace(view, year=year, palette=DEFAULT_PALETTE, second="", show="", how="")
    return _breaks(atlas, asked, centre)


@remembered(64, if_small=1024)
def _breaks(atlas: Atlas, view: View, centre: float | None) -> ClassBreaks:
    """Remember the classes apart from what only colours them or stands beside them."""
    values = np.concatenate(classified(atlas, view))
    if atlas.indicators[atlas.indicator_position(view.indicator)].kind == "count":
        return _told(atlas, class_breaks(values, "equal_interval", 1))
    breaks = class_breaks(values, view.scheme, view.k, centre=centre, own=view.breaks)
    if breaks.upper_bounds[:1] == (0.0,) and breaks.lowest == 0 and len(breaks.upper_bounds) > 1:
        # Zeros alone need no class: they have a row of their own.
        values = np.where(values == 0, np.nan, values)
        breaks = class_breaks(values, view.scheme, view.k, centre=centre, own=view.breaks)
    return _told(atlas, rounded_breaks(breaks, values))


def _told(atlas: Atlas, breaks: ClassBreaks) -> ClassBreaks:
    """Give the classes of a public project readable ends: no end of a legend is the number of a single area."""
    return breaks if atlas.protection is None else rounded_ends(breaks)


def extent(values: Numbers) -> tuple[float, ...]:
    """Give the smallest and the largest value; nothing where there is none.

    Examples
    --------
    >>> extent(np.array([3.0, np.nan, 1.5]))
    (1.5, 3.0)
    """
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if len(known) else ()


def shown_limits(breaks: ClassBreaks, decimals: int) -> tuple[tuple[float, ...], int]:
    """Round outwards at the ends; inner limits keep the digits that tell the classes apart.

    Parameters
    ----------
    breaks : ClassBreaks
    decimals : int
        Decimals the indicator is shown with.

    Returns
    -------
    limits : tuple of float
        One more than classes; empty without values.
    decimals : int
        That the limits are shown with.

    Notes
    -----
    ``assets/legend_breaks.js`` does the same in the browser while a limit is dragged.

    Examples
    --------
    >>> shown_limits(ClassBreaks("own", 1.26, (5.125, 9.91), (3, 4)), 1)
    ((1.26, 5.125, 9.91), 3)
    """
    if not breaks.upper_bounds:
        return (), decimals
    inner = breaks.upper_bounds[:-1]
    digits = next((d for d in range(decimals, decimals + 6) if all(round(x, d) == x for x in inner)), decimals + 6)
    step = 10.0**digits
    first = np.floor(round(breaks.lowest * step, 6)) / step
    last = np.ceil(round(breaks.upper_bounds[-1] * step, 6)) / step
    return tuple(round(float(limit), digits) + 0.0 for limit in (first, *inner, last)), digits


def view_histogram(shown: Numbers, years: list[Numbers], breaks: ClassBreaks) -> Histogram:
    """Count the areas of the year on show in the bars that all years share.

    Parameters
    ----------
    shown : float array, shape (areas,)
        Of the year on show; NaN for every kind of blank.
    years : list of float arrays
        That make the classes, see ``classified``.
    breaks : ClassBreaks

    Returns
    -------
    Histogram
    """
    known = [year[np.isfinite(year)] for year in years]
    most = max(len(year) for year in known)
    edges = np.array(histogram(np.concatenate(known), min(_BARS, max(6, most // 3))).edges)
    if not len(edges):
        return Histogram((), (), (), 0)
    usable = shown[np.isfinite(shown)]
    counts = _counts(usable, edges)
    middles = (edges[:-1] + edges[1:]) / 2
    inside = np.clip(np.searchsorted(edges, usable, side="right") - 1, 0, len(middles) - 1)
    typical = [np.median(usable[inside == bar]) if n else middles[bar] for bar, n in enumerate(counts)]
    tallest = max(int(_counts(year, edges).max()) for year in known)
    classes = class_of(typical, breaks.upper_bounds)
    return Histogram(tuple(edges.tolist()), tuple(counts.tolist()), tuple(classes.tolist()), tallest)


def _counts(values: Numbers, edges: Numbers) -> np.ndarray:
    return np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0]

"""The answer to a View: class limits, colours, counts, blanks. It carries its question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.classification import ClassBreaks, class_breaks, class_of
from analysis.histogram import histogram
from analysis.rounded_breaks import rounded_breaks
from layers.circles import Circles, circles
from layers.columns import Column, column, column_url
from layers.geometry import geometry_url
from layers.palettes import DIVERGING_PALETTES, diverging, sequential
from layers.remembered import remembered
from layers.view import View
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason

CityValueIs = Literal["delivered", "computed", "median", ""]
_BARS = 24


@dataclass(frozen=True)
class Histogram:
    """Areas per interval of the value.

    Attributes
    ----------
    edges : tuple of float
        Ascending, one more than there are bars; equal, readable steps around all values. Empty without values.
    counts : tuple of int
        Areas per bar, true zeros among them.
    classes : tuple of int
        The class in whose colour the bar is drawn: that of the median of the areas in it.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    classes: tuple[int, ...]


@dataclass(frozen=True)
class Choropleth:
    """What map, legend, histogram and ranking draw.

    Attributes
    ----------
    view : View
        The question this is the answer to.
    kind : {"choropleth", "circles"}
        Counts are circles: one class, one colour, sizes in ``circles``.
    lowest : float
        Lower end of the first class; NaN without values.
    upper_bounds : tuple of float
        A value belongs to the first class whose upper bound it does not exceed. Empty without values.
    limits : tuple of float
        Lower end, inner limits and upper end as shown: one more than classes.
    limit_decimals : int
        Decimals the limits need to be shown apart.
    colours : tuple of str
        One for each class.
    counts : tuple of int
        Areas drawn in each class's colour.
    blanks : mapping of str to int
        Areas drawn with each other look, by label of the reason, true zeros among them; with ``counts``
        they add up to ``n``.
    note : str
        Why there are fewer classes than asked for, see ``analysis.classification.ClassBreaks``.
    city_value : float
        The city's value in the same unit; for a count the city's total. NaN where nothing can be said.
    city_value_is : {"delivered", "computed", "median", ""}
        Delivered, or computed from the counts of the areas, or only the median of the areas' values.
    unit : mapping of language to str
    decimals : int
    n : int
        Areas of the level.
    histogram : Histogram
    circles : Circles or None
    column_url, geometry_url : str
    """

    view: View
    kind: Literal["choropleth", "circles"]
    lowest: float
    upper_bounds: tuple[float, ...]
    limits: tuple[float, ...]
    limit_decimals: int
    colours: tuple[str, ...]
    counts: tuple[int, ...]
    blanks: Mapping[str, int]
    note: str
    city_value: float
    city_value_is: CityValueIs
    unit: Mapping[str, str]
    decimals: int
    n: int
    histogram: Histogram
    circles: Circles | None
    column_url: str
    geometry_url: str

    def to_json(self) -> dict[str, object]:
        """Give plain values for the browser: null where a number is missing."""
        bars = self.histogram
        sizes = self.circles
        return {
            "view": self.view.to_query(),
            "kind": self.kind,
            "lowest": _number(self.lowest),
            "upper_bounds": list(self.upper_bounds),
            "limits": list(self.limits),
            "limit_decimals": self.limit_decimals,
            "colours": list(self.colours),
            "counts": list(self.counts),
            "blanks": dict(self.blanks),
            "note": self.note,
            "city_value": _number(self.city_value),
            "city_value_is": self.city_value_is,
            "unit": dict(self.unit),
            "decimals": self.decimals,
            "n": self.n,
            "histogram": {"edges": list(bars.edges), "counts": list(bars.counts), "classes": list(bars.classes)},
            "circles": sizes
            and {"largest": sizes.largest, "radius": sizes.radius, "legend": [list(step) for step in sizes.legend]},
            "column_url": self.column_url,
            "geometry_url": self.geometry_url,
        }


@remembered(256)
def choropleth(atlas: Atlas, view: View) -> Choropleth:
    """Answer a View.

    Parameters
    ----------
    atlas : Atlas
        The one the View belongs to.
    view : View

    Returns
    -------
    Choropleth

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.

    Notes
    -----
    True zeros have a look of their own but take part in the classes' limits, unless they would make up a
    class alone; numbers too small to judge do
    not. Dark is high also where a high value is good: no indicator is turned round on the map.
    """
    declared = atlas.indicators[atlas.indicator_position(view.indicator)]
    numbers = column(atlas, view.level, view.indicator, view.year)
    values = numbers.comparable
    city_value, city_value_is = _city_value(atlas, view, declared, numbers)
    is_count = declared.kind == "count"
    breaks = _breaks(view, values, city_value if city_value_is != "median" else None, is_count)
    limits, limit_decimals = _limits(breaks, declared.decimals)
    return Choropleth(
        view=view,
        kind="circles" if is_count else "choropleth",
        lowest=breaks.lowest,
        upper_bounds=breaks.upper_bounds,
        limits=limits,
        limit_decimals=limit_decimals,
        colours=_colours(view, breaks),
        counts=_coloured(numbers, breaks),
        blanks=_blanks(numbers),
        note=breaks.note,
        city_value=city_value,
        city_value_is=city_value_is,
        unit=declared.unit,
        decimals=declared.decimals,
        n=len(values),
        histogram=_histogram(values, breaks),
        circles=circles(values.tolist()) if is_count else None,
        column_url=column_url(atlas, view.level, view.indicator, view.year),
        geometry_url=geometry_url(atlas, view.level),
    )


def _breaks(view: View, values: np.ndarray, centre: float | None, is_count: bool) -> ClassBreaks:
    if is_count:
        return class_breaks(values, "equal_interval", 1)
    breaks = class_breaks(values, view.scheme, view.k, centre=centre, own=view.breaks)
    if breaks.upper_bounds[:1] == (0.0,) and breaks.lowest == 0 and len(breaks.upper_bounds) > 1:
        # Zeros alone need no class: they have a row of their own.
        values = np.where(values == 0, np.nan, values)
        breaks = class_breaks(values, view.scheme, view.k, centre=centre, own=view.breaks)
    return rounded_breaks(breaks, values)


def _colours(view: View, breaks: ClassBreaks) -> tuple[str, ...]:
    shown = len(breaks.upper_bounds)
    if not shown:
        return ()
    if breaks.scheme == "standard_deviation":
        full = diverging(DIVERGING_PALETTES[0], breaks.empty_below + shown + breaks.empty_above)
        return full[breaks.empty_below : breaks.empty_below + shown]
    return sequential(view.palette, shown)


def _coloured(numbers: Column, breaks: ClassBreaks) -> tuple[int, ...]:
    drawn = numbers.value[numbers.reason == Reason.VALUE]
    classes = class_of(drawn, breaks.upper_bounds)
    return tuple(np.bincount(classes[classes >= 0], minlength=len(breaks.upper_bounds)).tolist())


def _blanks(numbers: Column) -> dict[str, int]:
    found = {reason.label: int((numbers.reason == reason).sum()) for reason in Reason if reason != Reason.VALUE}
    return {label: n for label, n in found.items() if n}


def _limits(breaks: ClassBreaks, decimals: int) -> tuple[tuple[float, ...], int]:
    """Round outwards at the ends; inner limits keep the digits that tell the classes apart."""
    if not breaks.upper_bounds:
        return (), decimals
    inner = breaks.upper_bounds[:-1]
    digits = next((d for d in range(decimals, decimals + 6) if all(round(x, d) == x for x in inner)), decimals + 6)
    step = 10.0**digits
    first = np.floor(round(breaks.lowest * step, 6)) / step
    last = np.ceil(round(breaks.upper_bounds[-1] * step, 6)) / step
    return tuple(round(float(limit), digits) + 0.0 for limit in (first, *inner, last)), digits


def _histogram(values: np.ndarray, breaks: ClassBreaks) -> Histogram:
    usable = values[np.isfinite(values)]
    bars = histogram(usable, min(_BARS, max(6, len(usable) // 3)))
    if not bars.counts:
        return Histogram((), (), ())
    middles = (np.array(bars.edges[:-1]) + np.array(bars.edges[1:])) / 2
    inside = np.clip(np.searchsorted(bars.edges, usable, side="right") - 1, 0, len(middles) - 1)
    typical = [np.median(usable[inside == bar]) if n else middles[bar] for bar, n in enumerate(bars.counts)]
    return Histogram(bars.edges, bars.counts, tuple(class_of(typical, breaks.upper_bounds).tolist()))


def _city_value(atlas: Atlas, view: View, declared: Indicator, numbers: Column) -> tuple[float, CityValueIs]:
    sums = _computed(declared, numbers)
    city = column(atlas, "city", view.indicator, view.year).comparable
    delivered = float(city[0]) if len(city) else float("nan")
    if np.isfinite(delivered):
        same = np.isfinite(sums) and abs(delivered - sums) <= 10.0 ** -(declared.decimals + 2)
        return delivered, "computed" if same else "delivered"
    if np.isfinite(sums):
        return sums, "computed"
    usable = numbers.comparable[np.isfinite(numbers.comparable)]
    return (float(np.median(usable)), "median") if len(usable) and declared.kind != "count" else (float("nan"), "")


def _computed(declared: Indicator, numbers: Column) -> float:
    """Give the city's rate or total from the areas, where every area with residents has its counts."""
    top, bottom = numbers.numerator, numbers.denominator
    unknown = np.isnan(top) if declared.kind == "count" else np.isnan(top) | np.isnan(bottom)
    if declared.kind == "value" or (unknown & ~(numbers.residents == 0)).any() or not len(top):
        return float("nan")
    total = float(np.nansum(top))
    if declared.kind == "count":
        return total
    people = float(np.nansum(np.where(np.isnan(top), np.nan, bottom)))
    return declared.factor * total / people if people > 0 else float("nan")


def _number(number: float) -> float | None:
    return number if np.isfinite(number) else None

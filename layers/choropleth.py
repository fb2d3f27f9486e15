"""The answer to a View: class limits, colours, counts, blanks. It carries its question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.classification import ClassBreaks, class_of
from analysis.small_numbers import wilson_interval
from layers.circles import Circles, circles
from layers.classes import Histogram, class_years, classified, extent, shown_limits, view_breaks, view_histogram
from layers.columns import Column, column, column_url, details_url
from layers.map_geometry import map_geometry_url
from layers.palettes import DIVERGING_PALETTES, around_zero, diverging, sequential
from layers.public_numbers import digits_told
from layers.remembered import remembered
from layers.view import View
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason

CityValueIs = Literal["delivered", "computed", "median", ""]


@dataclass(frozen=True)
class Choropleth:
    """What map, legend, histogram and ranking draw.

    Attributes
    ----------
    view : View
        The question this is the answer to.
    kind : {"choropleth", "circles", "difference"}
        Counts are circles: one class, one colour, sizes in ``circles``. Differences: see ``layers.difference``.
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
    city_range : tuple of float
        Wilson's 95 % range of the city's rate where its counts are known; empty otherwise.
    unit : mapping of language to str
    decimals : int
    signed : bool
        The value is a change: it shows its plus sign.
    n : int
        Areas of the level.
    extent : tuple of float
        Smallest and largest of the values that were classified: of this year, or of all years together; of a public
        project the readable ends of the classes instead. Empty without values.
    histogram : Histogram
    circles : Circles or None
    column_url, details_url, geometry_url : str
    """

    view: View
    kind: Literal["choropleth", "circles", "difference"]
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
    city_range: tuple[float, ...]
    unit: Mapping[str, str]
    decimals: int
    signed: bool
    n: int
    extent: tuple[float, ...]
    histogram: Histogram
    circles: Circles | None
    column_url: str
    details_url: str
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
            "city_range": list(self.city_range),
            "unit": dict(self.unit),
            "decimals": self.decimals,
            "signed": self.signed,
            "n": self.n,
            "extent": list(self.extent),
            "histogram": {
                "edges": list(bars.edges),
                "counts": list(bars.counts),
                "classes": list(bars.classes),
                "tallest": bars.tallest,
            },
            "circles": sizes
            and {"largest": sizes.largest, "radius": sizes.radius, "legend": [list(step) for step in sizes.legend]},
            "column_url": self.column_url,
            "details_url": self.details_url,
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
    not. Dark is high also where a high value is good: no indicator is turned round on the map. Where all years share
    their classes, circles are measured by the largest count of all years.
    """
    declared = atlas.indicators[atlas.indicator_position(view.indicator)]
    numbers = column(atlas, view.level, view.indicator, view.year)
    years = classified(atlas, view)
    values = np.concatenate(years)
    city_value, city_value_is = _city_value(atlas, view, declared, numbers)
    is_count = declared.kind == "count"
    breaks = view_breaks(atlas, view, _centre(atlas, view, declared))
    ends = extent(values) if atlas.protection is None else _ends(breaks)
    limits, limit_decimals = shown_limits(breaks, declared.decimals)
    return Choropleth(
        view=view,
        kind="circles" if is_count else "choropleth",
        lowest=breaks.lowest,
        upper_bounds=breaks.upper_bounds,
        limits=limits,
        limit_decimals=limit_decimals,
        colours=_colours(view, breaks, signed=declared.signed),
        counts=_coloured(numbers, breaks),
        blanks=_blanks(numbers),
        note=breaks.note,
        city_value=city_value,
        city_value_is=city_value_is,
        city_range=_city_range(atlas, view, declared, numbers),
        unit=declared.unit,
        decimals=declared.decimals,
        signed=declared.signed,
        n=len(numbers.value),
        extent=ends,
        histogram=view_histogram(numbers.comparable, years, breaks),
        circles=circles(np.fmax.reduce(years).tolist()) if is_count else None,
        column_url=column_url(atlas, view.level, view.indicator, view.year),
        details_url=details_url(atlas, view.level, view.indicator, view.year),
        geometry_url=map_geometry_url(atlas, view.level),
    )


def _ends(breaks: ClassBreaks) -> tuple[float, ...]:
    return (breaks.lowest, breaks.upper_bounds[-1]) if breaks.upper_bounds else ()


def _centre(atlas: Atlas, view: View, declared: Indicator) -> float | None:
    """Give what standard deviations are counted from: the city's value, or the mean of its values in all years."""
    if view.scheme != "standard_deviation":
        return None
    columns = [column(atlas, view.level, view.indicator, year) for year in class_years(atlas, view)]
    found = [_city_value(atlas, view, declared, numbers) for numbers in columns]
    known = [value for value, is_what in found if is_what not in ("", "median")]
    return float(np.mean(known)) if known else None


def _colours(view: View, breaks: ClassBreaks, *, signed: bool) -> tuple[str, ...]:
    shown = len(breaks.upper_bounds)
    if not shown:
        return ()
    if breaks.scheme == "standard_deviation":
        full = diverging(DIVERGING_PALETTES[0], breaks.empty_below + shown + breaks.empty_above)
        return full[breaks.empty_below : breaks.empty_below + shown]
    if signed:
        return around_zero(DIVERGING_PALETTES[0], breaks.lowest, breaks.upper_bounds)
    return sequential(view.palette, shown)


def _coloured(numbers: Column, breaks: ClassBreaks) -> tuple[int, ...]:
    drawn = numbers.value[numbers.reason == Reason.VALUE]
    classes = class_of(drawn, breaks.upper_bounds)
    return tuple(np.bincount(classes[classes >= 0], minlength=len(breaks.upper_bounds)).tolist())


def _blanks(numbers: Column) -> dict[str, int]:
    found = {reason.label: int((numbers.reason == reason).sum()) for reason in Reason if reason != Reason.VALUE}
    return {label: n for label, n in found.items() if n}


def _city_value(atlas: Atlas, view: View, declared: Indicator, numbers: Column) -> tuple[float, CityValueIs]:
    sums = _computed(declared, numbers)
    city = column(atlas, "city", view.indicator, numbers.year).comparable
    delivered = float(city[0]) if len(city) else float("nan")
    if np.isfinite(delivered):
        same = np.isfinite(sums) and abs(delivered - sums) <= 10.0 ** -(declared.decimals + 2)
        return delivered, "computed" if same else "delivered"
    if np.isfinite(sums):
        return sums, "computed"
    usable = numbers.comparable[np.isfinite(numbers.comparable)]
    return (float(np.median(usable)), "median") if len(usable) and declared.kind != "count" else (float("nan"), "")


def _city_range(atlas: Atlas, view: View, declared: Indicator, numbers: Column) -> tuple[float, ...]:
    """Give the range of the city's rate: from its own counts, else from those of all areas; empty where unknown."""
    city = column(atlas, "city", view.indicator, view.year)
    low, high = city.low, city.high
    if not np.isfinite(low).any() and np.isfinite(_computed(declared, numbers)) and declared.kind == "rate":
        both = np.isfinite(numbers.numerator) & np.isfinite(numbers.denominator)
        ends = wilson_interval([numbers.numerator[both].sum()], [numbers.denominator[both].sum()])
        low, high = (np.round(declared.factor * end, digits_told(atlas, declared.decimals)) for end in ends)
    return (float(low[0]), float(high[0])) if np.isfinite(low).all() and len(low) else ()


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

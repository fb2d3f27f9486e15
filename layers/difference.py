"""The map of differences: the values minus those of another year, or minus the city's value."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from analysis.classification import ClassBreaks, class_of
from analysis.symmetric_breaks import symmetric_breaks
from layers.choropleth import Choropleth, choropleth
from layers.classes import extent, shown_limits, view_histogram
from layers.columns import Numbers, column, content_hash
from layers.container import container
from layers.palettes import DIVERGING_PALETTES, diverging
from layers.public_numbers import digits_told
from layers.remembered import remembered
from layers.view import CITY, View, years_with_values
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason, is_comparable

DifferenceRefusal = Literal["", "difference_of_counts", "difference_without_city", "difference_without_year"]


@dataclass(frozen=True, eq=False)
class Differences:
    """What is subtracted from what, for all areas of a level; arrays have the shape (n,).

    Attributes
    ----------
    value : float64
        ``minuend - subtrahend`` in the indicator's unit (percentage points for a per cent); NaN where one is blank.
    minuend, subtrahend : float64
        NaN where blank. The city's value is the same for all areas.
    low, high : float64
        The range of the subtrahend; NaN where it has none. That of the minuend is the column's.
    clear : float64
        1 where the value lies clearly above what is subtracted, -1 below, 0 neither: the city's value outside the
        area's range, or the ranges of both years apart. NaN without the ranges.
    reason : uint8
        See ``loading.reasons.Reason``: why there is no difference. The reason of the area's own blank comes first, then
        that of the other year. True zeros are numbers like any other here.
    """

    value: Numbers
    minuend: Numbers
    subtrahend: Numbers
    low: Numbers
    high: Numbers
    clear: Numbers
    reason: NDArray[np.uint8]

    def __post_init__(self) -> None:
        for part in (self.value, self.minuend, self.subtrahend, self.low, self.high, self.clear, self.reason):
            part.setflags(write=False)


def difference_refusal(atlas: Atlas, view: View) -> DifferenceRefusal:
    """Say why a difference that was asked for would mislead; empty where it can be shown or none was asked for.

    Notes
    -----
    Counts are refused: their difference to the city's total says nothing, and from year to year it follows the
    number of residents; a rate tells the same without that.
    """
    if not view.against:
        return ""
    if atlas.indicators[atlas.indicator_position(view.indicator)].kind == "count":
        return "difference_of_counts"
    if view.against == CITY:
        known = choropleth(atlas, plain_view(view)).city_value_is in ("delivered", "computed")
        return "" if known else "difference_without_city"
    years = years_with_values(atlas, view.level, view.indicator)
    return "" if int(view.against) in years else "difference_without_year"


@remembered(64)
def differences(atlas: Atlas, level: LevelName, indicator: str, year: int, against: str) -> Differences:
    """Subtract the city's value or another year's values.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int
    against : str
        "city", or a year.

    Returns
    -------
    Differences
        Rounded to two decimals more than shown, as columns are. All NaN where the city's value is unknown.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year, or ``against`` is neither.
    """
    own = column(atlas, level, indicator, year)
    if against == CITY:
        subtrahend, missing = np.full(len(own.value), _city(atlas, level, indicator, year)), own.reason
        ends = choropleth(atlas, _plain(atlas, level, indicator, year)).city_range or (np.nan, np.nan)
        low, high = (np.full(len(own.value), end) for end in ends)
        clear = own.clear
    else:
        other = column(atlas, level, indicator, _year(against))
        subtrahend, missing, low, high = other.comparable, other.reason, other.low, other.high
        apart = (own.low > high).astype(np.float64) - (own.high < low)
        clear = np.where(np.isfinite(own.low) & np.isfinite(low), apart, np.nan)
    value = np.round(own.comparable - subtrahend, digits_told(atlas, own.decimals)) + 0.0
    first = np.where(is_comparable(own.reason), missing, own.reason)
    reason = np.where(np.isfinite(value), Reason.VALUE, np.where(is_comparable(first), Reason.NOT_DELIVERED, first))
    known = np.isfinite(value)
    low, high, clear = (np.where(known, part, np.nan) for part in (low, high, clear))
    return Differences(value, own.comparable.copy(), subtrahend.copy(), low, high, clear, reason.astype(np.uint8))


@remembered(64)
def difference(atlas: Atlas, view: View) -> Choropleth:
    """Answer a View that asks for differences.

    Parameters
    ----------
    atlas : Atlas
    view : View
        With ``against``, and not refused (see :func:`difference_refusal`).

    Returns
    -------
    Choropleth
        Kind "difference": classes symmetrical around zero in diverging colours, signed, from low to high;
        the city's value and everything about the indicator stay as they are.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicator or year.

    Notes
    -----
    Classes: see :func:`analysis.symmetric_breaks.symmetric_breaks`; scheme, number of classes and palette of the View
    do not matter. Blue is below, brown is above; the pale middle is "hardly any difference".
    """
    plain = choropleth(atlas, plain_view(view))
    found = differences(atlas, view.level, view.indicator, view.year, view.against)
    breaks = symmetric_breaks(found.value)
    limits, limit_decimals = shown_limits(_as_shown(breaks), plain.decimals)
    n = len(breaks.upper_bounds)
    return replace(
        plain,
        view=view,
        kind="difference",
        lowest=breaks.lowest,
        upper_bounds=breaks.upper_bounds,
        limits=limits,
        limit_decimals=limit_decimals,
        colours=diverging(DIVERGING_PALETTES[0], n) if n else (),
        counts=tuple(np.bincount(_classes(found, breaks.upper_bounds), minlength=n).tolist()),
        blanks=blanks_of(found.reason),
        note=breaks.note,
        signed=True,
        extent=extent(found.value),
        histogram=view_histogram(found.value, [found.value], breaks),
        column_url=difference_url(atlas, view.level, view.indicator, view.year, view.against),
    )


def blanks_of(reason: NDArray[np.uint8]) -> dict[str, int]:
    """Count the areas without a number by label of the reason, in the order of the reasons."""
    found = {one.label: int((reason == one).sum()) for one in Reason if one != Reason.VALUE}
    return {label: n for label, n in found.items() if n}


def plain_view(view: View) -> View:
    """Ask about the indicator alone."""
    return replace(view, against="", bivariate=False, show="", how="")


def _as_shown(breaks: ClassBreaks) -> ClassBreaks:
    """Put limits below zero back to where they are said to be; see the notes of ``symmetric_breaks``."""
    bounds = breaks.upper_bounds
    above = bounds[len(bounds) // 2 : -1]
    return replace(breaks, upper_bounds=(*(-limit for limit in reversed(above)), *above, *bounds[-1:]))


def _classes(found: Differences, bounds: tuple[float, ...]) -> NDArray[np.intp]:
    classes = class_of(found.value, bounds)
    return classes[classes >= 0]


def _year(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise KeyError(text) from None


def _plain(atlas: Atlas, level: LevelName, indicator: str, year: int) -> View:
    return View(project=atlas.project, level=level, indicator=indicator, year=year)


def _city(atlas: Atlas, level: LevelName, indicator: str, year: int) -> float:
    answer = choropleth(atlas, _plain(atlas, level, indicator, year))
    return answer.city_value if answer.city_value_is in ("delivered", "computed") else float("nan")


@remembered(64)
def difference_bytes(atlas: Atlas, level: LevelName, indicator: str, year: int, against: str) -> bytes:
    """Write differences as a column that also holds what was subtracted from what.

    Returns
    -------
    bytes
        A container, see ``layers.columns.column_bytes``: the sections "value" and "reason" of a column, "minuend"
        and "subtrahend" with its range "subtrahend_low" and "subtrahend_high", and "apart", see
        ``Differences.clear``.

    Raises
    ------
    KeyError
        As :func:`differences`.
    """
    found = differences(atlas, level, indicator, year, against)
    header = {
        "level": level,
        "indicator": indicator,
        "year": year,
        "against": against,
        "decimals": atlas.indicators[atlas.indicator_position(indicator)].decimals,
        "reasons": [reason.label for reason in Reason],
    }
    sections = {
        "value": found.value.astype("<f4"),
        "reason": found.reason,
        "minuend": found.minuend.astype("<f4"),
        "subtrahend": found.subtrahend.astype("<f4"),
        "subtrahend_low": found.low.astype("<f4"),
        "subtrahend_high": found.high.astype("<f4"),
        "apart": found.clear.astype("<f4"),
    }
    return container(header, sections)


@remembered(1024)
def difference_url(atlas: Atlas, level: LevelName, indicator: str, year: int, against: str) -> str:
    """Give the address of differences; it changes with the content, so that browsers may keep it for ever.

    Raises
    ------
    KeyError
        As :func:`differences`.
    """
    version = content_hash(difference_bytes(atlas, level, indicator, year, against))
    path = "/".join(quote(part, safe="") for part in (atlas.project, level, indicator, f"{year}-minus-{against}"))
    return f"/data/{path}.column?v={version}"

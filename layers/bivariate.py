"""The map of two indicators at once: low, middle or high in each, nine colours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from analysis.classification import ClassBreaks, class_of
from analysis.terciles import terciles
from layers.choropleth import Choropleth, choropleth
from layers.classes import shown_limits
from layers.columns import Column, column, column_url, details_url
from layers.difference import blanks_of, plain_view
from layers.remembered import remembered
from layers.view import View, years_with_values
from loading.atlas import Atlas, Indicator
from loading.reasons import Reason

BivariateRefusal = Literal["", "two_of_the_same", "two_with_a_count"]
#: Class 3 * (second) + (first): blue where only the first is high, rose where only the second is, dark plum where
#: both are. Any two differ by at least 20 in CIELAB, also for people without red, green or blue cones.
BIVARIATE_COLOURS: Final = (
    *("#ebecee", "#aac6f0", "#52a2f0"),
    *("#dfa3aa", "#9f7fa7", "#575da2"),
    *("#c8596b", "#883663", "#461859"),
)
_JUDGED: Final = (Reason.VALUE, Reason.ZERO)


@dataclass(frozen=True)
class Axis:
    """One of the two indicators.

    Attributes
    ----------
    indicator : Indicator
    year : int
    upper_bounds : tuple of float
        Of the three classes; a value belongs to the first that it does not exceed. Empty without values.
    limits : tuple of float
        Lower end, two inner limits and upper end as shown.
    limit_decimals : int
    """

    indicator: Indicator
    year: int
    upper_bounds: tuple[float, ...]
    limits: tuple[float, ...]
    limit_decimals: int


@dataclass(frozen=True)
class Bivariate:
    """What the map and its square legend draw.

    Attributes
    ----------
    plain : Choropleth
        The answer about the indicator alone; it carries the question.
    first, second : Axis
        The indicator of the View, and the one it is compared with.
    counts : tuple of int
        Areas in each of the nine classes, in the order of ``BIVARIATE_COLOURS``.
    blanks : mapping of str to int
        Areas in which one of the two is blank, by label of the reason; that of the first indicator comes first.
    second_column_url, second_details_url : str
    """

    plain: Choropleth
    first: Axis
    second: Axis
    counts: tuple[int, ...]
    blanks: Mapping[str, int]
    second_column_url: str
    second_details_url: str

    @property
    def view(self) -> View:
        """The question this is the answer to."""
        return self.plain.view

    def to_json(self) -> dict[str, object]:
        """Give plain values for the browser: those of the first indicator, and what is different here."""
        return {
            **self.plain.to_json(),
            "kind": "bivariate",
            "upper_bounds": list(self.first.upper_bounds),
            "limits": list(self.first.limits),
            "limit_decimals": self.first.limit_decimals,
            "colours": list(BIVARIATE_COLOURS),
            "counts": list(self.counts),
            "blanks": dict(self.blanks),
            "note": "",
            "circles": None,
            "second": {
                "year": self.second.year,
                "upper_bounds": list(self.second.upper_bounds),
                "decimals": self.second.indicator.decimals,
            },
            "second_column_url": self.second_column_url,
            "second_details_url": self.second_details_url,
        }


def second_year(atlas: Atlas, view: View) -> int:
    """Give the year of the second indicator: that of the map, or the nearest one with values.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or second indicator.
    """
    years = years_with_values(atlas, view.level, view.second) or (view.year,)
    return min(years, key=lambda year: abs(year - view.year))


def bivariate_refusal(atlas: Atlas, view: View) -> BivariateRefusal:
    """Say why two indicators cannot be shown together; empty where they can, or where it was not asked for."""
    if not view.bivariate:
        return ""
    if view.second == view.indicator:
        return "two_of_the_same"
    kinds = {atlas.indicators[atlas.indicator_position(one)].kind for one in (view.indicator, view.second)}
    return "two_with_a_count" if "count" in kinds else ""


@remembered(64)
def bivariate(atlas: Atlas, view: View) -> Bivariate:
    """Answer a View that asks for two indicators at once.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Not refused, see :func:`bivariate_refusal`.

    Returns
    -------
    Bivariate

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, an indicator or the year.

    Notes
    -----
    Each indicator is cut into terciles (:func:`analysis.terciles.terciles`) of the areas in which both are known, so
    that low, middle and high are about as many areas each. True zeros are values here.
    """
    year = second_year(atlas, view)
    across, up = (column(atlas, view.level, *one) for one in ((view.indicator, view.year), (view.second, year)))
    both = np.isfinite(across.comparable) & np.isfinite(up.comparable)
    first, second = _axis(atlas, across, both), _axis(atlas, up, both)
    classes = 3 * class_of(up.value[both], second.upper_bounds) + class_of(across.value[both], first.upper_bounds)
    return Bivariate(
        plain=replace(choropleth(atlas, plain_view(view)), view=view),
        first=first,
        second=second,
        counts=tuple(np.bincount(classes, minlength=9).tolist()) if both.any() else (0,) * 9,
        blanks=blanks_of(_reason(across, up, both)),
        second_column_url=column_url(atlas, view.level, view.second, year),
        second_details_url=details_url(atlas, view.level, view.second, year),
    )


def sorted_by_both(answer: Bivariate, atlas: Atlas) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Give the class of every area, -1 where one of the two is blank, and the reason of the blanks.

    Returns
    -------
    classes : int array, shape (n,)
        In the order of ``BIVARIATE_COLOURS``.
    reason : uint8 array, shape (n,)
        ``Reason.VALUE`` where there is a class.
    """
    axes = (answer.first, answer.second)
    across, up = (column(atlas, answer.view.level, axis.indicator.id, axis.year) for axis in axes)
    both = np.isfinite(across.comparable) & np.isfinite(up.comparable)
    classes = 3 * class_of(up.value, answer.second.upper_bounds) + class_of(across.value, answer.first.upper_bounds)
    return np.where(both, classes, -1).astype(np.intp), _reason(across, up, both)


def _axis(atlas: Atlas, numbers: Column, both: NDArray[np.bool_]) -> Axis:
    breaks: ClassBreaks = terciles(numbers.value[both])
    limits, decimals = shown_limits(breaks, numbers.decimals)
    indicator = atlas.indicators[atlas.indicator_position(numbers.indicator)]
    return Axis(indicator, numbers.year, breaks.upper_bounds, limits, decimals)


def _reason(first: Column, second: Column, both: NDArray[np.bool_]) -> NDArray[np.uint8]:
    blank = np.where(np.isin(first.reason, _JUDGED), second.reason, first.reason)
    return np.where(both, Reason.VALUE, blank).astype(np.uint8)

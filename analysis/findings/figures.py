"""What the rules read: the figures of one indicator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.findings.burdens import Burdens
from analysis.findings.clustering import Clustering
from analysis.people import is_part_of, usable
from analysis.small_numbers import Homogeneity, differs_clearly, homogeneity, wilson_interval

ALPHA = 0.05
Part = Literal["numerator", "denominator", "residents"]


@dataclass(frozen=True, eq=False)
class Figures:
    """Everything that is known about one indicator; n quarters, some years.

    Attributes
    ----------
    value : float array, shape (n, years)
        In the indicator's unit; NaN where there is no number.
    numerator, denominator : float arrays, shape (n, years)
        NaN where not known; also for shares delivered without their counts.
    judged : bool array, shape (n, years)
        Where a number stands that may be judged (not too small, not excluded).
    residents : float array, shape (n, years)
        NaN where not known.
    city : float array, shape (years,)
        The city's value, NaN where not known.
    city_part, city_whole : float arrays, shape (years,), or None
        The counts behind the city's value, NaN where not known.
    wholes : mapping of {"numerator", "denominator", "residents"} to float or None
        How many the city has of what is suppressed in some quarters of the year on show, so that their sum falls short
        of it; None where the city's is not known either. What is not here is the sum over the quarters.
    years : tuple of int
        0 where the file names no year; such numbers are not compared over time.
    now : int
        Position of the year on show.
    reasons : tuple of str, length n
        For the year on show: ``"value"``, ``"zero"``, or the kind of blank.
    kind : {"rate", "count", "value"}
    direction : {"more_disadvantage", "less_disadvantage", "context"}
    factor : float
        100 for per cent.
    neighbours : tuple of tuple of int
        Empty where not known.
    second : float array, shape (n,), or None
        Another indicator of the year on show.
    adds_up : bool
        False for districts of which only shares of their quarters were delivered, without the counts.
    clustering : Clustering or None
        None where clusters cannot be looked for: counts, too few quarters, nothing to compare.
    burdens : Burdens or None
        Where the quarters stand on all indicators of the year on show; None where nobody looked.
    """

    value: NDArray[np.float64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    judged: NDArray[np.bool_]
    residents: NDArray[np.float64]
    city: NDArray[np.float64]
    years: tuple[int, ...]
    now: int
    reasons: tuple[str, ...]
    kind: Literal["rate", "count", "value"] = "rate"
    direction: Literal["more_disadvantage", "less_disadvantage", "context"] = "context"
    factor: float = 100.0
    neighbours: tuple[tuple[int, ...], ...] = ()
    second: NDArray[np.float64] | None = None
    adds_up: bool = True
    clustering: Clustering | None = None
    burdens: Burdens | None = None
    city_part: NDArray[np.float64] | None = None
    city_whole: NDArray[np.float64] | None = None
    wholes: Mapping[Part, float | None] = field(default_factory=dict)

    @property
    def side(self) -> int:
        """Which end is of interest: 1 the high one, -1 the low one."""
        return -1 if self.direction == "less_disadvantage" else 1

    @cached_property
    def shown(self) -> NDArray[np.float64]:
        """Judged values of the year on show, NaN elsewhere."""
        return np.where(self.judged[:, self.now], self.value[:, self.now], np.nan)

    @cached_property
    def group(self) -> NDArray[np.float64]:
        """People the indicator counts, in the year on show."""
        return (self.value if self.kind == "count" else self.numerator)[:, self.now]

    @cached_property
    def reference(self) -> NDArray[np.float64]:
        """All people the indicator refers to, in the year on show."""
        return (self.residents if self.kind == "count" else self.denominator)[:, self.now]

    @cached_property
    def is_group(self) -> bool:
        """Whether the counts are a part of the people they refer to, so that concentration can be told."""
        return self.kind != "value" and is_part_of(self.group, self.reference)

    @cached_property
    def city_now(self) -> float:
        """The city's value in the year on show; from the quarters where it was not delivered and none is suppressed."""
        given, is_short = float(self.city[self.now]), "numerator" in self.wholes or "denominator" in self.wholes
        if np.isnan(given) and self.kind == "rate" and self.is_group and not is_short:
            known = usable(self.group, self.reference)
            return float(self.factor * self.group[known].sum() / self.reference[known].sum())
        return given

    @cached_property
    def ranges(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Wilson's ranges in the indicator's unit, NaN where nothing is judged."""
        low, high = wilson_interval(self.numerator[:, self.now], self.denominator[:, self.now])
        judged = self.judged[:, self.now] & (self.kind == "rate") & self.is_group
        return np.where(judged, self.factor * low, np.nan), np.where(judged, self.factor * high, np.nan)

    @cached_property
    def chance(self) -> Homogeneity | None:
        """Whether the shares of the judged quarters scatter more than by chance; None where they are no group."""
        if self.kind != "rate" or not self.is_group:
            return None
        return homogeneity(np.where(self.judged[:, self.now], self.group, np.nan), self.reference)

    @cached_property
    def beyond_chance(self) -> bool:
        """Whether the differences between the quarters, taken together, are more than chance."""
        return self.chance is not None and self.chance.p <= ALPHA

    def whole(self, part: Part, known: float) -> float:
        """Give how many the city has: as many as are known; where some are suppressed what it says itself, else NaN."""
        told = self.wholes.get(part, known)
        return float("nan") if told is None else told

    def outside(self, times: float = 1.0) -> NDArray[np.float64]:
        """Compare each quarter by itself with a multiple of the city's value.

        Returns
        -------
        float array, shape (n,)
            1 whole range above, -1 whole range below, 0 neither, NaN unknown, as where the city's value is.
        """
        judged = self.judged[:, self.now] & (self.kind == "rate") & self.is_group & np.isfinite(self.city_now)
        bar = times * self.city_now / self.factor
        found = differs_clearly(self.numerator[:, self.now], self.denominator[:, self.now], bar)
        return np.where(judged, found, np.nan)

    def clear(self, times: float = 1.0) -> NDArray[np.float64]:
        """As :meth:`outside`, but 0 for all where the differences taken together are no more than chance.

        Of many quarters some lie outside by chance alone; they are no finding.
        """
        found = self.outside(times)
        return found if self.beyond_chance else np.where(np.isnan(found), np.nan, 0.0)

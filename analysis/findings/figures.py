"""What the rules read (figures of one indicator) and what they say (statements)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.people import is_part_of, usable
from analysis.small_numbers import differs_clearly, wilson_interval


@dataclass(frozen=True)
class Statement:
    """One sentence about the figures, not yet in words.

    Attributes
    ----------
    code : str
        Key of the wording, ``"findings.<code>"``; below it ``text`` and ``method``.
    values : mapping of str to number
        Fill the text. ``n`` chooses between one and other; names that end in ``_share`` are per cent.
    amounts : tuple of str
        Those of the values that are in the indicator's unit and want its decimals and unit sign.
    names : mapping of str to tuple of int
        Fields of the text that take the names of these quarters.
    quarters : tuple of int
        Positions of the quarters the statement is about, to select them; may be empty.
    weight : int
        Importance, for the order.
    doubt : bool
        About gaps in the data, not about the city: it stands behind all others.
    """

    code: str
    values: Mapping[str, float] = field(default_factory=dict)
    amounts: tuple[str, ...] = ()
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    quarters: tuple[int, ...] = ()
    weight: int = 0
    doubt: bool = False


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
        """The city's value in the year on show; from the known quarters where it was not delivered."""
        given = float(self.city[self.now])
        if np.isnan(given) and self.kind == "rate" and self.is_group:
            known = usable(self.group, self.reference)
            return float(self.factor * self.group[known].sum() / self.reference[known].sum())
        return given

    @cached_property
    def ranges(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Wilson's ranges in the indicator's unit, NaN where nothing is judged."""
        low, high = wilson_interval(self.numerator[:, self.now], self.denominator[:, self.now])
        judged = self.judged[:, self.now] & (self.kind == "rate") & self.is_group
        return np.where(judged, self.factor * low, np.nan), np.where(judged, self.factor * high, np.nan)

    def clear(self, times: float = 1.0) -> NDArray[np.float64]:
        """Compare with a multiple of the city's value: 1 clearly above, -1 clearly below, 0 neither, NaN unknown."""
        judged = self.judged[:, self.now] & (self.kind == "rate") & self.is_group
        bar = times * self.city_now / self.factor
        clear = differs_clearly(self.numerator[:, self.now], self.denominator[:, self.now], bar)
        return np.where(judged, clear, np.nan)

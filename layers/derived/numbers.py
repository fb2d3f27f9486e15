"""What a derived indicator holds: its declaration and its numbers on every level."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loading.atlas import Indicator, LevelName
from loading.reasons import Reason, has_number


@dataclass(frozen=True, eq=False)
class DerivedNumbers:
    """Numbers of one level; every array has the shape (areas, years).

    Attributes
    ----------
    value : float64
        NaN where ``reason`` has no number.
    reason : uint8
        See ``loading.reasons.Reason``.
    numerator, denominator : float64 or None
        The people that the number is about, where there are any.
    low, high : float64 or None
        Its own 95 % range; None where there is none.
    """

    value: NDArray[np.float64]
    reason: NDArray[np.uint8]
    numerator: NDArray[np.float64] | None = None
    denominator: NDArray[np.float64] | None = None
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None

    @staticmethod
    def of(
        value: NDArray[np.float64],
        reason: NDArray[np.uint8],
        is_hidden: NDArray[np.bool_] | bool = False,
        **more: NDArray[np.float64],
    ) -> "DerivedNumbers":
        """Keep the reasons of what the numbers come from.

        What could not be computed all the same is not delivered, or suppressed in years in which that is what it would
        be measured against (``is_hidden``, shape (years,)); what comes from a true zero and is none itself is a
        number like any other. Counts and ranges are kept where there is a number.
        """
        known = has_number(reason) & np.isfinite(value)
        lost = has_number(reason) & ~known
        moved = known & (reason == Reason.ZERO) & (value != 0)
        unknown = np.where(is_hidden, Reason.SUPPRESSED, Reason.NOT_DELIVERED)
        return DerivedNumbers(
            np.where(known, value, np.nan),
            np.where(lost, unknown, np.where(moved, Reason.VALUE, reason)).astype(np.uint8),
            **{name: np.where(known, numbers, np.nan) for name, numbers in more.items()},
        )


@dataclass(frozen=True, eq=False)
class Derived:
    """An indicator that is computed from others when it is asked for.

    Attributes
    ----------
    indicator : Indicator
        Its id is the question: ``kind:argument``.
    numbers : mapping of level to DerivedNumbers
        One for every level of the Atlas.
    """

    indicator: Indicator
    numbers: Mapping[LevelName, DerivedNumbers]

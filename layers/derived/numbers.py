"""What a derived indicator holds: its declaration and its numbers on every level."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loading.atlas import Indicator, LevelName
from loading.reasons import Reason


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
        None where the derived number is no share of people.
    """

    value: NDArray[np.float64]
    reason: NDArray[np.uint8]
    numerator: NDArray[np.float64] | None = None
    denominator: NDArray[np.float64] | None = None

    @staticmethod
    def of(value: NDArray[np.float64], reason: NDArray[np.uint8]) -> "DerivedNumbers":
        """Keep the reasons of what the numbers come from; what could not be computed all the same is not delivered."""
        has_number = np.isin(reason, [one for one in Reason if one.has_number])
        lost = has_number & ~np.isfinite(value)
        return DerivedNumbers(
            np.where(has_number & np.isfinite(value), value, np.nan),
            np.where(lost, Reason.NOT_DELIVERED, reason).astype(np.uint8),
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

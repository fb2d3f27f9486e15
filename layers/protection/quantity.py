"""One thing that is counted, and all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from loading.atlas import Atlas, LevelName

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Role = Literal["numerator", "denominator", "residents", "share", "implied"]
LEVELS: tuple[LevelName, ...] = ("quarter", "district", "city")


@dataclass
class Quantity:
    """One thing that is counted.

    Attributes
    ----------
    numbers : float64, shape (areas of all levels, years)
        NaN where not known.
    withheld : bool, same shape
        The source has suppressed it.
    roles : list of (indicator position or -1, role)
        Where it stands; -1 with "residents".
    whole : int
        Position of the quantity that it is a part of, -1 for none.
    is_amount : bool
        Euros, square metres: not a count of whole things; ``numbers`` are multiplied by ``scale``.
    signed : bool
    of_people : bool
        Whether its small numbers are to be protected.
    copy_of : int
        The quantity it repeats, where that has another denominator, or is told in another unit; -1 for none.
    told : float64, same shape, or None
        What is published where it is not hidden, if that is not ``numbers``: people with decimals, as means of a year
        have them; another unit.
    largest : float64, same shape, or None
        What of each number comes from its largest contributor, in the unit of ``numbers``; NaN where not known.
    is_made : bool
        A copy in another unit, or rounded: where counts are rounded it would tell them more exactly.
    """

    numbers: FloatArray
    withheld: BoolArray
    roles: list[tuple[int, Role]]
    whole: int = -1
    is_amount: bool = False
    scale: float = 1.0
    signed: bool = False
    of_people: bool = True
    copy_of: int = -1
    told: FloatArray | None = None
    largest: FloatArray | None = None
    is_made: bool = False

    @property
    def true(self) -> FloatArray:
        """The numbers as delivered."""
        return self.numbers / self.scale if self.told is None else self.told


@dataclass
class Quantities:
    """All quantities of an Atlas, and which of them each part of a cube is.

    Attributes
    ----------
    each : list of Quantity
    places : mapping of level to slice
        Rows of the level's areas.
    position : mapping of (indicator, role) to int
    bases : mapping of indicator position to str
        How it is known of whom a share without counts is: ``"decided"``, ``"words"``, ``"numbers"``; ``""`` for not.
    """

    each: list[Quantity]
    places: Mapping[LevelName, slice]
    position: dict[tuple[int, Role], int] = field(default_factory=dict)
    bases: dict[int, str] = field(default_factory=dict)

    @property
    def areas(self) -> int:
        """Areas of all levels."""
        return max(place.stop for place in self.places.values())


def all_levels(atlas: Atlas, places: Mapping[LevelName, slice], part: str, position: int) -> NDArray[np.generic]:
    """Give one part of the cubes for one indicator; shape (areas of all levels, years)."""
    return np.concatenate([getattr(atlas.cubes[level], part)[:, position] for level in places])

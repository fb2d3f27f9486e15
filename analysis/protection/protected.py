"""What may be published of cells, and the proof that comes with it."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from analysis.protection.cells import BoolArray, FloatArray, IntArray
from analysis.protection.rules import Rules


class State(IntEnum):
    """Why a cell is published or not; for the internal audit only, since it would tell an attacker."""

    OPEN = 0
    PRIMARY = 1
    COMPLEMENT = 2
    DENOMINATOR = 3
    DOMINANCE = 4
    WITHHELD = 5
    SECONDARY = 6
    UNKNOWN = 7


class NothingFitsError(ValueError):
    """No whole numbers fit everything that is said: what was delivered, or published, contradicts itself."""

    def __init__(self) -> None:
        super().__init__("no whole numbers fit what is published")


PROTECTED = (State.PRIMARY, State.COMPLEMENT, State.DENOMINATOR, State.DOMINANCE, State.WITHHELD)


@dataclass(frozen=True, eq=False)
class Bounds:
    """Between which numbers an attacker can place each cell.

    Attributes
    ----------
    low, high : float64, shape (cells,)
        Both the number itself where it is published; ``-inf`` and ``inf`` where nothing is known.
    exact : bool, shape (cells,)
        Whether both ends are reached by whole numbers that fit everything published. Elsewhere the search was
        stopped, and the interval is the narrower one that is certain to be possible.
    """

    low: FloatArray
    high: FloatArray
    exact: BoolArray

    def __post_init__(self) -> None:
        for array in vars(self).values():
            array.setflags(write=False)

    def __repr__(self) -> str:
        pinned = int((self.low == self.high).sum())
        return f"{len(self.low)} cells, {pinned} known, {int(self.exact.sum())} exactly bounded"


@dataclass(frozen=True, eq=False)
class Protected:
    """Cells after protection.

    Attributes
    ----------
    rules : Rules
    state : uint8, shape (cells,)
        A :class:`State` per cell. With rounding, protected cells keep their state and are published rounded;
        ``SECONDARY`` are those that had to be hidden all the same.
    published : float64, shape (cells,)
        What may be told: NaN where hidden or unknown; multiples of the base with rounding, NaN where only hiding
        protects.
    low, high : float64, shape (cells,)
        What an attacker can conclude who knows everything published, the relations and the rules. In very large parts
        where relations cross the ends may lie further apart than what he can conclude, with rounding closer together;
        there the requirement is proven by two solutions.
    unproven : int64, shape (u,)
        Protected cells whose interval is narrower than required although all was tried (what pins them is fixed);
        empty is what a public project needs.
    rerounded : int64, shape (r,)
        Cells rounded away from their nearest multiple so that others are not pinned.
    """

    rules: Rules
    state: NDArray[np.uint8]
    published: FloatArray
    low: FloatArray
    high: FloatArray
    unproven: IntArray
    rerounded: IntArray

    def __post_init__(self) -> None:
        for array in (self.state, self.published, self.low, self.high, self.unproven, self.rerounded):
            array.setflags(write=False)

    def __repr__(self) -> str:
        told = ", ".join(f"{number} {state.name.lower()}" for state, number in self.counts().items() if number)
        return f"{self.rules.profile}: {told}; {len(self.unproven)} unproven"

    @property
    def hidden(self) -> BoolArray:
        """Cells without a published number that have one."""
        return np.isnan(self.published) & (self.state != State.UNKNOWN)

    @property
    def protected(self) -> BoolArray:
        """Cells that a rule protects, as against those hidden or rounded with them."""
        return np.isin(self.state, PROTECTED)

    def counts(self) -> dict[State, int]:
        """How many cells there are of each state.

        Returns
        -------
        dict
        """
        return {state: int((self.state == state).sum()) for state in State}

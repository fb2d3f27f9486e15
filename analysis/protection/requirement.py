"""How widely an attacker must be left in the dark about each protected cell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.protection.cells import BoolArray, Cells, FloatArray, IntArray
from analysis.protection.primary import complements, few
from analysis.protection.protected import PROTECTED, State
from analysis.protection.rules import Rules
from analysis.protection.system import System


@dataclass(frozen=True, eq=False)
class Requirement:
    """Least intervals of protected variables.

    Attributes
    ----------
    variables : int64, shape (r,)
        Positions within the :class:`System`: cells or complements.
    cell : int64, shape (r,)
        The cell that each protects.
    below : float64, shape (r,)
        The interval must begin at this or lower; ``inf`` for any.
    above : float64, shape (r,)
        It must end at this or higher; ``-inf`` for any.
    width : float64, shape (r,)
        It must be at least this wide: end minus beginning.
    """

    variables: IntArray
    cell: IntArray
    below: FloatArray
    above: FloatArray
    width: FloatArray

    def __len__(self) -> int:
        return len(self.variables)

    def met(self, low: FloatArray, high: FloatArray) -> BoolArray:
        """Tell which are met by bounds.

        Parameters
        ----------
        low, high : float64, shape (variables of the system,)

        Returns
        -------
        bool, shape (r,)
        """
        near, far = low[self.variables], high[self.variables]
        with np.errstate(invalid="ignore"):  # -inf and inf of cells nobody knows anything about
            return (near <= self.below) & (far >= self.above) & ~(far - near < self.width)

    def only(self, chosen: BoolArray | IntArray) -> "Requirement":
        """Take some of the requirements."""
        return Requirement(*(array[chosen] for array in vars(self).values()))


def requirement(cells: Cells, system: System, state: NDArray[np.uint8], rules: Rules) -> Requirement:
    """Say how wide the interval of each protected cell must be.

    Parameters
    ----------
    cells : Cells
    system : System
    state : uint8, shape (cells,)
        As :func:`analysis.protection.primary.primary` gives it.
    rules : Rules

    Returns
    -------
    Requirement
        A count or complement below k: at least k wide, with a value below k and one of k or more. A small
        denominator: k wide. Dominance: k wide, and so far up that the largest contributor does not dominate. With
        rounding: as wide as rounding alone leaves a small count, which is to one side of 0; dominance as before.
    """
    least = rules.minimum_numerator
    by_rule = np.isin(state, PROTECTED)
    small = by_rule & (few(cells.counts, least, rules.zero_is_open) | cells.withheld)
    nearly_all = few(complements(cells), least, rules.full_is_open) & rules.complement & (system.complement >= 0)
    nearly_all &= by_rule & cells.sensitive
    other = by_rule & ~small & ~nearly_all
    dominated = other & (state == State.DOMINANCE)
    threshold = rules.dominance or 1.0
    enough = np.where(dominated, np.ceil(cells.largest / threshold - 1e-9), -np.inf)
    complement = system.complement[nearly_all]
    cell = np.concatenate([np.flatnonzero(small), np.flatnonzero(nearly_all), np.flatnonzero(other)])
    telling = int(small.sum() + nearly_all.sum())
    rounds, size = rules.base > 1, len(cell)
    below, above = np.full(size, np.inf), np.full(size, -np.inf)
    above[telling:] = enough[other]
    if not rounds:
        below[:telling], above[:telling] = least - 1.0, least
    return Requirement(
        variables=np.concatenate([np.flatnonzero(small), complement, np.flatnonzero(other)]),
        cell=cell,
        below=below,
        above=above,
        width=np.full(size, float((rules.base - 1) // 2) if rounds else float(least)),
    )

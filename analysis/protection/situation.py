"""What is hidden at one moment of the search for a protection, and what follows from it."""

from dataclasses import dataclass

import numpy as np

from analysis.protection.attack import bounded
from analysis.protection.cells import BoolArray, Cells, FloatArray
from analysis.protection.propagation import Propagated, propagated
from analysis.protection.protected import Bounds
from analysis.protection.requirement import Requirement
from analysis.protection.rules import Rules
from analysis.protection.steps import Tell, silent
from analysis.protection.system import System, Unknown

MOST_WORK = 400_000.0
"""Variables times questions of a connected part that are searched in seconds."""


@dataclass(frozen=True, eq=False)
class Task:
    """What has to be protected.

    Attributes
    ----------
    cells : Cells
    rules : Rules
    system : System
    required : Requirement
    truth : float64, shape (variables,)
        The numbers; for those that nobody knows, any that fit.
    can_hide : bool, shape (cells,)
        Open cells that may be hidden to protect others: known, not fixed, and no zero where zeros are open (a hidden
        cell would otherwise not be at least 1, as everybody may rely on).
    """

    cells: Cells
    rules: Rules
    system: System
    required: Requirement
    truth: FloatArray
    can_hide: BoolArray

    @classmethod
    def of(cls, cells: Cells, rules: Rules, system: System, required: Requirement, truth: FloatArray) -> "Task":
        """Put together what has to be protected."""
        counts = cells.counts
        zero = (counts == 0) & ~cells.signed & rules.zero_is_open
        return cls(cells, rules, system, required, truth, ~np.isnan(counts) & ~cells.fixed & ~zero)

    @property
    def least(self) -> FloatArray:
        """What everybody knows of a hidden cell or complement, shape (variables,)."""
        never = np.isnan(self.cells.counts) & ~self.cells.withheld
        least = np.where(never | (not self.rules.zero_is_open), 0.0, 1.0)
        return self.system.variables(np.where(self.cells.signed, -np.inf, least), 0.0)

    @property
    def wanted(self) -> BoolArray:
        """The variables that something is required of, shape (variables,)."""
        wanted = np.zeros(self.system.rows.cells, dtype=bool)
        wanted[self.required.variables] = True
        return wanted

    def unknown(self, hidden: BoolArray) -> BoolArray:
        """Which variables are unknown where some cells are hidden.

        Parameters
        ----------
        hidden : bool, shape (cells,)

        Returns
        -------
        bool, shape (variables,)
            A complement is known where both its numerator and its denominator are.
        """
        numerators = np.flatnonzero(self.system.complement >= 0)
        either = hidden[numerators] | hidden[self.cells.denominator[numerators]]
        return np.concatenate([hidden, either])

    def ends(self, hidden: BoolArray) -> tuple[FloatArray, FloatArray]:
        """What is known of each variable by itself, shape (variables,) each."""
        unknown = self.unknown(hidden)
        return np.where(unknown, self.least, self.truth), np.where(unknown, np.inf, self.truth)

    def passed_on(self, hidden: BoolArray) -> tuple[Unknown, Propagated, FloatArray, FloatArray]:
        """Bounds of all variables after they were passed on along the relations."""
        low, high = self.ends(hidden)
        unknown = Unknown.of(self.system, low, high, self.unknown(hidden))
        unknown, found = propagated(unknown, self.system, self.wanted)
        low[unknown.positions], high[unknown.positions] = found.low, found.high
        return unknown, found, low, high

    def audit(self, hidden: BoolArray, tell: Tell = silent) -> Bounds:
        """Bounds of all protected variables, exact but in very large parts where relations cross."""
        return bounded(self.system, *self.ends(hidden), self.wanted, MOST_WORK, tell=tell)

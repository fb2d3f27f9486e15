"""Round every published number to multiples of a base so that sums give no small count back."""

import numpy as np

from analysis.protection.attack import bounded
from analysis.protection.cells import BoolArray, Cells, FloatArray, IntArray
from analysis.protection.primary import known
from analysis.protection.propagation import implied
from analysis.protection.protected import Bounds
from analysis.protection.requirement import Requirement
from analysis.protection.rules import Rules
from analysis.protection.system import System

MOST_ROUNDS = 60


class Rounding:
    """Rounded numbers while some are re-rounded.

    Parameters
    ----------
    cells : Cells
    rules : Rules
    system : System
    required : Requirement

    Notes
    -----
    Every number of the fixed menu (quarters, districts, city) is rounded by itself, half up, so that the same number
    is the same everywhere. Where sums then leave a protected count fewer values than rounding itself does, another
    member of the sum is rounded to the multiple on its other side, less than a base away: the largest that helps,
    whose number suffers least [1]_. The attacker of the proof even knows which these are. Free sums of cells are
    no part of the menu: whoever offers them gives counts back.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, doi:10.1002/9781118348239.
    """

    def __init__(self, cells: Cells, rules: Rules, system: System, required: Requirement) -> None:
        base = rules.base
        self.cells, self.rules, self.system, self.required = cells, rules, system, required
        self.published = base * np.floor((cells.counts + base // 2) / base)
        self.away = np.zeros(len(cells), dtype=bool)
        self.wanted = np.zeros(system.rows.cells, dtype=bool)
        self.wanted[required.variables] = True
        self.enough = np.zeros(system.rows.cells)
        np.maximum.at(self.enough, required.variables, required.width)
        order = np.argsort(system.rows.indices, kind="stable")
        self.sorted_cells, self.rows_of_sorted = system.rows.indices[order], system.rows.rows[order]

    def windows(self) -> tuple[FloatArray, FloatArray]:
        """What is known of each variable by itself, shape (variables,) each."""
        unknown = np.isnan(self.cells.counts)
        low, high = known(
            self.published,
            self.rules,
            signed=self.cells.signed,
            unknown=unknown,
            rerounded=np.flatnonzero(self.away),
        )
        return self.system.variables(low, 0.0), self.system.variables(high, np.inf)

    def audit(self) -> Bounds:
        """What follows from everything published."""
        return bounded(self.system, *self.windows(), self.wanted, enough=self.enough)

    def settle(self) -> Bounds:
        """Re-round until nothing protected is pinned, or nothing helps any more; give the last bounds."""
        for _ in range(MOST_ROUNDS):
            bounds = self.audit()
            unmet = np.flatnonzero(~self.required.met(bounds.low, bounds.high))
            if not len(unmet) or not self._reround(unmet, bounds):
                break
        return bounds

    def _reround(self, unmet: IntArray, bounds: Bounds) -> bool:
        """Re-round one number around each pinned variable, no two in one row; say whether any was."""
        windows = self.windows()
        touched: set[int] = set()
        for number in unmet.tolist():
            variable = int(self.required.variables[number])
            around = self._rows_with(variable)
            if touched.isdisjoint(around.tolist()):
                width = float(bounds.high[variable] - bounds.low[variable])
                cell = self._helpful(variable, around, windows, (width, float(self.required.width[number])))
                if cell >= 0:
                    self.published[cell] = self._other(cell)
                    self.away[cell] = True
                    touched.update(self._rows_with(cell).tolist())
        return bool(touched)

    def _rows_with(self, variable: int) -> IntArray:
        first, last = np.searchsorted(self.sorted_cells, [variable, variable + 1])
        return self.rows_of_sorted[first:last]

    def _other(self, cell: int) -> float:
        """The multiple on the other side of a number."""
        up = self.cells.counts[cell] > self.published[cell]
        return float(self.published[cell] + (self.rules.base if up else -self.rules.base))

    def _helpful(
        self, variable: int, around: IntArray, windows: tuple[FloatArray, FloatArray], widths: tuple[float, float]
    ) -> int:
        """The cell of the rows around a variable that leaves it most values when re-rounded, the largest of these.

        ``widths`` are what it has now and what is enough; -1 where no cell leaves it more than it has.
        """
        rows, constants = self.system.rows.only(around), self.system.constants[around]
        base, counts = self.rules.base, self.cells.counts
        best, found = (widths[0], np.inf), -1
        for cell in np.unique(rows.indices).tolist():
            if cell >= len(counts) or cell == variable or self.away[cell] or not counts[cell] % base > 0:
                continue
            low, high = windows[0].copy(), windows[1].copy()
            low[cell] = self._other(cell) - base + 1
            low[cell] = low[cell] if self.cells.signed[cell] else max(low[cell], 0.0)
            high[cell] = self._other(cell) + base - 1
            here = rows.indices == variable
            below, above = implied(low, high, rows, constants)
            far = min(high[variable], above[here].min()) - max(low[variable], below[here].max())
            merit = (min(far, widths[1]), float(counts[cell]))
            if merit > best:
                best, found = merit, cell
        return found


def rounded(cells: Cells, rules: Rules, system: System, required: Requirement) -> tuple[FloatArray, BoolArray, Bounds]:
    """Round all cells, consistently and without pinning a protected one.

    Parameters
    ----------
    cells : Cells
    rules : Rules
        With a base.
    system : System
    required : Requirement

    Returns
    -------
    published : float64, shape (cells,)
        Multiples of the base; NaN where nothing was delivered or the source withheld it.
    away : bool, shape (cells,)
        Cells rounded to the multiple on their other side.
    bounds : Bounds
        What an attacker knows of each variable.
    """
    rounding = Rounding(cells, rules, system, required)
    bounds = rounding.settle()
    return rounding.published, rounding.away, bounds

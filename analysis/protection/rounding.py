"""Round every published number to multiples of a base so that sums give no small count back."""

from dataclasses import replace

import numpy as np

from analysis.protection.attack import bounded
from analysis.protection.cells import BoolArray, Cells, FloatArray, IntArray
from analysis.protection.primary import known
from analysis.protection.propagation import propagated
from analysis.protection.protected import Bounds
from analysis.protection.requirement import Requirement
from analysis.protection.rerounding import Ends, Rerounding, Ways
from analysis.protection.rules import Rules
from analysis.protection.steps import Tell, silent
from analysis.protection.system import System, Unknown

FROM_NOTHING = 5.0
"""What it costs more to tell of a number that there are some where it would be told that there are none."""


class Rounding:
    """Rounded numbers while some are re-rounded, consistently and without pinning a protected one.

    Parameters
    ----------
    cells : Cells
    rules : Rules
    system : System
    required : Requirement
    truth : float64, shape (variables,)
        The numbers; for those that nobody knows, any that fit.
    hidden : bool, shape (cells,)
        Hidden whatever else is.

    Attributes
    ----------
    away, hidden : bool, shape (cells,)
        Rounded to the multiple on their other side; not told, as given or as nothing but hiding helped.

    Notes
    -----
    Every number of the fixed menu (quarters, districts, city) is rounded by itself, half up, so that the same number
    is the same everywhere. Where sums then leave a protected count fewer values than rounding itself does, others are
    rounded to the multiple on their other side, less than a base away: as few as possible, large ones first, whose
    numbers suffer least [1]_. The attacker of the proof even knows which these are. Somebody who takes all numbers for
    rounded to their nearest multiple is left as many values, too, if anything fits at all: what he believes to have
    found is no disclosure, but a perceived one [1]_. Where nothing else helps the fewest possible numbers are hidden.
    Free sums of cells are no part of the menu: whoever offers them gives counts back.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, doi:10.1002/9781118348239.
    """

    def __init__(
        self,
        cells: Cells,
        rules: Rules,
        system: System,
        required: Requirement,
        truth: FloatArray,
        hidden: BoolArray,
    ) -> None:
        base, counts = rules.base, cells.counts
        self.cells, self.rules, self.system, self.required, self.truth = cells, rules, system, required, truth
        self.nearest = base * np.floor((counts + base // 2) / base)
        self.between = (np.nan_to_num(counts % base) > 0) & ~hidden
        self.other = self.nearest + np.where(self.between, np.where(counts > self.nearest, base, -base), 0)
        self.away, self.hidden = np.zeros_like(self.between), hidden.copy()
        self.wanted = np.zeros(system.rows.cells, dtype=bool)
        self.wanted[required.variables] = True
        self.enough = np.zeros(system.rows.cells)
        np.maximum.at(self.enough, required.variables, required.width)

    @property
    def published(self) -> FloatArray:
        """What is told, shape (cells,): multiples of the base; NaN where hidden, not delivered or withheld."""
        return np.where(self.hidden, np.nan, np.where(self.away, self.other, self.nearest))

    def settle(self, tell: Tell = silent) -> Bounds:
        """Re-round, and then hide, until nothing protected is pinned; give the last bounds."""
        bounds = self.audit(tell)
        unmet = np.flatnonzero(~self.required.met(bounds.low, bounds.high))
        if len(unmet):
            tell("round")
            unmet = self._reround(unmet)
            if len(unmet):
                self._hide(unmet)
            bounds = self.audit(tell)
        return bounds

    def audit(self, tell: Tell = silent) -> Bounds:
        """What follows from everything published."""
        ends = self._windows(self.published, self.away)
        return bounded(self.system, *ends, self.wanted, enough=self.enough, tell=tell)

    def _windows(self, published: FloatArray, away: BoolArray) -> Ends:
        """What is known of each variable by itself, shape (variables,) each."""
        low, high = known(
            published,
            self.rules,
            signed=self.cells.signed,
            unknown=np.isnan(self.cells.counts),
            rerounded=np.flatnonzero(away),
        )
        return self.system.variables(low, 0.0), self.system.variables(high, np.inf)

    def _reround(self, unmet: IntArray) -> IntArray:
        """Round to the other side what helps; give the requirements that are not met then."""
        nothing = np.zeros_like(self.between)
        cells = self.system.variables
        count = np.abs(np.nan_to_num(self.cells.counts))
        cost = 1.0 + self.rules.base / (count + self.rules.base) + np.where(self.nearest == 0, FROM_NOTHING, 0.0)
        nearest, other = (np.where(self.hidden, np.nan, one) for one in (self.nearest, self.other))
        can, price, plain = cells(self.between, 0.0) > 0, cells(cost, 0.0), self._windows(nearest, nothing)
        readers = [Ways(plain, self._windows(other, away), can, price) for away in (self.between, nothing)]
        self.away, left = self._changed(unmet, readers)
        return left

    def _hide(self, unmet: IntArray) -> None:
        """Hide what helps."""
        nothing = np.zeros_like(self.between)
        cells, far = self.system.variables, 4.0 * self.rules.base
        low, _ = self._windows(np.full(len(nothing), np.nan), nothing)
        hidden = np.maximum(low, self.truth - far), self.truth + far
        can = cells(~np.isnan(self.cells.counts) & ~self.cells.fixed & ~self.hidden, 0.0) > 0
        count = np.abs(np.nan_to_num(self.cells.counts))
        price = cells(1.0 + count / max(count.max(initial=0.0), 1.0), 0.0)
        readers = [Ways(self._windows(self.published, away), hidden, can, price) for away in (self.away, nothing)]
        self.hidden |= self._changed(unmet, readers)[0]
        self.away &= ~self.hidden

    def _changed(self, unmet: IntArray, readers: list[Ways]) -> tuple[BoolArray, IntArray]:
        """Change cells of all parts with unmet requirements; give the cells, and the requirements not met then."""
        low = np.min([ends for one in readers for ends in (one.plain[0], one.changed[0])], axis=0)
        high = np.max([ends for one in readers for ends in (one.plain[1], one.changed[1])], axis=0)
        unknown, found = propagated(Unknown.of(self.system, low, high), self.system, self.wanted)
        of_part = np.full(len(low), -1)
        of_part[unknown.positions] = found.part
        wanted = of_part[self.required.variables]
        changed, left = np.zeros(len(low), dtype=bool), [np.empty(0, dtype=np.int64)]
        for part in np.unique(wanted[unmet]):
            chosen, numbers = unknown.only(found.part == part), np.flatnonzero(wanted == part)
            at = np.searchsorted(chosen.positions, self.required.variables[numbers])
            required = replace(self.required.only(numbers), variables=at)
            ways = [one.only(chosen.positions) for one in readers]
            rerounding = Rerounding(chosen, self.truth[chosen.positions], ways, required)
            left.append(numbers[rerounding.settle()])
            changed[chosen.positions] = rerounding.changed
        return changed[: len(self.cells)], np.concatenate(left)

"""Hide further cells where relations cross: the cheapest that let a protected cell move far enough."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.protection.cells import BoolArray, FloatArray, IntArray
from analysis.protection.programme import Programme
from analysis.protection.propagation import narrowed
from analysis.protection.situation import Task
from analysis.protection.system import Unknown


class Crossing:
    """A connected part of a task while cells are being hidden in it; everything outside stands at its number.

    Parameters
    ----------
    task : Task
    inside : bool, shape (variables,)
        Variables that may move.
    hidden : bool, shape (cells,)
        What is hidden already.
    numbers : int64
        Requirements of the task to be met.

    Notes
    -----
    Every solution found is kept: it fits everything published, so that two of them prove an interval for all cells
    at once. What is hidden additionally follows from the least-cost flow that moves a protected cell: all open cells
    that must move for it [1]_, [2]_.

    References
    ----------
    .. [1] Kelly, J. P., Golden, B. L. and Assad, A. A. (1992). Cell suppression: disclosure protection for sensitive
       tabular data. Networks 22.
    .. [2] Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
       constraints. Management Science 47 (7), doi:10.1287/mnsc.47.7.1008.9805.
    """

    def __init__(self, task: Task, inside: BoolArray, hidden: BoolArray, numbers: IntArray) -> None:
        truth = task.truth
        self.task = task
        self.unknown, least = _part(task, inside)
        self.positions = self.unknown.positions
        self.truth = truth[self.positions]
        self.least = np.minimum(least[self.positions], self.truth)
        self.is_cell = self.positions < task.system.cells
        self.moves = ~self.is_cell | hidden[np.where(self.is_cell, self.positions, 0)]
        self.secondary = np.zeros(len(self.positions), dtype=bool)
        self.solutions = self.truth[np.newaxis]
        self.programme = Programme.of(self.unknown)
        self.flow = _Flow.of(self.unknown, self.truth, self.least)
        place = np.full(len(truth), -1)
        place[self.positions] = np.arange(len(self.positions))
        self.numbers = numbers
        self.required = task.required.only(numbers)
        self.at = place[self.required.variables]
        self.failures = np.zeros(len(numbers), dtype=np.int64)

    @property
    def unproven(self) -> IntArray:
        """Requirements that no two solutions prove yet."""
        found = self.solutions[:, self.at]
        low, high, required = found.min(axis=0), found.max(axis=0), self.required
        met = (low <= required.below) & (high >= required.above) & (high - low >= required.width)
        return np.flatnonzero(~met)

    def search(self, goal: FloatArray, still: int = -1) -> bool:
        """Look for a solution with the least goal in which only what is hidden moves, and all but ``still``."""
        moving, programme = self._moving
        low, high = programme.low, programme.high
        if still >= 0:
            low, high = low.copy(), high.copy()
            low[moving == still] = high[moving == still] = self.truth[still]
        solution = programme.least(goal[moving], low, high)
        if solution.values is None:
            return False
        values = self.truth.copy()
        values[moving] = solution.values
        self._keep(values)
        return True

    @cached_property
    def _moving(self) -> tuple[IntArray, Programme]:
        """The programme of what is hidden; what is open stands."""
        moving = np.flatnonzero(self.moves)
        programme = Programme.of(self.unknown.only(self.moves, self.truth))
        # An end that is further than anything required keeps the search bounded.
        wide = self.truth.max() + self.required.width.max() + np.nanmax(self.required.above, initial=0.0) + 1.0
        high = np.maximum(wide, self.truth[moving])
        return moving, replace(programme, low=self.least[moving], high=high)

    def _hide(self, more: BoolArray) -> None:
        self.moves, self.secondary = self.moves | more, self.secondary | more
        self.__dict__.pop("_moving", None)

    def _open(self, at: int) -> None:
        self.moves[at] = self.secondary[at] = False
        self.__dict__.pop("_moving", None)

    def prove(self, number: int, still: int = -1) -> bool:
        """Look for solutions that prove one requirement without hiding more."""
        for sign in (1.0, -1.0):
            if number in self.unproven:
                goal = np.zeros(len(self.positions))
                goal[self.at[number]] = sign
                self.search(goal, still)
        return number not in self.unproven

    def satisfy(self) -> None:
        """Hide cells until every requirement is proven, or nothing is left that could be hidden for it."""
        self._search_together()
        for number in np.argsort(-(self.required.above - self.truth[self.at]), kind="stable"):
            if number in self.unproven and not self.prove(int(number)):
                self._make_room(int(number))

    def _make_room(self, number: int) -> None:
        """Hide the cheapest cells that let one variable move up or, failing that, down far enough."""
        at, required = self.at[number], self.required
        lowest = self.solutions[:, at].min()
        target = max(required.above[number], lowest + required.width[number])
        if self._move(at, target, np.inf):
            return
        highest = self.flow.reach(at)
        if self._move(at, min(highest, target), np.inf):
            self._move(at, -np.inf, min(required.below[number], min(highest, target) - required.width[number]))

    def _move(self, at: int, least: float, most: float) -> bool:
        """Hide what must move so that one variable lies between two numbers."""
        values = self.flow.cheapest(at, (least, most), self.moves)
        if values is None:
            return False
        self._keep(values)
        self._hide(~self.moves & (values != self.truth))
        return True

    def clean_up(self) -> None:
        """Publish again what is hidden without need, the largest first."""
        for at in sorted(np.flatnonzero(self.secondary).tolist(), key=lambda one: -self.truth[one]):
            before = self.solutions
            self.solutions = before[before[:, at] == self.truth[at]]
            if self._may_be_open(at) and self._provable(at):
                self._open(at)
            else:
                self.solutions = before

    def _search_together(self, still: int = -1) -> None:
        """Look for two solutions that move all unproven variables at once, as far as they can."""
        for sign in (1.0, -1.0):
            goal = np.zeros(len(self.positions))
            goal[self.at[self.unproven]] = sign
            if goal.any():
                self.search(goal, still)

    def _may_be_open(self, at: int) -> bool:
        """Whether bounds that are passed on do not show already that a cell has to stay hidden."""
        moves = self.moves.copy()
        moves[at] = False
        low, high = np.where(moves, self.least, self.truth), np.where(moves, np.inf, self.truth)
        near, far, _ = narrowed(replace(self.unknown, low=low, high=high))
        return bool(replace(self.required, variables=self.at).met(near, far).all())

    def _provable(self, still: int) -> bool:
        """Whether every requirement can be proven while one more cell stands still."""
        self._search_together(still)
        for number in sorted(self.unproven.tolist(), key=lambda one: -self.failures[one]):
            if not self.prove(number, still):
                self.failures[number] += 1  # what stood in the way once is asked first next time
                return False
        return True

    def _keep(self, values: FloatArray) -> None:
        """Add a solution; those that prove nothing any more go when there are too many."""
        self.solutions = np.vstack([self.solutions, values])
        if len(self.solutions) > 2 * len(self.at) + 50:
            found = self.solutions[:, self.at]
            ends = np.unique(np.concatenate([[0], found.argmin(axis=0), found.argmax(axis=0)]))
            self.solutions = self.solutions[ends]

    @property
    def proven(self) -> IntArray:
        """Requirements of the task that are proven."""
        return np.delete(self.numbers, self.unproven)

    @property
    def added(self) -> IntArray:
        """Cells that are hidden in addition."""
        return self.positions[self.secondary]


def _part(task: Task, inside: BoolArray) -> tuple[Unknown, FloatArray]:
    """The rows of what may move, and what every variable is at least.

    Numerators that stand need no row of their own: their denominators only must not fall below them.
    """
    system, truth, least = task.system, task.truth, task.least
    numerators = np.flatnonzero(system.complement >= 0)
    stands = ~inside[system.complement[numerators]]
    np.maximum.at(least, task.cells.denominator[numerators[stands]], truth[numerators[stands]])
    unknown = Unknown.of(system, truth, truth, inside)
    first = len(system.rows) - system.pairs
    pair = unknown.numbers - first
    return unknown.without((pair >= 0) & stands[np.maximum(pair, 0)] if len(stands) else pair >= 0), least


@dataclass(frozen=True, eq=False)
class _Flow:
    """Movements of variables up and down that leave all sums as they are."""

    programme: Programme
    truth: FloatArray
    least: FloatArray
    cost: FloatArray

    @classmethod
    def of(cls, unknown: Unknown, truth: FloatArray, least: FloatArray) -> "_Flow":
        from scipy import sparse

        matrix = Programme.of(unknown).matrix
        sums = np.zeros(matrix.shape[0])
        both = sparse.csc_array(sparse.hstack([matrix, -matrix]))
        down = truth - least
        nothing = np.zeros(2 * len(truth))
        programme = Programme(both, sums, sums, nothing, np.concatenate([np.full(len(truth), np.inf), down]))
        return cls(programme, truth, least, 1.0 + np.abs(truth) / max(np.abs(truth).max(initial=1.0), 1.0))

    def cheapest(self, at: int, ends: tuple[float, float], moves: BoolArray) -> FloatArray | None:
        """Find values with one variable between two numbers, moving open cells as little as possible."""
        size, programme = len(self.truth), self.programme
        cost = np.where(moves, 1e-6, self.cost)
        low, high = programme.low.copy(), programme.high.copy()
        if np.isfinite(ends[0]):
            low[at] = max(ends[0] - self.truth[at], 0.0)
            high[size + at] = 0.0
        else:
            low[size + at] = max(self.truth[at] - ends[1], 0.0)
            high[at] = 0.0
        if (low > high).any():
            return None
        solution = programme.least(np.concatenate([cost, cost]), low, high)
        if solution.values is None:
            return None
        values: FloatArray = self.truth + solution.values[:size] - solution.values[size:]
        return values

    def reach(self, at: int) -> float:
        """How far one variable could go up if everything were hidden."""
        goal = np.zeros(2 * len(self.truth))
        goal[at], goal[len(self.truth) + at] = -1.0, 1.0
        solution = self.programme.least(goal)
        return np.inf if solution.values is None else self.truth[at] - solution.bound

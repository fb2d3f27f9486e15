"""The whole numbers that fit a connected part of a system, searched by HiGHS."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.protection.cells import BoolArray, FloatArray
from analysis.protection.propagation import SAME
from analysis.protection.system import Unknown

SECONDS = 20.0
"""The longest search for one end of one interval."""

_OPTIMAL, _STOPPED, _INFEASIBLE, _UNBOUNDED = 0, 1, 2, 3


@dataclass(frozen=True, eq=False)
class Solution:
    """An end of what is possible.

    Attributes
    ----------
    values : float64, shape (u,), or None
        Whole numbers that fit and reach it; None where none were found or there is no end.
    bound : float
        The goal's least value; ``-inf`` where it has no end, ``inf`` where nothing fits.
    exact : bool
        Whether the search was finished.
    """

    values: FloatArray | None
    bound: float
    exact: bool


@dataclass(frozen=True, eq=False)
class Programme:
    """Rows and bounds of some variables, ready to be asked for the least value of any goal.

    Attributes
    ----------
    matrix, lower, upper : sparse matrix, float64 arrays
        Rows: ``lower <= matrix @ x <= upper``.
    low, high : float64, shape (u,)
    """

    matrix: Any
    lower: FloatArray
    upper: FloatArray
    low: FloatArray
    high: FloatArray

    @classmethod
    def of(cls, unknown: Unknown) -> "Programme":
        """Make the programme of what is unknown."""
        from scipy import sparse

        rows = unknown.rows
        shape = (len(rows), rows.cells)
        matrix = sparse.csr_array((rows.coefficients.astype(np.float64), rows.indices, rows.indptr), shape=shape)
        return cls(matrix.tocsc(), unknown.constants, unknown.constants, unknown.low, unknown.high)

    def least(self, goal: FloatArray, low: FloatArray | None = None, high: FloatArray | None = None) -> Solution:
        """Find whole numbers with the least value of a goal.

        Parameters
        ----------
        goal : float64, shape (u,)
            What each variable counts in it.
        low, high : float64, shape (u,), optional
            Bounds for this question only.

        Returns
        -------
        Solution

        Notes
        -----
        The linear programme comes first: where its vertex consists of whole numbers, as in tables of two dimensions,
        it is the answer. Only otherwise branch and cut is needed.
        """
        bounds = (self.low if low is None else low), (self.high if high is None else high)
        relaxed = self._solve(goal, bounds, np.zeros(len(goal)))
        if relaxed.exact and (relaxed.values is None or _whole(relaxed.values).all()):
            return self._checked(relaxed, bounds)
        return self._checked(self._solve(goal, bounds, np.ones(len(goal))), bounds)

    def _checked(self, solution: Solution, bounds: tuple[FloatArray, FloatArray]) -> Solution:
        """Round a solution, and do not take it for one if the whole numbers do not fit exactly."""
        if solution.values is None:
            return solution
        values = np.round(solution.values)
        sums = self.matrix @ values
        fits = (np.abs(sums - np.clip(sums, self.lower, self.upper)) < SAME).all()
        if not fits or (values < bounds[0]).any() or (values > bounds[1]).any():
            return Solution(None, solution.bound, False)
        return Solution(values, round(solution.bound, 6), solution.exact)

    def _solve(self, goal: FloatArray, bounds: tuple[FloatArray, FloatArray], integrality: FloatArray) -> Solution:
        from scipy import optimize

        answer = optimize.milp(
            goal,
            constraints=optimize.LinearConstraint(self.matrix, self.lower, self.upper),
            bounds=optimize.Bounds(*bounds),
            integrality=integrality,
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0, "presolve": bool(integrality.any())},
        )
        if answer.status == _INFEASIBLE:
            return Solution(None, np.inf, True)
        if answer.x is None:
            # HiGHS may tell "unbounded or infeasible" in one word: the same question without a goal tells which.
            return self._without_end(goal, bounds, integrality, answer.status)
        return Solution(answer.x, float(answer.fun), answer.status == _OPTIMAL)

    def _without_end(
        self, goal: FloatArray, bounds: tuple[FloatArray, FloatArray], integrality: FloatArray, status: int
    ) -> Solution:
        if not goal.any():
            return Solution(None, np.inf, status != _STOPPED)
        some = self._solve(np.zeros(len(goal)), bounds, integrality)
        if status == _STOPPED:
            return Solution(some.values, np.inf if some.values is None else float(goal @ some.values), False)
        return Solution(None, np.inf if some.values is None else -np.inf, some.exact)


def _whole(values: FloatArray) -> BoolArray:
    return np.abs(values - np.round(values)) < SAME

"""Choose which numbers are told otherwise, so that a protected one keeps all the values it must have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.protection.cells import BoolArray, FloatArray, IntArray
from analysis.protection.programme import Programme
from analysis.protection.requirement import Requirement
from analysis.protection.system import Unknown

Ends = tuple[FloatArray, FloatArray]

NEAR = 100, 500
"""So many variables around a protected one may move at first, and then; all others stand at their numbers."""

TOGETHER = 3
"""So often all that is not proven is searched for at once."""


@dataclass(frozen=True, eq=False)
class Ways:
    """Two ways to tell each variable.

    Attributes
    ----------
    plain, changed : pair of float64, shape (variables,)
        Least and greatest number that is told so.
    can : bool, shape (variables,)
        Which may be told the other way; the windows of these are finite.
    cost : float64, shape (variables,)
        What that costs.
    """

    plain: Ends
    changed: Ends
    can: BoolArray
    cost: FloatArray

    def only(self, chosen: IntArray, start: FloatArray | None = None) -> "Ways":
        """Take some of the variables; with ``start`` as distances from numbers of all variables."""
        zero = np.zeros(len(chosen)) if start is None else start[chosen]
        plain, changed = ((low[chosen] - zero, high[chosen] - zero) for low, high in (self.plain, self.changed))
        return Ways(plain, changed, self.can[chosen], self.cost[chosen])

    def windows(self, changed: BoolArray) -> Ends:
        """The window of each variable, where those that are changed are told the other way."""
        low, high = (np.where(changed, *both) for both in zip(self.changed, self.plain, strict=True))
        return low, high


class Reader:
    """Somebody who reads what is told, and the solutions that fit what he takes it for.

    Parameters
    ----------
    ways : Ways
        What each variable is to him, told one way or the other.
    truth : float64, shape (u,)
    """

    def __init__(self, ways: Ways, truth: FloatArray) -> None:
        self.ways, self.truth = ways, truth
        self.solutions = np.empty((0, len(truth)))

    def keep(self, solutions: FloatArray) -> None:
        """Add solutions."""
        self.solutions = np.vstack([self.solutions, solutions])

    def unproven(self, required: Requirement, changed: BoolArray) -> IntArray:
        """Requirements that no two solutions prove; none for whom nothing fits, or who is wrong about the number."""
        found = self.solutions[:, required.variables]
        if not len(found):
            return np.empty(0, dtype=np.int64)
        low, high = (ends[required.variables] for ends in self.ways.windows(changed))
        true = self.truth[required.variables]
        return np.flatnonzero(~self._wide(found, required) & (low <= true) & (true <= high))

    def keep_needed(self, required: Requirement) -> None:
        """Give up solutions that prove nothing the others do not prove; the first is where searches start."""
        found = self.solutions[:, required.variables]
        if not len(found):
            return
        kept = np.ones(len(found), dtype=bool)
        proven = self._wide(found, required)
        for number in range(len(found) - 1, 0, -1):
            kept[number] = False
            if (proven & ~self._wide(found[kept], required)).any():
                kept[number] = True
        self.solutions = self.solutions[kept]

    @staticmethod
    def _wide(found: FloatArray, required: Requirement) -> BoolArray:
        return np.asarray(found.max(axis=0) - found.min(axis=0) >= required.width)

    def allowed(self, changed: BoolArray) -> BoolArray:
        """Variables that all solutions allow to be told the other way."""
        return np.asarray(self._fits(~changed).all(axis=0))

    def _fits(self, changed: BoolArray) -> BoolArray:
        low, high = self.ways.windows(changed)
        return np.asarray((self.solutions >= low) & (self.solutions <= high))


class Rerounding:
    """A connected part of a rounded table while the way some of its numbers are told is changed.

    Parameters
    ----------
    unknown : Unknown
        The part, with bounds that hold whichever way its numbers are told.
    truth : float64, shape (u,)
    ways : sequence of Ways
        Of each reader, with the same variables that can change. The first knows which are changed: to him the truth
        is always possible.
    required : Requirement
        Its variables are positions within the part.

    Attributes
    ----------
    changed : bool, shape (u,)
        What is told the other way.

    Notes
    -----
    Two whole-numbered solutions of everything told that lie far enough apart prove an interval. Where there are none a
    mixed-integer programme looks for both together with the changes that allow them, and takes the cheapest: the
    controlled rounding of [1]_, asked for protection instead of additivity. Solutions found before stay proofs, as
    only such numbers change that they allow both ways.

    References
    ----------
    .. [1] Salazar-González, J. J. (2006). Controlled rounding and cell perturbation: statistical disclosure limitation
       methods for tabular data. Mathematical Programming 105.
    """

    def __init__(self, unknown: Unknown, truth: FloatArray, ways: Sequence[Ways], required: Requirement) -> None:
        self.unknown, self.required = unknown, required
        self.programme = Programme.of(unknown)
        self.readers = [Reader(one, truth) for one in ways]
        self.readers[0].keep(truth[np.newaxis])
        self.changed = np.zeros(len(truth), dtype=bool)

    def settle(self) -> IntArray:
        """Change numbers until all requirements are proven against all readers; give those for which nothing helped."""
        left = [self._settle_for(reader) for reader in self.readers]
        return np.unique(np.concatenate(left))

    def _settle_for(self, reader: Reader) -> IntArray:
        self._prove(reader)
        for one in self.readers:
            one.keep_needed(self.required)
        for number in self._unproven(reader).tolist():
            if number in self._unproven(reader):
                self._change(reader, number)
        return self._unproven(reader)

    def _unproven(self, reader: Reader) -> IntArray:
        return reader.unproven(self.required, self.changed)

    def _prove(self, reader: Reader) -> None:
        """Look for solutions that prove what is told already, for all requirements at once."""
        if not len(reader.solutions):
            self._search(reader, np.zeros(len(self.changed)))
        for sign in (1.0, -1.0) * TOGETHER:
            self._search_for(reader, self._unproven(reader), sign)

    def _search_for(self, reader: Reader, numbers: IntArray, sign: float) -> None:
        if len(numbers):
            goal = np.zeros(len(self.changed))
            goal[self.required.variables[numbers]] = sign
            self._search(reader, goal)

    def _search(self, reader: Reader, goal: FloatArray) -> None:
        low, high = reader.ways.windows(self.changed)
        low, high = np.maximum(low, self.unknown.low), np.minimum(high, self.unknown.high)
        values = self.programme.least(goal, low, high).values if (low <= high).all() else None
        if values is not None:
            reader.keep(values[np.newaxis])

    def _change(self, reader: Reader, number: int) -> None:
        """Make the cheapest changes around one variable that leave it wide enough; else try to prove it from afar."""
        can = reader.ways.can & np.all([one.allowed(self.changed) for one in self.readers], axis=0)
        inside = np.zeros(len(self.changed), dtype=bool)
        for near in NEAR:
            if inside.all():
                break
            inside = self._around(int(self.required.variables[number]), near)
            found = self._pair(reader, number, inside, can)
            if found is not None:
                self.changed, pair = found
                reader.keep(pair)
                return
        for sign in (1.0, -1.0):
            self._search_for(reader, np.array([number]), sign)

    def _around(self, variable: int, near: int) -> BoolArray:
        """The variables nearest to one by the relations they share."""
        rows = self.unknown.rows
        inside = np.zeros(len(self.changed), dtype=bool)
        inside[variable] = True
        while inside.sum() < near:
            touched = np.zeros(len(rows), dtype=bool)
            touched[rows.rows[inside[rows.indices]]] = True
            wider = inside.copy()
            wider[rows.indices[touched[rows.rows]]] = True
            if (wider == inside).all():
                break
            inside = wider
        return inside

    def _pair(
        self, reader: Reader, number: int, inside: BoolArray, can: BoolArray
    ) -> tuple[BoolArray, FloatArray] | None:
        """What is told the other way then, and two solutions that prove one requirement; None where there are none."""
        moving, start = np.flatnonzero(inside), reader.solutions[0]
        free = np.flatnonzero(can[moving])
        asked = int(np.searchsorted(moving, self.required.variables[number])), float(self.required.width[number])
        part = self.unknown.only(inside, start)
        ends = part.low - start[moving], part.high - start[moving]
        moved = _moved(Programme.of(part), ends, reader.ways.only(moving, start), self.changed[moving], free, asked)
        if moved is None:
            return None
        changed = self.changed.copy()
        changed[moving[free]] = moved[: len(free)] > 0.5
        pair = np.repeat(start[np.newaxis], 2, axis=0)
        pair[:, moving] += moved[len(free) :].reshape(2, len(moving))
        return changed, pair


def _moved(
    programme: Programme, ends: Ends, ways: Ways, changed: BoolArray, free: IntArray, asked: tuple[int, float]
) -> FloatArray | None:
    """Search for changes of what is free, and two movements from a solution to others, one behind the other.

    Everything is given from where that solution stands. ``asked``: which variable must lie how far apart.
    """
    from scipy import sparse

    rows, size = programme.matrix, len(changed)
    nothing = sparse.csr_array((rows.shape[0], len(free)))
    pick = sparse.csr_array((np.ones(len(free)), (np.arange(len(free)), free)), shape=(len(free), size))
    apart = sparse.csr_array(([1.0], ([0], [asked[0]])), shape=(1, size))
    plain, other = ([end[free] for end in one] for one in (ways.plain, ways.changed))
    steps = [sparse.diags_array(near - far, format="csr") for near, far in zip(plain, other, strict=True)]
    blocks = [[nothing, rows, None], [None, None, rows], [None, -apart, apart]]
    blocks += [[step, *both] for both in ([pick, None], [None, pick]) for step in steps]
    still, endless = np.zeros(rows.shape[0]), np.full(len(free), np.inf)
    low, high = ways.windows(changed)
    low[free], high[free] = np.minimum(plain[0], other[0]), np.maximum(plain[1], other[1])
    low, high = np.maximum(low, ends[0]), np.minimum(high, ends[1])
    if (low > high).any():
        return None
    joint = Programme(
        sparse.csc_array(sparse.block_array(blocks)),
        np.concatenate([still, still, [asked[1]], *(plain[0], -endless) * 2]),
        np.concatenate([still, still, [np.inf], *(endless, plain[1]) * 2]),
        np.concatenate([np.zeros(len(free)), low, low]),
        np.concatenate([np.ones(len(free)), high, high]),
    )
    return joint.least(np.concatenate([ways.cost[free], np.zeros(2 * size)])).values

"""Sums among quantities, found numerically: what an attacker with the same tables finds too."""

import numpy as np
from numpy.typing import NDArray

from layers.protection.quantity import Quantities, Quantity
from layers.protection.sums.called_alike import Families
from layers.protection.sums.gappy import gappy_sums
from layers.protection.sums.short import FEWEST_ROWS, Sum, complete, nearly_sums, short_sums

FloatArray = NDArray[np.float64]
MOST_COEFFICIENT = 2
_FINEST = 1000
_SMALLEST_PIVOT = 1e-7
_WHOLE = 1e-5


def found_sums(found: Quantities, *, amounts: bool = False, families: Families | None = None) -> list[Sum]:
    """Find which quantities add up to others in all quarters and years, or districts where quarters have no numbers.

    Parameters
    ----------
    found : Quantities
    amounts : bool
        Among euros and square metres, instead of counts.
    families : mapping of quantity to its groups, optional
        What titles say, see :func:`layers.protection.sums.called_alike.families`.

    Returns
    -------
    list of ((quantity, coefficient), ...)
        Each sums to 0: groups and their total, a group and the rest. One relation per dependency; all others follow.

    Notes
    -----
    The quantities are columns of a matrix whose rows are quarters and years. Its null space holds every linear
    relation among them; Gauss-Jordan elimination with pivots as large as possible writes it as one relation per
    dependent column. Those with small whole coefficients, true to the last person, are sums. Where a town has fewer
    quarters than columns everything depends on everything, and where parts have gaps few rows are left; so sums of up
    to four parts are also searched for one by one, those of up to three parts also where a few rows are out, as after
    a correction, and totals of any number of groups by :func:`layers.protection.sums.gappy.gappy_sums`.
    A sum found by chance hides more than is needed, one that is missed would give numbers away.
    """
    quarters = found.places["quarter"]
    candidates = [at for at, one in enumerate(found.each) if one.is_amount == amounts and _can_add_up(one)]
    sums = _among(found, candidates, quarters, families or {})
    coarse = {at for at in candidates if not np.isfinite(found.each[at].numbers[quarters]).any()}
    if coarse and "district" in found.places:
        of_districts = _among(found, candidates, found.places["district"], families or {})
        sums += [one for one in of_districts if coarse.intersection(at for at, _ in one)]
    return _independent(sums, len(found.each))


def _among(found: Quantities, candidates: list[int], rows: slice, families: Families) -> list[Sum]:
    """Find sums in the rows of one level, each once."""
    sums: dict[frozenset[int], Sum] = {}
    filled = {at: _filled(found.each[at].numbers[rows]) for at in candidates}
    for years in {tuple(of_one.tolist()) for of_one in filled.values() if of_one.any()}:
        wanted = np.array(years)
        told = [at for at in candidates if filled[at][wanted].all()]
        numbers = _side_by_side([found.each[at] for at in told], rows, wanted)
        place = {at: number for number, at in enumerate(told)}
        called = [
            (place[total], tuple(place[part] for part in parts if part in place))
            for total, parts in families.items()
            if total in place
        ]
        surely = [*_dependencies(numbers), *short_sums(numbers), *_with_gaps(numbers)]
        for one in [*surely, *gappy_sums(numbers, families=called), *nearly_sums(numbers)]:
            named = tuple((told[column], coefficient) for column, coefficient in one)
            sums.setdefault(frozenset(at for at, _ in named), named)
    return list(sums.values())


def _side_by_side(several: list[Quantity], rows: slice, years: NDArray[np.bool_]) -> FloatArray:
    """Put quantities beside one another as whole numbers; people with decimals count as thousandths."""
    numbers = np.column_stack([one.numbers[rows][:, years].ravel() for one in several])
    if all(one.told is None for one in several):
        return numbers
    true = np.column_stack([one.true[rows][:, years].ravel() for one in several])
    return np.asarray(np.round(true * _FINEST))


def _independent(sums: list[Sum], quantities: int) -> list[Sum]:
    """Leave out what follows from the sums before: an attacker learns no more from it."""
    kept: list[Sum] = []
    basis = np.empty((0, quantities))
    for one in sums:
        row = np.zeros(quantities)
        row[[at for at, _ in one]] = [coefficient for _, coefficient in one]
        left = row - basis.T @ (basis @ row)
        size = float(np.linalg.norm(left))
        if size > _WHOLE:
            basis = np.vstack([basis, left / size])
            kept.append(one)
    return kept


def _filled(numbers: FloatArray) -> NDArray[np.bool_]:
    """Tell which years have numbers."""
    return np.asarray(np.isfinite(numbers).any(axis=0))


def _can_add_up(one: Quantity) -> bool:
    if one.copy_of >= 0 or any(role == "share" for _, role in one.roles):
        return False
    return bool(np.nansum(np.abs(one.numbers)) > 0)


def _dependencies(numbers: FloatArray) -> list[Sum]:
    """Give the whole-numbered relations between columns; rows with gaps are left out, columns with most gaps first."""
    columns, rows = complete(numbers)
    if len(columns) < 2 or rows.sum() < FEWEST_ROWS:
        return []
    matrix = numbers[np.ix_(rows, columns)]
    found = []
    for relation in null_space(matrix):
        whole = small_whole(relation)
        if whole is None:
            continue
        used = np.flatnonzero(whole)
        if len(used) < 3 or np.abs(matrix[:, used] @ whole[used]).max() > 0:
            continue
        found.append(tuple((int(columns[at]), int(whole[at])) for at in used))
    return found


def _with_gaps(numbers: FloatArray) -> list[Sum]:
    """Search for sums of two parts that hold a column with so many gaps that it was left out elsewhere."""
    columns, _ = complete(numbers)
    found: list[Sum] = []
    for gappy in np.setdiff1d(np.arange(numbers.shape[1]), columns).tolist():
        for other in range(numbers.shape[1]):
            if other == gappy:
                continue
            sums, rests = numbers[:, gappy] + numbers[:, other], numbers[:, gappy] - numbers[:, other]
            found += [((gappy, 1), (other, 1), (total, -1)) for total in _equal(numbers, sums, (gappy, other))]
            found += [((other, 1), (rest, 1), (gappy, -1)) for rest in _equal(numbers, rests, (gappy, other))]
    return found


def _equal(numbers: FloatArray, wanted: FloatArray, without: tuple[int, int]) -> list[int]:
    """Find the columns that are equal to numbers wherever both are known, and are not always the same."""
    difference = numbers - wanted[:, None]
    known = np.isfinite(difference)
    equal = ((difference == 0) | ~known).all(axis=0) & (known.sum(axis=0) >= FEWEST_ROWS)
    return [
        at
        for at in np.flatnonzero(equal).tolist()
        if at not in without and len(np.unique(numbers[known[:, at], at])) > 2
    ]


def small_whole(relation: FloatArray) -> FloatArray | None:
    """Give the coefficients of a relation as whole numbers; None where they are no small ones.

    Examples
    --------
    >>> small_whole(np.array([1.0, 0.9999999, -1.0])), small_whole(np.array([1.0, 0.5, -1.0]))
    (array([ 1.,  1., -1.]), None)
    """
    whole = np.round(relation)
    fits = np.abs(relation - whole).max() <= _WHOLE and np.abs(whole).max() <= MOST_COEFFICIENT
    return np.asarray(whole) if fits else None


def null_space(matrix: FloatArray) -> list[FloatArray]:
    """Write each column that depends on others by them.

    Parameters
    ----------
    matrix : float64, shape (rows, columns)

    Returns
    -------
    list of float64, shape (columns,)
        Coefficients of relations that sum to 0 in every row; that of the dependent column is -1.
    """
    scale = np.linalg.norm(matrix, axis=0)
    reduced: FloatArray = np.asarray(np.linalg.qr(matrix / scale, mode="r"))
    width, row, pivots = reduced.shape[1], 0, []
    free: list[int] = []
    for column in _large_last(scale):
        at = row + int(np.argmax(np.abs(reduced[row:, column]))) if row < len(reduced) else -1
        if at < 0 or abs(reduced[at, column]) < _SMALLEST_PIVOT:
            free.append(column)
            continue
        reduced[[row, at]] = reduced[[at, row]]
        reduced[row] /= reduced[row, column]
        others = np.arange(len(reduced)) != row
        reduced[others] -= np.outer(reduced[others, column], reduced[row])
        pivots.append(column)
        row += 1
    relations = []
    for column in free:
        one = np.zeros(width)
        one[pivots] = reduced[: len(pivots), column] * scale[column] / scale[pivots]
        one[column] = -1.0
        relations.append(one)
    return relations


def _large_last(scale: FloatArray) -> list[int]:
    """Take parts first, so that totals are written by their parts."""
    return [int(column) for column in np.argsort(scale, kind="stable")]

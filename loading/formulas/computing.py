"""Compute a formula for all areas and years of a level; every blank keeps a reason."""

from collections.abc import Callable

import numpy as np

from loading.cubes.placing import Numbers
from loading.formulas.syntax import ColumnName, Constant, Node, Operation, Opposite
from loading.reasons import Reason

RESTRICTIVE_LAST = (Reason.NOT_JOINED, Reason.NOT_DELIVERED, Reason.EXCLUDED, Reason.SUPPRESSED)


def computed(node: Node, numbers_of: Callable[[str], Numbers]) -> Numbers:
    """Compute a formula.

    Parameters
    ----------
    node : Node
    numbers_of : callable
        Gives the numbers of a column, all of one shape (areas, years).

    Returns
    -------
    Numbers
        Same shape. ZERO where the result is exactly 0.

    Raises
    ------
    KeyError
        If ``numbers_of`` does not know a column.

    Notes
    -----
    A blank operand gives a blank, whatever the operation: nothing is filled in. Where both operands are blank, the
    more restrictive reason stands: SUPPRESSED before EXCLUDED, NOT_DELIVERED, NOT_JOINED, as in sums of areas. A
    division by zero has no meaning and gives EXCLUDED, also 0 / 0; so does what no longer fits into a number.

    Examples
    --------
    >>> from loading.formulas.syntax import parse
    >>> columns = {
    ...     "a": Numbers(np.array([[3.0, 0.0, np.nan]]), np.array([[0, 1, 4]], dtype=np.uint8)),
    ...     "b": Numbers(np.array([[6.0, 5.0, 0.0]]), np.array([[0, 0, 1]], dtype=np.uint8)),
    ... }
    >>> found = computed(parse("[a] / [b]"), columns.__getitem__)
    >>> found.values.tolist(), found.reasons.tolist()
    ([[0.5, 0.0, nan]], [[0, 1, 4]])
    """
    found = _result(node, numbers_of)
    if isinstance(found, Numbers):
        return found
    raise AssertionError("a formula without columns is refused before")


def _result(node: Node, numbers_of: Callable[[str], Numbers]) -> Numbers | float:
    match node:
        case Constant(value):
            return value
        case ColumnName(name):
            return numbers_of(name)
        case Opposite(operand):
            found = _result(operand, numbers_of)
            return Numbers(-found.values, found.reasons) if isinstance(found, Numbers) else -found
        case Operation(operator, left, right):
            return _combined(operator, _result(left, numbers_of), _result(right, numbers_of))


def _combined(operator: str, left: Numbers | float, right: Numbers | float) -> Numbers | float:
    with np.errstate(all="ignore"):
        values = _arithmetic(operator, _values(left), _values(right))
    if not isinstance(left, Numbers) and not isinstance(right, Numbers):
        return float(values)
    reasons = np.where(values == 0, Reason.ZERO, Reason.VALUE).astype(np.uint8)
    meaningless = ~np.isfinite(values)
    if not meaningless.any():
        return Numbers(values, reasons)
    values[meaningless], reasons[meaningless] = np.nan, Reason.EXCLUDED
    blank = [(part.reasons, ~part.known) for part in (left, right) if isinstance(part, Numbers)]
    for reason in RESTRICTIVE_LAST:
        for given, unknown in blank:
            reasons[unknown & (given == reason)] = reason
    return Numbers(values, reasons)


def _arithmetic(operator: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    match operator:
        case "+":
            found = left + right
        case "-":
            found = left - right
        case "*":
            found = left * right
        case _:
            found = left / right
    return np.asarray(found)


def _values(part: Numbers | float) -> np.ndarray:
    return part.values if isinstance(part, Numbers) else np.asarray(part, dtype=np.float64)

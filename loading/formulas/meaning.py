"""What a formula is: a rate, a count or a value, and whether larger units can be computed from sums."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from loading.atlas import Kind
from loading.formulas.syntax import ColumnName, Constant, Node, Operation, Opposite

Warned = Literal["mixed", "not_from_sums"]
Degree = int | None


@dataclass(frozen=True)
class Meaning:
    """How a formula is computed.

    Attributes
    ----------
    kind : {"rate", "count", "value"}
        Rate: sums of counts divided by sums of counts. Count: counts added and subtracted. Value: all else.
    whole : Node
        The formula.
    top, bottom : Node or None
        Of a rate; constants stand in ``factor``.
    factor : float
        Constants of a rate: 100 in ``100 * [a] / [b]``.
    from_sums : bool
        Whether the formula, applied to a district's sums, gives the district's value.
    warnings : tuple of {"mixed", "not_from_sums"}
    """

    kind: Kind
    whole: Node
    top: Node | None = None
    bottom: Node | None = None
    factor: float = 1.0
    from_sums: bool = True
    warnings: tuple[Warned, ...] = ()

    @property
    def divides(self) -> bool:
        """Whether something is divided by columns, so that "per 100" says something."""
        return _divides(self.whole)


def meaning(whole: Node, is_count: Callable[[str], bool]) -> Meaning:
    """Say what a formula is.

    Parameters
    ----------
    whole : Node
    is_count : callable
        Whether a column counts people or things, so that its numbers add up over areas; shares, means and
        amounts per head do not.

    Returns
    -------
    Meaning

    Notes
    -----
    Every part has a degree in counts, as quantities have dimensions: a column of counts 1, a number, a share or
    a mean 0; products add the degrees, quotients subtract them, sums need equal ones. Degree 0 is free of the
    size of an area and may be computed from the sums of a larger one: rates, and also differences and products
    of rates. Of degree 1 only sums and multiples of counts may, everything else may not: the sum of a product is
    not the product of the sums.

    Examples
    --------
    >>> from loading.formulas.syntax import parse
    >>> [meaning(parse(text), lambda name: True).kind for text in ("[a] / ([a] + [b])", "[a] - [b]", "[a] * [b]")]
    ['rate', 'count', 'value']
    """
    degree, linear = _degree(whole, is_count)
    factor, core = _without_constants(whole)
    if degree == 0 and isinstance(core, Operation) and core.operator == "/" and factor > 0:
        over, top = _without_constants(core.left)
        under, bottom = _without_constants(core.right)
        counts = all(_degree(part, is_count) == (1, True) for part in (top, bottom))
        if counts and under != 0 and factor * over / under > 0:
            return Meaning("rate", whole, top, bottom, factor * over / under)
    if degree == 1 and linear:
        return Meaning("count" if _plain(whole) else "value", whole)
    if degree == 0:
        return Meaning("value", whole)
    return Meaning("value", whole, from_sums=False, warnings=("mixed" if degree is None else "not_from_sums",))


def _degree(node: Node, is_count: Callable[[str], bool]) -> tuple[Degree, bool]:
    """Give the degree in counts, None where unequal ones are added; and whether counts are only added and scaled."""
    match node:
        case Constant():
            return 0, True
        case ColumnName(name):
            return (1, True) if is_count(name) else (0, False)
        case Opposite(operand):
            return _degree(operand, is_count)
        case Operation(operator, left, right):
            (one, linear), (other, also) = _degree(left, is_count), _degree(right, is_count)
            if one is None or other is None:
                return None, False
            if operator in "+-":
                return (one, linear and also) if one == other else (None, False)
            if operator == "*":
                return one + other, linear and also and (_is_constant(left) or _is_constant(right))
            return one - other, linear and _is_constant(right)


def _is_constant(node: Node) -> bool:
    match node:
        case Constant():
            return True
        case Opposite(operand):
            return _is_constant(operand)
        case Operation(_, left, right):
            return _is_constant(left) and _is_constant(right)
    return False


def _divides(node: Node) -> bool:
    match node:
        case Opposite(operand):
            return _divides(operand)
        case Operation(operator, left, right):
            return (operator == "/" and not _is_constant(right)) or _divides(left) or _divides(right)
    return False


def _without_constants(node: Node) -> tuple[float, Node]:
    """Take numbers out of a product: (100, [a]) of ``100 * [a]``."""
    match node:
        case Operation("*", Constant(number), rest) | Operation("*", rest, Constant(number)):
            factor, core = _without_constants(rest)
            return number * factor, core
        case Operation("/", rest, Constant(number)) if number:
            factor, core = _without_constants(rest)
            return factor / number, core
        case Operation("/", left, right):
            over, top = _without_constants(left)
            return over, Operation("/", top, right)
    return 1.0, node


def _plain(node: Node) -> bool:
    """Whether counts are added and subtracted only, so that the result is a number of people or things."""
    match node:
        case ColumnName():
            return True
        case Opposite(operand):
            return _plain(operand)
        case Operation(operator, left, right):
            return operator in "+-" and _plain(left) and _plain(right)
    return False

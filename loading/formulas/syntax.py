"""The language of formulas: ``([a] + [b]) / [c]``, read by precedence into a tree, and written again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from loading.formulas.errors import FormulaError
from loading.formulas.signs import Sign, signs

Operator = Literal["+", "-", "*", "/"]
DEEPEST = 60
MOST_OPERATIONS = 200
_BINDING: dict[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2}
_MINUS_BINDING = 3


@dataclass(frozen=True)
class Constant:
    """A number, 0 or more."""

    value: float


@dataclass(frozen=True)
class ColumnName:
    """A column, by its name or title; ``start`` and ``end`` say where it stands."""

    name: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Opposite:
    """Minus something."""

    operand: "Node"


@dataclass(frozen=True)
class Operation:
    """Two things added, subtracted, multiplied or divided."""

    operator: Operator
    left: "Node"
    right: "Node"


Node = Constant | ColumnName | Opposite | Operation


def parse(formula: str) -> Node:
    """Read a formula.

    Parameters
    ----------
    formula : str
        Columns in square brackets, numbers with decimal point or comma, ``+ - * / x × ÷`` and parentheses.

    Returns
    -------
    Constant, ColumnName, Opposite or Operation

    Raises
    ------
    FormulaError
        Whatever the text is, nothing else: ``formulas.empty``, ``formulas.operand_missing``,
        ``formulas.operator_missing``, ``formulas.unclosed``, ``formulas.unopened``, ``formulas.too_deep``, or an
        error of :func:`loading.formulas.signs.signs`.

    Notes
    -----
    Top-down operator precedence [1]_. Nothing is ever run as a program.

    References
    ----------
    .. [1] Pratt, V. R. (1973). Top down operator precedence. POPL '73.

    Examples
    --------
    >>> written(parse("([a]+[b]) ÷ [c] × 0,5"))
    '([a] + [b]) / [c] * 0.5'
    """
    found = tuple(signs(formula))
    if found[0].kind == "end":
        raise FormulaError("formulas.empty", 0, len(formula))
    number = sum(sign.kind == "operator" for sign in found)
    if number > MOST_OPERATIONS:
        raise FormulaError("formulas.too_deep", 0, len(formula))
    reader = _Reader(found)
    node = reader.expression(0, 0)
    if reader.next.kind == "close":
        raise FormulaError("formulas.unopened", reader.next.start, reader.next.end)
    return node


class _Reader:
    """Walks along the signs."""

    def __init__(self, found: tuple[Sign, ...]) -> None:
        self._signs = found
        self._at = 0

    @property
    def next(self) -> Sign:
        return self._signs[self._at]

    def _take(self) -> Sign:
        sign = self.next
        self._at += 1
        return sign

    def expression(self, binding: int, depth: int) -> Node:
        """Read as far as signs bind more strongly."""
        if depth > DEEPEST:
            raise FormulaError("formulas.too_deep", self.next.start, self.next.end)
        left = self._operand(depth)
        while self.next.kind not in ("end", "close"):
            sign = self.next
            if sign.kind != "operator":
                raise FormulaError("formulas.operator_missing", sign.start, sign.end)
            if _BINDING[sign.text] <= binding:
                return left
            self._take()
            left = Operation(_operator(sign.text), left, self.expression(_BINDING[sign.text], depth + 1))
        return left

    def _operand(self, depth: int) -> Node:
        sign = self.next
        if sign.kind in ("end", "close") or (sign.kind == "operator" and sign.text != "-"):
            raise FormulaError("formulas.operand_missing", sign.start, sign.end)
        self._take()
        if sign.kind == "number":
            return Constant(float(sign.text))
        if sign.kind == "column":
            return ColumnName(sign.text, sign.start, sign.end)
        if sign.kind == "operator":
            return Opposite(self.expression(_MINUS_BINDING, depth + 1))
        inside = self.expression(0, depth + 1)
        if self.next.kind != "close":
            raise FormulaError("formulas.unclosed", sign.start, sign.end)
        self._take()
        return inside


def written(node: Node) -> str:
    """Write a formula with as few parentheses as it needs; :func:`parse` gives the same tree again."""
    match node:
        case Constant(value):
            text = format(Decimal(repr(value)), "f")
            return f"{text}0" if len(text.partition(".")[2]) == 3 else text.removesuffix(".0")
        case ColumnName(name):
            return f"[{name}]"
        case Opposite(operand):
            return f"-{_inside(operand, _MINUS_BINDING)}"
        case Operation(operator, left, right):
            binding = _BINDING[operator]
            return f"{_inside(left, binding)} {operator} {_inside(right, binding + 1)}"


def column_names(node: Node) -> Iterator[ColumnName]:
    """Give the columns of a formula from left to right, each as often as it stands there."""
    match node:
        case ColumnName():
            yield node
        case Opposite(operand):
            yield from column_names(operand)
        case Operation(_, left, right):
            yield from column_names(left)
            yield from column_names(right)


def _inside(node: Node, binding: int) -> str:
    weak = isinstance(node, Operation) and _BINDING[node.operator] < binding
    return f"({written(node)})" if weak else written(node)


def _operator(text: str) -> Operator:
    match text:
        case "+" | "-" | "*" | "/":
            return text
    raise AssertionError(text)

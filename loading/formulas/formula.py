"""A formula whose columns are known, and its numbers on one level."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from loading.cubes.placing import Numbers
from loading.declaring.catalogue import quantity_of
from loading.declaring.measures import MeasureRef
from loading.declaring.merging import Series
from loading.declaring.plausibility import is_fractions
from loading.declaring.wording import plain, slug
from loading.formulas.computing import computed
from loading.formulas.errors import FormulaError
from loading.formulas.meaning import Meaning, meaning
from loading.formulas.syntax import ColumnName, Node, column_names, parse
from loading.reasons import Reason

MOST_SIMILAR = 3
SIMILAR = 0.5
Refs = tuple[MeasureRef, ...]
OfLevel = Callable[[Refs, bool], Numbers]


@dataclass(frozen=True)
class FormulaColumn:
    """A column of a formula.

    Attributes
    ----------
    refs : tuple of MeasureRef
        Where it stands; they complete each other.
    adds_up : bool
        It counts, so that larger areas have the sum; else they have what was delivered for them.
    scale : float
        100 where fractions were delivered, so that a share is what the map shows.
    """

    refs: Refs
    adds_up: bool
    scale: float = 1.0


@dataclass(frozen=True)
class Formula:
    """A formula of a delivery.

    Attributes
    ----------
    meaning : Meaning
    columns : mapping of str to FormulaColumn
        By the names that stand in the formula.
    """

    meaning: Meaning
    columns: Mapping[str, FormulaColumn]

    def refs(self, node: Node | None) -> Refs:
        """Give where the columns of a part stand, each once."""
        names = dict.fromkeys(one.name for one in column_names(node)) if node is not None else {}
        return tuple(dict.fromkeys(ref for name in names for ref in self.columns[name].refs))


def formula_of(text: str, by_name: Mapping[str, Series]) -> Formula:
    """Read a formula and find its columns.

    Parameters
    ----------
    text : str
    by_name : mapping of str to Series
        Columns by their name, see :func:`loading.declaring.indicators.countable`; a title will do too.

    Returns
    -------
    Formula

    Raises
    ------
    FormulaError
        As :func:`loading.formulas.syntax.parse`; ``formulas.unknown_column`` with up to three similar titles,
        ``formulas.no_column`` where there are only numbers.
    """
    whole = parse(text)
    series: dict[str, Series] = {}
    for one in column_names(whole):
        series[one.name] = _found(one, by_name)
    if not series:
        raise FormulaError("formulas.no_column", 0, len(text))
    columns = {name: _column(found) for name, found in series.items()}
    return Formula(meaning(whole, lambda name: columns[name].adds_up), columns)


def series_in(node: Node | None, by_name: Mapping[str, Series]) -> list[Series]:
    """Give the columns of a part of a formula, each once."""
    found = [_found(one, by_name) for one in column_names(node)] if node is not None else []
    return [one for number, one in enumerate(found) if one not in found[:number]]


def filled(formula: Formula, of: OfLevel, factor: float, *, larger: bool) -> tuple[np.ndarray, np.ndarray, Numbers]:
    """Give numerator, denominator and value of a formula on one level.

    Parameters
    ----------
    formula : Formula
    of : callable
        Gives the numbers of columns on the level: summed, or as delivered.
    factor : float
        What the result is multiplied by.
    larger : bool
        Whether the level is one of districts or of the city.

    Returns
    -------
    numerator, denominator : float array, shape (areas, years)
        NaN where the formula has none.
    value : Numbers
        Same shape. A rate is EXCLUDED where its denominator is not above 0; on larger levels everything is
        where sums would not give the value of the larger area.
    """

    def numbers_of(name: str) -> Numbers:
        column = formula.columns[name]
        found = of(column.refs, column.adds_up)
        return found if column.scale == 1 else Numbers(column.scale * found.values, found.reasons)

    said = formula.meaning
    if said.top is not None and said.bottom is not None:
        top, bottom = computed(said.top, numbers_of), computed(said.bottom, numbers_of)
        return top.values, bottom.values, divided(top, bottom, factor)
    whole = computed(said.whole, numbers_of)
    unknown = np.full(whole.values.shape, np.nan)
    if larger and not said.from_sums:
        return unknown, unknown, Numbers(unknown, np.full(unknown.shape, Reason.EXCLUDED, dtype=np.uint8))
    if said.kind == "count":
        return whole.values, unknown, whole
    return unknown, unknown, Numbers(factor * whole.values, whole.reasons)


def divided(top: Numbers, bottom: Numbers, factor: float) -> Numbers:
    """Divide two parts; as :func:`loading.formulas.computing.computed`, but a negative denominator is none either."""
    none = bottom.known & ~(bottom.values > 0)
    usable = bottom
    if none.any():
        reasons = np.where(none, Reason.EXCLUDED, bottom.reasons).astype(np.uint8)
        usable = Numbers(np.where(none, np.nan, bottom.values), reasons)
    times = Numbers(factor * top.values, top.reasons)  # multiplied first, to the last digit as rates of the catalogue
    return computed(parse("[times] / [usable]"), {"times": times, "usable": usable}.__getitem__)


def similar(name: str, titles: Iterable[str], most: int = MOST_SIMILAR) -> tuple[str, ...]:
    """Give the titles most like a name, the best first.

    Examples
    --------
    >>> similar("Arbeitlose", ("Einwohner", "Arbeitslose", "Arbeitslose unter 25"))
    ('Arbeitslose', 'Arbeitslose unter 25')
    """
    words = plain(name)

    def likeness(title: str) -> float:
        other = plain(title)
        return SequenceMatcher(None, words, other).ratio() + 0.2 * bool(words and words in other)

    ranked = sorted(((likeness(title), title) for title in titles), key=lambda pair: -pair[0])
    return tuple(title for score, title in ranked[:most] if score >= SIMILAR)


def _found(column: ColumnName, by_name: Mapping[str, Series]) -> Series:
    series = by_name.get(column.name) or by_name.get(slug(column.name)) or _counting(column.name, by_name)
    if series is None:
        close = ", ".join(f"[{title}]" for title in similar(column.name, [one.title for one in by_name.values()]))
        code = "formulas.unknown_column" if close else "formulas.strange_column"
        raise FormulaError(code, column.start, column.end, name=column.name, similar=close)
    return series


def _counting(name: str, by_name: Mapping[str, Series]) -> Series | None:
    """Find the column that counts what the catalogue knows by this name: "Einwohner" are residents, whatever theirs."""
    quantity = quantity_of(name)
    found = [one for one in by_name.values() if quantity is not None and one.quantity == quantity]
    return found[0] if len(found) == 1 else None


def _column(series: Series) -> FormulaColumn:
    scale = 100.0 if series.nature == "share" and is_fractions(series) else 1.0
    return FormulaColumn(series.refs, series.nature == "count", scale)

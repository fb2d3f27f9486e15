"""A map in words and colours, as files show it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.columns import Numbers
from layers.totals import Living, at_least
from layers.words import Words
from loading.reasons import Reason

_LARGE, _MIDDLING, _SMALL = 1000, 10, 0.001


@dataclass(frozen=True, eq=False)
class Beside:
    """A further number of every area.

    Attributes
    ----------
    label : str
    numbers : float or bool array, shape (n,)
        NaN where there is none. Of bool arrays only what is true is told.
    decimals : int or None
        None for about three digits, however large the number.
    unit : str
    signed : bool
        Show the plus sign too.
    """

    label: str
    numbers: Numbers | NDArray[np.bool_]
    decimals: int | None = None
    unit: str = ""
    signed: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it says yes or no."""
        return self.numbers.dtype == bool

    def told(self, words: Words, at: int) -> str:
        """Write the number of one area; empty where there is none."""
        if self.is_mark:
            return words("categories.yes") if self.numbers[at] else ""
        value = float(self.numbers[at])
        if not math.isfinite(value):
            return ""
        decimals = digits(value) if self.decimals is None else self.decimals
        written = words.number(value, decimals, signed=self.signed)
        return f"{written}\N{NO-BREAK SPACE}{self.unit}" if self.unit else written


@dataclass(frozen=True, eq=False)
class ToldMap:
    """What a map shows in place of the classes of one indicator: its areas, each in one colour with a name.

    Attributes
    ----------
    title, subtitle : str
    heading : str
        What the names are names of.
    names, colours : tuple of str
        In the order of the legend.
    category : int array, shape (n,)
        Position of the name; -1 where an area is blank.
    reason : uint8 array, shape (n,)
        ``Reason.VALUE`` where there is a name.
    living : Living
        People who live in the areas of each name.
    beside : tuple of Beside
    method : tuple of (label, text)
        How it was made: everything needed to make it again.
    notes : tuple of str
    reading : str
        How it is to be read.
    outlines : tuple of tuples of int
        Areas that are outlined together.
    """

    title: str
    subtitle: str
    heading: str
    names: tuple[str, ...]
    colours: tuple[str, ...]
    category: NDArray[np.intp]
    reason: NDArray[np.uint8]
    living: Living
    beside: tuple[Beside, ...]
    method: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    reading: str = ""
    outlines: tuple[tuple[int, ...], ...] = ()

    @property
    def counts(self) -> tuple[int, ...]:
        """Areas of each name."""
        return tuple(np.bincount(self.category[self.category >= 0], minlength=len(self.names)).tolist())

    @property
    def residents(self) -> tuple[float, ...]:
        """People who live in the areas of each name, as far as known."""
        return self.living.residents

    def residents_told(self, words: Words) -> tuple[str, ...]:
        """Write them, or that it is at least so many; nothing where nobody's number is known."""
        each = zip(self.residents, self.living.at_least, strict=True)
        return tuple(at_least(words, words.number(n), least) for n, least in each) if any(self.residents) else ()

    @property
    def blanks(self) -> Mapping[str, int]:
        """Areas without a name by label of the reason, in the order of the reasons."""
        found = {one.label: int((self.reason == one).sum()) for one in Reason if one != Reason.VALUE}
        return {label: n for label, n in found.items() if n}

    def name(self, words: Words, at: int) -> str:
        """Name what one area is, or why it is nothing."""
        position = int(self.category[at])
        return self.names[position] if position >= 0 else words(f"export.reasons.{Reason(int(self.reason[at])).label}")


def digits(value: float) -> int:
    """Give the decimals that leave about three digits, as on the card beside the pointer; five where it is very small.

    Examples
    --------
    >>> [digits(value) for value in (7.0, 1234.5, 12.3, 1.234, 0.0123, 0.00002)]
    [0, 0, 1, 2, 3, 5]
    """
    size = abs(value)
    if value == int(value) or size >= _LARGE:
        return 0
    if size >= _MIDDLING:
        return 1
    return 2 if size >= 1 else 3 if size >= _SMALL else 5

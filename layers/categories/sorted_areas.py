"""Areas sorted into named categories: what every kind of categorised map gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loading.reasons import Reason


@dataclass(frozen=True)
class Outline:
    """Areas that hang together and get a common outline on the map.

    Attributes
    ----------
    members : tuple of int
        Their positions, ascending.
    residents : float
        People who live there; NaN where not known.
    at_least : bool
        Whether that is the least it can be, because numbers of some areas are suppressed.
    """

    members: tuple[int, ...]
    residents: float
    at_least: bool = False


@dataclass(frozen=True, eq=False)
class Sorted:
    """The areas of a level, each in one category or blank for a reason.

    Attributes
    ----------
    names : tuple of str
        Of the categories, in the order of the legend: endings of the keys ``categories.<kind>.<name>`` of the wording.
    colours : tuple of str
        One for each category.
    category : int array, shape (n,)
        Position of the category; -1 where an area is blank.
    reason : uint8 array, shape (n,)
        ``Reason.VALUE`` where there is a category.
    beside : mapping of str to float or bool arrays, shape (n,)
        Further numbers of every area for the card beside the pointer, by the ending of ``categories.<kind>.beside.``
        in the wording; NaN where there is none. Of bool arrays only what is true is told.
    figures : mapping of str to number, str or mapping of language to str
        What the sentences of the legend are filled with.
    notes : tuple of str
        Warnings that belong to the map: endings of ``categories.<kind>.notes.`` in the wording.
    refused : str
        Why no area could be sorted: ending of ``categories.refused.<kind>_`` in the wording; empty for the usual
        reason.
    outlines : tuple of Outline
        What is outlined on the map, the one with most residents first.
    own_names : tuple of mappings of language to str
        Names where the wording has none, one for each category; empty where the wording names them all.
    """

    names: tuple[str, ...]
    colours: tuple[str, ...]
    category: NDArray[np.intp]
    reason: NDArray[np.uint8]
    beside: Mapping[str, NDArray[np.float64] | NDArray[np.bool_]] = field(default_factory=dict)
    figures: Mapping[str, float | str | Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    own_names: Sequence[Mapping[str, str]] = ()
    refused: str = ""
    outlines: tuple[Outline, ...] = ()

    def __post_init__(self) -> None:
        if ((self.category >= 0) != (self.reason == Reason.VALUE)).any():
            raise ValueError("an area has a category exactly where its reason is VALUE")
        parts: tuple[NDArray[Any], ...] = (self.category, self.reason, *self.beside.values())
        for part in parts:
            part.setflags(write=False)

    @property
    def counts(self) -> tuple[int, ...]:
        """Areas in each category."""
        return tuple(np.bincount(self.category[self.category >= 0], minlength=len(self.names)).tolist())

    def members(self, *positions: int) -> NDArray[np.intp]:
        """Give the positions of the areas in some categories, ascending."""
        return np.flatnonzero(np.isin(self.category, positions))

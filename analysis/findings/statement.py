"""What the rules say: statements, not yet in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ShownBy = Literal["map", "clear", "clusters", "change", "concentration", "scatter", "time", "profile"]


@dataclass(frozen=True)
class Statement:
    """One or two sentences about the figures, not yet in words.

    Attributes
    ----------
    code : str
        Key of the wording, ``"findings.<code>"``; below it ``text`` and ``method``.
    values : mapping of str to number
        The figures the statement rests on; they fill the text and the method. ``n`` chooses between one and other;
        names that end in ``_share`` are per cent.
    amounts : tuple of str
        Those of the values that are in the indicator's unit and want its decimals and unit sign.
    names : mapping of str to tuple of int
        Fields of the text that take the names of these quarters.
    quarters : tuple of int
        Positions of the quarters the statement is about, to select them; may be empty.
    weight : int
        Importance, for the order.
    doubt : bool
        About gaps in the data, not about the city: it stands behind all others.
    then : str
        Key below ``findings_part.then`` of a second sentence about the people who live there; may be empty.
    shown_by : str
        What shows it: the ``"map"`` of the values, the map of what is ``"clear"``, of ``"clusters"``, of the
        ``"change"`` since the year ``values["first"]``; or the part of the page that is called so.
    quotes : mapping of str to str or (key, values)
        Fields of the text that take a text as it is, or one from elsewhere.
    year : int or None
        The year that shows it, where it is another than the one on show.
    """

    code: str
    values: Mapping[str, float] = field(default_factory=dict)
    amounts: tuple[str, ...] = ()
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    quarters: tuple[int, ...] = ()
    weight: int = 0
    doubt: bool = False
    then: str = ""
    shown_by: ShownBy = "map"
    quotes: Mapping[str, str | tuple[str, Mapping[str, object]]] = field(default_factory=dict)
    year: int | None = None

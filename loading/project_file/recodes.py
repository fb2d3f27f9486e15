"""The log of a project: every row that needed a repair to find its quarter, and everything its owner decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from loading.choices import Choices
from loading.joining.rows import Rows, place
from loading.load import Recognition
from loading.project_file.project import Recode

_PLACES = ("file", "layer", "sheet", "place", "id", "finding", "row", "line", "column", "sign", "quarter")
_AS_DELIVERED = ("", "exact")


def recodes_of(recognition: Recognition, at: str) -> tuple[Recode, ...]:
    """List what was repaired.

    Parameters
    ----------
    recognition : Recognition
    at : str
        Time, UTC.

    Returns
    -------
    tuple of Recode
        Each repair of a wording once, however many rows of a table carry it.
    """
    joined = recognition.joined
    found: dict[Recode, None] = {}
    for rows in joined.rows:
        for row in np.flatnonzero(rows.quarter >= 0).tolist():
            way = rows.ways[row] if row < len(rows.ways) else ""
            if way not in _AS_DELIVERED:
                found[_repaired(rows, row, joined.ids[rows.quarter[row]], way, at)] = None
    return tuple(found)


def decided(choices: Choices, at: str) -> tuple[Recode, ...]:
    """List what was decided, one line for each value.

    Examples
    --------
    >>> from loading.choices import IndicatorChoice
    >>> (one,) = decided(Choices(indicators=(IndicatorChoice("A1", kind="count"),)), "")
    >>> one.place, one.after, one.repair
    ('A1', 'count', 'indicators.kind')
    """
    return tuple(
        Recode(where, "", str(value), repair, "user", at)
        for name, plain in choices.to_json().items()
        for where, repair, value in _values(plain, name, "")
    )


def since_when(recodes: Sequence[Recode], before: Sequence[Recode]) -> tuple[Recode, ...]:
    """Keep the time at which each first became part of the project."""
    known = {replace(one, at=""): one.at for one in before}
    return tuple(replace(one, at=known.get(replace(one, at=""), one.at)) for one in recodes)


def _repaired(rows: Rows, row: int, quarter: str, way: str, at: str) -> Recode:
    before = rows.table.identifiers.get(rows.column, ())
    return Recode(
        place(rows.table), before[row] if row < len(before) else rows.wording(row), quarter, way, _by(way), at
    )


def _by(way: str) -> Any:
    return "user" if way == "by_hand" else "automatic"


def _values(plain: Any, repair: str, where: str) -> Iterator[tuple[str, str, Any]]:
    if isinstance(plain, Mapping):
        named = [str(plain[name]) for name in _PLACES if plain.get(name) is not None]
        inner = ", ".join([*([where] if where else []), *named])
        rest = {name: value for name, value in plain.items() if name not in _PLACES}
        for name, value in rest.items():
            yield from _values(value, f"{repair}.{name}", inner)
        if not rest:
            yield inner, repair, True
    elif isinstance(plain, (list, tuple)) and any(isinstance(one, Mapping) for one in plain):
        for one in plain:
            yield from _values(one, repair, where)
    else:
        yield where, repair, plain

"""Numbers that their source calls provisional, revised, estimated or uncertain, told apart on the map."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from loading.cubes.placing import Placed
from loading.declaring.declaration import Declaration
from loading.declaring.measures import MeasureRef
from loading.flags import Flag, FlaggedNumbers
from loading.joining.rows import Rows
from loading.reasons import Reason


def flagged_numbers(
    all_rows: Sequence[Rows],
    placed: Mapping[int, Placed],
    declarations: Sequence[Declaration],
    years: Sequence[int],
    reasons: np.ndarray,
) -> tuple[FlaggedNumbers, ...]:
    """Say which numbers of the quarters carry a flag of their source.

    Parameters
    ----------
    all_rows : sequence of Rows
        Of the tables.
    placed : mapping of table to Placed
        Their numbers on the map.
    declarations : sequence of Declaration
    years : sequence of int
        All years of the Atlas.
    reasons : uint8 array, shape (quarters, indicators, years)
        Of the quarters' cube; a blank is never flagged.

    Returns
    -------
    tuple of FlaggedNumbers
        A rate is flagged as soon as its numerator or denominator is. Footnote marks are not told: what they say
        stands in the file alone.
    """
    flags = {table: _on_map(rows, placed[table], years) for table, rows in enumerate(all_rows)}
    carried = {table: found for table, found in flags.items() if found is not None}
    if not carried:
        return ()
    shown = np.isin(reasons, (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL))
    return tuple(
        one
        for position, declaration in enumerate(declarations)
        for one in _of(declaration, placed, carried, years, shown[:, position])
    )


def _on_map(rows: Rows, placed: Placed, years: Sequence[int]) -> np.ndarray | None:
    """Put the flags of a table where its numbers lie; uint8, shape (quarters, measures, years)."""
    flags = rows.table.flags
    if flags is None:
        return None
    found = np.zeros(placed.quarters.values.shape, dtype=np.uint8)
    column = np.array([list(years).index(year) for year in rows.table.years], dtype=int)
    measures = np.arange(flags.shape[1])
    lines = [row for row in np.flatnonzero(rows.quarter >= 0).tolist() if row not in rows.parts]
    found[np.ix_(rows.quarter[lines], measures, column)] = flags[lines]
    for row, parts in rows.parts.items():
        together = np.bitwise_or.reduce(flags[list(parts)], axis=0)
        found[np.ix_(rows.quarter[[row]], measures, column)] = together[None]
    return found


def _of(
    declaration: Declaration,
    placed: Mapping[int, Placed],
    carried: Mapping[int, np.ndarray],
    years: Sequence[int],
    shown: np.ndarray,
) -> Iterator[FlaggedNumbers]:
    """Give the flags of one indicator; ``shown`` has the shape (quarters, years)."""
    found = np.zeros(shown.shape, dtype=np.uint8)
    for refs in _columns(declaration):
        found |= _first(refs, placed, carried, shown.shape)
    found[~shown] = 0
    for flag in Flag:
        if flag is Flag.FOOTNOTE:
            continue
        where = (found & flag) > 0
        for year in np.flatnonzero(where.any(axis=0)).tolist():
            areas = tuple(np.flatnonzero(where[:, year]).tolist())
            yield FlaggedNumbers(declaration.indicator.id, years[year], int(flag), areas)


def _columns(declaration: Declaration) -> Iterator[Sequence[MeasureRef]]:
    """Give the columns a number comes from, each with those that complete it."""
    if declaration.formula is None:
        yield from (declaration.numerator, declaration.denominator, declaration.value)
    else:
        yield from (column.refs for column in declaration.formula.columns.values())


def _first(
    refs: Sequence[MeasureRef], placed: Mapping[int, Placed], carried: Mapping[int, np.ndarray], shape: tuple[int, ...]
) -> np.ndarray:
    """Give the flags of the first column that has a number, cell by cell."""
    found, filled = np.zeros(shape, dtype=np.uint8), np.zeros(shape, dtype=bool)
    for ref in refs:
        if ref.table not in placed:
            continue
        known = np.isfinite(placed[ref.table].quarters.values[:, ref.measure])
        if ref.table in carried:
            found |= np.where(known & ~filled, carried[ref.table][:, ref.measure], 0).astype(np.uint8)
        filled |= known
    return found

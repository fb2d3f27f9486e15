"""A map that carries its own numbers: the columns of its attribute table, taken as a table."""

import re

import numpy as np

from loading.joining.naming import key_column
from loading.reasons import Reason
from loading.recognised import Boundaries, Measure, Table

_NOT_A_MEASURE = re.compile(
    r"(?i)(^|_)(x|y|lon|lat|fid|gid|oid|objectid|object_id|id|nr|nummer|no|key|code|plz|ags|ars|rs|year|jahr)(_|$)"
    r"|shape|area|fl(ae|ä)che|perimeter|umfang|length|_len$|^len$|rechtswert|hochwert|^qkm$|^ha$|^z$"
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_LEADING_ZERO = re.compile(r"-?0\d")


def table_of_map(boundaries: Boundaries) -> Table | None:
    """Take the columns of numbers of a map as a table.

    Parameters
    ----------
    boundaries : Boundaries
        n polygons.

    Returns
    -------
    Table or None
        n rows, year 0; None where no column of numbers is left after keys, codes, areas and coordinates.
    """
    key = key_column(boundaries.columns)
    numbers = {
        column: values
        for column, values in boundaries.columns.items()
        if column != key and not _NOT_A_MEASURE.search(column) and _is_numeric(values)
    }
    if key is None or not numbers:
        return None
    values = np.array([[float(cell) if cell.strip() else np.nan for cell in column] for column in numbers.values()])
    values = values.T[:, :, np.newaxis]
    reasons = np.where(np.isnan(values), Reason.NOT_DELIVERED, np.where(values == 0, Reason.ZERO, Reason.VALUE))
    return Table(
        file=boundaries.file,
        sheet=boundaries.layer,
        format=boundaries.format,
        encoding=boundaries.encoding,
        identifiers={key: boundaries.columns[key]},
        measures=tuple(Measure(column) for column in numbers),
        years=(0,),
        values=values,
        reasons=reasons.astype(np.uint8),
        first_rows=tuple(range(1, len(values) + 1)),
    )


def _is_numeric(values: tuple[str, ...]) -> bool:
    filled = [value.strip() for value in values if value.strip()]
    return (
        len(filled) >= 0.5 * len(values)
        and all(_NUMBER.fullmatch(value) for value in filled)
        and not any(_LEADING_ZERO.match(value) for value in filled)
        and len(set(filled)) > 1
    )

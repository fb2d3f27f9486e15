"""How a message calls a row of a map."""

import re
from collections.abc import Mapping, Sequence

NOT_A_KEY = re.compile(
    r"object_?id|[fg]id|ogc_fid|shape.*|area(_ha|_km2?)?|fl(ae|ä)che.*|len(gth)?|perimeter|umfang|stand|.*date?|bounding_box",
    re.IGNORECASE,
)


def row_labels(columns: Mapping[str, Sequence[str]], rows: int) -> list[str]:
    """Name each row as its owner would: key and name where the columns have them, else its number.

    Parameters
    ----------
    columns : mapping of str to sequence of str
    rows : int

    Returns
    -------
    list of str

    Examples
    --------
    >>> row_labels({"OBJECTID": ["1", "2"], "NR": ["01", "02"], "NAME": ["Nord", "Süd"]}, 2)
    ['01 Nord', '02 Süd']
    >>> row_labels({}, 2)
    ['1', '2']
    """
    telling = {name: values for name, values in columns.items() if not NOT_A_KEY.fullmatch(name)}
    distinct = [name for name, values in telling.items() if rows and len(set(values)) >= 0.9 * rows and all(values)]
    words = [name for name in distinct if sum(value[-1:].isalpha() for value in telling[name]) > rows / 2]
    keys = [name for name in distinct if name not in words]
    chosen = [*keys[:1], *words[:1]]
    if not chosen:
        return [str(row + 1) for row in range(rows)]
    return [" ".join(telling[name][row] for name in chosen) for row in range(rows)]

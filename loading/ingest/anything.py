"""What fills a text: any plain value, marked where JSON would forget what it was."""

import datetime
from collections.abc import Mapping
from typing import Any

import numpy as np

_SAME = (str, int, float, bool, type(None))


def pack_anything(value: Any) -> Any:
    """Turn a value into plain data; what is none of the types below becomes the text it would be shown as.

    Parameters
    ----------
    value : str, number, bool, None, date, tuple, list, set or mapping of such

    Examples
    --------
    >>> pack_anything(("a", np.float64(1.5)))
    {'tuple': ['a', 1.5]}
    """
    if isinstance(value, np.generic):
        value = value.item()
    if type(value) in _SAME:
        return value
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (tuple, list)):
        return {"tuple" if isinstance(value, tuple) else "list": [pack_anything(one) for one in value]}
    if isinstance(value, Mapping):
        return {"map": [[pack_anything(key), pack_anything(one)] for key, one in value.items()]}
    if type(value) in (datetime.date, datetime.datetime):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, (int, float)):  # an IntEnum, for example: equal to its number
        return int(value) if isinstance(value, int) else float(value)
    return str(value)


def unpack_anything(data: Any) -> Any:
    """Build the value.

    Raises
    ------
    ValueError
        If the data has another shape.

    Examples
    --------
    >>> unpack_anything(pack_anything({"rows": (1, 2)}))
    {'rows': (1, 2)}
    """
    if type(data) in _SAME:
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError(f"no plain value: {data!r:.60}")
    ((kind, content),) = data.items()
    if kind in ("tuple", "list") and isinstance(content, list):
        made = [unpack_anything(one) for one in content]
        return tuple(made) if kind == "tuple" else made
    if kind == "map" and isinstance(content, list):
        return {unpack_anything(key): unpack_anything(one) for key, one in content}
    if kind == "date":
        return datetime.date.fromisoformat(content)
    if kind == "datetime":
        return datetime.datetime.fromisoformat(content)
    raise ValueError(f"no plain value: {data!r:.60}")

"""The keys of the polygons: written alike, told apart, and reported where several polygons carry the same."""

from collections.abc import Sequence

from loading.errors import Finding
from loading.joining.long_columns import all_different
from loading.joining.naming import key_column, name_column, plain_names, split_key_and_name
from loading.joining.rows import EXAMPLES
from loading.recognised import Boundaries


def plain_keys(values: Sequence[str]) -> tuple[str, ...]:
    """Take the key off "03 Nordstadt" where every polygon has one of its own, else give the values without blanks.

    Examples
    --------
    >>> plain_keys(["03 Nordstadt", "10 Fruerlund"])
    ('03', '10')
    """
    split = split_key_and_name(values)
    return split[0] if split and len(set(split[0])) == len(values) else tuple(value.strip() for value in values)


def distinct_ids(values: Sequence[str]) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """Number the keys that stand on several polygons.

    Returns
    -------
    ids : tuple of str
        Different for each polygon: "#2", "#3" from the second on.
    doubled : mapping of str to tuple of int
        Keys on several polygons, with their positions.

    Examples
    --------
    >>> distinct_ids(["01", "02", "01"])
    (('01', '02', '01#2'), {'01': (0, 2)})
    """
    if all_different(values):
        return tuple(values), {}
    positions: dict[str, list[int]] = {}
    for position, value in enumerate(values):
        positions.setdefault(value, []).append(position)
    ids = list(values)
    for value, several in positions.items():
        for count, position in enumerate(several):
            ids[position] = value if count == 0 and value else f"{value}#{count + 1}"
    doubled = {value: tuple(several) for value, several in positions.items() if value and len(several) > 1}
    return tuple(ids), doubled


def key_twice(layer: Boundaries, key: str, value: str, positions: tuple[int, ...], names: Sequence[str]) -> Finding:
    """Report a key that stands on several polygons."""
    found = {
        "column": key,
        "key": value,
        "number": len(positions),
        "names": ", ".join(names[position] for position in positions[:EXAMPLES]),
        "rows": ", ".join(str(position + 1) for position in positions[:EXAMPLES]),
    }
    return Finding("error", layer.file, "join.key_on_several_polygons", found)


def doubled_keys(layer: Boundaries) -> tuple[str, dict[str, tuple[int, ...]], list[Finding]]:
    """Look for keys on several polygons where no table decides which column is the key.

    Returns
    -------
    key : str
        The column that looks most like one; empty where none does.
    doubled : mapping of str to tuple of int
    findings : list of Finding
    """
    key = key_column(layer.columns)
    if key is None:
        return "", {}, []
    ids, doubled = distinct_ids(plain_keys(layer.columns[key]))
    name = name_column(layer.columns, key)
    names = plain_names(layer.columns[name]) if name else ids
    return key, doubled, [key_twice(layer, key, value, positions, names) for value, positions in doubled.items()]

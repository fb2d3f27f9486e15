"""Names of districts that are known by their numbers only: from a list that was delivered, else "Bezirk 03"."""

from collections.abc import Sequence

from loading.declaring.measures import headings
from loading.joining.hierarchy import Hierarchy
from loading.recognised import Table


def district_names(hierarchy: Hierarchy, tables: Sequence[Table]) -> tuple[str, ...]:
    """Give every district a name that a reader recognises as one.

    Parameters
    ----------
    hierarchy : Hierarchy
    tables : sequence of Table
        That belong to no quarter; one may name each district beside its number.

    Returns
    -------
    tuple of str
        One for each district; names that hold letters stay as they are.
    """
    if all(any(map(str.isalpha, name)) for name in hierarchy.names):
        return hierarchy.names
    listed = next((found for table in tables if (found := _listed(hierarchy.ids, table))), {})
    numbered = headings()["own"]["district"]["de"]
    return tuple(
        name if any(map(str.isalpha, name)) else listed.get(identity) or numbered.format(name=name)
        for identity, name in zip(hierarchy.ids, hierarchy.names, strict=True)
    )


def _listed(ids: Sequence[str], table: Table) -> dict[str, str]:
    """Read the names beside the numbers; nothing where a district is missing or named twice."""
    wanted = {identity.lstrip("0"): identity for identity in ids}
    for keys in table.identifiers.values():
        rows = [row for row, key in enumerate(keys) if key.strip().lstrip("0") in wanted]
        if sorted(keys[row].strip().lstrip("0") for row in rows) != sorted(wanted):
            continue
        for values in table.identifiers.values():
            names = {wanted[keys[row].strip().lstrip("0")]: values[row].strip() for row in rows}
            if values is not keys and all(any(map(str.isalpha, name)) for name in names.values()):
                return names
    return {}

"""What districts and quarters of a joined map are called, and which of them otherwise than delivered."""

from collections.abc import Sequence
from dataclasses import replace

from loading.errors import Finding
from loading.joining.district_names import district_names
from loading.joining.join import Joined
from loading.joining.namesakes import told_apart

_EXAMPLES = 4  # two pairs


def with_names(joined: Joined) -> Joined:
    """Give districts and quarters names of their own, and say which are not called as delivered.

    Parameters
    ----------
    joined : Joined
        With all rows of sums recognised, as these name districts, too.

    Returns
    -------
    Joined
        Names that stand wherever something is said of an area, see :func:`loading.joining.namesakes.told_apart`;
        findings ``join.namesakes`` and ``join.nameless``.
    """
    file, hierarchy, findings = joined.boundaries.file, joined.hierarchy, list[Finding]()
    districts: tuple[str, ...] = ()
    places: list[str] = []
    if hierarchy is not None:
        given = district_names(hierarchy, joined.left_out)
        districts = told_apart(given, hierarchy.ids)
        findings += _named_otherwise(file, given, hierarchy.ids, districts)
        places = [districts[parent] if parent >= 0 else "" for parent in hierarchy.parents.tolist()]
    names = told_apart(joined.names, joined.ids, places)
    findings += _named_otherwise(file, joined.names, joined.ids, names)
    return replace(joined, names=names, districts=districts, findings=(*joined.findings, *findings))


def _named_otherwise(place: str, names: Sequence[str], ids: Sequence[str], called: Sequence[str]) -> list[Finding]:
    changed = [at for at, name in enumerate(names) if name != called[at]]
    found = {
        "namesakes": [called[at] for at in changed if names[at].strip()],
        "nameless": [ids[at] for at in changed if not names[at].strip()],
    }
    return [
        Finding("info", place, f"join.{code}", {"n": len(areas), "areas": _some(areas)})
        for code, areas in found.items()
        if areas
    ]


def _some(areas: Sequence[str]) -> str:
    return ", ".join(areas[:_EXAMPLES]) + (" …" if len(areas) > _EXAMPLES else "")

"""What districts and quarters of a joined map are called, and which of them otherwise than delivered."""

from collections.abc import Sequence
from dataclasses import dataclass

from loading.errors import Finding
from loading.joining.district_names import district_names
from loading.joining.hierarchy import Hierarchy
from loading.joining.namesakes import told_apart
from loading.joining.uniting import United
from loading.recognised import Table

_EXAMPLES = 4  # two pairs


@dataclass(frozen=True)
class Called:
    """Names that stand wherever something is said of an area.

    Attributes
    ----------
    districts, quarters : tuple of str
        Told apart, see :func:`loading.joining.namesakes.told_apart`; no districts where quarters belong to none.
    findings : tuple of Finding
        ``join.namesakes``, ``join.nameless``: which are not called as delivered.
    """

    districts: tuple[str, ...]
    quarters: tuple[str, ...]
    findings: tuple[Finding, ...]


def names_on_map(united: United, hierarchy: Hierarchy | None, tables: Sequence[Table]) -> Called:
    """Give all areas names of their own.

    Parameters
    ----------
    united : United
    hierarchy : Hierarchy or None
        Districts above the quarters.
    tables : sequence of Table
        That belong to no quarter; one may name the districts.
    """
    file, findings = united.layer.file, list[Finding]()
    districts: tuple[str, ...] = ()
    places: list[str] = []
    if hierarchy is not None:
        given = district_names(hierarchy, tables)
        districts = told_apart(given, hierarchy.ids)
        findings += _named_otherwise(file, given, hierarchy.ids, districts)
        places = [districts[parent] if parent >= 0 else "" for parent in hierarchy.parents.tolist()]
    quarters = told_apart(united.names, united.ids, places)
    findings += _named_otherwise(file, united.names, united.ids, quarters)
    return Called(districts, quarters, tuple(findings))


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

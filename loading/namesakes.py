"""Areas that are called alike, told apart by their district or else by their key; areas without a name."""

from collections.abc import Sequence

from loading.errors import Finding

_EXAMPLES = 4  # two pairs


def told_apart(names: Sequence[str], ids: Sequence[str], places: Sequence[str] = ()) -> tuple[str, ...]:
    """Give every area of a level a name of its own.

    Parameters
    ----------
    names, ids : sequence of str, n each
        As delivered; the ids are distinct. An area without a name is called by its id.
    places : sequence of str, n, optional
        Name of the district that each lies in; empty where it lies in none.

    Returns
    -------
    tuple of str, n
        A name that only one area has stays as it is. Others stay alike only where the name that would tell them apart
        is another area's already.

    Examples
    --------
    >>> told_apart(["Schloßstraße", "Mitte", "Schloßstraße"], ["0414", "0101", "0604"], ["West", "Mitte", "Süd"])
    ('Schloßstraße (West)', 'Mitte', 'Schloßstraße (Süd)')
    >>> told_apart(["Schloßstraße", "", "Schloßstraße"], ["0414", "0101", "0604"])
    ('Schloßstraße (0414)', '0101', 'Schloßstraße (0604)')
    """
    called = [name if name.strip() else identity for name, identity in zip(names, ids, strict=True)]
    taken = set(called)
    for members in _alike(called):
        for marks in (places, ids) if places else (ids,):
            marked = [f"{called[at]} ({marks[at]})" for at in members]
            if all(marks[at] for at in members) and len(set(marked)) == len(marked) and taken.isdisjoint(marked):
                taken.update(marked)
                for at, name in zip(members, marked, strict=True):
                    called[at] = name
                break
    return tuple(called)


def named_otherwise(place: str, names: Sequence[str], ids: Sequence[str], called: Sequence[str]) -> list[Finding]:
    """Say which areas are not called as delivered.

    Parameters
    ----------
    place : str
        File of the map.
    names, ids, called : sequence of str, n each
        Names as delivered, keys, and the names that :func:`told_apart` has given.

    Returns
    -------
    list of Finding
        ``load.namesakes``, ``load.nameless``.
    """
    changed = [at for at, name in enumerate(names) if name != called[at]]
    nameless = [ids[at] for at in changed if not names[at].strip()]
    alike = [called[at] for at in changed if names[at].strip()]
    found = {"namesakes": alike, "nameless": nameless}
    return [
        Finding("info", place, f"load.{code}", {"number": len(areas), "areas": _some(areas)})
        for code, areas in found.items()
        if areas
    ]


def _some(areas: Sequence[str]) -> str:
    return ", ".join(areas[:_EXAMPLES]) + (" …" if len(areas) > _EXAMPLES else "")


def _alike(names: Sequence[str]) -> list[list[int]]:
    """Positions of the names that more than one area has, together."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        groups.setdefault(name, []).append(at)
    return [members for members in groups.values() if len(members) > 1]

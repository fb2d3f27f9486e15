"""Areas that are called alike, told apart by their district or else by their key."""

from collections.abc import Sequence


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
        for marks in filter(None, (places, ids)):
            apart = {f"{called[at]} ({marks[at]})": at for at in members if marks[at]}
            if len(apart) == len(members) and taken.isdisjoint(apart):
                taken.update(apart)
                for name, at in apart.items():
                    called[at] = name
                break
    return tuple(called)


def _alike(names: Sequence[str]) -> list[list[int]]:
    """Positions of the names that more than one area has, together."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        groups.setdefault(name, []).append(at)
    return [members for members in groups.values() if len(members) > 1]

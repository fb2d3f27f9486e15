"""Two places in one name: "Altstadt und Neustadt", "Altstadt/Neustadt", "Alt- und Neustadt", "01 + 02"."""

import re
from collections.abc import Callable, Mapping

_BETWEEN = re.compile(r"\s+(?:und|u\.|and|et)\s+|\s*[/&+;,]\s*(?:(?:und|u\.|and)\s+)?")
_SHORTEST_TAIL = 3
MOST_PARTS = 5


def parts_of(text: str, known: Mapping[str, int], form: Callable[[str], str]) -> tuple[int, ...]:
    """Find the places that one name names together.

    Parameters
    ----------
    text : str
    known : mapping of str to int
        Position of each place by its form; negative where several share it.
    form : callable
        Writes a name or key in the form of ``known``.

    Returns
    -------
    tuple of int
        Positions in the order of the name; empty where not every part is one known place, each another.

    Examples
    --------
    >>> known = {"altstadt": 0, "neustadt": 1, "ost": 2}
    >>> parts_of("Altstadt / Neustadt", known, str.casefold), parts_of("Alt- und Neustadt", known, str.casefold)
    ((0, 1), (0, 1))
    >>> parts_of("Altstadt und Weststadt", known, str.casefold), parts_of("Ost", known, str.casefold)
    ((), ())
    """
    parts = [part.strip() for part in _BETWEEN.split(text.strip())]
    if not 2 <= len(parts) <= MOST_PARTS or not all(parts):
        return ()
    found = [_place(part, parts[-1], known, form) for part in parts]
    return tuple(found) if min(found) >= 0 and len(set(found)) == len(found) else ()


def _place(part: str, last: str, known: Mapping[str, int], form: Callable[[str], str]) -> int:
    """Give the position of one part; "Alt-" borrows its end from the last part ("Neustadt")."""
    if not part.endswith("-"):
        return known.get(form(part), -1)
    stem = part.removesuffix("-")
    ends = [last[start:] for start in range(1, len(last) - _SHORTEST_TAIL + 1)]
    found = {known[form(stem + end)] for end in ends if form(stem + end) in known}
    return found.pop() if len(found) == 1 else -1

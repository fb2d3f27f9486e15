"""Names that are nearly the same: a slip of the pen is proposed, another place never."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loading.joining.spelling import name_form

SHORTEST_NAME = 5
LETTERS_PER_SLIP = 6
MOST_SLIPS = 3
CLEAR_LEAD = 2
LONGEST_NAME = 100
_BINS = 32
_DIGITS = re.compile(r"\d+")
_NUMERAL = re.compile(r"[ivx]+|[a-z]")
# Parts that tell one place from its neighbour, as they stand after ``name_form``.
_TELLING = (
    *("nord", "sued", "ost", "west", "mitte", "zentrum", "ober", "unter", "alt", "neu", "gross", "klein", "inner"),
    *("aeusser", "vorder", "hinter", "hoch", "nieder", "links", "rechts"),
)
_LEVEL_WORDS = re.compile(
    r"\b(?:stadtteil|ortsteil|stadtbezirk|stadtviertel|bezirk|quartier|viertel|gemeinde|ortschaft|stadt|landkreis|kreis)\b"
)


@dataclass(frozen=True)
class Likeness:
    """A name of a table and the name on the map it resembles.

    Attributes
    ----------
    row, polygon : int
    score : float
        1 where both are the same letter by letter, less with every slip.
    """

    row: int
    polygon: int
    score: float


def edit_distance(left: str, right: str, most: int) -> int:
    """Count the slips between two words: a letter too many, missing, wrong, or two letters swapped.

    Parameters
    ----------
    left, right : str
    most : int
        Counting stops beyond; ``most + 1`` is given then.

    Notes
    -----
    Optimal string alignment: the distance of Damerau [1]_ without touching a swapped pair twice.

    References
    ----------
    .. [1] Damerau, F. J. (1964). A technique for computer detection and correction of spelling errors.
       Communications of the ACM 7 (3), 171-176.

    Examples
    --------
    >>> edit_distance("nordstadt", "nrodstadt", 3), edit_distance("west", "ost", 3), edit_distance("abc", "xyz", 1)
    (1, 2, 2)
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def similar_names(rows: Mapping[int, str], free: Iterable[int], names: Sequence[str]) -> list[Likeness]:
    """Find rows that name a polygon with a slip of the pen.

    Parameters
    ----------
    rows : mapping of row to str
        Rows without a polygon.
    free : iterable of int
        Polygons without a row.
    names : sequence of str, length n
        Of all polygons; those that have their row count as rivals.

    Returns
    -------
    list of Likeness
        One-to-one. Names with other numbers, numerals or parts that tell places apart (Nord and Süd, Alt and Neu)
        are never alike; nor is a name that has a second candidate nearly as near.

    Examples
    --------
    >>> similar_names({4: "Rathenauvirtel"}, [0], ["Rathenauviertel", "Nippes"])
    [Likeness(row=4, polygon=0, score=0.93)]
    >>> similar_names({4: "Weststadt"}, [0], ["Oststadt"]), similar_names({4: "Block 12"}, [0], ["Block 13"])
    ([], [])
    """
    forms = [_form(name)[:LONGEST_NAME] for name in names]
    wanted = set(free)
    letters = _letters(forms)
    found: list[tuple[int, int, int, str]] = []
    for row, text in rows.items():
        form = _form(text)[:LONGEST_NAME]
        allowed = _allowed(form)
        if allowed:
            best = _nearest(form, forms, letters, allowed)
            if best and best[0] in wanted:
                found.append((row, *best, form))
    claims = Counter(polygon for _, polygon, _, _ in found)
    return [
        Likeness(row, polygon, round(1 - slips / max(len(form), len(forms[polygon])), 2))
        for row, polygon, slips, form in found
        if claims[polygon] == 1
    ]


def _form(name: str) -> str:
    form = name_form(name)
    return " ".join(_LEVEL_WORDS.sub(" ", form).split()) or form


def _allowed(form: str) -> int:
    return min(len(form) // LETTERS_PER_SLIP, MOST_SLIPS) if len(form) > SHORTEST_NAME else 0


def _letters(forms: Sequence[str]) -> np.ndarray:
    """Count the letters of each form; int8, shape (forms, bins). Rare letters may share a bin."""
    counts = np.zeros((len(forms), _BINS), dtype=np.int8)
    rows = np.repeat(np.arange(len(forms)), [len(form) for form in forms])
    np.add.at(counts, (rows, np.array([ord(letter) % _BINS for form in forms for letter in form], dtype=int)), 1)
    return counts


def _nearest(form: str, forms: Sequence[str], letters: np.ndarray, allowed: int) -> tuple[int, int] | None:
    """Give the nearest name and its slips, where no other comes close."""
    reach = allowed + CLEAR_LEAD - 1
    own = _letters([form])
    apart = np.abs(letters - own).sum(axis=1, dtype=np.int16)
    longer = np.abs(letters.sum(axis=1, dtype=np.int16) - own.sum())
    # Letters that one word has and the other lacks: never more than there are slips, and counted at once for all.
    near = np.flatnonzero((apart + longer) // 2 <= reach).tolist()
    distances = sorted((edit_distance(form, forms[position], reach), position) for position in near)
    if not distances or distances[0][0] > allowed:
        return None
    slips, polygon = distances[0]
    rivals = [position for distance, position in distances[1:] if distance < slips + CLEAR_LEAD]
    return (polygon, slips) if not rivals and not _told_apart(form, forms[polygon]) else None


def _told_apart(left: str, right: str) -> bool:
    """Tell whether two names differ in what tells places apart: numbers, numerals, or Nord against Süd."""
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return True
    numerals = [[word for word in name.split() if _NUMERAL.fullmatch(word)] for name in (left, right)]
    here, there = ({part for part in _TELLING if part in name} for name in (left, right))
    return numerals[0] != numerals[1] or bool(here - there and there - here)

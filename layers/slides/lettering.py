"""How much room text takes, and how large it may be: no text of any length leaves its box."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FONT: Final = "Arial"  # on every machine that shows slides; where it is not, one of the same widths stands in for it
LINE: Final = 1.2
_LONGEST: Final = 4000  # characters: more never fit on a slide
_ELLIPSIS: Final = "…"
_BOLD: Final = 1.08
_CAUTION: Final = 1.03  # for the differences between programs that show slides
_WIDTHS: Final = {
    letter: width
    for width, letters in {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;I[\\]ft·\N{NO-BREAK SPACE}",
        334: '()-`r{}„“”"‑',
        400: "*°",
        500: "Jckvsxyz^",
        556: "0123456789Labdeghnopqu_?$#–€",
        584: "+<=>~−×",
        611: "FTZß",
        667: "ABEKPSVXY&",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1000: "@—…→",
    }.items()
    for letter in letters
}
_WIDE: Final = 1000


@dataclass(frozen=True)
class Fitted:
    """Text that fits.

    Attributes
    ----------
    texts : tuple of str
        The paragraphs; what did not fit is left out, and the last one says so by an ellipsis.
    size : float
        In points.
    height : float
        Of all paragraphs, in points.
    """

    texts: tuple[str, ...]
    size: float
    height: float


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure one line of text in points, on the safe side.

    Notes
    -----
    Advance widths of Helvetica, which Arial and Liberation Sans share, letters with marks measured as those without.
    What is no Latin letter counts as a square.

    Examples
    --------
    >>> round(width("Altstadt", 10), 1) < round(width("Altstädte", 10), 1)
    True
    """
    units = sum(_WIDTHS.get(letter) or _other(letter) for letter in text)
    return units / 1000 * size * (_BOLD if bold else 1.0) * _CAUTION


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Count the lines that text takes in a room so many points wide; words longer than a line are broken.

    Examples
    --------
    >>> lines("drei kurze Wörter", 10, 50), lines("x" * 100, 10, 50)
    (2, 12)
    """
    found, used = 1, 0.0
    gap = width(" ", size, bold=bold)
    for word in text.split(" "):
        long = width(word, size, bold=bold)
        if used and used + gap + long > room:
            found, used = found + 1, 0.0
        used += (gap if used else 0.0) + long
        while used > room:
            found, used = found + 1, used - room + 0.5 * size  # a line of a broken word is never quite full
    return found


def fitted(
    texts: Sequence[str], room: tuple[float, float], sizes: Sequence[float], *, gap: float = 0.0, bold: bool = False
) -> Fitted:
    """Choose the largest size in which paragraphs fit, and shorten them where none is small enough.

    Parameters
    ----------
    texts : sequence of str
        Paragraphs.
    room : tuple of float
        Width and height in points.
    sizes : sequence of float
        In points, largest first.
    gap : float
        Between paragraphs, as a share of the size.
    bold : bool

    Returns
    -------
    Fitted
    """
    wide, high = room
    given = [text[:_LONGEST] for text in texts]
    for size in sizes:
        if (used := _height(given, size, wide, gap, bold)) <= high:
            return Fitted(tuple(given), size, used)
    smallest = sizes[-1]
    kept: list[str] = []
    for text in given:
        if _height([*kept, text], smallest, wide, gap, bold) <= high:
            kept.append(text)
            continue
        most = int(high // (LINE * smallest)) - sum(lines(one, smallest, wide, bold=bold) for one in kept)
        most -= int(gap * len(kept) / LINE + 0.999)
        kept += [shortened(text, most, smallest, wide, bold=bold)] if most > 0 else []
        break
    return Fitted(tuple(kept), smallest, _height(kept, smallest, wide, gap, bold))


def shortened(text: str, most: int, size: float, room: float, *, bold: bool = False) -> str:
    """Cut text to so many lines, at a blank where there is one near the end.

    Examples
    --------
    >>> shortened("Äußerer Nordwesten am Fluss", 1, 10, 80)
    'Äußerer …'
    """
    if lines(text, size, room, bold=bold) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines(text[:middle] + _ELLIPSIS, size, room, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    cut = text[:low]
    at_blank = re.sub(r"\S*$", "", cut)
    return (at_blank if len(at_blank) > len(cut) / 3 else cut) + _ELLIPSIS


def _other(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, _WIDE)


def _height(texts: Sequence[str], size: float, room: float, gap: float, bold: bool) -> float:
    counted = sum(lines(text, size, room, bold=bold) for text in texts)
    return size * (LINE * counted + gap * max(len(texts) - 1, 0))

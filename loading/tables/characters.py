"""Letters that look right and are not: blanks of other widths, invisible marks, umlauts of two characters."""

import re
import unicodedata
from collections import Counter

from loading.errors import Finding

_BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
# No file of XML, and so no workbook or slide, can hold these; halves of a pair of surrogates no file at all.
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]")
_WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
_PLAIN = str.maketrans({**_BLANKS, **_WIDE_DIGITS, **dict.fromkeys(map(ord, _INVISIBLE), None)})
_UNTOLD = frozenset("\u00ad")
_TOLD = re.compile(f"[{''.join(sorted(_INVISIBLE - _UNTOLD))}]")


class Characters:
    """Makes texts plain and remembers what had to be changed.

    Examples
    --------
    >>> characters = Characters()
    >>> characters.plain("1\u202f234\u200b")
    '1 234'
    >>> [finding.code for finding in characters.findings("a.csv")]
    ['tables.invisible_characters']
    """

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()

    def plain(self, text: str) -> str:
        """Make blanks plain, take invisible characters out, join an umlaut's two characters into one.

        Blanks of another width and soft hyphens are usual in print and change nothing; they are not told.
        """
        if text.isascii() and (text.isprintable() or not _CONTROL.search(text)):
            return text
        text, controls = _CONTROL.subn("", text)
        self._counted["invisible_characters"] += controls + len(_TOLD.findall(text))
        self._counted["wide_digits"] += sum(text.count(chr(digit)) for digit in _WIDE_DIGITS)
        text = text.translate(_PLAIN)
        if unicodedata.is_normalized("NFC", text):
            return text
        composed = unicodedata.normalize("NFC", text)
        self._counted["composed_letters"] += max(1, len(text) - len(composed))
        return composed

    def findings(self, place: str) -> tuple[Finding, ...]:
        """Tell what was changed."""
        counted = self._counted
        told = (
            Finding("warning", place, "tables.invisible_characters", {"n": counted["invisible_characters"]}),
            Finding("info", place, "tables.composed_letters", {"n": counted["composed_letters"]}),
            Finding("info", place, "tables.wide_digits", {"n": counted["wide_digits"]}),
        )
        return tuple(finding for finding in told if finding.values["n"])

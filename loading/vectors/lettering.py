"""Umlauts that went wrong before the file came to us: repaired where that is certain, reported where they are lost."""

import re
from collections.abc import Iterable

MOJIBAKE = re.compile("[ÂÃâÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2013-\u203a\u20ac\u2122ƒˆ˜]")
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<![^\W\d_])\?(?=[a-z]{3})")
# One byte, read by the code page of DOS although Windows had written it, and the other way round.
_DOS = str.maketrans("³÷õ─▄▀", "üöäÄÜß")
_WINDOWS = str.maketrans("\u0081\u201e\u201d\u017d\u2122\u0161", "üäöÄÖÜ")
_AS_DOS = re.compile(
    r"(?<=[^\W\d_])[³÷õ▀](?=[^\W\d_])|(?<=[^\W\d_])▀|(?<![^\W\d_])[─▄](?=[^\W\d_])|(?<=[^\W\d_])[³÷õ](?=\b)"
    r"|(?<=[^\W\d_])[─▄](?=[^\W\d_])"
)
# "Í" is a letter of other languages: it is "Ö" where a German word begins so, or where the file has other such signs.
_OE = re.compile(r"(?<![^\W\d_])Í(?=stlich|ster|ffentlich|kolog|konom|lmühl|lberg|dland|hring|tting)")
_OE_AS_DOS = re.compile(r"(?<![^\W\d_])Í(?=[^\W\d_])|(?<=[A-Z])Í(?=[A-Z])")
# Two bytes of UTF-8, read as two signs of DOS (cp850, cp437) or of an old Macintosh: no word holds such pairs.
_PAIRS = {
    **{"├ñ": "ä", "├Â": "ö", "├╢": "ö", "├╝": "ü", "├ä": "Ä", "├û": "Ö", "├£": "Ü", "├ƒ": "ß"},
    **{"√§": "ä", "√∂": "ö", "√º": "ü", "√Ñ": "Ä", "√ñ": "Ö", "√ú": "Ü", "√ü": "ß"},
}
_AS_PAIRS = re.compile("|".join(_PAIRS))
_AS_WINDOWS = re.compile(r"(?<=[a-z\w])[\u0081\u201e\u201d](?=[a-z])|(?<![^\W\d_])\u2122(?=[a-z]{2})")
_ONSET = re.compile(r"[b-df-hj-np-tv-xzß]+", re.IGNORECASE)
_ONSETS = re.compile(
    r"b|bl|br|c|ch|chl|chr|cl|cr|d|dr|dw|f|fj|fl|fr|g|gl|gm|gn|gr|h|j|k"
    r"|kh|kl|kn|kr|kw|l|m|mc|n|ng|p|pf|pfl|pfr|ph|phl|phr|pl|pn|pr|ps|q|r|rh"
    r"|s|sc|sch|schl|schm|schn|schr|schw|scr|sh|sk|skl|sl|sm|sn|sp|sph|spl|spr|sq|st|str|sw|sz"
    r"|t|th|thr|tr|ts|tsch|tw|v|vl|vr|w|wh|wl|wr|x|z|zw"
)
_WORD = re.compile(r"(?<![\w.])[A-Z][a-z]{4,}(?![\w.])")
_SHARP = re.compile(r"(?<=[a-z])(?:strae|Strae)(?![a-z])|(?<!\w)Strae(?![a-z])")


def read_as_dos(values: Iterable[str]) -> bool:
    """Tell whether any text shows that bytes of Windows were read by the code page of DOS.

    Examples
    --------
    >>> read_as_dos(["Íjendorf", "Br³ck"]), read_as_dos(["Ísafjörður", "5 m³"])
    (True, False)
    """
    return any(not value.isascii() and not _is_measure(value) and _AS_DOS.search(value) for value in values)


def without_mojibake(value: str, *, as_dos: bool = False) -> str:
    r"""Undo one wrong reading of umlauts; leave every other text as it is.

    Parameters
    ----------
    value : str
    as_dos : bool
        Other texts of the same file were read by the code page of DOS, see :func:`read_as_dos`.

    Returns
    -------
    str

    Examples
    --------
    >>> [without_mojibake(name) for name in ("Dreis-BrÃ¼ck", "Br³ck", "Straße")]
    ['Dreis-Brück', 'Brück', 'Straße']
    >>> without_mojibake("5 m³"), without_mojibake("\u201eNeu\u201d")
    ('5 m³', '„Neu”')
    >>> without_mojibake("Íjendorf"), without_mojibake("Íjendorf", as_dos=True), without_mojibake("Ístliches Ufer")
    ('Íjendorf', 'Öjendorf', 'Östliches Ufer')
    """
    if MOJIBAKE.search(value):
        try:
            return b"".join(_cp1252_byte(letter) for letter in value).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            return value
    if value.isascii():
        return value
    if _AS_PAIRS.search(value):
        return _AS_PAIRS.sub(lambda found: _PAIRS[found[0]], value)
    if not _is_measure(value):
        as_dos = as_dos or bool(_AS_DOS.search(value))
        value = (_OE_AS_DOS if as_dos else _OE).sub("Ö", value)
        value = _AS_DOS.sub(lambda found: found[0].translate(_DOS), value)
    return _AS_WINDOWS.sub(lambda found: found[0].translate(_WINDOWS), value)


def is_lost(value: str) -> bool:
    """Tell whether a letter was replaced for good.

    Examples
    --------
    >>> is_lost("M?nster"), is_lost("M\ufffdnster"), is_lost("Wie viele?"), is_lost("?sterreich")
    (True, True, False, True)
    """
    return bool(_LOST.search(value))


def dropped(values: Iterable[str]) -> list[str]:
    """Find names out of which umlauts fell without a trace.

    Parameters
    ----------
    values : iterable of str
        All of one file.

    Returns
    -------
    list of str
        Empty where any name has an umlaut, since then they did not fall out.

    Notes
    -----
    No German word begins with "Mn" or "Dss"; the consonants of such a word stood apart.

    Examples
    --------
    >>> dropped(["Mnster", "Nord", "Dsseldorf", "Schlossstrae", "Grnau"])
    ['Mnster', 'Dsseldorf', 'Schlossstrae', 'Grnau']
    >>> dropped(["Mnster", "Süd"]), dropped(["Schwerin", "Pfronten", "Str. 5", "Chemnitz"])
    ([], [])
    """
    different = list(dict.fromkeys(values))
    together = "\n".join(different)
    if not together.isascii() or not _is_strange(together):
        return []
    return [value for value in different if _is_strange(value)]


def _is_strange(text: str) -> bool:
    return ("trae" in text and bool(_SHARP.search(text))) or any(map(_begins_strangely, set(_WORD.findall(text))))


def _begins_strangely(word: str) -> bool:
    onset = _ONSET.match(word)
    return onset is not None and len(onset[0]) < len(word) and _ONSETS.fullmatch(onset[0].lower()) is None


def _is_measure(value: str) -> bool:
    return bool(re.search(r"(?<![^\W\d_])(?:[mck]?m|d|Fm|Nm)³", value))


def _cp1252_byte(letter: str) -> bytes:
    return letter.encode("latin-1") if "\u0080" <= letter <= "\u009f" else letter.encode("cp1252")

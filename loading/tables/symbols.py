"""Signs that stand for a number: DIN 55301, legends found in the file, words, codes like -9999."""

import re
from collections.abc import Iterable, Mapping

import numpy as np

from loading.reasons import Reason

_DIN: Mapping[str, Reason] = {
    **dict.fromkeys(("-", "–", "—", "−", "‐", "‑"), Reason.ZERO),
    **dict.fromkeys((".", "·", "•", "∙", "*", "**", "***"), Reason.SUPPRESSED),
    **dict.fromkeys(("x", "X", "...", "…", "..", "?"), Reason.NOT_DELIVERED),
    "/": Reason.TOO_SMALL,
}
_WORDS: Mapping[str, Reason] = {
    **dict.fromkeys(
        ("geheim", "gesperrt", "anonymisiert", "vertraulich", "secret", "suppressed", "confidential", "c."),
        Reason.SUPPRESSED,
    ),
    **dict.fromkeys(
        (
            "na",
            "n/a",
            "n.a.",
            "nan",
            "null",
            "none",
            "#nv",
            "#n/a",
            "#na",
            "#div/0!",
            "#wert!",
            "#value!",
            "#bezug!",
            "#ref!",
            "#name?",
            "#num!",
            "#zahl!",
            "k.a.",
            "k. a.",
            "ka",
            "keine angabe",
            "keine angaben",
            "fehlt",
            "unbekannt",
            "entfällt",
            "keine daten",
            "n.v.",
            "nicht verfügbar",
            "(null)",
            "missing",
            "-inf",
            "inf",
        ),
        Reason.NOT_DELIVERED,
    ),
}
_SIGNS = frozenset((*_DIN, *_WORDS))
_BELOW = re.compile(r"^(?:<|≤|<=|unter|kleiner(?: als)?|weniger als|höchstens|bis)\s*\d{1,3}$", re.IGNORECASE)
_BELOW_BEGINS = frozenset("<≤uUkK\N{KELVIN SIGN}wWhHbB")
_MEANINGS = (
    (re.compile(r"tabellenfach|nicht sinnvoll|aussage nicht|blocked|keine aussage", re.I), Reason.NOT_DELIVERED),
    (
        re.compile(
            r"geheim|gesperrt|anonym|datenschutz|nicht veröffentlicht|unterdrückt|suppress|secret|confident", re.I
        ),
        Reason.SUPPRESSED,
    ),
    (re.compile(r"nicht sicher|unsicher|fehler|fallzahl|zu gering|zu klein|unreliable", re.I), Reason.TOO_SMALL),
    (
        re.compile(r"nichts vorhanden|genau null|exakt null|kein(?:e|er)? (?:fälle|person)|\bzero\b|\bnull\b", re.I),
        Reason.ZERO,
    ),
    (
        re.compile(
            r"unbekannt|später|noch nicht|nicht verfügbar|nicht vor|keine angabe|fehl|not available|missing", re.I
        ),
        Reason.NOT_DELIVERED,
    ),
)
_SIGN = r"(?:\.\.\.|[-–—−.·•…xX/*])"
_LEGEND_START = re.compile(r"zeichenerkl|erläuterung|legende|legend|symbols?\b|bedeutung", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?:^|[\s;,(:]){_SIGN.replace('(?:', '(', 1)}\s*[\"'»]?\s*[=:]\s*([^=;]+?)(?=[;,|]|\s{_SIGN}\s*=|$)"
)
_BARE = re.compile(rf"^\"?({_SIGN[3:-1]})\"?\s{{1,}}(\S.*)$")
_CODES = (-9999.0, -99999.0, -999.0, -9998.0, -8888.0, -999999.0)
_HIGH_CODES = (9999.0, 99999.0, 999999.0, 9999999.0)


def symbol_reason(text: str, legend: Mapping[str, Reason]) -> Reason | None:
    """Say what a sign stands for; None if it is no sign.

    Parameters
    ----------
    text : str
        The whole cell, without blanks around it.
    legend : mapping of sign to Reason
        Signs the file explains itself; they come first.

    Examples
    --------
    >>> symbol_reason("–", {}).label, symbol_reason("< 3", {}).label
    ('zero', 'suppressed')
    >>> symbol_reason("-", {"-": Reason.SUPPRESSED}).label
    'suppressed'
    >>> symbol_reason("Altstadt", {}) is None
    True
    """
    if not text:
        return Reason.NOT_DELIVERED
    if len(text) > 20:
        return None
    if text in legend:
        return legend[text]
    sign = _DIN.get(text)
    if sign is not None:
        return sign
    word = _WORDS.get(text.lower())
    if word is not None:
        return word
    return Reason.SUPPRESSED if text[0] in _BELOW_BEGINS and _BELOW.match(text) else None


def any_sign(texts: Iterable[str]) -> bool:
    """Tell whether one of several texts is a sign or a word that stands for a number, whatever a file explains.

    Examples
    --------
    >>> any_sign(["Altstadt", "Geheim"]), any_sign(["Altstadt"])
    (True, False)
    """
    return not _SIGNS.isdisjoint(map(str.lower, texts))


def legend(lines: Iterable[str]) -> dict[str, Reason]:
    """Read what a file says about its own signs.

    Parameters
    ----------
    lines : iterable of str
        Notes of the file.

    Examples
    --------
    >>> found = legend(["Zeichenerklärung: - = geheim zu halten; . = Angabe liegt noch nicht vor"])
    >>> found["-"].label, found["."].label
    ('suppressed', 'not_delivered')
    """
    return meanings(explanations(lines))


def meanings(explained: Mapping[str, str]) -> dict[str, Reason]:
    """Say what signs stand for by the words a file has for them; signs in unknown words are left out.

    Examples
    --------
    >>> meanings({"-": "nichts vorhanden", ".": "blau"})
    {'-': <Reason.ZERO: 1>}
    """
    reasons = {sign: _meaning(words) for sign, words in explained.items()}
    return {sign: reason for sign, reason in reasons.items() if reason is not None}


def _meaning(words: str) -> Reason | None:
    return next((reason for pattern, reason in _MEANINGS if pattern.search(words)), None)


def explanations(lines: Iterable[str]) -> dict[str, str]:
    """Find the words in which a file explains its own signs; all signs of a family share them.

    Parameters
    ----------
    lines : iterable of str
        Notes of the file.

    Examples
    --------
    >>> explanations(["Zeichenerklärung: x = Tabellenfach gesperrt"])
    {'x': 'Tabellenfach gesperrt', 'X': 'Tabellenfach gesperrt'}
    """
    found: dict[str, str] = {}
    within = False
    for line in lines:
        within = within or bool(_LEGEND_START.search(line))
        pairs = [match.groups() for match in _PAIR.finditer(line)]
        bare = _BARE.match(line)
        if within and not pairs and bare:
            pairs = [bare.groups()]
        for sign, meaning in pairs:
            if _meaning(meaning) is not None or sign not in found:
                found.update(dict.fromkeys(_family(sign), meaning.strip()))
    return found


def _family(sign: str) -> tuple[str, ...]:
    for family in (("-", "–", "—", "−"), (".", "·", "•"), ("...", "…"), ("x", "X")):
        if sign in family:
            return family
    return (sign,)


def starts_legend(line: str) -> bool:
    """Tell whether a line is the heading of a legend.

    Examples
    --------
    >>> starts_legend("Zeichenerklärung:"), starts_legend("Quelle: Stadt")
    (True, False)
    """
    return bool(_LEGEND_START.match(line))


def missing_codes(values: np.ndarray) -> tuple[float, ...]:
    """Find numbers that stand for "missing" in a column: -9999 and its kin.

    A negative code counts where nothing else in the column is negative, a positive one where it occurs at
    least twice and lies far above all else.

    Parameters
    ----------
    values : float array, shape (n,)

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> missing_codes(np.array([12.0, -9999.0, 3.0]))
    (-9999.0,)
    >>> missing_codes(np.array([9999.0, 9998.0, 9999.0]))
    ()
    """
    usable = values[~np.isnan(values)]
    if not usable.size or (usable.min() > max(_CODES) and usable.max() not in _HIGH_CODES):
        return ()  # no code is the smallest or the largest number, as one that counts would be
    low = tuple(code for code in _CODES if (usable == code).any())
    if low and (np.setdiff1d(usable, low) < 0).any():
        low = ()
    rest = np.setdiff1d(usable, _HIGH_CODES)
    ceiling = rest.max() if rest.size else np.inf
    high = tuple(code for code in _HIGH_CODES if (usable == code).sum() >= 2 and code > 8 * max(ceiling, 1))
    return low + high

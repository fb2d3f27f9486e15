"""The order of words as readers expect it: umlauts stand with their letters, as DIN 5007-1 has them."""

import unicodedata

_WRITTEN_OUT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o"})


def sort_key(text: str) -> tuple[str, str]:
    """Give what names are sorted by; the same on every machine, whatever its locale.

    Examples
    --------
    >>> sorted(["Zoo", "Äpfel", "Apfel", "Straße", "Strasse"], key=sort_key)
    ['Apfel', 'Äpfel', 'Strasse', 'Straße', 'Zoo']
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_WRITTEN_OUT))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), text

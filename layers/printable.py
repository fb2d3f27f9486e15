"""Text as it can be printed, and written into any file."""

import re

#: Controls, marks that turn the direction of reading, halves of pairs, what is no character.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Take out what no printer could print, and no XML hold.

    Examples
    --------
    >>> printable("Nul\x00l \ud800"), printable("\u202eab")
    ('Null ', 'ab')
    """
    return _UNPRINTABLE.sub("", text)

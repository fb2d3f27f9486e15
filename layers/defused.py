"""Text that a spreadsheet takes for text: every CSV that leaves the program is written here.

A spreadsheet may part a line elsewhere than its writer did: the German Excel at semicolons, the English one at commas.
So nothing that follows a mark that may part cells begins like a formula, and a cell has no line breaks.
"""

import re
from collections.abc import Iterable

# Excel takes the wide forms of East Asian keyboards for the same signs.
_SIGNS = "=+@\\-\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH COMMERCIAL AT}\N{FULLWIDTH HYPHEN-MINUS}"
_SMALL_SIGNS = "\N{SMALL EQUALS SIGN}\N{SMALL PLUS SIGN}\N{SMALL COMMERCIAL AT}\N{SMALL HYPHEN-MINUS}"
_UNSEEN = "\\s\N{ZERO WIDTH SPACE}-\N{RIGHT-TO-LEFT MARK}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"
_BREAK = re.compile("\r\n|[\0-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_FORMULA = re.compile(f'(^|[,;"])(?=[{_UNSEEN}]*[{_SIGNS}{_SMALL_SIGNS}])')


def defused(text: str) -> str:
    """Keep a spreadsheet from taking text, or a part of it, for a formula: an apostrophe before it, as OWASP advises.

    Line breaks, tabs and other control characters become blanks.

    Examples
    --------
    >>> defused("=1+1"), defused("Altstadt"), defused("  @SUM(A1)")
    ("'=1+1", 'Altstadt', "'  @SUM(A1)")
    >>> defused("Nord;=1+1"), defused("Nord, West-Ost"), defused(chr(0xFF1D) + "1+1") == "'" + chr(0xFF1D) + "1+1"
    ("Nord;'=1+1", 'Nord, West-Ost', True)
    """
    return _FORMULA.sub(r"\1'", _BREAK.sub(" ", text))


def csv_line(cells: Iterable[object], separator: str) -> str:
    """Write a line of a CSV, without its end: text in quotes and defused, numbers as they are, None as nothing.

    Parameters
    ----------
    cells : iterable
        The first is text: parted elsewhere, a negative number in its place would begin a cell that is none.
    separator : str

    Examples
    --------
    >>> print(csv_line(["006", 'Am "Gut" 3', -1.5, None, True], ";"))
    "006";"Am ""Gut"" 3";-1.5;;True
    """
    return separator.join(map(_cell, cells))


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, (bool, int, float)):
        return str(cell)
    return '"' + defused(str(cell)).replace('"', '""') + '"'

"""Lines that belong to a table without being rows of it: source, footnotes, legend, date of creation."""

import re
from collections.abc import Sequence

from loading.tables.grid import Cell, cell_text

_FOOTER = re.compile(
    r"^\s*(?:©|\(c\)|quellen?\b|datenquelle|source|herausgeber|hrsg|erstellungsdatum|erstellt|"
    r"stand\s*:|datenstand|"
    r"anmerkung|hinweis|fußnote|note\b|zeichenerkl|legende|erläuterung|definition|berechnung|"
    r"\d{1,2}\)|\*+\)?\s?\S.{5}|[¹²³⁴⁵⁶⁷⁸⁹]|_{3,}|-{4,}|"
    r"weitere informationen|statistik der bundesagentur|www\.|https?:|"
    r"abweichungen|aufgrund|rundungs|für die richtigkeit|"
    r"ansprechpartner|kontakt|seite \d|tabelle \d|file:|[a-z]:[/\\])",
    re.IGNORECASE,
)
_LEGEND_LINE = re.compile(r"^\s*(?:\.\.\.|[-–—.·•…xX/*])\s*(?:=|:)\s*\S")
_LONG = 120


def is_footer(text: str) -> bool:
    """Tell whether a line is source, footnote or legend by its first words.

    Examples
    --------
    >>> is_footer("Quelle: Stadt Münster"), is_footer("*)siehe Definitionsänderung"), is_footer("12 Überwasser")
    (True, True, False)
    """
    return bool(_FOOTER.match(text) or _LEGEND_LINE.match(text)) or len(text) > _LONG


def holds_something(row: Sequence[Cell]) -> bool:
    """Tell whether any cell of a row holds something.

    Examples
    --------
    >>> holds_something(["", 0.0]), holds_something(["", ""])
    (True, False)
    """
    return bool(row) and (row[0] != "" or row.count("") < len(row))


def filled(row: Sequence[Cell]) -> list[int]:
    """Give the positions of the cells that hold something.

    Examples
    --------
    >>> filled(["", "a", 0.0])
    [1, 2]
    """
    return [position for position, cell in enumerate(row) if cell != ""]


def line_text(row: Sequence[Cell]) -> str:
    """Write a whole row as one line.

    Examples
    --------
    >>> line_text(["-", "", "nichts vorhanden"])
    '- nichts vorhanden'
    """
    return " ".join([cell_text(cell) for cell in row if cell != ""])

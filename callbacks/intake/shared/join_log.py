"""The log of a join as a table for spreadsheets, in the reader's language."""

import csv
import io

from loading.join import Joined
from loading.joining.log import log_of
from texts import Texts

_COLUMNS = ("place", "line", "row", "quarter", "name", "repair", "reason", "by")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula, as OWASP advises: an apostrophe before it.

    Examples
    --------
    >>> defused("=1+1"), defused("Altstadt"), defused("  @SUM(A1)")
    ("'=1+1", 'Altstadt', "'  @SUM(A1)")
    """
    risky = text.lstrip(" \N{NO-BREAK SPACE}").startswith(_STARTS_A_FORMULA) or text.startswith(_STARTS_A_FORMULA)
    return f"'{text}" if risky else text


def log_csv(texts: Texts, joined: Joined) -> str:
    """Write the log: one line for each row that was not matched as it stood.

    Parameters
    ----------
    texts : Texts
    joined : Joined

    Returns
    -------
    str
        Semicolons and Windows line ends, as spreadsheets in Germany expect them.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([texts(f"doctor.log_columns.{name}") for name in _COLUMNS])
    for one in log_of(joined):
        told = texts(f"doctor.repairs.{one.repair}.title"), texts(f"doctor.repairs.{one.repair}.reason")
        cells = (one.place, one.line, one.row, one.quarter, one.name, *told, texts(f"doctor.by.{one.by}"))
        writer.writerow([defused(cell) for cell in cells])
    return written.getvalue()

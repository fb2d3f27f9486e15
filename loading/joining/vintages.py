"""What day the boundaries behind a table are of: keys of two vintages look alike and mean different places."""

import re
from collections.abc import Sequence

from loading.errors import Finding
from loading.joining.rows import EXAMPLES, Rows, place
from loading.joining.spelling import is_key_like
from loading.recognised import Table

_DATE = r"(?P<date>\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|(?:19|20)\d\d(?:[-/]\d\d[-/]\d\d)?)(?!\d)"
_SAYS_VINTAGE = re.compile(
    r"(?i)(?:gebietsst[aä]nd(?:e|s)?|gebietseinteilung|raumbezug|(?<![a-z])lor(?![a-z])|boundaries|vintage|territorial"
    r" status)(?:\W|_|\b(?:vom|am|zum|jahr|of|as|ab)\b){0,8}" + _DATE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNTIL = re.compile(r"(?i)\b(?:until|bis|before|vor)")
FEWEST_LEFT = 3
SMALLEST_SHARE_LEFT = 0.02


def table_vintage(table: Table) -> str | None:
    """Find what a table says about the vintage of its areas.

    Parameters
    ----------
    table : Table
        Its notes, its sheet, its columns of keys and its file are asked in this order.

    Returns
    -------
    str or None
        As written; None where it says nothing. The year of its numbers says nothing about its areas.
    """
    said = [*table.notes, table.sheet or "", *table.identifiers, table.file]
    return next((found["date"] for text in said if (found := _SAYS_VINTAGE.search(text))), None)


def differ(of_map: str | None, of_table: str | None) -> bool:
    """Tell whether two vintages are known to be different; a year and a day of it are not.

    Examples
    --------
    >>> differ("2021", "31.12.2019"), differ("2021/01/01", "2021"), differ("until2020", "2015"), differ(None, "2021")
    (True, False, False, False)
    """
    ours, theirs = (max(_YEAR.findall(text or ""), default="") for text in (of_map, of_table))
    if not ours or not theirs:
        return False
    return theirs > ours if _UNTIL.search(of_map or "") else ours != theirs


def vintage_findings(rows: Rows, of_map: str | None, only_map: Sequence[str]) -> list[Finding]:
    """Tell where a table's keys are, or may be, of another vintage than the map's.

    Parameters
    ----------
    rows : Rows
        With all sums recognised.
    of_map : str or None
        Vintage of the boundaries.
    only_map : sequence of str
        Keys of quarters without a row.

    Returns
    -------
    list of Finding
        ``doctor.vintage_differs`` where both are known and different; ``doctor.vintage_perhaps`` where both sides
        have keys left over, as they do after a reform.
    """
    table = rows.table
    left = [rows.calls_itself(row) for row in rows.open_rows]
    known = table_vintage(table)
    found = {"map": of_map or "", "table": known or "", "n": len(left), "matched": len({*_placed(rows)})}
    if differ(of_map, known):
        return [Finding("warning", place(table), "doctor.vintage_differs", found)]
    fewest = max(FEWEST_LEFT, SMALLEST_SHARE_LEFT * len(table.values))
    if min(len(left), len(only_map)) < fewest or not is_key_like(left) or known:
        return []
    examples = {"examples": ", ".join(left[:EXAMPLES]), "free": ", ".join(only_map[:EXAMPLES])}
    return [Finding("warning", place(table), "doctor.vintage_perhaps", {"n": len(left), **examples})]


def _placed(rows: Rows) -> list[int]:
    return [quarter for quarter in rows.quarter.tolist() if quarter >= 0]

"""The log of a join, and of decisions about findings, as a table for spreadsheets, in the reader's language."""

from collections.abc import Sequence

from callbacks.intake.shared.refusal import worded
from layers.defused import csv_line
from loading.errors import Finding
from loading.joining.join import Joined
from loading.joining.log import log_of
from texts import Texts

_COLUMNS = ("place", "line", "row", "quarter", "name", "repair", "reason", "by")
_SEPARATOR = ";"


def log_csv(texts: Texts, joined: Joined, findings: Sequence[Finding] = ()) -> str:
    """Write the log: one line for each row that was not matched as it stood, then what was decided about findings.

    Parameters
    ----------
    texts : Texts
    joined : Joined
    findings : sequence of Finding
        Those put aside are written with their reason, and numbers that are not used.

    Returns
    -------
    str
        Semicolons and Windows line ends, as spreadsheets in Germany expect them.
    """
    rows: list[tuple[str, ...]] = [tuple(texts(f"doctor.log_columns.{name}") for name in _COLUMNS)]
    for one in log_of(joined):
        told = texts(f"doctor.repairs.{one.repair}.title"), texts(f"doctor.repairs.{one.repair}.reason")
        rows.append((one.place, one.line, one.row, one.quarter, one.name, *told, texts(f"doctor.by.{one.by}")))
    decided = (one for one in findings if one.ignored or (one.remedy is not None and one.remedy.takes_back))
    rows.extend(_decided(texts, joined, one) for one in decided)
    return "".join(f"{csv_line(row, _SEPARATOR)}\r\n" for row in rows)


def _decided(texts: Texts, joined: Joined, finding: Finding) -> tuple[str, ...]:
    """Write a decision about a finding in the columns of the log."""
    text, _ = worded(texts, finding)
    key = finding.spot.quarter if finding.spot else ""
    name = joined.names[joined.ids.index(key)] if key in joined.ids else ""
    done = texts("checks.part.ignored") if finding.ignored else texts("checks.part.not_used")
    line = str(finding.values.get("line", ""))
    return finding.place, line, text, key, name, done, finding.ignored, texts("doctor.by.user")

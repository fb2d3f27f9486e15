"""Findings that their owner has looked into and put aside, with the reason."""

from collections.abc import Sequence
from dataclasses import replace

from loading.choices import IgnoredFinding
from loading.errors import Finding


def put_aside(findings: Sequence[Finding], ignored: Sequence[IgnoredFinding]) -> list[Finding]:
    """Give findings the reason for which they were put aside; none is dropped.

    Parameters
    ----------
    findings : sequence of Finding
    ignored : sequence of IgnoredFinding
        Told apart by the mark, see :attr:`loading.errors.Finding.mark`. One whose finding does not occur any more
        changes nothing, and stays for the case that it comes back.

    Returns
    -------
    list of Finding

    Examples
    --------
    >>> finding = Finding("info", "a.csv", "join.same_row_twice", {"key": "01"})
    >>> put_aside([finding], [IgnoredFinding(finding.mark, "so gewollt")])[0].ignored
    'so gewollt'
    """
    reasons = {one.finding: one.reason for one in ignored}
    return [replace(one, ignored=reasons[one.mark]) if one.mark in reasons else one for one in findings]

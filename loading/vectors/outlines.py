"""What is told about flaws of outlines: findings with names and sizes."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely

from loading.errors import Finding, Severity
from loading.vectors.attributes import examples
from loading.vectors.flaws import Flaw
from loading.vectors.metres import Flat

TOLD_ONE_BY_ONE = 5
_SUMMED: tuple[tuple[str, Severity], ...] = (
    ("narrow_overlap", "info"),
    ("narrow_gap", "info"),
    ("gap", "info"),
    ("crumbs", "info"),
    ("sliver", "warning"),
    ("mended", "info"),
)


def told(flaws: Sequence[Flaw], flat: Flat, labels: Sequence[str], place: str) -> list[Finding]:
    """Word flaws as findings; real overlaps one by one, the largest first, what is mere digitising in one sentence.

    Parameters
    ----------
    flaws : sequence of Flaw
        As from :func:`loading.vectors.flaws.flaws_of`.
    flat : Flat
    labels : sequence of str, length n
    place : str
        For the findings.

    Returns
    -------
    list of Finding
    """
    return [*_overlaps(flaws, flat, labels, place), *_far(flaws, labels, place), *_summed(flaws, labels, place)]


def _overlaps(flaws: Iterable[Flaw], flat: Flat, labels: Sequence[str], place: str) -> Iterator[Finding]:
    for kind in ("inside", "overlap"):
        found = [flaw for flaw in flaws if flaw.kind == kind]
        for flaw in found[:TOLD_ONE_BY_ONE]:
            one, other = flaw.rows
            (area,) = shapely.area(flat[np.array([one])])
            values = {
                **{"one": labels[one], "other": labels[other], "size": flaw.size},
                "share": 100 * flaw.size / float(area),
            }
            yield Finding("warning", place, f"outlines.{kind}", values)
        rest = found[TOLD_ONE_BY_ONE:]
        if rest:
            named = examples([" / ".join(labels[row] for row in flaw.rows) for flaw in rest])
            values = {"n": len(rest), "size": sum(flaw.size for flaw in rest), "areas": named}
            yield Finding("warning", place, "outlines.more_overlaps", values)


def _far(flaws: Iterable[Flaw], labels: Sequence[str], place: str) -> Iterator[Finding]:
    for flaw in flaws:
        if flaw.kind == "far_away":
            values = {"area": labels[flaw.rows[0]], "kilometres": flaw.size / 1000}
            yield Finding("warning", place, "outlines.far_away", values)


def _summed(flaws: Iterable[Flaw], labels: Sequence[str], place: str) -> Iterator[Finding]:
    for kind, severity in _SUMMED:
        found = [flaw for flaw in flaws if flaw.kind == kind]
        if found:
            named = examples([" / ".join(labels[row] for row in flaw.rows[:3]) or "\N{EN DASH}" for flaw in found])
            values = {"n": len(found), "size": sum(flaw.size for flaw in found), "areas": named}
            yield Finding(severity, place, f"outlines.{kind}", values)

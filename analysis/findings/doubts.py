"""Rules on what the numbers can carry: quarters that cannot be judged, shares without counts, few people."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from analysis.findings.figures import Figures
from analysis.findings.living import residents_of
from analysis.findings.statement import Statement

BLANKS = ("too_small", "suppressed", "not_delivered", "not_joined", "excluded")
MOST_BLANKS = 2
FEW_CASES = 20
MANY_QUARTERS = 0.1


def doubts(figures: Figures) -> Iterator[Statement]:
    """Say what is missing, and which numbers stand on weak feet."""
    yield from _blanks(figures)
    yield from _hidden_city(figures)
    yield from _without_counts(figures)
    yield from _few_people(figures)


def _blanks(figures: Figures) -> Iterator[Statement]:
    if not figures.adds_up:
        yield Statement("findings.not_added_up", {"of": len(figures.reasons)}, weight=60, doubt=True)
        return
    counted = Counter(reason for reason in figures.reasons if reason in BLANKS)
    for place, (reason, n) in enumerate(counted.most_common(MOST_BLANKS)):
        members = tuple(quarter for quarter, found in enumerate(figures.reasons) if found == reason)
        living_there = residents_of(figures, members)
        values, weight = {"n": n, "of": len(figures.reasons), **living_there}, 30 if place else 60
        then = "" if not living_there else "people" if living_there["residents"] else "nobody"
        names = {"names": members[:3]}
        yield Statement(f"findings.{reason}", values, (), names, members, weight, doubt=True, then=then)


def _hidden_city(figures: Figures) -> Iterator[Statement]:
    """Say why nothing is measured against the city: quarters are suppressed, and its own number is not known."""
    told = figures.wholes.get("numerator", 0.0)
    if figures.kind != "value" and told is None and np.isnan(figures.city[figures.now]):
        yield Statement("findings.city_suppressed", {}, weight=59, doubt=True)


def _without_counts(figures: Figures) -> Iterator[Statement]:
    """Shares that were delivered ready have no ranges: nothing is called clear, nothing concentrated."""
    known = np.isfinite(figures.numerator[:, figures.now]) & np.isfinite(figures.denominator[:, figures.now])
    n = int(np.isfinite(figures.shown).sum())
    if figures.kind == "rate" and n and not known.any():
        yield Statement("findings.without_counts", {"of": n}, weight=50, doubt=True)


def _few_people(figures: Figures) -> Iterator[Statement]:
    """Counts of 1 to 19 have a relative standard error above 22 %; a true zero is no such number.

    Fewer than 20 cases is the limit below which health statistics call a rate unreliable: Klein, R. J. et al. (2002).
    Healthy People 2010 Criteria for Data Suppression. Statistical Notes 24, National Center for Health Statistics.
    """
    if figures.kind != "rate" or not figures.is_group:
        return
    judged = np.isfinite(figures.shown)
    few = judged & (figures.group > 0) & (figures.group < FEW_CASES)
    if few.sum() >= max(1, MANY_QUARTERS * judged.sum()):
        members = tuple(np.flatnonzero(few).tolist())
        values = {"n": len(members), "of": int(judged.sum()), "limit": FEW_CASES}
        yield Statement("findings.few_people", values, (), {"names": members[:3]}, members, 42, doubt=True)

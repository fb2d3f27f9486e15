"""Rules on what stands beside: a second indicator, and the quarters that cannot be judged."""

from collections import Counter
from collections.abc import Iterator

from analysis.correlation import spearman
from analysis.findings.figures import Figures, Statement

BLANKS = ("too_small", "suppressed", "not_delivered", "not_joined", "excluded")
STRONG = 0.5
FEWEST_PAIRS = 10
MOST_BLANKS = 2


def beside(figures: Figures) -> Iterator[Statement]:
    """Say what goes together and what is missing."""
    yield from _pair(figures)
    yield from _blanks(figures)


def _pair(figures: Figures) -> Iterator[Statement]:
    if figures.second is None or figures.kind == "count":
        return
    found = spearman(figures.second, figures.shown)
    if found.n >= FEWEST_PAIRS and abs(found.coefficient) >= STRONG:
        code = "findings.go_together" if found.coefficient > 0 else "findings.go_apart"
        yield Statement(code, {"n": found.n, "coefficient": found.coefficient}, weight=35)


def _blanks(figures: Figures) -> Iterator[Statement]:
    if not figures.adds_up:
        yield Statement("findings.not_added_up", {"of": len(figures.reasons)}, weight=60, doubt=True)
        return
    counted = Counter(reason for reason in figures.reasons if reason in BLANKS)
    for place, (reason, n) in enumerate(counted.most_common(MOST_BLANKS)):
        members = tuple(quarter for quarter, found in enumerate(figures.reasons) if found == reason)
        values, weight = {"n": n, "of": len(figures.reasons)}, 30 if place else 60
        yield Statement(f"findings.{reason}", values, (), {"names": members[:3]}, members, weight, doubt=True)

"""Rule on what stands beside: a second indicator."""

from collections.abc import Iterator

from analysis.correlation import spearman
from analysis.findings.figures import Figures
from analysis.findings.statement import Statement

STRONG = 0.5
FEWEST_PAIRS = 10


def beside(figures: Figures) -> Iterator[Statement]:
    """Say what goes together."""
    if figures.second is None or figures.kind == "count":
        return
    found = spearman(figures.second, figures.shown)
    if found.n >= FEWEST_PAIRS and abs(found.coefficient) >= STRONG:
        code = "findings.go_together" if found.coefficient > 0 else "findings.go_apart"
        yield Statement(code, {"n": found.n, "coefficient": found.coefficient}, weight=35, shown_by="scatter")

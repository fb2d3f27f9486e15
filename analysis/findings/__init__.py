"""Findings: statements that rules derive from the figures of one indicator, each with what it rests on."""

from collections.abc import Iterable

from analysis.findings.beside import beside
from analysis.findings.burdens import Burdens, burdens
from analysis.findings.clustering import Clustering
from analysis.findings.clusters import clusters
from analysis.findings.combinations import combinations
from analysis.findings.doubts import doubts
from analysis.findings.evenness import evenness
from analysis.findings.figures import Figures
from analysis.findings.over_time import over_time
from analysis.findings.spread import spread
from analysis.findings.statement import ShownBy, Statement
from analysis.findings.where import where

__all__ = ["Burdens", "Clustering", "Figures", "ShownBy", "Statement", "burdens", "findings"]

RULES = (where, clusters, spread, over_time, evenness, combinations, beside, doubts)
ROOM_FOR_DOUBTS = 2


def findings(figures: Figures, most: int = 7, further: Iterable[Statement] = ()) -> tuple[Statement, ...]:
    """Say what the figures carry, the most important first.

    Parameters
    ----------
    figures : Figures
        One indicator, all years, one level.
    most : int
        At most so many statements.
    further : iterable of Statement
        What others have to say about these figures; it competes with the rules by its weight.

    Returns
    -------
    tuple of Statement
        Ordered by weight, doubts about the data last; the two weightiest doubts always find room. Rules that need
        counts stay silent for shares delivered without them; counts of people give no statement on high or low;
        nothing is called clear without a range, nor where all differences together are no more than chance.

    Examples
    --------
    >>> import numpy as np
    >>> column = lambda *numbers: np.array([numbers], dtype=float).T
    >>> poor, people = column(300, 50, 60, 40), column(1000, 1000, 1000, 1000)
    >>> figures = Figures(100 * poor / people, poor, people, people > 0, people, np.array([11.25]), (2024,), 0,
    ...                   ("value",) * 4)
    >>> [statement.code for statement in findings(figures)]
    ['findings.concentration', 'findings.highest', 'findings.spread']
    """
    statements = [*(statement for rule in RULES for statement in rule(figures)), *further]
    ordered = sorted(statements, key=lambda statement: -statement.weight)
    doubtful = [statement for statement in ordered if statement.doubt]
    said = [statement for statement in ordered if not statement.doubt][: most - min(len(doubtful), ROOM_FOR_DOUBTS)]
    return (*said, *doubtful[: most - len(said)])

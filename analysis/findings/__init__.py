"""First findings: statements that simple rules derive from the figures of one indicator."""

from analysis.findings.beside import beside
from analysis.findings.figures import Figures, Statement
from analysis.findings.over_time import over_time
from analysis.findings.spread import spread
from analysis.findings.where import where

__all__ = ["Figures", "Statement", "findings"]

RULES = (where, spread, over_time, beside)


def findings(figures: Figures, most: int = 7) -> tuple[Statement, ...]:
    """Say what the figures carry, the most important first.

    Parameters
    ----------
    figures : Figures
        One indicator, all years, one level.
    most : int
        At most so many statements.

    Returns
    -------
    tuple of Statement
        Ordered by weight, doubts about the data last. Rules that need counts stay silent for shares delivered
        without them; counts of people give no statement on high or low; nothing is called clear without a range.

    Examples
    --------
    >>> import numpy as np
    >>> column = lambda *numbers: np.array([numbers], dtype=float).T
    >>> poor, people = column(300, 50, 60, 40), column(1000, 1000, 1000, 1000)
    >>> figures = Figures(100 * poor / people, poor, people, people > 0, people, np.array([11.25]), (2024,), 0,
    ...                   ("value",) * 4)
    >>> [statement.code for statement in findings(figures)]
    ['findings.concentration', 'findings.highest', 'findings.half', 'findings.spread']
    """
    statements = [statement for rule in RULES for statement in rule(figures)]
    chosen = sorted(statements, key=lambda statement: -statement.weight)[:most]
    return tuple(sorted(chosen, key=lambda statement: statement.doubt))

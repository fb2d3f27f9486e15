"""The Gini coefficient of a group against all others."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.concentration.lorenz import cumulated
from analysis.people import counted


def gini(group: ArrayLike, residents: ArrayLike) -> float:
    """Measure how unevenly the group and all others are spread: 0 evenly, 1 completely apart.

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody or everybody.

    Notes
    -----
    ``G = 1 - Σ (A_k + A_{k-1}) (B_k - B_{k-1})``, A the cumulated share of the group and B that of all others,
    quarters in ascending order of the group's share [1]_.

    References
    ----------
    .. [1] Massey, D. S. and Denton, N. A. (1988). The dimensions of residential segregation. Social Forces 67.

    Examples
    --------
    >>> gini([0, 100], [100, 100])
    1.0
    """
    _, part, whole = counted(group, residents)
    others = whole - part
    if not (part.sum() > 0 and others.sum() > 0):
        return float("nan")
    order = np.argsort(part / whole, kind="stable")
    a, b = cumulated(part[order]), cumulated(others[order])
    return float(np.clip(1 - ((a[1:] + a[:-1]) * np.diff(b)).sum(), 0.0, 1.0))

"""The dissimilarity of a group and all others (D)."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.people import counted


def dissimilarity(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the part of the group that would have to move for it to be spread like all others (D).

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody or everybody.

    Notes
    -----
    ``D = ½ Σ |a_i / A - b_i / B|``, b all who are not in the group [1]_. Small quarters and small groups push
    D upwards; it is not comparable between levels (Köln 2012: 0.22 on 86 quarters, 0.11 on 9 districts).

    References
    ----------
    .. [1] Duncan, O. D. and Duncan, B. (1955). A methodological analysis of segregation indexes. ASR 20.

    Examples
    --------
    >>> dissimilarity([10, 30], [100, 100])
    0.3125
    """
    _, part, whole = counted(group, residents)
    others = whole - part
    if not (part.sum() > 0 and others.sum() > 0):
        return float("nan")
    return float(np.abs(part / part.sum() - others / others.sum()).sum() / 2)

"""What the areas of an analysis are called: their category, whatever the method."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from layers.clusters.analysis import ClusterAnalysis
from layers.clusters.methods import MARKS
from loading.reasons import Reason

UNTESTED: Final = "untested"


def category_of(found: ClusterAnalysis) -> list[str]:
    """Name the category of each area.

    Returns
    -------
    list of str, length n
        One of ``MARKS`` of the method; "apart" for areas that have what joins are counted of but lie not among their
        like; "untested" for areas without neighbours; "" for areas that were left out.
    """
    names = np.array(MARKS[found.options.method], dtype=object)[found.marks]
    if found.result.has is not None:
        names = np.where(found.result.has & (found.marks == 0), "apart", names)
    names = np.where(untested(found), UNTESTED, names)
    return [str(name) for name in np.where(found.reason == Reason.VALUE, names, "")]


def untested(found: ClusterAnalysis) -> NDArray[np.bool_]:
    """Tell which areas were compared with nobody, for want of neighbours; shape (n,)."""
    return np.isfinite(found.values) & ~np.isfinite(found.around)

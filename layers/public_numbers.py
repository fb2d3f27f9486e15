"""How exactly numbers are told: those of a public project with their decimals and no more, their ranks in bands."""

import numpy as np
from numpy.typing import NDArray

from analysis.protection import rank_bands
from analysis.ranking import ranks
from loading.atlas import Atlas

Numbers = NDArray[np.float64]
MORE = 2


def digits_told(atlas: Atlas, decimals: int) -> int:
    """Give the decimals that numbers leave the server with: two more than shown, of a public project none more."""
    return decimals if atlas.protection is not None else decimals + MORE


def ranks_told(atlas: Atlas, values: Numbers) -> tuple[Numbers, Numbers]:
    """Give the first and the last rank that is said of each area.

    Parameters
    ----------
    atlas : Atlas
    values : float64, shape (n,)
        NaN where an area takes part in no rank.

    Returns
    -------
    first, last : float64, shape (n,)
        1 is the highest value. Both are the same, unless the project is public: then they are the ends of a band of at
        least ten areas. NaN where there is no rank.
    """
    if atlas.protection is None:
        alone = ranks(values)
        return alone, alone.copy()
    first, last = rank_bands(values).T.astype(np.float64)
    return np.where(first > 0, first, np.nan), np.where(last > 0, last, np.nan)

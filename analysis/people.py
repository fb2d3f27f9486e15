"""A group and the residents it is part of: which quarters can be counted, and whether the numbers fit."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def usable(group: ArrayLike, residents: ArrayLike) -> NDArray[np.bool_]:
    """Tell which quarters have both numbers and at least one resident.

    Returns
    -------
    bool array, shape (n,)

    Examples
    --------
    >>> usable([1, float("nan"), 0], [10, 10, 0]).tolist()
    [True, False, False]
    """
    part, whole = _pair(group, residents)
    return np.isfinite(part) & np.isfinite(whole) & (whole > 0)


def is_part_of(group: ArrayLike, residents: ArrayLike) -> bool:
    """Tell whether the group is a part of the residents, so that concentration may be computed.

    False for ratios of two different things (square metres per resident, old per young), and where nobody
    belongs to the group or everybody does.

    Examples
    --------
    >>> is_part_of([1, 2], [10, 10]), is_part_of([400, 300], [10, 10])
    (True, False)
    """
    part, whole = _pair(group, residents)
    known = usable(part, whole)
    fits = not ((part < 0) | (part > whole)).any()
    return bool(fits and 0 < part[known].sum() < whole[known].sum())


def counted(
    group: ArrayLike, residents: ArrayLike
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Give positions, group and residents of the usable quarters.

    Returns
    -------
    positions : int array, shape (m,)
    group, residents : float arrays, shape (m,)

    Raises
    ------
    ValueError
        If the arrays differ in shape, or a quarter has more people in the group than residents or fewer than
        none; names the positions.
    """
    part, whole = _pair(group, residents)
    wrong = np.flatnonzero((part > whole) | (part < 0))
    if len(wrong):
        raise ValueError(f"the group is not a part of the residents at positions {wrong.tolist()}")
    places = np.flatnonzero(usable(part, whole))
    return places, part[places], whole[places]


def _pair(group: ArrayLike, residents: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    part, whole = np.asarray(group, dtype=np.float64), np.asarray(residents, dtype=np.float64)
    if part.ndim != 1 or part.shape != whole.shape:
        raise ValueError(f"group and residents need one entry per quarter, got {part.shape} and {whole.shape}")
    return part, whole

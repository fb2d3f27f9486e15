"""The isolation of a group, and eta squared."""

from numpy.typing import ArrayLike

from analysis.people import counted


def isolation(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the share of the group around an average member of the group (xPx).

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody.

    Notes
    -----
    ``xPx = Σ (a_i / A) (a_i / t_i)`` [1]_. With everybody evenly spread it is the city's share.

    References
    ----------
    .. [1] Lieberson, S. (1981). An asymmetrical approach to segregation. In: Ethnic Segregation in Cities.

    Examples
    --------
    >>> isolation([10, 30], [100, 100])
    0.25
    """
    _, part, whole = counted(group, residents)
    return float((part / part.sum() * part / whole).sum()) if part.sum() > 0 else float("nan")


def eta_squared(group: ArrayLike, residents: ArrayLike) -> float:
    """Give the isolation with the city's share taken out: 0 evenly spread, 1 completely apart.

    Parameters, missing values and errors as in :func:`lorenz_curve`; NaN where the group is nobody or everybody.

    Notes
    -----
    ``η² = (xPx - P) / (1 - P)``, P the city's share [1]_.

    References
    ----------
    .. [1] Bell, W. (1954). A probability model for the measurement of ecological segregation. Social Forces 32.
    """
    _, part, whole = counted(group, residents)
    if not 0 < part.sum() < whole.sum():
        return float("nan")
    share = part.sum() / whole.sum()
    return float((isolation(part, whole) - share) / (1 - share))

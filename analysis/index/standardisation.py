"""Ways of making indicators comparable before they are put together.

Every function takes columns, one per indicator, in which more means more disadvantage; a single column may come
flat. Numbers that are missing stay missing and count nowhere. Where all quarters have the same number, nothing
tells them apart: the result is the middle of the scale, not an error.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.recipe import Standardisation

Floats = NDArray[np.float64]
Ties = Literal["average", "best"]
# A spread of less than this part of the numbers themselves comes from rounding in the computer, not from quarters.
_NO_SPREAD = 1e-12


def moments(values: ArrayLike, *, ddof: int = 0, weights: ArrayLike | None = None) -> tuple[Floats, Floats]:
    """Give mean and standard deviation of every column.

    Parameters
    ----------
    values : array of float, shape (n,) or (n, m)
        NaN is left out.
    ddof : int
        0 divides by the number of quarters, 1 by one less; without weights only.
    weights : array of float, shape (n,), optional
        Residents: a quarter counts as often as people live there.

    Returns
    -------
    mean, deviation : arrays of float, shape () or (m,)
        In the unit of the values. Deviation 0 where all numbers are the same up to the computer's rounding; NaN
        without numbers, and with ``ddof`` or fewer of them.

    Examples
    --------
    >>> [moment.item() for moment in moments([2, 4, 4, 6])]
    [4.0, 1.4142135623730951]
    >>> [moment.item() for moment in moments([2, 6], weights=[3, 1])]
    [3.0, 1.7320508075688772]
    """
    numbers = np.asarray(values, dtype=np.float64)
    known = np.isfinite(numbers)
    counted = known if weights is None else known * _by_row(weights, numbers)
    total = counted.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        filled = np.where(known, numbers, 0.0)
        mean = (filled * counted).sum(axis=0) / total
        apart = np.where(known, numbers - mean, 0.0)
        deviation = np.sqrt((apart * apart * counted).sum(axis=0) / np.where(total > ddof, total - ddof, np.nan))
    flat = deviation <= _NO_SPREAD * np.abs(filled).max(axis=0, initial=0.0)
    return np.asarray(mean), np.asarray(np.where(flat, 0.0, deviation))


def z_population(values: ArrayLike) -> Floats:
    """Give distances from the simple mean in standard deviations of all quarters (divided by n).

    Notes
    -----
    ``z = (x - mean) / sqrt(Σ (x - mean)² / n)``: Monitoring Soziale Stadtentwicklung Berlin [1]_. The quarters
    are all there are, not a sample. The largest distance that n quarters can have is ``sqrt(n - 1)``.

    References
    ----------
    .. [1] Senatsverwaltung für Stadtentwicklung und Wohnen (2019). Monitoring Soziale Stadtentwicklung Berlin.

    Examples
    --------
    >>> z_population([1, 3]).tolist()
    [-1.0, 1.0]
    """
    return _distances(values, *moments(values))


def z_sample(values: ArrayLike) -> Floats:
    """Give distances from the simple mean in standard deviations of a sample (divided by n - 1).

    Notes
    -----
    ``z = (x - mean) / sqrt(Σ (x - mean)² / (n - 1))``: R's ``sd``, Townsend scores of the UK Data Service. A
    little nearer to 0 than :func:`z_population`: at a class limit single quarters fall to the other side.

    Examples
    --------
    >>> z_sample([1, 2, 3]).tolist()
    [-1.0, 0.0, 1.0]
    """
    return _distances(values, *moments(values, ddof=1))


def z_weighted(values: ArrayLike, residents: ArrayLike) -> Floats:
    """Give distances from the residents' mean in the residents' standard deviation.

    Notes
    -----
    ``mean = Σ p x / Σ p``, ``sd = sqrt(Σ p (x - mean)² / Σ p)``, p the residents: as in the Carstairs scores,
    where small quarters move the scale less [1]_.

    References
    ----------
    .. [1] Carstairs, V. and Morris, R. (1991). Deprivation and Health in Scotland. Aberdeen University Press.

    Raises
    ------
    ValueError
        If a quarter's residents are not known.

    Examples
    --------
    >>> z_weighted([1, 5], [3, 1]).round(3).tolist()
    [-0.577, 1.732]
    """
    return _distances(values, *moments(values, weights=residents))


def fractional_rank(values: ArrayLike, *, ties: Ties = "average") -> Floats:
    """Give the place in the order as a fraction: near 0 for the lowest, near 1 for the highest.

    Notes
    -----
    ``(rank - 1/2) / n``, rank 1 the lowest [1]_; with equal numbers sharing their mean rank, the mean is 1/2.

    References
    ----------
    .. [1] Hazen, A. (1914). Storage to be provided in impounding reservoirs. Transactions ASCE 77, 1539-1640.

    Examples
    --------
    >>> fractional_rank([10, 30, 30, float("nan"), 20]).tolist()
    [0.125, 0.75, 0.75, nan, 0.375]
    """
    numbers = np.asarray(values, dtype=np.float64)
    return (_ascending_ranks(numbers, ties) - 0.5) / np.isfinite(numbers).sum(axis=0)


def minmax(values: ArrayLike, *, low: float = 0.0, high: float = 1.0) -> Floats:
    """Give the place between the lowest and the highest quarter.

    Notes
    -----
    ``low + (high - low) (x - min) / (max - min)`` [1]_: the Berlin monitoring until 2011. One outlying quarter
    presses all others together.

    References
    ----------
    .. [1] Nardo, M. et al. (2008). Handbook on Constructing Composite Indicators. OECD and JRC.

    Examples
    --------
    >>> minmax([10, 20, 30]).tolist(), minmax([7, 7]).tolist()
    ([0.0, 0.5, 1.0], [0.5, 0.5])
    """
    numbers = np.asarray(values, dtype=np.float64)
    known = np.isfinite(numbers)
    least = np.where(known, numbers, np.inf).min(axis=0, initial=np.inf)
    span = np.where(known, numbers, -np.inf).max(axis=0, initial=-np.inf) - least
    flat = span <= _NO_SPREAD * np.abs(np.where(known, numbers, 0.0)).max(axis=0, initial=0.0)
    with np.errstate(invalid="ignore"):
        place = np.where(flat, 0.5, (numbers - least) / np.where(flat, 1.0, span))
    return np.where(known, low + (high - low) * place, np.nan)


def imd_exponential(values: ArrayLike, *, ties: Ties = "average") -> Floats:
    """Give 0 to 100, stretched at the upper end: only a tenth of the quarters have more than 50.

    A low number of one indicator then makes up little for a high number of another.

    Notes
    -----
    ``X = -23 ln(1 - R (1 - exp(-100 / 23)))`` with ``R = (n - rank + 1) / n``, rank 1 the most disadvantaged
    [1]_. With ``(n - rank) / n``, as one often reads, a fifth of the ranks of the English index come out wrong.

    References
    ----------
    .. [1] McLennan, D. et al. (2019). The English Indices of Deprivation 2019: Technical report. MHCLG.

    Examples
    --------
    >>> imd_exponential([1, 2, 3, 4]).round(3).tolist()
    [6.518, 15.647, 31.009, 100.0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    # The rank from below is n - rank + 1; where equal numbers share their best rank, it is the highest of them.
    share = _ascending_ranks(numbers, ties) / np.isfinite(numbers).sum(axis=0)
    return -23 * np.log1p(-share * -np.expm1(-100 / 23))


def standardised(values: ArrayLike, way: Standardisation, residents: ArrayLike | None = None) -> Floats:
    """Standardise columns as a recipe says.

    Parameters
    ----------
    values : array of float, shape (n,) or (n, m)
    way : {"z_population", "z_sample", "z_weighted", "rank", "minmax", "imd_exponential", "none"}
        "none" leaves the numbers as they are, for indicators that share a unit.
    residents : array of float, shape (n,), optional
        Needed by "z_weighted" only.

    Returns
    -------
    array of float, same shape

    Raises
    ------
    ValueError
        If the residents of a quarter are needed and not known.

    Examples
    --------
    >>> standardised([1, 2, 5], "minmax").tolist()
    [0.0, 0.25, 1.0]
    """
    if way == "z_weighted":
        if residents is None:
            raise ValueError("a mean weighted by residents needs the residents of every quarter, none were given")
        return z_weighted(values, residents)
    ways: dict[str, Callable[[ArrayLike], Floats]] = {
        "z_population": z_population,
        "z_sample": z_sample,
        "rank": fractional_rank,
        "minmax": minmax,
        "imd_exponential": imd_exponential,
        "none": lambda numbers: np.array(numbers, dtype=np.float64),
    }
    return ways[way](values)


def alike(values: ArrayLike, within: float = 1e-12) -> Floats:
    """Make equal what differs by rounding in the computer only, so that ranks of it do not depend on that.

    Parameters
    ----------
    values : array of float, shape (n,)
        Complete.
    within : float
        Part of the spread; the same quantities added up in another order differ by less.

    Returns
    -------
    array of float, shape (n,)
        Numbers nearer to each other than that are all the lowest of them.

    Examples
    --------
    >>> alike([0.1 + 0.2, 0.3, 1.0]).tolist()
    [0.3, 0.3, 1.0]
    """
    numbers = np.asarray(values, dtype=np.float64)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    begins = np.diff(ordered, prepend=-np.inf) > within * (ordered[-1] - ordered[0] if len(ordered) else 0.0)
    result = np.empty(len(numbers))
    result[order] = ordered[begins][np.cumsum(begins) - 1]
    return result


def _distances(values: ArrayLike, mean: Floats, deviation: Floats) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    apart = (numbers - mean) / np.where(deviation > 0, deviation, 1.0)
    return np.where(np.isfinite(numbers), np.where(deviation == 0, 0.0, apart), np.nan)


def _by_row(weights: ArrayLike, numbers: Floats) -> Floats:
    people = np.asarray(weights, dtype=np.float64)
    if people.shape != numbers.shape[:1] or not (people >= 0).all():
        raise ValueError(f"every quarter needs residents, 0 or more: {len(numbers)} quarters, got {people.shape}")
    return people.reshape(-1, *(1,) * (numbers.ndim - 1))


def _ascending_ranks(numbers: Floats, ties: Ties) -> Floats:
    """Rank every column, the lowest number first; "best" gives equal numbers the most disadvantaged rank."""
    columns = numbers[:, None] if numbers.ndim == 1 else numbers
    ranked = np.full(columns.shape, np.nan)
    for column, rank in zip(columns.T, ranked.T, strict=True):
        known = np.isfinite(column)
        ordered = np.sort(column[known])
        below = np.searchsorted(ordered, column[known], side="left")
        up_to = np.searchsorted(ordered, column[known], side="right")
        rank[known] = (below + 1 + up_to) / 2 if ties == "average" else up_to
    return ranked.reshape(numbers.shape)

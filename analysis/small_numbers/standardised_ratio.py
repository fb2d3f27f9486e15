"""Observed people beside those expected from the city's rates: 1 alike, 2 twice as many."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class StandardisedRatio:
    """Observed over expected, with its range; arrays of shape (n,).

    Attributes
    ----------
    observed, expected : float arrays
        People.
    value, low, high : float arrays
        1 is the city. NaN where a number is unknown or nobody is expected.
    """

    observed: Numbers
    expected: Numbers
    value: Numbers
    low: Numbers
    high: Numbers

    def __post_init__(self) -> None:
        for array in (self.observed, self.expected, self.value, self.low, self.high):
            array.setflags(write=False)


def standardised_ratio(
    observed: ArrayLike, expected: ArrayLike, confidence: float = 0.95, *, method: Literal["exact", "byar"] = "exact"
) -> StandardisedRatio:
    """Compare observed with expected people.

    Parameters
    ----------
    observed : array of float, shape (n,)
        People in the group. NaN where not known.
    expected : array of float, shape (n,)
        People the city's rates would give, from :func:`expected_people`. NaN where not known.
    confidence : float
        Between 0 and 1.
    method : {"exact", "byar"}
        Of the range, see :func:`poisson_interval`.

    Returns
    -------
    StandardisedRatio

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.

    Notes
    -----
    The range treats counts as Poisson and the expected people as given. For a group that is more than about a tenth
    of all people it is wider than needed: a quarter outside it differs all the more.

    Examples
    --------
    >>> found = standardised_ratio([65, 0], [50, 4], method="byar")
    >>> found.value.tolist(), found.low.round(3).tolist(), found.high.round(3).tolist()
    ([1.3, 0.0], [1.003, 0.0], [1.657, 0.917])
    """
    seen, foreseen = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    low, high = poisson_interval(seen, confidence, method=method)
    possible = np.where(foreseen > 0, foreseen, np.nan)
    known = (seen >= 0) & np.isfinite(possible)
    ratios = (np.where(known, each / possible, np.nan) for each in (seen, low, high))
    return StandardisedRatio(seen.copy(), foreseen.copy(), *ratios)


def expected_people(count_by_group: ArrayLike, total_by_group: ArrayLike) -> Numbers:
    """Give the people each quarter would have with the city's rate in each of its groups (indirect standardisation).

    Takes out what comes from the make-up of a quarter alone, such as many old people.

    Parameters
    ----------
    count_by_group : array of float, shape (n, groups), or (groups,)
        People concerned in each quarter by group, such as age; or the rates of a standard population as fractions.
    total_by_group : array of float, shape (n, groups)
        All people of each quarter by group.

    Returns
    -------
    float array, shape (n,)
        NaN where a total of the quarter is not known. Adds up to the people concerned in the city.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    ``E_i = Σ_g r_g t_ig`` with ``r_g = Σ_i x_ig / Σ_i t_ig`` over the quarters that know both [1]_.

    References
    ----------
    .. [1] Breslow, N. E. and Day, N. E. (1987). Statistical Methods in Cancer Research II, 2.3. IARC.

    Examples
    --------
    >>> expected_people([[10, 5], [0, 15]], [[100, 100], [100, 300]]).round(2).tolist()
    [10.0, 20.0]
    """
    counts, totals = np.asarray(count_by_group, dtype=np.float64), np.asarray(total_by_group, dtype=np.float64)
    if totals.ndim != 2 or counts.shape not in (totals.shape, totals.shape[1:]):
        raise ValueError(f"counts and totals need the same groups, got {counts.shape} and {totals.shape}")
    if counts.ndim == 1:
        return np.asarray(totals @ counts)
    known = np.isfinite(counts) & np.isfinite(totals)
    people = np.where(known, totals, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = np.where(people > 0, np.where(known, counts, 0.0).sum(axis=0) / people, 0.0)
    return np.asarray(totals @ rates)


def poisson_interval(
    count: ArrayLike, confidence: float = 0.95, *, method: Literal["exact", "byar"] = "exact"
) -> tuple[Numbers, Numbers]:
    """Give the range of a count of people.

    Parameters
    ----------
    count : array of float
        0 or more. NaN where not known.
    confidence : float
        Between 0 and 1.
    method : {"exact", "byar"}
        Exact, from the gamma distribution [1]_, or the approximation of Byar that public health offices publish
        [2]_; from ten people on they differ by less than one per cent.

    Returns
    -------
    low, high : float arrays, same shape
        People. NaN where the count is unknown or below 0.

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.
    .. [2] Breslow, N. E. and Day, N. E. (1987). Statistical Methods in Cancer Research II, 2.3. IARC.

    Examples
    --------
    >>> [float(each.round(3)) for each in poisson_interval(65, method="byar")]
    [50.163, 82.849]
    >>> [float(each.round(3)) for each in poisson_interval(65)]
    [50.166, 82.848]
    """
    if not 0 < confidence < 1:
        raise ValueError(f"the confidence must lie between 0 and 1, got {confidence}")
    seen = np.asarray(count, dtype=np.float64)
    seen = np.where(seen >= 0, seen, np.nan)
    return _byar(seen, confidence) if method == "byar" else _garwood(seen, confidence)


def _byar(seen: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(seen == 0, 0.0, seen * (1 - 1 / (9 * seen) - z / (3 * np.sqrt(seen))) ** 3)
    more = seen + 1
    return np.maximum(low, 0.0), more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def _garwood(seen: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    from scipy.special import gammaincinv

    low = np.where(seen == 0, 0.0, gammaincinv(np.where(seen == 0, 1.0, seen), (1 - confidence) / 2))
    return low, np.asarray(gammaincinv(seen + 1, (1 + confidence) / 2))

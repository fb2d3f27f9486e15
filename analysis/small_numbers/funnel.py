"""The funnel: how far from the city's rate chance alone takes a quarter of its size."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

WARNING, ALARM = 0.95, 0.998
_DRAWN_IN = 0.1

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Funnel:
    """Where the quarters lie in the funnel around the city's rate.

    Attributes
    ----------
    city_rate : float
        The middle of the funnel, a fraction.
    rate : float array, shape (n,)
        Of each quarter; NaN where there is none.
    deviation : float array, shape (n,)
        Distance from the city's rate in standard errors of a quarter of this size; NaN where there is none.
    position : float array, shape (n,)
        0 inside the funnel; 1 and -1 above and below its 95 % limits; 2 and -2 above and below its 99.8 % limits;
        NaN where there is no rate.
    n : int
        Quarters with a rate.
    overdispersion : float
        How many times larger the squared deviations are than chance would make them: about 1 where quarters differ
        by chance alone. NaN without quarters.
    """

    city_rate: float
    rate: Numbers
    deviation: Numbers
    position: Numbers
    n: int
    overdispersion: float

    def __post_init__(self) -> None:
        for array in (self.rate, self.deviation, self.position):
            array.setflags(write=False)

    def limits(self, total: ArrayLike, confidence: float) -> tuple[Numbers, Numbers]:
        """Give the lower and upper limits at these denominators, see :func:`funnel_limits`."""
        return funnel_limits(total, self.city_rate, confidence)

    def curve(self, smallest: float, largest: float, points: int = 100) -> Numbers:
        """Give denominators to draw the limits at, closer together where the funnel is narrowing.

        Parameters
        ----------
        smallest, largest : float
            Ends of the axis, people; above 0.
        points : int
            At least 2.

        Returns
        -------
        float array, shape (points,)
            Equal steps of ``1 / √denominator``, ascending.
        """
        return np.asarray(np.linspace(smallest**-0.5, largest**-0.5, points) ** -2.0)


def funnel_limits(total: ArrayLike, city_rate: float, confidence: float) -> tuple[Numbers, Numbers]:
    """Give the limits between which the rate of a quarter lies by chance.

    Parameters
    ----------
    total : array of float
        All people the rate refers to. NaN where not known.
    city_rate : float
        A fraction, 0 to 1.
    confidence : float
        Between 0 and 1; usual are 0.95 and 0.998.

    Returns
    -------
    low, high : float arrays, same shape
        Fractions, 0 to 1. NaN where the total is not above 0.

    Raises
    ------
    ValueError
        If the rate or the confidence is not between 0 and 1.

    Notes
    -----
    ``P ± z √(P (1 - P) / t)``. Of the limits in use this is the inverse of Wilson's range: a rate lies beyond them
    exactly where its range, :func:`analysis.small_numbers.wilson_interval`, does not hold the city's rate. Limits
    from binomial quantiles [1]_ would at some sizes contradict the ranges on the same page.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in
       Medicine 24, 1185-1202.

    Examples
    --------
    >>> low, high = funnel_limits([100, 1000], 0.2, 0.95)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.122, 0.175], [0.278, 0.225])
    """
    if not 0 <= city_rate <= 1:
        raise ValueError(f"the city's rate must be a fraction between 0 and 1, got {city_rate}")
    spread = _z(confidence) * _standard_error(np.asarray(total, dtype=np.float64), city_rate)
    return np.clip(city_rate - spread, 0.0, 1.0), np.clip(city_rate + spread, 0.0, 1.0)


def funnel(count: ArrayLike, total: ArrayLike, city_rate: float | None = None) -> Funnel:
    """Place the quarters in the funnel.

    Parameters
    ----------
    count, total : arrays of float, shape (n,)
        People in the group, and all people the rate refers to. NaN where not known.
    city_rate : float, optional
        A fraction. Default: that of all usable quarters together.

    Returns
    -------
    Funnel
        A quarter has no rate where a number is unknown, the total is 0 or the count is not a part of it.

    Raises
    ------
    ValueError
        If the city's rate is not between 0 and 1.

    Notes
    -----
    The overdispersion is the mean squared deviation after the tenth of the quarters at either end has been drawn in
    to the next deviation (winsorised) [1]_, here over what the same drawing-in leaves of the variance of the normal
    curve, 0.68. Social data are nearly always far above 1: quarters differ for more
    reasons than chance, and "outside the funnel" says only that chance alone does not explain the difference. Of
    many quarters that differ by chance alone, one in twenty lies beyond the 95 % limits, two in a thousand beyond
    the others.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005). Handling over-dispersion of performance indicators. Quality and Safety in
       Health Care 14, 347-351.

    Examples
    --------
    >>> found = funnel([8, 200, 10, 0], [40, 1000, 100, 0], city_rate=0.15)
    >>> found.position.tolist(), found.n
    ([0.0, 2.0, 0.0, nan], 3)
    """
    part, whole = np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64)
    usable = (whole > 0) & (part >= 0) & (part <= whole)
    part, whole = np.where(usable, part, np.nan), np.where(usable, whole, np.nan)
    middle = city_rate
    if middle is None:
        middle = float(np.nansum(part) / np.nansum(whole)) if usable.any() else float("nan")
    elif not 0 <= middle <= 1:
        raise ValueError(f"the city's rate must be a fraction between 0 and 1, got {city_rate}")
    rate = part / whole
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.where(rate == middle, 0.0, (rate - middle) / _standard_error(whole, middle))
    deviation = np.where(usable, deviation, np.nan)
    beyond = sum((np.abs(deviation) > _z(level)).astype(np.float64) for level in (WARNING, ALARM))
    position = np.where(np.isnan(deviation), np.nan, np.sign(deviation) * beyond + 0.0)
    return Funnel(middle, rate, deviation, position, int(usable.sum()), _overdispersion(deviation[usable]))


def _overdispersion(deviation: Numbers) -> float:
    if not len(deviation):
        return float("nan")
    low, high = np.quantile(deviation, [_DRAWN_IN, 1 - _DRAWN_IN])
    normal = NormalDist()
    end = normal.inv_cdf(1 - _DRAWN_IN)
    by_chance = 1 - 2 * _DRAWN_IN - 2 * end * normal.pdf(end) + 2 * _DRAWN_IN * end**2
    return float(np.square(np.clip(deviation, low, high)).mean() / by_chance)


def _standard_error(total: Numbers, rate: float) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(total > 0, np.sqrt(rate * (1 - rate) / total), np.nan))


def _z(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"the confidence must lie between 0 and 1, got {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)

"""The city's value that areas are measured against: as delivered, or from the counts of the quarters."""

import numpy as np
from numpy.typing import NDArray

from loading.atlas import Atlas
from loading.reasons import Reason


def city_is_hidden(atlas: Atlas, position: int) -> NDArray[np.bool_]:
    """Tell in which years the city's own number is suppressed and not told, shape (years,).

    Parameters
    ----------
    atlas : Atlas
    position : int
        Of the indicator.
    """
    city = atlas.cubes["city"]
    found: NDArray[np.bool_] = city.reason[0, position, :] == Reason.SUPPRESSED
    return found & np.isnan(city.value[0, position, :])


def city_values(atlas: Atlas, position: int) -> NDArray[np.float64]:
    """Give the city's value of an indicator in every year.

    Parameters
    ----------
    atlas : Atlas
    position : int
        Of the indicator.

    Returns
    -------
    float array, shape (years,)
        In the indicator's unit. Delivered, or for a rate from the counts of the quarters that know both; NaN where
        neither is known, and where the city's own number is suppressed: then quarters are, too, the small ones first,
        and the rate of the others is not the city's.

    Examples
    --------
    >>> from tests.toytown import toytown
    >>> city_values(toytown(), 0).round(2).tolist()
    [20.0, 22.22]
    """
    delivered = atlas.cubes["city"].value[0, position, :]
    if atlas.indicators[position].kind != "rate":
        return np.array(delivered)
    cube = atlas.cubes["quarter"]
    part, whole = cube.numerator[:, position, :], cube.denominator[:, position, :]
    both = np.isfinite(part) & np.isfinite(whole)
    people = np.where(both, whole, 0.0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        counted = atlas.indicators[position].factor * np.where(both, part, 0.0).sum(axis=0) / people
    is_told = (people > 0) & ~city_is_hidden(atlas, position)
    return np.where(np.isfinite(delivered), delivered, np.where(is_told, counted, np.nan))


def city_fraction(atlas: Atlas, indicator: str, year: int) -> float:
    """Give the city's rate in a year as a fraction; NaN where it is not known.

    Raises
    ------
    KeyError
        If the Atlas lacks the indicator or the year.
    """
    position = atlas.indicator_position(indicator)
    return float(city_values(atlas, position)[atlas.year_position(year)]) / atlas.indicators[position].factor

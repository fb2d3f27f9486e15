"""The location quotient of a rate: how many times the city's share."""

import numpy as np
from numpy.typing import NDArray

from analysis.small_numbers import wilson_interval
from layers.city_value import city_is_hidden
from layers.derived.declared import declared
from layers.derived.numbers import Derived, DerivedNumbers
from loading.atlas import Atlas, Cube


def ratio(atlas: Atlas, indicator: str) -> Derived:
    """Divide every area's rate by the city's rate of the same year.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        A rate.

    Returns
    -------
    Derived
        1 means like the city. Blanks keep their reason; a year without a city rate has no numbers. The range is
        Wilson's of the area's rate; the city's is taken as given.

    Raises
    ------
    KeyError
        If there is no such rate.

    Notes
    -----
    ``LQ_i = (a_i / t_i) / (A / T)``, see ``analysis.concentration.location_quotient``; here the city's own delivered
    rate is the measure, so that areas without counts and rates delivered as such have a quotient too.
    """
    position = atlas.indicator_position(indicator)
    base = atlas.indicators[position]
    if base.kind != "rate":
        raise KeyError(indicator)
    city = atlas.cubes["city"].value[0, position, :]
    by_city = np.where(city > 0, city, np.nan)
    is_hidden = city_is_hidden(atlas, position)
    numbers = {level: _divided(cube, position, by_city, is_hidden, base.factor) for level, cube in atlas.cubes.items()}
    return Derived(declared("ratio", base), numbers)


def _divided(
    cube: Cube, position: int, by_city: NDArray[np.float64], is_hidden: NDArray[np.bool_], factor: float
) -> DerivedNumbers:
    low, high = wilson_interval(cube.numerator[:, position, :], cube.denominator[:, position, :])
    return DerivedNumbers.of(
        cube.value[:, position, :] / by_city,
        cube.reason[:, position, :],
        is_hidden,
        low=factor * low / by_city,
        high=factor * high / by_city,
    )

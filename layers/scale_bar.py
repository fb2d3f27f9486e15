"""The bar that says how long something on a map is on the ground: a round length, in words."""

import numpy as np

from layers.words import Words

_ROUND = (5, 2, 1)
_KILOMETRE = 1000


def round_length(most: float) -> float:
    """Give the largest of 1, 2, 5, 10, 20, 50 ... metres that is no longer.

    Examples
    --------
    >>> round_length(2300.0), round_length(7.0), round_length(0.15)
    (2000.0, 5.0, 0.1)
    """
    power = 10.0 ** np.floor(np.log10(max(most, 1e-6)))
    return float(next((first * power for first in _ROUND if first * power <= most), power))


def length_told(words: Words, metres: float) -> str:
    """Write a length, from a kilometre on in kilometres.

    Examples
    --------
    >>> from texts import load_texts
    >>> length_told(load_texts("de"), 500.0).split(), length_told(load_texts("de"), 2000.0).split()
    (['500', 'm'], ['2', 'km'])
    """
    if metres < _KILOMETRE:
        return words("export.metres", n=words.number(metres))
    return words("export.kilometres", n=words.number(metres / _KILOMETRE))

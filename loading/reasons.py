"""Why a cell holds no ordinary number: five kinds of blank that never look alike."""

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Reason(IntEnum):
    """What stands behind one cell of a cube.

    Only ``VALUE`` and ``ZERO`` have a number in the cube; ``TOO_SMALL`` keeps its number too, but it is
    neither coloured nor ranked. All other cells are NaN.

    Examples
    --------
    >>> Reason.SUPPRESSED.label
    'suppressed'
    >>> [reason.label for reason in Reason if reason.has_number]
    ['value', 'zero', 'too_small']
    """

    VALUE = 0
    ZERO = 1
    NOT_DELIVERED = 2
    NOT_JOINED = 3
    SUPPRESSED = 4
    TOO_SMALL = 5
    EXCLUDED = 6

    @property
    def label(self) -> str:
        """The term used in texts, exports and URLs."""
        return self.name.lower()

    @property
    def has_number(self) -> bool:
        """Whether the cube holds a number in such a cell."""
        return self in (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL)


def _table(reasons: Iterable[Reason]) -> NDArray[np.bool_]:
    table = np.zeros(256, dtype=bool)
    table[list(reasons)] = True
    table.setflags(write=False)
    return table


_COMPARABLE = _table((Reason.VALUE, Reason.ZERO))
_WITH_NUMBER = _table(reason for reason in Reason if reason.has_number)


def is_comparable(reasons: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell in which cells stands what may be ranked, coloured and reckoned with: a value or a true zero.

    Parameters
    ----------
    reasons : ndarray of uint8, any shape

    Returns
    -------
    ndarray of bool, same shape

    Examples
    --------
    >>> is_comparable(np.array([Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL], dtype=np.uint8)).tolist()
    [True, True, False]
    """
    return _COMPARABLE[reasons]


def has_number(reasons: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell in which cells the cube holds a number, those among them that are too small to be judged.

    Parameters
    ----------
    reasons : ndarray of uint8, any shape

    Returns
    -------
    ndarray of bool, same shape

    Examples
    --------
    >>> has_number(np.array([Reason.TOO_SMALL, Reason.SUPPRESSED], dtype=np.uint8)).tolist()
    [True, False]
    """
    return _WITH_NUMBER[reasons]

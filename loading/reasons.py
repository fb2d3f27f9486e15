"""Why a cell holds no ordinary number: five kinds of blank that never look alike."""

from enum import IntEnum


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

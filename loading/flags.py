"""What a source says about a number it does deliver: provisional, revised, estimated, uncertain, rounded to zero."""

from dataclasses import dataclass
from enum import IntFlag


class Flag(IntFlag):
    """Marks of one cell that has a number; several may stand together.

    A blank is never flagged; why it is blank says :class:`loading.reasons.Reason`.

    Attributes
    ----------
    PROVISIONAL, REVISED, ESTIMATED
        "p", "r" and "s" before or behind the number.
    LIMITED
        In brackets: of limited value, uncertain.
    FOOTNOTE
        A footnote explains the number.
    ROUNDED
        0 that stands for less than half of the last digit, but more than nothing (DIN 55301).

    Examples
    --------
    >>> [flag.label for flag in Flag.PROVISIONAL | Flag.LIMITED]
    ['provisional', 'limited']
    """

    PROVISIONAL = 1
    REVISED = 2
    ESTIMATED = 4
    LIMITED = 8
    FOOTNOTE = 16
    ROUNDED = 32

    @property
    def label(self) -> str:
        """The term used in texts and exports."""
        return (self.name or "").lower()


@dataclass(frozen=True)
class FlaggedNumbers:
    """Numbers of quarters that their source delivers with a reservation.

    Attributes
    ----------
    indicator : str
        Id.
    year : int
    flag : int
        One flag, see :class:`Flag`.
    quarters : tuple of int
        Positions, ascending.
    """

    indicator: str
    year: int
    flag: int
    quarters: tuple[int, ...]

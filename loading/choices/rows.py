"""Which quarter a row belongs to, where that was decided by hand, and which repairs of spellings are wanted."""

from loading.choices.structure import Choice


class PairChoice(Choice, frozen=True):
    """A row of a table and the quarter it belongs to.

    Attributes
    ----------
    place : str
        File, and sheet where it has one, see :func:`loading.joining.rows.place`.
    row : str
        What the row calls itself in the column that is matched.
    quarter : str
        Key of the quarter; empty where the row shall belong to none.
    line : int or None
        Line in the file, where several rows call themselves alike.
    """

    place: str
    row: str
    quarter: str
    line: int | None = None


class RepairChoice(Choice, frozen=True):
    """Whether a repair of spellings is wanted.

    Attributes
    ----------
    place : str
        File, and sheet where it has one.
    repair : str
        Its name, see :mod:`loading.joining.spelling`.
    wanted : bool
    """

    place: str
    repair: str
    wanted: bool

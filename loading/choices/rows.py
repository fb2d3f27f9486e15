"""Which quarter a row belongs to, where that was decided by hand, and which repairs of the join are wanted."""

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
    """Whether a repair is wanted: those of spellings are unless refused, all others are not unless accepted.

    Attributes
    ----------
    place : str
        File, and sheet where it has one.
    repair : str
        Its name, see :mod:`loading.joining.spelling` and :mod:`loading.joining.proposals`.
    wanted : bool
    row : str or None
        What the row calls itself, where the choice is about one proposal; None is about all of the table, and yields
        to choices about one.
    """

    place: str
    repair: str
    wanted: bool
    row: str | None = None

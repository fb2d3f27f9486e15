"""What shall be different about a table: which rows are its header, what its columns are, what its signs mean."""

from loading.choices.structure import Choice
from loading.pictures import Role


class ColumnChoice(Choice, frozen=True):
    """Decisions about one column of a sheet.

    Attributes
    ----------
    column : int
        From 0, as in the file.
    role : {"key", "name", "measure", "year", "category", "ignored"} or None
    title, unit : str or None
    year : int or None
        The year its numbers are from.
    """

    column: int
    role: Role | None = None
    title: str | None = None
    unit: str | None = None
    year: int | None = None


class SignChoice(Choice, frozen=True):
    """What a sign stands for: ``reason`` is the label of a reason, see :class:`loading.reasons.Reason`."""

    sign: str
    reason: str


class TableChoice(Choice, frozen=True):
    """Decisions about one sheet or text file.

    Attributes
    ----------
    file : str
        As delivered.
    sheet : str or None
        None for a text file.
    leave_out : bool
        The sheet is not wanted.
    header, body : tuple of (int, int) or None
        First and last line in the file, from 1.
    encoding : str or None
        Of a text file.
    year : int or None
        Of the whole table.
    columns : tuple of ColumnChoice
        At most one for each column.
    signs : tuple of SignChoice
        What signs stand for in this table.
    """

    file: str
    sheet: str | None = None
    leave_out: bool = False
    header: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    encoding: str | None = None
    year: int | None = None
    columns: tuple[ColumnChoice, ...] = ()
    signs: tuple[SignChoice, ...] = ()

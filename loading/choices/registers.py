"""What shall become of a register: a table or layer with one row for each case."""

from typing import Literal

from loading.choices.structure import Choice

Use = Literal["count", "leave_out", "as_it_is"]


class RegisterChoice(Choice, frozen=True):
    """The decision about one register.

    Attributes
    ----------
    file : str
        As delivered.
    layer : str or None
        Layer or sheet; None where the file has only one.
    use : {"count", "leave_out", "as_it_is"}
        Count: only numbers per quarter are kept, no row. As it is: these are no cases, the rows may be kept.
    year : str or None
        Heading of the column whose years are told apart.
    category : str or None
        Heading of the column whose values are told apart.
    """

    file: str
    layer: str | None = None
    use: Use = "count"
    year: str | None = None
    category: str | None = None

"""The columns of a table or layer, as what is looked at for persons and cases."""

from dataclasses import dataclass

from loading.tables.grid import column_letter


@dataclass(frozen=True)
class Columns:
    """The columns of a table or layer, as text.

    Attributes
    ----------
    headings : tuple of str
    cells : tuple of tuple of str
        Of each column; at most some thousand, taken evenly from all rows.
    is_headed : bool
        Whether the headings are known to be some; otherwise columns are named by their letters.
    """

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    is_headed: bool = True

    def name(self, position: int) -> str:
        """Name a column for a message; never by the content of a cell."""
        return self.headings[position] if self.is_headed and self.headings[position] else column_letter(position)

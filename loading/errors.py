"""What can be said about a file: an error that refuses it, a finding that accompanies it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import PurePath
from typing import Literal

Severity = Literal["error", "warning", "info"]
WITHOUT_NUMBERS = "tables.no_numbers"


class DataFileError(Exception):
    """A file that cannot be used.

    The wording stands in ``texts/<language>/`` under the key ``<problem>.problem`` (what was found) and
    ``<problem>.repair`` (what its owner can do).

    Parameters
    ----------
    path : str or path
        The file, as its owner named it.
    problem : str
        Key of the text, ``"<stem>.<code>"``, for example ``"boundaries.no_polygons"``.
    **found : object
        What was found, at most three examples; fills the text.

    Examples
    --------
    >>> str(DataFileError("upload/kreis.shp", "boundaries.missing_dbf", missing="kreis.dbf"))
    'kreis.shp: boundaries.missing_dbf (missing=kreis.dbf)'
    """

    def __init__(self, path: str | PathLike[str], problem: str, **found: object) -> None:
        self.path = fspath(path)
        self.problem = problem
        self.found: Mapping[str, object] = {"file": PurePath(self.path).name, **found}
        details = ", ".join(f"{name}={value}" for name, value in found.items())
        super().__init__(f"{PurePath(self.path).name}: {problem}" + (f" ({details})" if details else ""))


@dataclass(frozen=True)
class Finding:
    """Something about a file that its owner should know: what was repaired, doubted or left out.

    The wording stands in ``texts/<language>/`` under ``text_key`` and ``repair_key``.

    Attributes
    ----------
    severity : {"error", "warning", "info"}
        Error: part of the data is not used. Warning: used, but to be checked. Info: repaired or noted.
    place : str
        File, sheet, row or column, as the owner would look it up.
    code : str
        Key of the text, ``"<stem>.<code>"``.
    values : mapping
        What was found; fills the text.
    is_refusal : bool
        Whether the code is that of a refused file.
    """

    severity: Severity
    place: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_refusal: bool = False

    @property
    def mark(self) -> str:
        """Tell this finding from all others, also tomorrow; what was found is part of it.

        Examples
        --------
        >>> Finding("info", "a.csv", "join.same_row_twice", {"key": "01", "rows": "3, 4"}).mark
        'join.same_row_twice|a.csv|key=01|rows=3, 4'
        """
        return "|".join([self.code, self.place, *(f"{name}={value}" for name, value in sorted(self.values.items()))])

    @property
    def text_key(self) -> str:
        """Key of what was found; a refused file keeps the words of its refusal."""
        return f"{self.code}.problem" if self.is_refusal else f"{self.code}.text"

    @property
    def repair_key(self) -> str:
        """Key of what the owner can do."""
        return f"{self.code}.repair"

    @classmethod
    def of_refusal(cls, error: DataFileError) -> "Finding":
        """Turn the refusal of one file into a finding about a delivery that is usable without it.

        A list without numbers, such as a table of keys and names, loses nothing and is only noted.

        Examples
        --------
        >>> Finding.of_refusal(DataFileError("keys.csv", "tables.no_numbers")).text_key
        'tables.no_numbers.problem'
        """
        severity: Severity = "info" if error.problem == WITHOUT_NUMBERS else "error"
        return cls(severity, str(error.found["file"]), error.problem, error.found, is_refusal=True)

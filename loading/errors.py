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
class Spot:
    """Which number of the Atlas a finding speaks of, so that a reader can look at it.

    Attributes
    ----------
    indicator : str
        Id.
    quarter : str
        Key; empty where all quarters are meant.
    year : int or None
    """

    indicator: str
    quarter: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Remedy:
    """A repair that the program itself can carry out, as a change of the choices.

    Attributes
    ----------
    name : str
        Key of the words on the button, under ``checks.remedies``.
    part : {"indicators", "numbers"}
        Field of :class:`loading.choices.Choices`.
    same : tuple of str
        Fields by which an entry of this part is found again.
    entries : tuple of mapping
        What becomes part of the choices; fields that stand there already and are not named stay.
    takes_back : bool
        The entries are taken out again.
    """

    name: str
    part: Literal["indicators", "numbers"]
    same: tuple[str, ...]
    entries: tuple[Mapping[str, object], ...]
    takes_back: bool = False


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
    about : tuple of str
        What the finding is told apart by, where place and values would not be the same in the next delivery:
        indicator, quarter, year.
    spot : Spot or None
        Where the number can be looked at.
    remedy : Remedy or None
        A repair that one click carries out.
    ignored : str
        Why its owner has put it aside; empty where nobody has.
    """

    severity: Severity
    place: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_refusal: bool = False
    about: tuple[str, ...] = ()
    spot: Spot | None = None
    remedy: Remedy | None = None
    ignored: str = ""

    @property
    def mark(self) -> str:
        """Tell this finding from all others, also tomorrow; what was found is part of it.

        Examples
        --------
        >>> Finding("info", "a.csv", "join.same_row_twice", {"key": "01", "rows": "3, 4"}).mark
        'join.same_row_twice|a.csv|key=01|rows=3, 4'
        >>> Finding("warning", "2024.csv", "checks.jump", {"old": 3}, about=("A1", "01", "2019")).mark
        'checks.jump|A1|01|2019'
        """
        if self.about:
            return "|".join([self.code, *self.about])
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

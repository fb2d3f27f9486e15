"""What may come in: one set of limits for files, tables and maps, configured in one place and told in every refusal."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path

from loading.errors import DataFileError

_PREFIX = "QUARTIERBLICK_"
VARIABLE = f"{_PREFIX}LIMITS"
#: Every variable of the environment that this program knows.
VARIABLES = (VARIABLE, *(f"{_PREFIX}{name}" for name in ("PROJECTS", "BASEMAPS", "HOSTS", "PROXY")))
MEGA = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The largest delivery that is read, and how much one client may ask.

    All numbers are whole and positive; a megabyte is a million bytes.

    Attributes
    ----------
    megabytes_per_file, megabytes_together : int
        As they are uploaded.
    megabytes_per_table : int
        Of a workbook or text table.
    files : int
        Of one delivery.
    members, office_members : int
        Files in an archive, and in a workbook, which is one.
    megabytes_per_member, megabytes_unpacked : int
        Of a file in an archive, and of all of them together, unpacked.
    expansion : int
        How many times larger than packed a file in an archive may be.
    cells, columns : int
        Of one sheet, text table or attribute table.
    polygons, vertices : int
        Of one layer; a polygon is one row of the map.
    seconds : int
        From the beginning of the reading to its end.
    processor_seconds, megabytes_of_memory, megabytes_written : int
        What the process that reads may use; kept where the system can.
    megabytes_per_question, characters_per_address : int
        Of what a page asks; files are no part of it.
    uploads_at_once, uploads_per_minute, joins_at_once, joins_per_minute : int
        How often one client may ask for what is costly: so many at once, and then so many in a minute. A room of
        thirty people behind one address who all begin at a word of the trainer's stays below each as shipped.
    exports_at_once, exports_per_minute, proofs_at_once, proofs_per_minute : int
        Alike, of exports and of proofs of protection.
    """

    megabytes_per_file: int = 250
    megabytes_together: int = 250
    megabytes_per_table: int = 120
    files: int = 200
    members: int = 200
    office_members: int = 2_000
    megabytes_per_member: int = 200
    megabytes_unpacked: int = 250
    expansion: int = 200
    cells: int = 1_000_000
    columns: int = 1_000
    polygons: int = 100_000
    vertices: int = 4_000_000
    seconds: int = 45
    processor_seconds: int = 30
    megabytes_of_memory: int = 2_000
    megabytes_written: int = 1_000
    megabytes_per_question: int = 16
    characters_per_address: int = 32_000
    uploads_at_once: int = 60
    uploads_per_minute: int = 60
    joins_at_once: int = 300
    joins_per_minute: int = 300
    exports_at_once: int = 120
    exports_per_minute: int = 120
    proofs_at_once: int = 40
    proofs_per_minute: int = 20

    @property
    def bytes_together(self) -> int:
        """Largest upload, in bytes."""
        return self.megabytes_together * MEGA


_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen, so nobody can change it


def limits_in_force() -> Limits:
    """Give the limits that readers keep now.

    Examples
    --------
    >>> with in_force(Limits(columns=3)):
    ...     limits_in_force().columns
    3
    """
    return _IN_FORCE.get()


@contextmanager
def in_force(limits: Limits) -> Iterator[None]:
    """Let readers keep these limits for a while; other threads keep theirs."""
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def limits_of(entries: Mapping[str, object], source: str, text: str = "") -> Limits:
    """Take limits from plain data; what is not named stays as it is.

    Parameters
    ----------
    entries : mapping of str to int
    source : str
        Where they stand, for messages.
    text : str
        What the entries were read from, so that a wrong one is named with its line.

    Raises
    ------
    DataFileError
        ``limits.unknown_entry`` (with the names there are) or ``limits.wrong_value``.

    Examples
    --------
    >>> limits_of({"seconds": 60}, "limits.toml").seconds
    60
    """
    known = [field.name for field in fields(Limits)]
    for name, value in entries.items():
        if name not in known:
            found = {"entry": name, "known": ", ".join(known), "line": _line(text, name)}
            raise DataFileError(source, "limits.unknown_entry", **found)
        if type(value) is not int or value < 1:
            raise DataFileError(source, "limits.wrong_value", entry=name, given=str(value)[:40], line=_line(text, name))
    return Limits(**{name: value for name, value in entries.items() if isinstance(value, int)})


def configured_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """Give the limits of this machine.

    Parameters
    ----------
    environment : mapping, optional
        ``QUARTIERBLICK_LIMITS`` names a TOML file, or holds its lines itself, separated by semicolons:
        ``"seconds = 60; megabytes_per_file = 500"``. By default that of this process.

    Returns
    -------
    Limits
        Those shipped, where nothing is configured.

    Raises
    ------
    DataFileError
        ``limits.not_found``, ``limits.no_toml``; otherwise as :func:`limits_of`.

    Examples
    --------
    >>> configured_limits({"QUARTIERBLICK_LIMITS": "seconds = 60; cells = 2_000_000"}).cells
    2000000
    """
    given = (os.environ if environment is None else environment).get(VARIABLE, "").strip()
    if not given:
        return Limits()
    source, text = (VARIABLE, given.replace(";", "\n")) if "=" in given else (given, _text(Path(given)))
    try:
        return limits_of(tomllib.loads(text), source, text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(source, "limits.no_toml", given=str(error)[:120]) from None


def require_known_variables(environment: Mapping[str, str] | None = None) -> None:
    """Refuse a misspelt variable instead of going on without what it was meant to set.

    Raises
    ------
    DataFileError
        ``limits.unknown_variable``, with those there are.

    Examples
    --------
    >>> require_known_variables({"QUARTIERBLICK_PROJECTS": "/srv/projects", "HOME": "/root"})
    """
    given = os.environ if environment is None else environment
    for name in sorted(given):
        if name.startswith(_PREFIX) and name not in VARIABLES:
            raise DataFileError(name, "limits.unknown_variable", known=", ".join(VARIABLES))


def _line(text: str, entry: str) -> int:
    r"""Find the line on which an entry stands; 1 where it cannot be told.

    Examples
    --------
    >>> _line("seconds = 60\nsecnds = 9", "secnds")
    2
    """
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip(" \"'") == entry)
    return next(lines, 1)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path, "limits.not_found", given=str(error)[:120], variable=VARIABLE) from None

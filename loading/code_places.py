"""Where in the program something went wrong: all that a log may hold, since errors quote what was delivered."""

import re
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath
from types import TracebackType

_MOST = 8
_FRAME = re.compile(r'^ *File "([^"]*)", line (\d+), in (\S+)', re.MULTILINE)
_KIND = re.compile(r"^([\w.]+(?:Error|Exception|Interrupt|Warning))\b", re.MULTILINE)
Frame = tuple[str, int | str, str]


def code_places(error: BaseException) -> str:
    """Tell kind and place of an error, and of those it came from, innermost call first; nothing of its wording.

    Examples
    --------
    >>> try:
    ...     int("Müllerstraße")
    ... except ValueError as error:
    ...     told = code_places(error)
    >>> told.startswith("ValueError at "), "Müllerstraße" in told
    (True, False)
    """
    told: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        frames = [(one.filename, one.lineno or 0, one.name) for one in traceback.extract_tb(at.__traceback__)]
        told.append(_told(type(at).__name__, frames))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "; from ".join(told)


def code_places_in(written: str) -> str:
    r"""Tell the same of a traceback that another process has written; everything else it wrote is left out.

    Examples
    --------
    >>> code_places_in('GDAL says 17\n  File "/x/loading/a.py", line 3, in read\nValueError: Altstadt 17\n')
    'ValueError at loading/a.py:3 in read'
    """
    frames: list[Frame] = [(found[1], found[2], found[3]) for found in _FRAME.finditer(written)]
    kinds = _KIND.findall(written)
    return _told(kinds[-1], frames) if kinds else ""


def write_places(kind: type[BaseException], error: BaseException | None, at: TracebackType | None) -> None:
    """Write kind and place of an error on the standard error, for :func:`code_places_in`; a ``sys.excepthook``."""
    del error  # its words quote what was delivered
    with suppress(OSError, ValueError):  # no room for that
        traceback.print_tb(at)
        print(kind.__name__, file=sys.stderr)


def _told(kind: str, frames: Iterable[Frame]) -> str:
    """Write the calls from the innermost outwards, each with the last folder of its file alone."""
    named = [f"{'/'.join(PurePath(file).parts[-2:])}:{line} in {name}" for file, line, name in frames]
    return " at ".join([kind, *([" < ".join(named[: -_MOST - 1 : -1])] if named else [])])

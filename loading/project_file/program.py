"""Which program wrote a file: stored numbers are taken over only from one that would compute the same."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[2]


@cache
def version() -> str:
    """Give the version of this program.

    Examples
    --------
    >>> version().count(".")
    2
    """
    return str(tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


@cache
def reading_rules() -> str:
    """Give a hash of everything that decides how files are read; the same rules give the same numbers.

    Examples
    --------
    >>> len(reading_rules())
    16
    """
    total = hashlib.sha256()
    files = [path for ending in ("*.py", "*.json") for path in (_ROOT / "loading").rglob(ending)]
    for path in sorted(files):
        total.update(path.relative_to(_ROOT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]

"""What a list of projects says about one, read without its numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from loading.project_file.opening import opened_project, settings_of
from loading.protection import Protection

#: The address of a state.
PROJECT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Summary:
    """What a list of projects says about one.

    Attributes
    ----------
    title : str
    project : str
        Content hash of the present state.
    revision : int
    saved : str
        UTC.
    quarters, indicators : int
    years : tuple of int
    view : mapping of str to str
    mode : {"internal", "public"}
    profile, published : str
        By which rules a public project was protected, and on which day; empty for an internal one.
    """

    title: str
    project: str
    revision: int
    saved: str
    quarters: int
    indicators: int
    years: tuple[int, ...]
    view: Mapping[str, str]
    mode: str = "internal"
    profile: str = ""
    published: str = ""


def read_summary(path: Path) -> Summary:
    """Read only what a list shows.

    Raises
    ------
    DataFileError
        As :func:`loading.project_file.opening.opened_project`.
    """
    with opened_project(path) as database:
        settings = settings_of(database)
        settings.setdefault("view", {})
        settings.setdefault("mode", "internal")
        settings |= {"profile": "", "published": ""} | _published(settings)
        found: Summary = msgspec.convert({one.name: settings[one.name] for one in fields(Summary)}, Summary)
        if not PROJECT.fullmatch(found.project):
            raise ValueError("settings: project")
        return found


def _published(settings: Mapping[str, Any]) -> dict[str, str]:
    told = msgspec.convert(settings["atlas"], dict[str, Any]).get("protection")
    protection = msgspec.convert(told, Protection | None)
    return {"profile": protection.profile, "published": protection.published} if protection else {}


def known_summary(path: Path) -> Summary:
    """Give the summary of a file that may have been read before; one that was replaced since is read anew.

    Raises
    ------
    DataFileError
        As :func:`read_summary`.
    """
    try:
        file = path.stat()
    except OSError:
        return read_summary(path)  # which says why
    return _summary_of(path, file.st_ino, file.st_mtime_ns, file.st_size)


@lru_cache(maxsize=1_000)
def _summary_of(path: Path, *_: int) -> Summary:
    return read_summary(path)

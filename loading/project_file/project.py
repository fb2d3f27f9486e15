"""What a project file holds: the Atlas, the delivered files it was made of, every decision, and earlier states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from loading.atlas import Atlas
from loading.choices import Choices

MOST_STATES = 10


def now() -> str:
    """Give the time as it is written into project files: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Source:
    """One delivered file.

    Attributes
    ----------
    name : str
        As its owner named it; ``2/<name>`` for the second of two alike.
    sha256 : str
        Of its content, 64 characters 0-9a-f.
    bytes : int
    received : str
        When it came into the project, UTC.
    format, encoding : str
        As recognised; empty where the file is only a part of something.
    path : Path or None
        Where its content lies; None where it stands in the project file alone.
    """

    name: str
    sha256: str
    bytes: int
    received: str
    format: str = ""
    encoding: str = ""
    path: Path | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Recode:
    """Something that was repaired or decided.

    Attributes
    ----------
    place : str
        File and sheet, column, indicator, or "" for the whole project.
    before, after : str
        What stood there, and what it was taken for.
    repair : str
        Name of the repair (``"zero_padding"``) or of the decision (``"indicators.kind"``).
    by : {"automatic", "user"}
    at : str
        When it first became part of the project, UTC.
    """

    place: str
    before: str
    after: str
    repair: str
    by: Literal["automatic", "user"]
    at: str


@dataclass(frozen=True)
class State:
    """What a project was at one time.

    Attributes
    ----------
    revision : int
    project : str
        Content hash of files and choices, part of addresses.
    title, saved : str
        Name of the project then; time in UTC.
    choices : mapping
        As :meth:`loading.choices.Choices.to_json`.
    sources : mapping of name to sha256
        Empty where the state is older than the ten that are kept whole.
    """

    revision: int
    project: str
    title: str
    saved: str
    choices: Mapping[str, Any]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Project:
    """One state of a project, with what is needed to compute it anew and to go back.

    Attributes
    ----------
    atlas : Atlas
    choices : Choices
    sources : tuple of Source
        In the order of their delivery.
    revision : int
        1 for the first; every new state has the next one.
    created, saved : str
        UTC.
    earlier : tuple of State
        Oldest first, without the present one.
    recodes : tuple of Recode
    view : mapping of str to str
        The last question to the map, as it stands in the address.
    """

    atlas: Atlas
    choices: Choices
    sources: tuple[Source, ...]
    revision: int = 1
    created: str = ""
    saved: str = ""
    earlier: tuple[State, ...] = ()
    recodes: tuple[Recode, ...] = ()
    view: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """The present state, as it is remembered once there is a next one."""
        return State(
            revision=self.revision,
            project=self.atlas.project,
            title=self.atlas.title,
            saved=self.saved,
            choices=self.choices.to_json(),
            sources={source.name: source.sha256 for source in self.sources},
        )

"""Decisions about a delivery in progress, kept beside its files, so that no crash of browser or program loses them."""

import json
import os
import re
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from loading.choices import Choices
from loading.project_file.project import now

_TOKEN = re.compile(r"[0-9a-f]{32}")
_DECISIONS, _BELONGING, _OPENED = "decisions.json", "project.json", "opened.json"
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Belonging:
    """The project that a delivery will be the next state of.

    Attributes
    ----------
    slug : str
    revision : int
        Of the project when its files were taken over.
    title : str
    completed : bool
        Whether other files have come to those of the project.
    state : str
        Address of its state when its files were taken over.
    """

    slug: str
    revision: int
    title: str
    completed: bool = False
    state: str = ""


class DecisionsKept:
    """What belongs to deliveries, by their token.

    Parameters
    ----------
    folder : Path
        Of the deliveries.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, token: str, decisions: Mapping[str, Any]) -> str:
        """Keep the decisions.

        Parameters
        ----------
        token : str
        decisions : mapping
            See :meth:`loading.choices.Choices.from_json`.

        Returns
        -------
        str
            When, UTC.

        Raises
        ------
        KeyError
            If there is no such delivery.
        ValueError
            If these are no decisions.
        """
        Choices.from_json(decisions)
        saved = now()
        self._write(token, _DECISIONS, {"decisions": decisions, "saved": saved})
        return saved

    def kept(self, token: str) -> dict[str, Any]:
        """Give what was kept: ``decisions`` and ``saved``; without decisions so far, none and "".

        Raises
        ------
        KeyError
            If there is no such delivery.
        """
        found = self._read(token, _DECISIONS)
        return {"decisions": found.get("decisions") or {}, "saved": found.get("saved") or ""}

    def belong(self, token: str, project: Belonging) -> None:
        """Say which project a delivery will be the next state of.

        Raises
        ------
        KeyError
            If there is no such delivery.
        """
        self._write(token, _BELONGING, asdict(project))

    def belonging(self, token: str) -> Belonging | None:
        """Give the project that a delivery will be the next state of; None for a new one.

        Raises
        ------
        KeyError
            If there is no such delivery.
        """
        found = self._read(token, _BELONGING)
        return Belonging(**found) if found else None

    def opened(self, token: str, state: str) -> None:
        """Note that a delivery has become a state of a project.

        Raises
        ------
        KeyError
            If there is no such delivery.
        """
        states = self._read(token, _OPENED).get("states", [])
        self._write(token, _OPENED, {"states": [*states, state]})

    def of_states(self, states: Collection[str]) -> list[str]:
        """Name the deliveries that states were made of, or that were made of states; not those with further files."""
        return [
            place.name
            for place in self._folder.glob("*")
            if _TOKEN.fullmatch(place.name) and self._is_of(place.name, states)
        ]

    def _is_of(self, token: str, states: Collection[str]) -> bool:
        try:
            made, project = self._read(token, _OPENED).get("states", []), self.belonging(token)
        except (KeyError, ValueError, TypeError):
            return False
        return bool(set(made) & set(states)) or bool(project and project.state in states and not project.completed)

    def carry_over(self, before: str, token: str) -> None:
        """Let a delivery that completes another one keep what was decided, and its project."""
        for name in (_DECISIONS, _BELONGING):
            try:
                found = self._read(before, name)
            except KeyError:
                return
            if found:
                self._write(token, name, {**found, "completed": True} if name == _BELONGING else found)

    def _place(self, token: str) -> Path:
        place = self._folder / token
        if not _TOKEN.fullmatch(token) or not place.is_dir():
            raise KeyError(token)
        return place

    def _read(self, token: str, name: str) -> dict[str, Any]:
        try:
            return dict(json.loads((self._place(token) / name).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def _write(self, token: str, name: str, content: Mapping[str, Any]) -> None:
        """Write beside, then change places, so that a crash leaves what was there before."""
        place = self._place(token)
        handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=place)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(content, stream, ensure_ascii=False)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(place / name)
        finally:
            Path(beside).unlink(missing_ok=True)

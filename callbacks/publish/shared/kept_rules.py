"""The rules of a project, kept on the server beside its states; a page asks for changes, and is checked."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.protection import RulesError
from layers.protection import RuleBook
from loading.atlas import Atlas
from loading.projects.project_store import ProjectStore

FOLDER = "publishing"


class KeptRules:
    """Rules by the address of a project's state.

    Parameters
    ----------
    store : ProjectStore
    """

    def __init__(self, store: ProjectStore) -> None:
        self._store = store
        self.folder = store.folder / FOLDER

    def of(self, atlas: Atlas) -> RuleBook:
        """Give the rules of a project: those kept here, else those decided with its files, else the BA's."""
        try:
            return RuleBook.from_json(json.loads(self._path(atlas).read_text("utf-8")))
        except (OSError, ValueError):
            pass
        try:
            decided = self._store.choices(atlas.project).protection
            return RuleBook.from_json(decided.to_plain()) if decided else RuleBook()
        except (KeyError, RulesError):
            return RuleBook()

    def keep(self, atlas: Atlas, written: Mapping[str, Any]) -> RuleBook:
        """Check and keep rules.

        Raises
        ------
        RulesError
            For rules that cannot be, and for indicators that the project does not have.
        OSError
            Where they cannot be written.
        """
        book = RuleBook.from_json(written)
        known = {one.id for one in atlas.indicators}
        for indicator in book.indicators:
            if indicator not in known:
                raise RulesError("indicators", indicator[:40], "an indicator of this project")
        self.folder.mkdir(exist_ok=True)
        path = self._path(atlas)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(book.to_json()), "utf-8")
        beside.replace(path)
        return book

    def _path(self, atlas: Atlas) -> Path:
        return self.folder / f"{atlas.project}.rules.json"

"""The rules of a project, kept on the server with its data; a page asks for changes, and is checked."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from analysis.protection import RulesError
from layers.protection import RuleBook
from layers.protection.ready_made.shares import unknown_bases
from loading.atlas import Atlas
from loading.choices.protection import ProtectionChoice
from loading.errors import DataFileError
from loading.projects.project_store import ProjectStore

FOLDER = "publishing"


class KeptRules:
    """Rules of projects, where the command ``protect`` finds them too; reports lie in a folder beside the states.

    Parameters
    ----------
    store : ProjectStore
    """

    def __init__(self, store: ProjectStore) -> None:
        self._store = store
        self.folder = store.folder / FOLDER

    def report(self, project: str, public: str, language: str) -> Path:
        """Give where the report of a public project lies, under the internal one that it was made of."""
        return self.folder / f"{project}.{public}.{language}.xlsx"

    def forget_reports(self, projects: Collection[str]) -> None:
        """Remove the reports of projects that are gone for good; those in the bin keep theirs, to be taken back."""
        in_bin = self._store.shelf.addresses_in_bin()
        for project in set(projects) - in_bin:
            for name in (f"{project}.*.xlsx", f"*.{project}.*.xlsx"):
                for report in self.folder.glob(name):
                    report.unlink(missing_ok=True)

    def of(self, atlas: Atlas) -> RuleBook:
        """Give the rules of a project: those decided about its files, else the BA's.

        Raises
        ------
        RulesError
            For rules that cannot be read: the BA's could be looser than what was decided.
        """
        try:
            decided = self._store.choices(atlas.project).protection
        except KeyError:
            decided = None
        return RuleBook.from_json(decided.to_plain()) if decided else RuleBook()

    def keep(self, atlas: Atlas, written: Mapping[str, Any]) -> RuleBook:
        """Check and keep rules.

        Raises
        ------
        RulesError
            For rules that cannot be, and for indicators that the project does not have.
        DataFileError
            ``gate.already_public``; and where they cannot be written, as OSError.
        """
        if atlas.protection is not None:
            raise DataFileError(atlas.title, "gate.already_public")
        book = RuleBook.from_json(written)
        known = {one.id for one in atlas.indicators}, {file for one in atlas.indicators for file in one.files}
        for field, said, there in zip(("indicators", "files"), (book.indicators, book.files), known, strict=True):
            for name in said:
                if name not in there:
                    raise RulesError(field, name[:40], f"of this project ({field})")
        for name in unknown_bases(atlas, book.bases):
            raise RulesError("bases", name[:40], "of this project (bases)")
        self._store.keep_protection(atlas.project, ProtectionChoice(**book.to_json()))
        return book

"""What a part needs from outside the page: the projects and the wording."""

from dataclasses import dataclass, field
from pathlib import Path

from loading.atlas import Atlas
from loading.basemaps.basemap import Basemap
from loading.errors import DataFileError
from loading.ingest.reader import Reader
from loading.project_file.shelf import Kept
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from texts import LANGUAGES, Texts, load_texts

SAMPLE = "sample"


class UnusableProjectError(KeyError):
    """A project is there, but its files can no longer be used; ``refusal`` says why."""

    def __init__(self, project: str, refusal: DataFileError) -> None:
        super().__init__(project)
        self.refusal = refusal


@dataclass(frozen=True)
class Services:
    """Handed to every ``register``.

    Attributes
    ----------
    projects : ProjectStore
        All projects on this machine.
    first : str
        Project that opens where the address names none.
    samples : tuple of Path
        Files of the sample city, to be tried out.
    sample : str
        Project of the sample city.
    basemaps : tuple of Basemap
        Laid ready by the administrator; none by default.
    reader : Reader
        Reads what is delivered, and knows how much may be.
    """

    projects: ProjectStore
    first: str
    samples: tuple[Path, ...] = ()
    sample: str = ""
    basemaps: tuple[Basemap, ...] = ()
    reader: Reader = field(default_factory=Reader)

    @property
    def named(self) -> NamedProjects:
        """What can be done with named projects."""
        return NamedProjects(self.projects, self.reader.rewritten)

    def kept(self, atlas: Atlas) -> Kept | None:
        """Give the named project whose present state an Atlas is; None where it is none's."""
        return self.projects.shelf.of_state(atlas.project)

    def atlas(self, project: str) -> Atlas:
        """Give the Atlas of a project; the first one for an empty id, the sample city for its name.

        Raises
        ------
        KeyError
            If there is no such project; an UnusableProjectError if its files cannot be used.
        """
        named = {"": self.first, SAMPLE: self.sample or SAMPLE}
        try:
            return self.projects.atlas(named.get(project, project))
        except DataFileError as refusal:
            raise UnusableProjectError(project, refusal) from refusal


def texts_of(language: object) -> Texts:
    """Give the wording of a language, German where the language is not shipped."""
    return load_texts(language if isinstance(language, str) and language in LANGUAGES else LANGUAGES[0])

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
    for_visitors : bool
        Whether those who come may only look: at the first project, the sample city and what is public.
    """

    projects: ProjectStore
    first: str
    samples: tuple[Path, ...] = ()
    sample: str = ""
    basemaps: tuple[Basemap, ...] = ()
    reader: Reader = field(default_factory=Reader)
    for_visitors: bool = False

    @property
    def named(self) -> NamedProjects:
        """What can be done with named projects."""
        return NamedProjects(self.projects, self.reader.rewritten)

    @property
    def public(self) -> dict[str, Kept]:
        """Give the public projects of this machine by the address of their state, the one saved last first."""
        listed = [(one.summary, one) for one in self.projects.shelf.listed()]
        return {summary.project: one for summary, one in listed if summary and summary.mode == "public"}

    def kept(self, atlas: Atlas) -> Kept | None:
        """Give the named project whose present state an Atlas is; None where it is none's, and for visitors."""
        return None if self.for_visitors else self.projects.shelf.of_state(atlas.project)

    def atlas(self, project: str) -> Atlas:
        """Give the Atlas of a project; the first one for an empty id, the sample city for its name.

        Raises
        ------
        KeyError
            If there is no such project, or it is not for visitors; an UnusableProjectError if its files cannot be used.
        """
        state = {"": self.first, SAMPLE: self.sample or SAMPLE}.get(project, project)
        if self.for_visitors and state not in (self.first, self.sample) and state not in self.public:
            raise KeyError(project)
        try:
            return self.projects.atlas(state)
        except DataFileError as refusal:
            raise UnusableProjectError(project, refusal) from refusal


def texts_of(language: object) -> Texts:
    """Give the wording of a language, German where the language is not shipped."""
    return load_texts(language if isinstance(language, str) and language in LANGUAGES else LANGUAGES[0])

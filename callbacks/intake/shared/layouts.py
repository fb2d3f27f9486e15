"""The memory of layouts beside the projects: what was decided about a table serves the next file of its shape."""

import logging
from datetime import date

from callbacks.shared.services import Services
from loading.choices import Choices
from loading.code_places import code_places
from loading.tables.remembered_layouts import RememberedLayouts

_LOG = logging.getLogger(__name__)


def layouts_of(services: Services) -> RememberedLayouts:
    """Give the memory that all workers of a server share."""
    return RememberedLayouts(services.projects.folder / "layouts")


def remember(services: Services, project: str, decided: Choices) -> None:
    """Keep what was decided about the tables of a project that has just been opened.

    A memory that cannot be written is no reason not to open the project; it is noted in the log.
    """
    if not decided.tables:
        return
    try:
        delivery = services.reader.read(services.projects.files(project), decided)
        layouts_of(services).remember(delivery.pictures, decided.tables, date.today().isoformat())
    except Exception as error:  # a convenience for next year must not stand in the way today
        _LOG.warning("the layouts of %s were not remembered: %s", project, code_places(error))

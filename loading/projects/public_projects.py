"""What is different about named projects that are public: no files to go on with, another title is another address."""

from dataclasses import replace

from loading.atlas import Atlas
from loading.choices import Choices
from loading.errors import DataFileError
from loading.project_file.project import Project
from loading.project_file.public import public_project as public_project
from loading.project_file.public_address import public_address
from loading.project_file.shelf import LONGEST_TITLE


def require_internal(project: Project, slug: str) -> None:
    """Refuse to continue a public project with files: the internal one is extended and published anew.

    Raises
    ------
    DataFileError
        ``project_file.public``.
    """
    if project.atlas.protection is not None:
        raise DataFileError(slug, "project_file.public")


def require_public(project: Project, slug: str) -> None:
    """Refuse to publish over an internal project, whose files and states would then lie beside public numbers.

    Raises
    ------
    DataFileError
        ``project_file.internal``.
    """
    if project.atlas.protection is None:
        raise DataFileError(slug, "project_file.internal")


def alone(project: Project) -> Project:
    """Keep of a public project from elsewhere only what one of ours has."""
    return replace(public_project(project.atlas), view=project.view, created=project.created)


def retitled(project: Project, title: str) -> Project:
    """Give a public project another title.

    Raises
    ------
    DataFileError
        ``project_file.no_title``.
    """
    atlas = entitled(project.atlas, plain_title(title), "")
    atlas = replace(atlas, project=public_address(atlas))
    return replace(project, atlas=atlas, choices=Choices(title=atlas.title))


def plain_title(title: str) -> str:
    """Write a title in one line and not too long.

    Raises
    ------
    DataFileError
        ``project_file.no_title``.
    """
    plain = " ".join(title.split())[:LONGEST_TITLE]
    if not plain:
        raise DataFileError(".", "project_file.no_title")
    return plain


def entitled(atlas: Atlas, title: str, address: str) -> Atlas:
    """Give an Atlas another title and address; the city bears the title."""
    city = replace(atlas.levels["city"], names=(title,))
    return replace(atlas, title=title, project=address, levels={**atlas.levels, "city": city})

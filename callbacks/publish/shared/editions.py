"""What is public of a project's figures already: a new edition takes the place of all of it, and is told so before."""

from collections.abc import Collection

from callbacks.publish.shared.kept_rules import KeptRules
from callbacks.shared.services import Services
from layers.told_protection import protection_told
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.shelf import Kept
from loading.projects.editions import editions_of
from texts import Texts


def told(services: Services, texts: Texts, rules: KeptRules, atlas: Atlas) -> list[dict[str, str]]:
    """List the editions there are, each with its address and, where it was made here of this project, its report."""
    return [_told(services, texts, rules, atlas, one) for one in editions_of(services.projects, atlas)]


def _told(services: Services, texts: Texts, rules: KeptRules, atlas: Atlas, kept: Kept) -> dict[str, str]:
    summary = kept.summary
    if summary is None:
        raise KeyError(kept.slug)
    report = rules.report(atlas.project, summary.project, texts.language)
    return {
        "slug": kept.slug,
        "title": summary.title,
        "rules": protection_told(services.atlas(summary.project), texts),
        "href": f"/{texts.language}/map?p={summary.project}",
        "audit": audit_address(atlas.project, summary.project, texts.language) if report.is_file() else "",
    }


def audit_address(project: str, public: str, language: str) -> str:
    """Give the address of a report: it lies with the internal project, and whoever knows the public one finds none."""
    return f"/publish/{project}/audit/{public}?language={language}"


def published(services: Services, public: Atlas, replaces: Collection[object]) -> Kept:
    """Put a public project onto the shelf, in the place of all others that tell the same figures.

    Parameters
    ----------
    services : Services
    public : Atlas
    replaces : collection
        Names of the projects that the planner was told of: no other is taken away.

    Raises
    ------
    DataFileError
        ``publish.overlaps`` where there is another one.
    """
    editions = editions_of(services.projects, public)
    for one in editions:
        if one.slug not in replaces:
            raise DataFileError(one.slug, "publish.overlaps", title=one.summary.title if one.summary else one.slug)
    before = None if services.projects.shelf.of_state(public.project) else next(iter(editions), None)
    if before is None or before.summary is None:
        kept = services.named.publish(public)
    else:
        kept = services.named.publish(public, before.slug, before.summary.revision)
    for one in editions:
        if one.slug != kept.slug:
            services.named.remove(one.slug)
    return kept

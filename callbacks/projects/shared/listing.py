"""Named projects as the browser gets them: plain data, every text worded, no path of this machine."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from callbacks.intake.shared.refusal import refused, worded
from callbacks.intake.shared.summary import years_text
from loading.project_file.project import State
from loading.project_file.shelf import KEPT_DAYS, Kept
from loading.project_file.summary import Summary
from texts import Texts

_MEGABYTE = 1_000_000


def described(texts: Texts, kept: Kept) -> dict[str, Any]:
    """Tell one project.

    Returns
    -------
    dict
        ``slug``, ``title``, ``facts``, ``notes``; and where it can be read ``state``, ``revision``, ``saved`` (UTC),
        ``mode`` and ``href``; of a public one ``profile``, in words, and ``published``, its day. In the bin also
        ``until``, when it is removed for good.
    """
    found: dict[str, Any] = {"slug": kept.slug, "title": kept.slug, "facts": size(texts, kept.bytes), "notes": []}
    if kept.trashed:
        found["until"] = (datetime.fromisoformat(kept.trashed) + timedelta(days=KEPT_DAYS)).isoformat()
    if kept.summary is None:
        found["notes"] = list(refused(texts, kept.problem)) if kept.problem else []
        return found
    summary = kept.summary
    facts = [
        texts("projects_page.quarters", n=summary.quarters),
        texts("projects_page.indicators", n=summary.indicators),
        years_text(texts, summary.years),
        size(texts, kept.bytes),
    ]
    return {
        **found,
        "title": summary.title,
        "state": summary.project,
        "revision": summary.revision,
        "saved": summary.saved,
        "mode": summary.mode,
        **_published(texts, summary),
        "facts": " · ".join(facts),
        "notes": [" ".join(worded(texts, doubt)) for doubt in kept.doubts],
        "href": map_href(texts.language, summary.project, summary.view),
    }


def _published(texts: Texts, summary: Summary) -> dict[str, str]:
    """Tell public projects of one city apart."""
    profiles = texts.entry("protection.profiles")
    try:
        day = date.fromisoformat(summary.published).isoformat()
    except ValueError:
        return {}
    return {"profile": profiles[summary.profile], "published": day} if summary.profile in profiles else {}


def earlier(texts: Texts, states: Sequence[State]) -> list[dict[str, Any]]:
    """Tell the earlier states that can be gone back to, the latest first."""
    return [
        {
            "revision": state.revision,
            "title": state.title,
            "saved": state.saved,
            "files": texts("projects_page.files", n=len(state.sources)),
            "href": map_href(texts.language, state.project, {}),
        }
        for state in reversed(states)
        if state.sources
    ]


def map_href(language: str, project: str, view: Any) -> str:
    """Write the address of a project's map, with the question it was left with.

    Examples
    --------
    >>> map_href("de", "0123456789abcdef", {"i": "A1"})
    '/de/map?p=0123456789abcdef&i=A1'
    """
    return f"/{language}/map?{urlencode({'p': project, **view})}"


def size(texts: Texts, number: int) -> str:
    """Write the size of a file."""
    return texts("projects_page.megabytes", size=max(number / _MEGABYTE, 0.1))

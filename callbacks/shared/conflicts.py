"""A conflict as the page shows it: what somebody else has changed, and the ways on; ``assets/conflict.js`` asks."""

from typing import Any
from urllib.parse import urlencode

from loading.projects.changes import Changed
from texts import Texts


def told(texts: Texts, changed: Changed, *, own: bool) -> dict[str, Any]:
    """Word what has changed, as the dialogue shows it.

    Parameters
    ----------
    texts : Texts
    changed : Changed
    own : bool
        Whether what could not be saved may become a project of its own.

    Returns
    -------
    dict
        ``heading``, ``lead``, ``changes`` (one text each), ``own``, ``reload``, ``stop`` (names of buttons, ``own``
        empty where there is no such way), ``kept`` and ``href`` of the new state.
    """
    at = changed.saved[:16].replace("T", " ")
    return {
        "heading": texts("conflict.heading"),
        "lead": texts("conflict.lead", title=changed.title, saved=at, n=changed.saves),
        "changes": changes(texts, changed),
        "own": texts("conflict.own") if own else "",
        "reload": texts("conflict.reload"),
        "stop": texts("conflict.stop"),
        "kept": texts("conflict.kept"),
        "href": f"/{texts.language}/map?{urlencode({'p': changed.project})}",
    }


def changes(texts: Texts, changed: Changed) -> list[str]:
    """Word each change; one sentence where it cannot be told any more what it was."""
    found = [texts("conflict.title", before=changed.title_before, now=changed.title)] if changed.title_before else []
    for what in ("added", "removed", "replaced"):
        names = getattr(changed, what)
        if names:
            found.append(texts(f"conflict.{what}", n=len(names), names=", ".join(names)))
    if changed.decided:
        found.append(texts("conflict.decided"))
    return found or [texts("conflict.unknown")]

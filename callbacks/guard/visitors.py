"""A server for visitors shows projects and changes none: whoever runs it says whether others may do more.

What reads is named here, and everything else is refused, so that a route that is added later is closed until somebody
opens it.
"""

from collections.abc import Sequence

from flask import Response, request

from callbacks.guard.shared.plain_answer import CALLBACKS, plain_answer

#: Addresses below which projects are made, kept, changed and published; reading there tells what is not for visitors.
CLOSED = ("/intake", "/projects", "/publish")
#: What a page sends as a question: it is answered, and nothing is kept of it.
ASKED = (CALLBACKS, "/recipe")
_READS = ("GET", "HEAD", "OPTIONS")


def may_change(asked: str | None, served: Sequence[str], own: Sequence[str], proxy: str = "") -> bool:
    """Tell whether those who come may change projects, upload files and publish.

    Parameters
    ----------
    asked : {"look", "change", None}
        What whoever runs the server has said.
    served, own : sequence of str
        Names under which it answers, and those that only this machine can use.
    proxy : str
        Address of a server before this one.

    Examples
    --------
    >>> may_change(None, ["localhost"], ["localhost"]), may_change(None, ["localhost", "10.0.0.5"], ["localhost"])
    (True, False)
    >>> may_change("change", ["localhost", "10.0.0.5"], ["localhost"]), may_change("look", ["localhost"], ["localhost"])
    (True, False)
    """
    if asked is not None:
        return asked == "change"
    return set(served) <= set(own) and not proxy


def refusal() -> Response | None:
    """Refuse the request under way where it is not one of a visitor who looks."""
    path = request.path
    is_closed = any(path == one or path.startswith(f"{one}/") for one in CLOSED)
    if not is_closed and (request.method in _READS or path in ASKED):
        return None
    return plain_answer("only_looking", 403)

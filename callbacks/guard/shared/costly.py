"""Requests that have files of others read or joined: counted at the door, and answered in a line of their own."""

#: Where files come in.
UPLOADS = ("/intake/files", "/projects/open")
_PLACES = ("/intake/", "/projects/")
_ROUTES = ("/preview", "/log.csv", "/table")
_OUTPUTS = ("intake-answer.data", "intake-project.data")


def joins_at(path: str) -> bool:
    """Tell whether a delivery is joined to answer what is posted to an address.

    Examples
    --------
    >>> joins_at("/intake/0123/preview"), joins_at("/intake/0123/cancel")
    (True, False)
    """
    return path.startswith(_PLACES) and path.endswith(_ROUTES)


def joins_for(asked: str) -> bool:
    """Tell whether a delivery is read and joined to answer a callback, by its output or all that is asked.

    Examples
    --------
    >>> joins_for("intake-answer.data"), joins_for("choropleth.data")
    (True, False)
    """
    return any(one in asked for one in _OUTPUTS)

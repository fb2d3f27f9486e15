"""The view that shows what a statement says."""

from collections.abc import Mapping
from typing import Final

from analysis.findings import ShownBy, Statement
from layers.view import View

# Without these a map shows the indicator's own values.
_PLAIN: Final[Mapping[str, str]] = {"show": "", "how": "", "against": "", "bi": ""}
_TABS: Final[Mapping[ShownBy, str]] = {
    "concentration": "concentration",
    "scatter": "finding",
    "time": "time",
    "profile": "profile",
    "clusters": "clusters",
}
HALF: Final = "50"


def target(view: View, statement: Statement) -> dict[str, str]:
    """Give what has to change in the address so that a statement can be seen.

    Parameters
    ----------
    view : View
        The statement is about it.
    statement : Statement

    Returns
    -------
    dict of str to str
        Parameters of the address, an empty one is taken out of it; "tab" is the part of the page beside the map.

    Examples
    --------
    >>> view = View(project="toytown", indicator="A1", year=2024)
    >>> target(view, Statement("findings.clusters", shown_by="clusters"))["show"]
    'clusters'
    """
    patch = dict(_PLAIN)
    shown = statement.shown_by
    if shown in ("clear", "clusters"):
        patch["show"] = shown
    elif shown == "change":
        patch["against"] = str(int(statement.values["first"]))
    elif shown == "scatter":
        patch["x"] = view.second
    elif shown == "concentration" and statement.code.startswith("findings.half"):
        patch["share"] = HALF
    if statement.year is not None:
        patch["y"] = str(statement.year)
    if shown in _TABS:
        patch["tab"] = _TABS[shown]
    return patch

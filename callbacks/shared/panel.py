"""The tabs of the right column, as parts hear of them."""

from dash.exceptions import PreventUpdate

TABS = "panel-tabs"


def only_while_open(open_tab: str | None, *tabs: str) -> None:
    """Stop a callback whose part nobody sees; it is called again when its tab is opened.

    Parameters
    ----------
    open_tab : str or None
        Value of ``Input(TABS, "value")``.
    *tabs : str
        Where the part stands.

    Raises
    ------
    PreventUpdate
        If another tab is open.
    """
    if open_tab not in tabs:
        raise PreventUpdate

"""Small pieces that look alike everywhere: icons, section titles, headed cards."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component


def attributes(**values: object) -> dict[str, Any]:
    """Write ``aria-`` and ``data-`` attributes, which are no Python names.

    Examples
    --------
    >>> attributes(aria_label="Karte", data_view_year="2024")
    {'aria-label': 'Karte', 'data-view-year': '2024'}
    """
    return {name.replace("_", "-"): value for name, value in values.items()}


def icon(name: str) -> html.Span:
    """Draw an icon of ``assets/icons.css``; it says nothing to screen readers."""
    return html.Span(className=f"icon icon-{name}", **attributes(aria_hidden="true"))


def icon_button(button_id: str, name: str, label: str, **more: Any) -> html.Button:
    """Draw a square button with an icon; the label is its name and its tooltip."""
    named = {**attributes(aria_label=label), **more}
    return html.Button(icon(name), id=button_id, className="icon-button", title=label, type="button", **named)


def opens(classes: str) -> dict[str, Any]:
    """Make the target of a menu or popover a button itself; a button inside it would leave its state unsaid."""
    return {"component": "button", "type": "button", "className": classes}


def foldout(opener: Sequence[Component], classes: str, content: Component, *, width: int, offset: int) -> dmc.Popover:
    """Open content beside its button; on small screens it lies along the lower edge (see ``assets/sheet.css``).

    Parameters
    ----------
    opener : sequence of Component
        What the button shows.
    classes : str
        Of the button.
    content : Component
    width, offset : int
        In pixels: how wide, and how far from the button.
    """
    return dmc.Popover(
        [dmc.PopoverTarget(list(opener), boxWrapperProps=opens(classes)), dmc.PopoverDropdown(content)],
        classNames={"dropdown": "foldout"},
        position="right-end",
        withArrow=True,
        trapFocus=True,
        returnFocus=True,
        width=width,
        zIndex=1400,
        offset=offset,
        keepMounted=True,
    )


def link_button(href: str, name: str, label: str, *, primary: bool = False) -> html.A:
    """Draw a link to another page of the app that looks like a button."""
    classes = "button is-primary" if primary else "button"
    return html.A(
        [icon(name), html.Span(label)], href=href, className=classes, title=label, **attributes(data_visit="page")
    )


def heading(text: str, note: str = "") -> Component:
    """Title of a card, with a quiet note beside it."""
    return html.H2([text, html.Span(note, className="heading-note")] if note else text, className="heading")


def empty_state(text: str, advice: str = "") -> html.Div:
    """Say that there is nothing to show, and what to do next."""
    return html.Div([html.P(text), html.P(advice, className="quiet") if advice else None], className="empty-state")

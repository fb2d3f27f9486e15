"""Parts that never change once they are shown: one Dash component each, however many elements they hold.

Each Dash component listens to every change on the page; long lists of them make a page slow for seconds.
``assets/still.js`` draws what :func:`still` lays out, as text and elements, never as markup.
"""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes


def still(part: Component) -> html.Div:
    """Wrap a part made of ``dash.html`` elements whose properties no callback reads or writes.

    Examples
    --------
    >>> getattr(still(html.P(["1 < 2", None], className="quiet")), "data-tree")
    '["p", {"className": "quiet"}, ["1 < 2"]]'
    """
    return html.Div(className="still", **attributes(data_tree=drawn(part)))


def drawn(part: Component) -> str:
    """Give a part for the property ``data-tree`` of an element that stays: what is the same is not drawn anew.

    So whatever a reader has opened in it stays open, and the button that was pressed keeps the focus.
    """
    return json.dumps(tree(part), ensure_ascii=False)


def tree(node: Any) -> Any:
    """Give a part as plain data: text, or tag, properties and children.

    Raises
    ------
    TypeError
        If it holds anything but elements of ``dash.html``.
    """
    if not isinstance(node, Component):
        return str(node)
    described = node.to_plotly_json()
    if described["namespace"] != "dash_html_components":
        raise TypeError(f"{described['type']} cannot stand still")
    properties = {name: value for name, value in described["props"].items() if name != "children" and value is not None}
    children = described["props"].get("children")
    listed = children if isinstance(children, (list, tuple)) else [children]
    return [described["type"].lower(), properties, [tree(child) for child in listed if child is not None]]

"""Still parts carry text as text, and refuse what a callback could want to reach."""

import json

import pytest
from dash import dcc, html

from callbacks.shared.still import still, tree


def test_elements_become_tag_properties_and_children_in_their_order() -> None:
    part = html.Ul([html.Li("a"), html.Li(["b", html.B("c")])], className="x", **{"aria-label": "y"})
    assert tree(part) == [
        "ul",
        {"className": "x", "aria-label": "y"},
        [["li", {}, ["a"]], ["li", {}, ["b", ["b", {}, ["c"]]]]],
    ]


def test_markup_in_a_name_stays_text() -> None:
    wrapped = still(html.P("<img src=x onerror=alert(1)>"))
    assert json.loads(getattr(wrapped, "data-tree"))[2] == ["<img src=x onerror=alert(1)>"]


def test_a_control_cannot_stand_still() -> None:
    with pytest.raises(TypeError, match="Store cannot stand still"):
        still(html.Div([dcc.Store(id="x")]))

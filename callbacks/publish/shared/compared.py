"""The losses of all profiles side by side: a table that ``assets/publish_compare.js`` fills while they are computed."""

from dash import html
from dash.development.base_component import Component

from analysis.protection import PROFILES
from callbacks.publish.shared.comparing import ORDER
from callbacks.shared.pieces import attributes, heading
from texts import Texts

_COLUMNS = ("profile", "hidden", "cells", "sum", "proven")


def layout(texts: Texts) -> Component:
    """Lay out the table with a row for each profile, still without figures, what tells how far it is, and buttons."""
    heads = [html.Th(texts(f"publish.compare.heads.{name}"), scope="col") for name in _COLUMNS]
    rows = [
        html.Tr(
            [
                html.Th(texts(f"audit.profiles.{profile}"), scope="row"),
                *(html.Td("\N{EN DASH}", **attributes(data_price=name)) for name in _COLUMNS[1:]),
            ],
            **attributes(data_price_row=profile),
        )
        for profile in (*PROFILES, "own")
    ]
    caption = html.Caption(texts("publish.compare.caption"), className="visually-hidden")
    named = attributes(aria_label=texts("publish.compare.title"))
    running = [
        html.Progress(id="publish-compare-share", max=len(ORDER), **named),
        html.Span(id="publish-compare-stage", role="status"),
        html.Button(texts("publish.stop"), id="publish-compare-stop", type="button", className="button is-small"),
    ]
    ask = html.Button(
        texts("publish.compare.all"), id="publish-compare-all", type="button", className="button is-small", hidden=True
    )
    return html.Section(
        [
            html.Div([heading(texts("publish.compare.title")), ask], className="row"),
            html.P(texts("publish.compare.how"), className="quiet"),
            html.Div(html.Table([caption, html.Thead(html.Tr(heads)), html.Tbody(rows)]), className="publish-compared"),
            html.Div(running, id="publish-compare-running", className="publish-running", hidden=True),
            html.P(id="publish-compare-problem", className="publish-problem", role="alert"),
        ],
        className="card publish-card",
    )

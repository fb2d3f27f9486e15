"""The page's frame: title, the ways to a new project, the places of list and bin.

What the user sees: one card per project with its size and the time it was saved, its actions, its earlier states; below
them the bin. ``assets/projects.js`` draws them of what the server tells, so that every change shows at once.
"""

import json

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon, link_button
from loading.atlas import Atlas
from texts import Texts

ACCEPTED = ".gpkg"


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page; the script takes its wording from the element."""
    open_now = {"open_now_state": atlas.project, "open_now_title": atlas.title}
    words = {**texts.entry("projects_page.scripts"), "accepted": ACCEPTED, **open_now}
    ways = html.Div(
        [
            link_button(f"/{texts.language}/data", "plus", texts("projects_page.new"), primary=True),
            html.Button(
                [icon("folder-open"), html.Span(texts("projects_page.open_file"))],
                type="button",
                className="button",
                **attributes(data_project_open="", aria_describedby="projects-how"),
            ),
        ],
        className="projects-ways",
    )
    if atlas.protection is None:
        ways.children.append(
            link_button(f"/{texts.language}/publish?p={atlas.project}", "globe", texts("publish.link"))
        )
    title = html.H1(texts("projects_page.heading"), tabIndex=-1, id="projects-heading")
    return html.Main(
        [
            html.Div([title, ways], className="row"),
            html.P(texts("projects_page.lead"), className="lead"),
            html.P(texts("projects_page.how"), id="projects-how", className="quiet"),
            html.Div(id="projects-told", className="projects-told", role="status"),
            html.Div(id="projects-problem", className="projects-problem", role="alert"),
            html.Div(html.P(texts("projects_page.reading"), className="quiet"), id="projects-list"),
            html.Div(id="projects-bin"),
        ],
        id="main",
        className="projects",
        **attributes(data_words=json.dumps(words, ensure_ascii=False)),
    )

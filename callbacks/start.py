"""The start page: three tiles to the sample city, to own data, to a project opened before."""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon
from callbacks.shared.services import SAMPLE
from loading.atlas import Atlas
from texts import Texts


def _tile(texts: Texts, key: str, name: str, href: str) -> Component:
    return html.A(
        [icon(name), html.H2(texts(f"start.{key}.title")), html.P(texts(f"start.{key}.text"))],
        href=href,
        className="tile",
        **attributes(data_visit="page"),
    )


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the tiles; ``assets/start.js`` lists the projects that this browser opened before."""
    del atlas
    language = texts.language
    return html.Main(
        [
            html.H1(texts("start.title")),
            html.P(texts("start.lead"), className="lead"),
            html.Div(
                [
                    _tile(texts, "sample", "map", f"/{language}/map?p={SAMPLE}"),
                    _tile(texts, "own", "upload", f"/{language}/data"),
                    html.Section(
                        [
                            icon("folder-open"),
                            html.H2(texts("start.open.title")),
                            html.P(texts("start.open.text")),
                            html.Ul(id="start-projects", className="project-list"),
                            html.P(texts("start.open.none"), id="start-none", className="quiet"),
                            html.A(
                                texts("start.open.every"), href=f"/{language}/projects", **attributes(data_visit="page")
                            ),
                        ],
                        className="tile is-open",
                    ),
                ],
                className="tiles",
            ),
            html.P(texts("start.promise"), className="quiet"),
        ],
        id="main",
        className="start",
    )

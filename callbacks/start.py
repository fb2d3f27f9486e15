"""The start page: tiles to the sample city, to own data, to a project opened before; for visitors what is shown."""

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon
from callbacks.shared.services import SAMPLE, Services
from loading.atlas import Atlas
from texts import Texts


def _tile(texts: Texts, key: str, name: str, href: str) -> Component:
    return html.A(
        [icon(name), html.H2(texts(f"start.{key}.title")), html.P(texts(f"start.{key}.text"))],
        href=href,
        className="tile",
        **attributes(data_visit="page"),
    )


def for_visitors(services: Services) -> Callable[[Texts, Atlas], Component]:
    """Give the layout for those who may only look: a tile for each project that is shown."""

    def shown(texts: Texts) -> list[Component]:
        first = services.atlas("")
        projects = {first.project: (first.title, len(first.levels["quarter"]), len(first.indicators))}
        for state, kept in services.public.items():
            if kept.summary:
                projects.setdefault(state, (kept.summary.title, kept.summary.quarters, kept.summary.indicators))
        own = [_project(texts, state, *told) for state, told in projects.items() if state != services.sample]
        return [*own, _tile(texts, "sample", "map", f"/{texts.language}/map?p={SAMPLE}")]

    def made(texts: Texts, _: Atlas) -> Component:
        return html.Main(
            [
                html.H1(texts("start.title")),
                html.P(texts("start.visitors"), className="lead"),
                html.Div(shown(texts), className="tiles"),
            ],
            id="main",
            className="start",
        )

    return made


def _project(texts: Texts, state: str, title: str, quarters: int, indicators: int) -> Component:
    facts = (texts("projects_page.quarters", n=quarters), texts("projects_page.indicators", n=indicators))
    return html.A(
        [icon("map"), html.H2(title), html.P(" · ".join(facts))],
        href=f"/{texts.language}/map?p={state}",
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

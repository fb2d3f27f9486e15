"""The last step: name the project and open its map.

What the user sees: a field with the proposed title and the button "Karte zeigen".
"""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks.intake.shared.decisions_kept import DecisionsKept
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.layouts import remember
from callbacks.intake.shared.read import without_rows
from callbacks.intake.shared.refusal import refused
from callbacks.shared.pieces import attributes, icon
from callbacks.shared.services import Services, UnusableProjectError, texts_of
from loading.choices import Choices
from texts import Texts

_LONGEST_TITLE = 120


def layout(texts: Texts) -> Component:
    """Lay out title and button; shown once there is something to confirm."""
    return html.Section(
        [
            dcc.Store(id="intake-project"),
            dmc.TextInput(id="intake-title", label=texts("intake.title"), value="", className="intake-project-title"),
            html.P(id="intake-problem", className="intake-upload-problem", role="alert"),
            html.P(
                [html.Span(className="intake-spinner", **attributes(aria_hidden="true")), texts("intake.opening")],
                id="intake-opening",
                className="intake-opening",
                role="status",
                hidden=True,
            ),
            html.Button(
                [icon("map"), html.Span(texts("intake.go"))],
                id="intake-go",
                type="button",
                className="button is-primary",
            ),
        ],
        id="intake-finish",
        className="card intake-finish",
        hidden=True,
        **attributes(aria_label=texts("intake.finish")),
    )


def choices(title: str | None, decisions: object) -> Choices:
    """Give the decisions: only what differs from the proposal.

    Parameters
    ----------
    title : str or None
        As entered; None where the proposed one stays.
    decisions : mapping or None
        What was decided above, see :meth:`loading.choices.Choices.from_json`.

    Raises
    ------
    ValueError
        If the browser sent something else.
    """
    wanted = (title or "").strip()[:_LONGEST_TITLE]
    decided = decisions if isinstance(decisions, dict) else {}
    return Choices.from_json({**decided, "title": wanted or decided.get("title")})


def open_project(services: Services, intakes: Intakes, token: str, decided: Choices) -> str:
    """Make a project of a delivery, or the next state of the one it completes, loaded once, so that no map can fail.

    Raises
    ------
    KeyError
        If the delivery is gone.
    DataFileError
        If it cannot be used.
    """
    # Read before anything is kept: what holds persons, or cases nobody has decided about, is refused here.
    decided = without_rows(intakes, token, decided)
    project = services.projects.add(dict(intakes.files(token)), decided)
    try:
        services.atlas(project)
    except UnusableProjectError as unusable:
        services.projects.forget([project])
        raise unusable.refusal from None
    remember(services, project, decided)
    completed = DecisionsKept(intakes.folder).belonging(token)
    services.named.keep(project, *((completed.slug, completed.revision) if completed else ()))
    return project


def go(
    services: Services,
    intakes: Intakes,
    delivery: Mapping[str, Any],
    language: object,
    title: str | None,
) -> tuple[Any, str]:
    """Give the project to open, or why there is none."""
    try:
        decided = choices(title, delivery.get("decisions"))
        return open_project(services, intakes, str(delivery.get("intake")), decided), ""
    except Exception as error:  # the page stays, and says what to do
        return no_update, " ".join(refused(texts_of(language), error))


def register(app: Dash, services: Services, intakes: Intakes) -> None:
    """Wire the button."""

    @app.callback(
        Output("intake-project", "data"),
        Output("intake-problem", "children"),
        Input("intake-go", "n_clicks"),
        State("intake-delivery", "data"),
        State("address-page", "data"),
        State("intake-title", "value"),
        State("intake-title", "placeholder"),
        running=[(Output("intake-go", "disabled"), True, False), (Output("intake-opening", "hidden"), False, True)],
        prevent_initial_call=True,
    )
    def opened(clicks: Any, delivery: Any, page: Any, title: str | None, proposed: str) -> tuple[Any, str]:
        if not clicks or not delivery:
            raise PreventUpdate
        return go(services, intakes, delivery, (page or {}).get("language"), title if title != proposed else None)

    app.clientside_callback(
        ClientsideFunction("intake", "open"), Input("intake-project", "data"), prevent_initial_call=True
    )

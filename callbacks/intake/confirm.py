"""The last step: name the project and open its map.

What the user sees: a field with the proposed title and the button "Karte zeigen".
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, callback_context, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks.intake.shared.decisions_kept import Belonging, DecisionsKept
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.layouts import remember
from callbacks.intake.shared.read import without_rows
from callbacks.intake.shared.refusal import refused
from callbacks.shared.conflicts import told
from callbacks.shared.pieces import attributes, icon
from callbacks.shared.services import Services, UnusableProjectError, texts_of
from loading.choices import Choices
from loading.errors import DataFileError
from loading.projects.changes import changed_since
from texts import Texts

_LONGEST_TITLE = 120


def layout(texts: Texts) -> Component:
    """Lay out title and button; shown once there is something to confirm."""
    return html.Section(
        [
            dcc.Store(id="intake-project"),
            dcc.Store(id="intake-conflict"),
            dcc.Store(id="intake-own"),
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


def open_project(
    services: Services, intakes: Intakes, token: str, decided: Choices, completed: Belonging | None = None
) -> str:
    """Make a project of a delivery, or the next state of the one it completes, loaded once, so that no map can fail.

    Parameters
    ----------
    services : Services
    intakes : Intakes
    token : str
    decided : Choices
    completed : Belonging or None
        The project whose next state it becomes; None for a new one.

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
    services.named.keep(project, *((completed.slug, completed.revision, completed.state) if completed else ()))
    DecisionsKept(intakes.folder).opened(token, project)
    return project


def go(
    services: Services,
    intakes: Intakes,
    delivery: Mapping[str, Any],
    language: object,
    title: str | None,
    own: bool = False,
) -> tuple[Any, str, Any]:
    """Give the project to open, or why there is none, and what somebody else has changed where that is why.

    Parameters
    ----------
    services : Services
    intakes : Intakes
    delivery : mapping
    language : object
    title : str or None
    own : bool
        Whether it becomes a project of its own, although it completes another one.
    """
    texts, completed = texts_of(language), None
    try:
        token = str(delivery.get("intake"))
        completed = DecisionsKept(intakes.folder).belonging(token)
        if own and completed:
            title, completed = texts("conflict.own_title", title=title or completed.title), None
        decided = choices(title, delivery.get("decisions"))
        return open_project(services, intakes, token, decided, completed), "", None
    except Exception as error:  # the page stays, and says what to do
        return no_update, " ".join(refused(texts, error)), _conflict(services, texts, completed, error)


def _conflict(services: Services, texts: Texts, completed: Belonging | None, error: Exception) -> Any:
    """Tell what has changed where somebody else has saved the project; None for every other error."""
    if completed is None or not isinstance(error, DataFileError) or error.problem != "project_file.conflict":
        return None
    with suppress(DataFileError):
        return told(texts, changed_since(services.projects.shelf, completed.slug, completed.revision), own=True)
    return None


def register(app: Dash, services: Services, intakes: Intakes) -> None:
    """Wire the button."""

    @app.callback(
        Output("intake-project", "data"),
        Output("intake-problem", "children"),
        Output("intake-conflict", "data"),
        Input("intake-go", "n_clicks"),
        Input("intake-own", "data"),
        State("intake-delivery", "data"),
        State("address-page", "data"),
        State("intake-title", "value"),
        State("intake-title", "placeholder"),
        running=[(Output("intake-go", "disabled"), True, False), (Output("intake-opening", "hidden"), False, True)],
        prevent_initial_call=True,
    )
    def opened(
        clicks: Any, own: Any, delivery: Any, page: Any, title: str | None, proposed: str
    ) -> tuple[Any, str, Any]:
        if not (clicks or own) or not delivery:
            raise PreventUpdate
        wanted = title if title != proposed else None
        is_own = callback_context.triggered_id == "intake-own"
        return go(services, intakes, delivery, (page or {}).get("language"), wanted, is_own)

    app.clientside_callback(
        ClientsideFunction("intake", "open"), Input("intake-project", "data"), prevent_initial_call=True
    )
    app.clientside_callback(
        ClientsideFunction("conflict", "delivery"), Input("intake-conflict", "data"), prevent_initial_call=True
    )

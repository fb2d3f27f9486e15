"""The last step: name the project and open its map.

What the user sees: a field with the proposed title and the button "Karte zeigen".
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks.intake.shared.indicator_rows import Edit, choice, edits, row_states
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.refusal import refused
from callbacks.shared.pieces import icon
from callbacks.shared.services import Services, texts_of
from loading.choices import Choices
from loading.errors import DataFileError
from texts import Texts

_LONGEST_TITLE = 120


def layout(texts: Texts) -> Component:
    """Lay out title and button; shown once there is something to confirm."""
    return html.Section(
        [
            dcc.Store(id="intake-project"),
            dmc.TextInput(
                id="intake-title", label=texts("intake.title"), value="", className="intake-project-title"
            ),
            html.P(id="intake-problem", className="intake-upload-problem", role="alert"),
            html.P(
                [html.Span(className="intake-spinner", **{"aria-hidden": "true"}), texts("intake.opening")],
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
        **{"aria-label": texts("intake.finish")},
    )


def choices(title: str | None, key: str | None, rows: Mapping[str, Edit], before: Mapping[str, Any]) -> Choices:
    """Give the decisions: only what differs from the proposal.

    Raises
    ------
    DataFileError
        ``intake.nothing_chosen`` if no indicator is left.
    """
    known = before["indicators"]
    if not any(edit.include for name, edit in rows.items() if name in known):
        raise DataFileError(".", "intake.nothing_chosen")
    made = [choice(edit, known[name]) for name, edit in rows.items() if name in known]
    wanted = (title or "").strip()[:_LONGEST_TITLE]
    return Choices(
        title=wanted if wanted != before["title"] else None,
        key_column=key or None,
        indicators=tuple(one for one in made if one.leave_out or one.title or one.kind or one.direction),
    )


def open_project(
    services: Services, intakes: Intakes, delivery: Mapping[str, Any], title: str | None, rows: Mapping[str, Edit]
) -> str:
    """Make a project of a delivery and load it once, so that its map cannot fail.

    Raises
    ------
    KeyError
        If the delivery is gone.
    DataFileError
        If it cannot be used.
    """
    token = str(delivery.get("intake"))
    decided = choices(title, delivery.get("key"), rows, intakes.proposed(token))
    project = services.projects.add(dict(intakes.files(token)), decided)
    services.atlas(project)
    return project


def go(
    services: Services,
    intakes: Intakes,
    delivery: Mapping[str, Any],
    language: object,
    title: str | None,
    rows: Sequence[Any],
) -> tuple[Any, str]:
    """Give the project to open, or why there is none."""
    try:
        return open_project(services, intakes, delivery, title, edits(*rows)), ""
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
        *row_states(),
        running=[(Output("intake-go", "disabled"), True, False), (Output("intake-opening", "hidden"), False, True)],
        prevent_initial_call=True,
    )
    def opened(
        clicks: int | None, delivery: Any, page: Mapping[str, Any], title: str | None, *rows: Any
    ) -> tuple[Any, str]:
        if not clicks or not delivery:
            raise PreventUpdate
        return go(services, intakes, delivery, (page or {}).get("language"), title, rows)

    app.clientside_callback(
        ClientsideFunction("intake", "open"), Input("intake-project", "data"), prevent_initial_call=True
    )

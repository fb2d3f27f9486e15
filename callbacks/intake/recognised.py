"""What was recognised in a delivery, to be checked and corrected before the map opens.

What the user sees: how many quarters have numbers, the map's facts, files, the key, what did not match,
findings, and one row per indicator; or one card that says why the files cannot be used.
"""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.question import question_card
from callbacks.intake.shared.read import Parts, Read, read
from callbacks.intake.shared.refusal import refusal_card
from callbacks.intake.shared.standing import standings
from callbacks.intake.shared.summary import files_card, join_figure, map_facts, totals_set
from callbacks.shared.pieces import attributes, icon
from callbacks.shared.services import texts_of
from callbacks.shared.still import still
from loading.choices import Choices
from loading.questions import OpenQuestion
from texts import Texts

Shown = tuple[list[Component], str, str, bool]
_KEY: dict[str, Any] = {"part": "intake-key", "shown": ALL}


def layout() -> Component:
    """Lay out the empty place of the result, and where an answer waits until nothing is open on the page."""
    shown = html.Div(id="intake-result", className="intake-result")
    return html.Div([dcc.Store(id="intake-answer"), shown], className="intake-answer")


def sections(texts: Texts, found: Read, parts: Parts) -> list[Component]:
    """Show what was recognised: how well it fits together, how each part stands, the parts, the files."""
    atlas = found.atlas
    title = html.H2(texts("intake.recognised"), id="intake-heading", tabIndex=-1)
    overview = html.Section(
        [
            still(html.Div([title, _again(texts)], className="row")),
            html.Div(
                [
                    html.Div([still(join_figure(texts, atlas)), key_choice(texts, found)]),
                    still(map_facts(texts, atlas)),
                ],
                className="intake-overview",
            ),
            still(jumps(texts, found, parts)),
            still(html.Div(totals_set(texts, atlas), className="intake-totals")),
        ],
        className="card intake-card is-large",
    )
    laid_out = [
        html.Div(part(texts, found), id=f"intake-part-{name}", className="intake-part", tabIndex=-1)
        for name, part in parts.items()
    ]
    return [overview, *laid_out, still(files_card(texts, atlas))]


def jumps(texts: Texts, found: Read, parts: Parts) -> Component:
    """List the parts with how they stand; each leads to its card."""
    known = standings(texts, found)
    items = [
        html.Li(
            html.Button(
                [
                    icon("check" if standing.is_fine else "triangle-alert"),
                    html.Span(texts(f"intake_parts.names.{name}"), className="heading"),
                    html.Span(standing.said, className="quiet"),
                    html.Span(
                        texts("intake_parts.fine" if standing.is_fine else "intake_parts.to_check"),
                        className="visually-hidden",
                    ),
                ],
                type="button",
                className="intake-jump" if standing.is_fine else "intake-jump is-open",
                **attributes(data_intake_jump=name),
            )
        )
        for name, standing in known.items()
        if name in parts
    ]
    return html.Nav(html.Ul(items, className="intake-jumps"), **attributes(aria_label=texts("intake_parts.heading")))


def key_choice(texts: Texts, found: Read) -> Component:
    """Ask for the map's key column; the id carries the one in use, so that only a change is a wish."""
    used = found.atlas.join.key
    return html.Div(
        [
            html.H3(texts("intake.key"), className="heading"),
            dmc.Select(
                id={"part": "intake-key", "shown": used},
                data=list(found.keys),
                value=used,
                allowDeselect=False,
                className="intake-key",
                **attributes(aria_label=texts("intake.key")),
            ),
            html.P(texts("intake.key_how"), className="quiet"),
        ],
        className="intake-key-choice",
    )


def _again(texts: Texts) -> Component:
    return html.Button(
        texts("intake.again"), type="button", className="button is-small", **attributes(data_intake_again="")
    )


def show(
    intakes: Intakes,
    delivery: Mapping[str, Any] | None,
    language: object,
    entered: str | None,
    parts: Parts | None = None,
) -> Shown:
    """Give the result, the title to confirm, the title recognised, and whether there is nothing to confirm.

    Parameters
    ----------
    intakes : Intakes
    delivery : mapping or None
        ``intake``: its token, ``decisions``: see :meth:`loading.choices.Choices.from_json`.
    language : object
    entered : str or None
        A title its owner has entered; it stays.
    parts : mapping of str to callable, optional
        What is shown of the delivery, one card each, by name.
    """
    texts = texts_of(language)
    if not delivery:
        return [], "", "", True
    token = str(delivery.get("intake"))
    try:
        found = read(intakes, token, Choices.from_json(delivery.get("decisions") or {}))
        return sections(texts, found, parts or {}), entered or found.atlas.title, found.atlas.title, False
    except OpenQuestion as question:
        return [question_card(texts, question), _again(texts)], "", "", True
    except Exception as error:  # whatever a file does to a reader, its owner gets a plain sentence
        card = refusal_card(texts, error, _names(intakes, token))
        return [card, *_back(texts, delivery), _again(texts)], "", "", True


def _back(texts: Texts, delivery: Mapping[str, Any]) -> list[Component]:
    """Offer the way back where decisions may be what spoiled the delivery: their cards are not on the page now."""
    if not delivery.get("decisions"):
        return []
    wording = texts("table_picture.back")
    return [html.Button(wording, type="button", className="button is-small", **attributes(data_intake_back=wording))]


def _names(intakes: Intakes, token: str) -> list[str]:
    try:
        return [name.rpartition("/")[2] for name in intakes.files(token)]
    except KeyError:
        return []


def register(app: Dash, intakes: Intakes, parts: Parts) -> None:
    """Wire delivery and key to the result."""

    @app.callback(
        Output("intake-answer", "data"),
        Input("intake-delivery", "data"),
        State("address-page", "data"),
        State("intake-title", "value"),
        State("intake-title", "placeholder"),
        running=[(Output("intake-reading", "hidden"), False, True)],
        prevent_initial_call=True,
    )
    def recognised(delivery: Any, page: Mapping[str, Any], title: str | None, proposed: str | None) -> Shown:
        return show(intakes, delivery, (page or {}).get("language"), title if title != proposed else None, parts)

    app.clientside_callback(
        ClientsideFunction("intake", "layOut"),
        Output("intake-result", "children"),
        Output("intake-title", "value"),
        Output("intake-title", "placeholder"),
        Output("intake-finish", "hidden"),
        Input("intake-answer", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("intake", "chooseKey"), Input(_KEY, "value"), State(_KEY, "id"), prevent_initial_call=True
    )
    app.clientside_callback(
        ClientsideFunction("intake", "shown"), Input("intake-result", "children"), prevent_initial_call=True
    )

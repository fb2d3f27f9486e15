"""The join doctor: which row belongs to which quarter, what is proposed for the rest, what was decided.

What the user sees: four counters that open their lists, the vintages of map and tables, every repair with its reason
and its effect, a small map on which a row is given its quarter by hand, the steps with undo, and the log to download.
``assets/intake_doctor*.js`` draw the lists and the map, and turn what is clicked into decisions.
"""

import json
from collections.abc import Sequence
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, request

from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.join_log import log_csv
from callbacks.intake.shared.join_repairs import repair_cards
from callbacks.intake.shared.read import Read, read
from callbacks.intake.shared.refusal import refused, status_of
from callbacks.shared.pieces import attributes, heading, icon
from callbacks.shared.sent import sent_object
from callbacks.shared.services import texts_of
from callbacks.shared.still import still
from layers.small_map import small_map
from loading.choices import Choices
from loading.joining.doctor import Diagnosis, Line, diagnosis
from texts import Texts

SETS = ("matched", "only_table", "only_map", "duplicates")
MOST_LINES = 20_000
MOST_DRAWN = 3_000
_SAME_SITE = ("same-origin", "none")


def section(texts: Texts, found: Read) -> Component:
    """Lay out the card."""
    known = diagnosis(found.recognition.joined)
    fits = not (known.only_table or known.only_map or known.duplicates or known.doubled_on_map)
    card = html.Section(
        [
            heading(texts("doctor.heading")),
            html.P(texts("doctor.lead"), className="quiet"),
            counters(texts, known),
            html.Div(className="doctor-list", **attributes(data_doctor_place="list")),
            vintages(texts, known),
            *repair_cards(texts, known.repairs, len(known.quarters), fits=fits),
            html.Div(className="doctor-pairing", **attributes(data_doctor_place="pairing")),
            html.Div(className="doctor-steps", **attributes(data_doctor_place="steps")),
            html.P(className="visually-hidden", role="status", **attributes(data_doctor_place="spoken")),
        ],
        className="card intake-card doctor",
        **attributes(aria_label=texts("doctor.heading")),
    )
    data = json.dumps(content(texts, found, known), ensure_ascii=False)
    return html.Div(still(card), id="intake-doctor", **attributes(data_doctor=data))


def counters(texts: Texts, known: Diagnosis) -> Component:
    """Show the four sets as buttons: how many rows or quarters each holds."""
    numbers = {
        "matched": (len({line.quarter for line in known.matched}), "quarters", len(known.matched)),
        "only_table": (len(known.only_table), "rows", len(known.only_table)),
        "only_map": (len(known.only_map), "quarters", len(known.only_map)),
        "duplicates": (len(known.duplicates) + len(known.doubled_on_map), "rows", len(known.duplicates)),
    }
    buttons = [
        html.Button(
            [
                html.B(texts.number(number)),
                html.Span(texts(f"doctor.sets.{name}.title"), className="doctor-set-title"),
                html.Span(_counted(texts, name, number, rows), className="quiet"),
            ],
            type="button",
            className=f"doctor-set is-{name}" + ("" if number else " is-empty"),
            **attributes(data_doctor_set=name, aria_expanded="false"),
        )
        for name, (number, _, rows) in numbers.items()
    ]
    return html.Div(buttons, className="doctor-sets")


def _counted(texts: Texts, name: str, number: int, rows: int) -> str:
    """Say in what a set is counted: matched quarters have one row in each table."""
    if name == "only_table":
        return texts("doctor.rows", n=number)
    if name == "only_map":
        return texts("doctor.quarters", n=number)
    quarters = number - rows if name == "duplicates" else number
    return f"{texts('doctor.quarters', n=quarters)}, {texts('doctor.rows', n=rows)}"


def vintages(texts: Texts, known: Diagnosis) -> Component:
    """Say what day the boundaries are of, of the map and of each table that tells; and which tables are left out."""
    said = [(texts("doctor.of_map"), known.vintage or texts("doctor.not_stated"))]
    said += [(at, vintage) for at, vintage in dict(known.vintages).items() if vintage]
    silent = sum(1 for vintage in dict(known.vintages).values() if not vintage)
    if silent:
        said.append((texts("doctor.tables", n=silent), texts("doctor.not_stated")))
    rows = [html.Div([html.Dt(at), html.Dd(vintage)]) for at, vintage in said]
    left_out = texts("doctor.left_out", places=", ".join(known.left_out)) if known.left_out else ""
    return html.Div(
        [
            html.H3(texts("doctor.vintages"), className="heading"),
            html.Dl(rows),
            html.P([icon("triangle-alert"), html.Span(left_out)], className="doctor-left-out") if left_out else None,
        ],
        className="doctor-vintages",
    )


def content(texts: Texts, found: Read, known: Diagnosis) -> dict[str, Any]:
    """Give what the scripts need: wording, rows of the sets, quarters with their outlines, pairs made by hand."""
    places = list(dict.fromkeys(at for at, _ in known.vintages))
    by_hand = [*known.only_table, *known.duplicates]
    drawn = bool(by_hand) and len(known.quarters) <= MOST_DRAWN
    plan = small_map(found.atlas.levels["quarter"]) if drawn else None
    return {
        "words": _words(texts),
        "places": places,
        "quarters": known.quarters,
        "lines": {
            "matched": _lines(known.matched, places),
            "only_table": _lines(known.only_table, places),
            "duplicates": _lines(known.duplicates, places),
            "aside": _lines(known.aside, places),
        },
        "all": {"matched": len(known.matched), "only_table": len(known.only_table)},
        "only_map": known.only_map,
        "doubled": known.doubled_on_map,
        "map": {"width": plan.width, "height": plan.height, "paths": plan.paths} if plan else None,
        "log": f"/intake/{found.token}/log.csv?language={texts.language}",
    }


def _words(texts: Texts) -> dict[str, Any]:
    names = (
        *("sets", "columns", "nothing", "search", "more", "shown", "capped", "choose_row", "what", "steps", "no_steps"),
        *("undo", "redo", "undone", "redone", "log", "log_file", "log_failed", "pairing", "labels", "aside"),
    )
    ways = {name: repair["title"] for name, repair in texts.entry("doctor.repairs").items()}
    return {**{name: texts.entry(f"doctor.{name}") for name in names}, "ways": ways}


def _lines(lines: Sequence[Line], places: Sequence[str]) -> list[list[Any]]:
    """Write rows as short as can be: place, line, own name, wording, numbers, quarter, way, whether alone."""
    number = {at: position for position, at in enumerate(places)}
    return [
        [number[one.place], one.line, one.row, one.wording, one.numbers, one.quarter, one.way, one.is_alone]
        for one in lines[:MOST_LINES]
    ]


def log(intakes: Intakes, token: str) -> Response:
    """Answer with the log of the join under the decisions that were sent."""
    texts = texts_of(request.args.get("language"))
    if request.headers.get("Sec-Fetch-Site", "none") not in _SAME_SITE:
        return Response(texts("intake.foreign"), 403, mimetype="text/plain")
    try:
        found = read(intakes, token, Choices.from_json(sent_object()))
        written = log_csv(texts, found.recognition.joined, found.atlas.findings)
    except Exception as error:  # whatever a file does to a reader, its owner gets a plain sentence
        return Response(" ".join(refused(texts, error)), status_of(error), mimetype="text/plain")
    return Response(written.encode("utf-8-sig"), mimetype="text/csv")


def register(app: Dash, intakes: Intakes) -> None:
    """Add the route of the log."""

    @app.server.post("/intake/<token>/log.csv")
    def intake_join_log(token: str) -> Response:
        return log(intakes, token)

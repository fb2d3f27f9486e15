"""The drop area: files go to the server as they are, with progress; ``assets/intake.js`` sends them.

What the user sees: a large area to drop files on, a button that does the same, what is needed in three
steps, and the sample city's files to try it with.
"""

import io
import json
import zipfile
from pathlib import Path

from dash import Dash, dcc, html
from dash.development.base_component import Component
from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from callbacks.intake.shared import left_out
from callbacks.intake.shared.decisions_kept import DecisionsKept
from callbacks.intake.shared.intakes import Intakes, usable_name
from callbacks.intake.shared.project_files import taken_in
from callbacks.intake.shared.reading_area import reading_area
from callbacks.intake.shared.refusal import refused, status_of
from callbacks.shared.pieces import attributes, icon
from callbacks.shared.services import Services, texts_of
from loading.errors import DataFileError
from loading.ingest.limits import Limits, configured_limits
from loading.projects.project_store import ProjectStore
from texts import Texts

ACCEPTED = ".zip,.shp,.shx,.dbf,.prj,.cpg,.gpkg,.geojson,.json,.xlsx,.xls,.ods,.csv,.txt"
_STEPS = {"boundaries": "map", "tables": "file-spreadsheet", "check": "check"}
_SAME_SITE = ("same-origin", "none")


def layout(texts: Texts) -> Component:
    """Lay out the drop area; the script takes its wording and limits from the element."""
    limits = configured_limits()
    most = limits.megabytes_together
    words = {
        **texts.entry("intake.scripts"),
        "accepted": ACCEPTED,
        "most": limits.bytes_together,
        "too_large": _too_large(texts, limits),
    }
    idle = [
        html.Div(icon("upload"), className="intake-drop-icon"),
        html.H2(texts("intake.drop"), id="intake-drop-title"),
        html.P(texts("intake.accepted", most=most), className="quiet", id="intake-accepted"),
        html.Button(
            texts("intake.choose"),
            id="intake-choose",
            type="button",
            className="button is-primary",
            **attributes(aria_describedby="intake-accepted"),
        ),
    ]
    sending = [
        html.P(id="intake-sent", className="intake-sent"),
        html.Progress(id="intake-progress", max="100", value="0", **attributes(aria_label=texts("intake.sending"))),
        html.Button(texts("intake.cancel"), id="intake-cancel", type="button", className="button is-small"),
    ]
    return html.Section(
        [
            dcc.Store(id="intake-delivery"),
            html.Div(idle, className="intake-idle"),
            html.Div(sending, id="intake-sending", className="intake-busy", hidden=True),
            reading_area(texts),
            html.P(id="intake-spoken", className="visually-hidden", role="status"),
            html.P(id="intake-upload-problem", className="intake-upload-problem", role="alert"),
        ],
        id="intake-drop",
        className="card intake-drop",
        **attributes(aria_labelledby="intake-drop-title", data_words=json.dumps(words), data_key=texts("intake.key")),
    )


def steps(texts: Texts) -> Component:
    """Explain what is needed, and offer the sample city's files."""
    items = [
        html.Li([icon(name), html.H3(texts(f"intake.steps.{step}.title")), html.P(texts(f"intake.steps.{step}.text"))])
        for step, name in _STEPS.items()
    ]
    sample = html.P(
        [
            texts("intake.sample"),
            " ",
            html.A(texts("intake.sample_link"), href="/intake/sample.zip", download="ahrenfurt.zip"),
        ],
        className="quiet",
    )
    return html.Section(
        [html.H2(texts("intake.needed"), className="heading"), html.Ol(items, className="intake-steps"), sample],
        id="intake-steps",
    )


def zipped(paths: tuple[Path, ...]) -> bytes:
    """Put files into one archive; what is dated before 1980 is dated then, since a ZIP knows no earlier time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in paths:
            archive.write(path, path.name)
    return content.getvalue()


def _too_large(texts: Texts, limits: Limits) -> str:
    said = texts("intake.too_large.problem", most=limits.megabytes_together)
    return f"{said} {texts('intake.too_large.repair')}"


def receive(intakes: Intakes, projects: ProjectStore) -> Response | tuple[Response, int]:
    """Answer an upload: the token of the delivery, the project of a project file, or problem and repair."""
    texts = texts_of(request.args.get("language"))
    if request.headers.get("Sec-Fetch-Site", "none") not in _SAME_SITE:
        return Response(texts("intake.foreign"), 403, mimetype="text/plain"), 403
    try:
        intakes.reader.warm()
        sent = [(one.filename or "", one.save) for one in request.files.getlist("files")]
        before = request.args.get("before", "")
        token = intakes.receive(sent, before)
        DecisionsKept(intakes.folder).carry_over(before, token)
        left_out.carry_over(intakes, before, token)
        return jsonify(taken_in(projects, intakes, token, {usable_name(name) for name, _ in sent}) or {"intake": token})
    except RequestEntityTooLarge:
        return Response(_too_large(texts, intakes.reader.limits), 413, mimetype="text/plain"), 413
    except DataFileError as error:
        problem, repair = refused(texts, error)
        if error.problem == "intake.too_large":
            return Response(f"{problem} {repair}", 413, mimetype="text/plain"), 413
        return jsonify(problem=problem, repair=repair), status_of(error)


def register(app: Dash, services: Services, intakes: Intakes) -> None:
    """Add the routes; a request larger than a delivery may be is refused before it is read."""
    app.server.config["MAX_CONTENT_LENGTH"] = intakes.reader.limits.bytes_together

    @app.server.post("/intake/files")
    def intake_files() -> Response | tuple[Response, int]:
        return receive(intakes, services.projects)

    @app.server.get("/intake/sample.zip")
    def intake_sample() -> Response:
        return Response(zipped(services.samples), mimetype="application/zip")

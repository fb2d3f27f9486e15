"""What lies over the drop area while files are read: the stage in words, a bar, a button that ends it.

``assets/intake_progress.js`` asks how far the reading is, as long as this is shown.
"""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from texts import Texts


def reading_area(texts: Texts) -> Component:
    """Lay out the area, hidden until something is read."""
    return html.Div(
        [
            html.P(texts("intake.reading"), id="intake-stage", className="intake-stage"),
            html.Progress(id="intake-share", max="1", value="0", **attributes(aria_label=texts("ingest.progress"))),
            html.Button(texts("ingest.cancel"), id="intake-stop", type="button", className="button is-small"),
        ],
        id="intake-reading",
        className="intake-busy",
        hidden=True,
        **attributes(data_first=texts("intake.reading")),
    )

"""The findings: what the figures of the indicator say, in sentences that can be checked and copied.

What the user sees: at most seven sentences, the most important first; a click selects the quarters a sentence is
about and opens the view that shows it.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.forms import of_base
from callbacks.shared.pieces import attributes, empty_state, heading, icon_button
from callbacks.shared.provenance import provenance
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from callbacks.shared.still import drawn
from layers.findings import Told, told
from layers.kept_secret import secret_or
from texts import Texts

AT_FIRST = 2


def _card(asked: Question, finding: Told, position: int) -> Component:
    ids = "~".join(finding.quarters)
    n = len(finding.quarters)
    label = f"findings_part.show.{asked.view.level}" if n else "findings_part.show_view"
    linked = {"data_quarters": ids} if ids else {}
    show = html.Button(
        asked.texts(label, n=n),
        type="button",
        className="finding-show",
        **attributes(data_finding_view=urlencode(finding.view), **linked),
    )
    copy = icon_button(
        f"findings-copy-{position}",
        "copy",
        asked.texts("findings_part.copy"),
        **attributes(data_copy=source_line(asked, finding.text)),
    )
    method = html.Details(
        [html.Summary(asked.texts("findings_part.method")), html.P(finding.method)], className="quiet"
    )
    return html.Li(
        [html.P(finding.text, className="sentence"), html.Div([show, method, copy], className="finding-foot")],
        className="finding is-first" if position == 0 else "finding",
    )


def source_line(asked: Question, text: str) -> str:
    """Add to a copied sentence what makes it checkable: indicator, year, level, number of areas, source."""
    return f"{text} ({provenance(asked, asked.indicator)})"


def content(asked: Question) -> list[Component]:
    """Build the list for a question."""
    found = told(asked.texts, asked.atlas, asked.view)
    if not found:
        said = asked.texts("findings_part.empty"), asked.texts("findings_part.empty_advice")
        return [empty_state(*secret_or(asked.texts, asked.atlas, asked.view, said))]
    cards = [_card(asked, finding, position) for position, finding in enumerate(found)]
    shown = html.Ul(cards[:AT_FIRST], className="findings")
    caveat = html.P(asked.texts("findings_part.caveat"), className="quiet")
    if len(cards) <= AT_FIRST:
        return [shown, caveat]
    more = html.Summary(asked.texts("findings_part.more", n=len(cards) - AT_FIRST))
    return [
        shown,
        html.Details([more, html.Ul(cards[AT_FIRST:], className="findings"), caveat], className="findings-more"),
    ]


def layout(texts: Texts) -> Component:
    """Lay out the empty list."""
    place = html.Div(id="findings-content", className="still")
    return html.Section([heading(texts("findings_part.title")), place], className="part")


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the sentences."""

    @app.callback(Output("findings-content", "data-tree"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> str:
        return drawn(html.Div(content(of_base(question(services, answer)))))

"""In which form a share is shown: as delivered, smoothed, as a ratio to the city, as people beyond the expected.

What the user sees: a choice at the foot of the legend with one sentence about the form on show. While a share is
smoothed, the legend, the titles and every export say so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.forms import SMOOTHED, base, form, form_id, offered
from callbacks.shared.pieces import attributes
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from texts import Texts


def options(asked: Question) -> list[Component]:
    """List the forms of the share on show, those that smooth and those that measure by the city apart."""
    on_show = form(asked)
    kinds = offered(asked)
    smoothed = [kind for kind in kinds if kind in SMOOTHED]
    measured = [kind for kind in kinds if kind not in SMOOTHED]
    groups = [_group(asked, name, some, on_show) for name, some in (("smoothed", smoothed), ("compared", measured))]
    return [_option(asked, "", on_show), *(group for group in groups if group)]


def _group(asked: Question, name: str, kinds: Sequence[str], on_show: str) -> Component | None:
    listed = [_option(asked, kind, on_show) for kind in kinds]
    return html.Optgroup(listed, label=asked.texts(f"forms.{name}")) if listed else None


def _option(asked: Question, kind: str, on_show: str) -> Component:
    counts = asked.texts(f"forms.counted.{base(asked).counts or 'things'}")
    label = asked.texts(f"forms.{kind or 'share'}", **({"unit": counts} if kind == "excess" else {}))
    return html.Option(label, value=form_id(asked, kind), selected=kind == on_show)


def content(asked: Question) -> list[Component]:
    """Build the choice and its explanation; nothing where the indicator is no share."""
    kinds, on_show, texts = offered(asked), form(asked), asked.texts
    if not kinds:
        return []
    choice = html.Label(
        [
            html.Span(texts("forms.title")),
            html.Select(options(asked), className="native-select", **attributes(data_form=base(asked).id)),
        ],
        className="compared-choice",
    )
    said = texts(f"forms.explained.{on_show}") if on_show else "" if "eb" in kinds else texts("forms.no_counts")
    return [choice, *([html.P(said, className="quiet forms-explained")] if said else [])]


def on_map(asked: Question) -> list[Component]:
    """Say on the map itself that it shows smoothed values, with the way back; nothing where it does not."""
    if form(asked) not in SMOOTHED:
        return []
    back = html.Button(
        asked.texts("forms.back"),
        className="compared-back",
        type="button",
        **attributes(data_form=base(asked).id),
    )
    return [html.Span(asked.texts("forms.mark_short"), title=asked.texts("forms.mark")), back]


def badge() -> Component:
    """Lay out the place of the mark on the map; it is in sight where the legend does not lie on the map."""
    return html.Div(id="forms-badge", className="forms-badge")


def layout(texts: Texts) -> Component:
    """Lay out the place of the choice; the answer fills it."""
    return html.Div(id="forms", className="forms", role="group", **attributes(aria_label=texts("forms.title")))


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the choice; ``assets/forms.js`` asks."""

    @app.callback(Output("forms", "children"), Output("forms-badge", "children"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> tuple[list[Component], list[Component]]:
        asked = question(services, answer)
        return content(asked), on_map(asked)

"""What can be chosen before publishing, and the places of price, maps, report and result.

What the user sees: five ready profiles and rules of one's own, each explained; what each of them costs; maps before and
after; at the foot of the window how far the proof is, and the button that makes the public project.
``assets/publish.js`` fills it. A project that is public already, or has no counts, says so instead.
"""

import json
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from analysis.protection import PROFILES
from callbacks.publish.shared import already, bases, compared
from callbacks.shared.pieces import attributes, empty_state, heading, icon
from loading.atlas import Atlas
from texts import Texts

_CHOICES = {
    "minimum_numerator": (3, 5, 10),
    "minimum_denominator": (0, 30, 100, 300),
    "minimum_population": (0, 100, 300, 500),
}
_SWITCHES = ("complement", "zero_is_open", "full_is_open")
_METHODS = ("suppress", "round5", "round10")
_OVERRIDES = (0, 5, 10, 20)
_TERMS = ("secrecy", "threshold", "complement", "secondary", "rounding", "loss")


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the page for an internal project, or say why there is nothing to publish."""
    head = [html.H1(texts("publish.heading")), html.P(texts("publish.lead"), className="lead")]
    if atlas.protection is not None:
        head, content = [html.H1(texts("publish.already_heading"))], already.layout(texts, atlas, atlas.protection)
    elif not any(one.kind in ("rate", "count") for one in atlas.indicators):
        content = [empty_state(texts("publish.no_counts"), texts("publish.no_counts_advice"))]
    else:
        content = _chooser(texts, atlas)
    told = {
        "project": atlas.project,
        "profiles": {name: rules.to_json() for name, rules in PROFILES.items()},
    }
    said = json.dumps({**texts.entry("publish.scripts"), **told}, ensure_ascii=False)
    return html.Main([*head, *content], id="main", className="publish", **attributes(data_words=said))


def _chooser(texts: Texts, atlas: Atlas) -> list[Component]:
    indicators = [(one.id, one.short.get(texts.language) or one.id) for one in atlas.indicators if ":" not in one.id]
    files = [(file, file) for file in sorted({file for one in atlas.indicators for file in one.files})]
    return [
        _terms(texts),
        html.Div(id="publish-editions", className="card publish-card", hidden=True),
        html.Form(
            [
                _profiles(texts),
                _own(texts),
                _single(texts, "indicators", indicators),
                _single(texts, "files", files),
                *bases.layout(texts, atlas),
            ],
            id="publish-form",
            className="card publish-card publish-form",
        ),
        compared.layout(texts),
        html.Section(
            [
                html.Div([heading(texts("publish.price")), _shown(texts, indicators)], className="row"),
                html.Div(_running(texts), id="publish-running", className="publish-running", hidden=True),
                html.Div(id="publish-problem", className="publish-problem", role="alert"),
                html.Div(html.P(texts("publish.reading"), className="quiet"), id="publish-price"),
            ],
            className="card publish-card",
        ),
        html.Div(id="publish-made", role="status"),
        _make(texts),
    ]


def _make(texts: Texts) -> Component:
    """Lay out what stays in view while all else is read: how far the proof is, and the button that it sets free."""
    button = html.Button(
        [icon("globe"), html.Span(texts("publish.make"))],
        id="publish-make",
        type="button",
        className="button is-primary",
        disabled=True,
    )
    said = html.Div([html.P(id="publish-state"), html.P(texts("publish.make_how"), className="quiet publish-how")])
    return html.Section([said, button], className="card publish-foot", **attributes(aria_label=texts("publish.make")))


def _terms(texts: Texts) -> Component:
    rows = [
        html.Div([html.Dt(texts(f"publish.terms.{term}.name")), html.Dd(texts(f"publish.terms.{term}.text"))])
        for term in _TERMS
    ]
    return html.Details([html.Summary(texts("publish.terms_title")), html.Dl(rows, className="publish-terms")])


def _profiles(texts: Texts) -> Component:
    cards = [
        html.Button(
            [
                html.B(texts(f"audit.profiles.{name}")),
                html.Span(texts(f"publish.profiles.{name}"), className="quiet"),
                html.Span(className="publish-cost", **attributes(data_cost=name)),
            ],
            type="button",
            className="publish-profile",
            **attributes(data_profile=name, aria_pressed="false"),
        )
        for name in (*PROFILES, "own")
    ]
    legend = html.Legend(texts("publish.choose"), className="heading")
    return html.Fieldset([legend, html.Div(cards, className="publish-profiles")], className="publish-choice")


def _select(name: str, label: str, options: Sequence[tuple[str, str]], explained: str = "") -> Component:
    choices = [html.Option(text, value=value) for value, text in options]
    note = [html.Span(explained, className="quiet")] if explained else []
    return html.Label(
        [html.Span(label), html.Select(choices, **attributes(data_rule=name)), *note], className="publish-rule"
    )


def _own(texts: Texts) -> Component:
    """Lay out all rules; they show those of the chosen profile, and a change makes them one's own."""
    rules = [_select("method", texts("audit.rows.method"), [(one, texts(f"audit.methods.{one}")) for one in _METHODS])]
    for name, values in _CHOICES.items():
        options = [(str(one), texts.number(one) if one else texts("publish.none")) for one in values]
        rules.append(_select(name, texts(f"audit.rows.{name}"), options, texts(f"publish.explained.{name}")))
    yes_no = [(value, texts(f"audit.{said}")) for value, said in (("true", "yes"), ("false", "no"))]
    rules += [_select(one, texts(f"audit.rows.{one}"), yes_no, texts(f"publish.explained.{one}")) for one in _SWITCHES]
    inside = [html.Summary(texts("publish.rules")), html.Div(rules, className="publish-rules")]
    return html.Details(inside, id="publish-rules")


def _single(texts: Texts, kind: str, things: Sequence[tuple[str, str]]) -> Component:
    """Lay out stricter thresholds of single indicators or files."""
    options = [(str(one), texts.number(one) if one else texts("publish.as_above")) for one in _OVERRIDES]
    rows = [
        html.Label(
            [
                html.Span(name),
                html.Select(
                    [html.Option(text, value=value) for value, text in options],
                    **attributes(data_stricter=kind, data_of=thing),
                ),
            ],
            className="publish-rule is-single",
        )
        for thing, name in things
    ]
    return html.Details(
        [
            html.Summary(texts(f"publish.single.{kind}")),
            html.P(texts("publish.single_how"), className="quiet"),
            html.Div(rows, className="publish-rules"),
        ]
    )


def _shown(texts: Texts, indicators: Sequence[tuple[str, str]]) -> Component:
    choices = [html.Option(name, value=indicator) for indicator, name in indicators]
    select = html.Select(choices, id="publish-shown")
    return html.Label([html.Span(texts("publish.shown")), select], className="publish-shown")


def _running(texts: Texts) -> list[Component]:
    return [
        html.Progress(id="publish-share", **attributes(aria_label=texts("publish.running"))),
        html.Span(texts("publish.running"), id="publish-stage", role="status"),
        html.Button(texts("publish.stop"), id="publish-stop", type="button", className="button is-small"),
    ]

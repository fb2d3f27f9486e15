"""Of whom shares delivered without counts are, and what is no count of persons: for the planner to decide."""

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from layers.protection.ready_made.shares import NO_PEOPLE, RESIDENTS, answers_of
from loading.atlas import Atlas
from texts import Texts


def layout(texts: Texts, atlas: Atlas) -> list[Component]:
    """Lay out a choice for each share and index in question; nothing where there is none."""
    names = {one.id: one.short.get(texts.language) or one.id for one in atlas.indicators}
    rows = [
        html.Label(
            [
                html.Span(names[indicator]),
                html.Select(
                    [html.Option(_said(texts, atlas, one), value=one) for one in ("", *answers)],
                    **attributes(data_base=indicator),
                ),
            ],
            className="publish-rule is-single",
        )
        for indicator, answers in answers_of(atlas).items()
    ]
    if not rows:
        return []
    return [
        html.Details(
            [
                html.Summary(texts("publish.bases.title")),
                html.P(texts("publish.bases.how"), className="quiet"),
                html.Div(rows, className="publish-rules"),
            ],
            id="publish-bases",
        )
    ]


def _said(texts: Texts, atlas: Atlas, answer: str) -> str:
    """Write an answer out: "of 100 people at least everywhere"."""
    if answer in ("", RESIDENTS, NO_PEOPLE):
        return texts(f"publish.bases.{answer or 'open'}")
    if answer.startswith("at_least:"):
        return texts("publish.bases.at_least", n=texts.number(int(answer.partition(":")[2])))
    of, role = answer.rsplit(" ", 1)
    indicator = next(one for one in atlas.indicators if one.id == of)
    words = indicator.denominator if role == "denominator" else indicator.title
    return texts("publish.bases.of", whom=words.get(texts.language) or of)

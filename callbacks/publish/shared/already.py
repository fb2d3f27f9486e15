"""What the page says of a project that is public already: by which rules, what is missing, what that cannot do."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import empty_state, heading, link_button
from layers.protection import NOT_COVERED
from layers.told_protection import protection_told, rounding_told
from loading.atlas import Atlas
from loading.protection import Protection
from texts import Texts

# Limits that name something found; everybody knows the first two, the others are for inside.
_NAMING = ("unjudged_shares", "decided", "contained", "nameless")


def layout(texts: Texts, atlas: Atlas, protection: Protection) -> list[Component]:
    """Lay out the part of the report that everybody may know, with the ways to the whole one and to the projects."""
    return [
        empty_state(texts("publish.already"), texts("publish.already_advice")),
        html.Section(
            [
                heading(texts("publish.report")),
                html.P([html.B(protection_told(atlas, texts)), f". {rounding_told(atlas, texts)}".rstrip()]),
                html.Div(
                    [
                        _table(texts, "level", _levels(texts, protection)),
                        _table(texts, "indicator", _indicators(texts, atlas, protection)),
                    ],
                    className="publish-missing",
                ),
                *_limits(texts, protection),
                html.P(texts("publish.audit_inside"), className="quiet"),
            ],
            className="card publish-card",
        ),
        html.Div(link_button(f"/{texts.language}/projects", "folder-open", texts("publish.to_projects"))),
    ]


def _table(texts: Texts, head: str, rows: Iterable[tuple[str, int, int]]) -> Component:
    """List what is missing of what, by one kind of thing; say so where nothing is."""
    title = html.H3(texts(f"publish.missing_by.{head}"))
    said = [
        html.Div([html.Dt(name), html.Dd(texts("publish.of", n=texts.number(missing), all=texts.number(every)))])
        for name, every, missing in rows
    ]
    return html.Div(
        [title, html.Dl(said, className="publish-facts") if said else html.P(texts("publish.none_missing"))]
    )


def _levels(texts: Texts, protection: Protection) -> Iterable[tuple[str, int, int]]:
    for level, (every, hidden) in protection.figures.get("by_level", {}).items():
        yield texts(f"audit.levels.{level}"), every, hidden


def _indicators(texts: Texts, atlas: Atlas, protection: Protection) -> Iterable[tuple[str, int, int]]:
    """Name those of which values are missing, the one that lacks most first."""
    names = {one.id: one.short.get(texts.language) or one.id for one in atlas.indicators}
    found = protection.figures.get("by_indicator", {}).items()
    for indicator, (every, hidden) in sorted(found, key=lambda one: -one[1][1]):
        if hidden:
            yield names.get(indicator, indicator), every, hidden


def _limits(texts: Texts, protection: Protection) -> list[Component]:
    unjudged = ", ".join(protection.figures.get("unjudged", ()))
    told = [texts(f"audit.limits.{one}") for one in NOT_COVERED if one not in _NAMING]
    told += [texts("audit.limits.unjudged_shares", ids=unjudged)] if unjudged else []
    decided = ", ".join(protection.figures.get("decided", ()))
    told += [texts("audit.limits.decided", decided=decided)] if decided else []
    title = html.H3(texts("publish.scripts.not_covered"))
    return [html.Div([title, html.Ul([html.Li(one) for one in told])], className="publish-limits")]

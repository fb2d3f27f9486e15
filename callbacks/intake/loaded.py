"""What is loaded now: the open project's files, join, findings and indicators, folded away until asked for."""

from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.finding_list import Item, groups, items, map_address
from callbacks.intake.shared.summary import (
    files_card,
    join_figure,
    map_facts,
    sets,
    years_of,
    years_text,
)
from callbacks.shared.pieces import attributes, heading, icon
from callbacks.shared.still import still
from loading.atlas import Atlas
from texts import Texts


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the folded card."""
    said = texts(
        "intake.loaded_line",
        title=atlas.title,
        matched=len(atlas.join.matched),
        quarters=len(atlas.levels["quarter"]),
        indicators=len(atlas.indicators),
        files=len(atlas.files),
    )
    summary = html.Summary(
        [icon("database"), html.Span(texts("intake.loaded"), className="heading"), html.Span(said, className="quiet")]
    )
    content = [
        html.Div([join_figure(texts, atlas), map_facts(texts, atlas)], className="intake-overview"),
        html.Div(sets(texts, atlas), className="intake-sets"),
        files_card(texts, atlas),
        findings(texts, atlas),
        indicators(texts, atlas),
    ]
    folded = html.Details(
        [summary, html.Div(content, className="intake-loaded-content")], className="card intake-loaded"
    )
    return still(folded)


def findings(texts: Texts, atlas: Atlas) -> Component:
    """List what stands out and why it was put aside; each finding leads to its number on the map."""

    def on_map(one: Item) -> list[Component]:
        spot = one.first.spot
        if spot is None:
            return []
        label = [icon("map"), html.Span(texts("checks.part.on_map"))]
        address = map_address(texts, atlas, spot)
        return [html.A(label, href=address, className="button is-small", **attributes(data_visit="page"))]

    listed = items(texts, atlas.findings)
    content = [heading(texts("checks.part.title")), *groups(texts, atlas, listed, on_map)]
    return html.Section(content, className="card intake-card checks")


def indicators(texts: Texts, atlas: Atlas) -> Component:
    """List the indicators with kind and years."""
    rows = [
        html.Tr(
            [
                html.Td(one.title.get(texts.language) or next(iter(one.title.values()), one.id)),
                html.Td(texts(f"intake.kinds.{one.kind}")),
                html.Td(years_text(texts, years_of(atlas, position))),
            ]
        )
        for position, one in enumerate(atlas.indicators)
    ]
    heads = html.Tr([html.Th(texts(f"intake.columns.{name}"), scope="col") for name in ("name", "kind", "years")])
    title = heading(texts("intake.indicators"), texts.number(len(rows)))
    table = html.Table([html.Thead(heads), html.Tbody(rows)], className="intake-table")
    return html.Section([title, table], className="card intake-card")

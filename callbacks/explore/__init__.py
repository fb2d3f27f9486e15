"""The main page: indicators on the left, the map in the middle, what it means on the right."""

from dash import Dash, html
from dash.development.base_component import Component

from callbacks.explore import (
    answer,
    basemap,
    bivariate,
    categories,
    chip,
    choosing,
    clusters,
    clusters_scatter,
    clusters_settings,
    compare,
    concentration,
    concentration_measures,
    concentration_years,
    difference,
    findings,
    forms,
    funnel,
    index,
    index_answer,
    indicators,
    legend,
    map,
    panel,
    profile,
    quarter_table,
    ranking,
    scatter,
    scatter_box,
    search,
    sheet,
    timelines,
    types,
    types_cards,
    types_correlations,
    types_similar,
    years,
)
from callbacks.shared.pieces import attributes
from callbacks.shared.services import Services, texts_of
from layers.remembered import remembered
from loading.atlas import Atlas
from texts import Texts

_WIRED = (
    answer,
    bivariate,
    categories,
    clusters,
    clusters_scatter,
    clusters_settings,
    concentration,
    concentration_measures,
    concentration_years,
    difference,
    findings,
    forms,
    funnel,
    index,
    index_answer,
    legend,
    panel,
    profile,
    quarter_table,
    ranking,
    scatter,
    scatter_box,
    sheet,
    timelines,
    types,
    types_cards,
    types_correlations,
    types_similar,
    years,
)


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the main page for one project."""
    return _laid_out(atlas, texts.language)


@remembered(maxsize=8)
def _laid_out(atlas: Atlas, language: str) -> Component:
    """Lay out the page once for everybody who opens the same project; nobody writes to it."""
    texts = texts_of(language)
    beside = [forms.layout(texts), difference.refusal_place(), categories.refusal_place(), *sheet.layout(texts)]
    stage = html.Section(
        [
            map.layout(texts, atlas, [compare.control(texts), forms.badge()], [basemap.button(texts)]),
            compare.layout(texts, atlas),
            basemap.layout(texts),
            search.layout(texts),
            html.Div([chip.layout(texts), choosing.layout(texts)], className="selection-bar"),
            legend.layout(texts, beside),
            difference.layout(texts),
            bivariate.layout(texts),
            categories.layout(texts),
            years.layout(texts),
        ],
        className="explore-stage",
        **attributes(aria_label=texts("map.title")),
    )
    tabs = panel.layout(
        texts,
        {
            "finding": [
                findings.layout(texts),
                ranking.layout(texts),
                funnel.layout(texts),
                scatter.layout(texts, scatter_box.layout(texts)),
            ],
            "concentration": [
                concentration.layout(texts, atlas),
                concentration_measures.layout(texts),
                concentration_years.layout(texts),
            ],
            "clusters": [
                clusters.layout(texts),
                clusters_scatter.layout(texts),
                clusters_settings.layout(texts),
            ],
            "index": [index.layout(texts)],
            "types": [
                types.layout(texts),
                types_cards.layout(texts),
                types_similar.layout(texts),
                types_correlations.layout(texts),
            ],
            "time": [timelines.layout(texts)],
            "profile": [profile.layout(texts)],
            "table": [quarter_table.layout(texts)],
        },
    )
    return html.Main(
        [
            html.H1(texts("map.heading", city=atlas.title), className="visually-hidden"),
            indicators.layout(texts, atlas),
            stage,
            tabs,
        ],
        id="main",
        className="explore",
    )


def register(app: Dash, services: Services) -> None:
    """Wire all parts."""
    for part in _WIRED:
        part.register(app, services)

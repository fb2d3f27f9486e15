"""The list of indicators by dimension, with search; each shows its distribution as a tiny histogram.

What the user sees: the left column. A click asks for the indicator on the map.
"""

from urllib.parse import quote

import dash_mantine_components as dmc
import numpy as np
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, empty_state, icon
from callbacks.shared.still import still
from layers.view import years_with_values
from layers.words import local
from loading.atlas import Atlas, Indicator
from loading.reasons import is_comparable
from texts import Texts

_BARS = 9
_ORDER = ("income", "work", "education", "health", "housing", "participation", "infrastructure", "own", "demography")


def tiny_histogram(values: np.ndarray) -> str:
    """Draw the distribution of values as a picture of nine bars.

    Parameters
    ----------
    values : float array
        NaN is left out.

    Returns
    -------
    str
        Address of an SVG picture that holds the picture itself; used as a mask, so that it takes the
        colour of the text.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        return ""
    counts, _ = np.histogram(finite, bins=_BARS)
    heights = np.maximum(1.0, np.round(14 * counts / counts.max(), 1)) * (counts > 0) + 0.8 * (counts == 0)
    bars = "".join(
        f"<rect x='{position * 5}' y='{15 - height:.1f}' width='4' height='{height:.1f}' rx='.6'/>"
        for position, height in enumerate(heights)
    )
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 45 15'>{bars}</svg>"
    return f'url("data:image/svg+xml,{quote(svg)}")'


def judged_values(atlas: Atlas, indicator: Indicator, year: int) -> np.ndarray:
    """Give the quarters' values that take part in classes and ranks, NaN elsewhere."""
    cube = atlas.cubes["quarter"]
    at = (slice(None), atlas.indicator_position(indicator.id), atlas.year_position(year))
    return np.where(is_comparable(cube.reason[at]), cube.value[at], np.nan)


def _mark(texts: Texts, indicator: Indicator) -> list[Component]:
    """Tell a count from the rate of the same name."""
    if indicator.kind != "count" or indicator.id == "residents":
        return []
    return [html.Span(f" {texts('indicators_list.count')}", className="quiet")]


def _entry(texts: Texts, atlas: Atlas, indicator: Indicator) -> Component | None:
    years = years_with_values(atlas, "quarter", indicator.id)
    if not years:
        return None
    title = local(texts, indicator.title) or indicator.id
    short = local(texts, indicator.short) or title
    mask = tiny_histogram(judged_values(atlas, indicator, years[-1]))
    picture = html.Span(className="tiny-histogram", style={"WebkitMaskImage": mask, "maskImage": mask})
    return html.Li(
        html.Button(
            [html.Span([short, *_mark(texts, indicator)], className="indicator-name"), picture],
            type="button",
            className="indicator",
            title=title,
            **attributes(
                data_view_indicator=indicator.id,
                data_years=" ".join(map(str, years)),
                data_search=f"{indicator.id} {short} {title}".lower(),
                aria_pressed="false",
            ),
        )
    )


def groups(texts: Texts, atlas: Atlas) -> list[Component]:
    """List the indicators by dimension: what tells poverty first, what is only context last."""
    order: dict[str, list[Component]] = {dimension: [] for dimension in _ORDER}
    for indicator in atlas.indicators:
        entry = _entry(texts, atlas, indicator)
        if entry is not None:
            order.setdefault(indicator.dimension, []).append(entry)
    return [
        html.Section(
            [html.H2(texts(f"dimensions.{dimension}"), className="dimension"), html.Ul(entries)],
            className="indicator-group",
        )
        for dimension, entries in order.items()
        if entries
    ]


def _groups_or_nothing(texts: Texts, atlas: Atlas) -> Component:
    found = groups(texts, atlas)
    if found:
        return still(html.Div(found, className="indicator-groups"))
    return html.Div(
        empty_state(texts("indicators_list.empty"), texts("indicators_list.empty_advice")), className="indicator-groups"
    )


def layout(texts: Texts, atlas: Atlas) -> Component:
    """Lay out the search field and the list."""
    return html.Nav(
        [
            dmc.TextInput(
                id="indicators-search",
                placeholder=texts("indicators_list.search"),
                leftSection=icon("search"),
                size="sm",
                **attributes(aria_label=texts("indicators_list.search")),
            ),
            _groups_or_nothing(texts, atlas),
            html.P(texts("indicators_list.nothing"), id="indicators-nothing", className="quiet", hidden=True),
        ],
        className="indicators",
        **attributes(aria_label=texts("indicators_list.title")),
    )

"""The years: a line of the city's value above one button per year, and play.

What the user sees: the card at the foot of the map. Absent where the data name no or one year.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import numpy as np
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from callbacks.shared.amounts import amount
from callbacks.shared.pieces import attributes, icon_button
from callbacks.shared.question import Question, question
from callbacks.shared.services import Services
from layers.view import years_with_values
from texts import Texts

_WIDTH, _HEIGHT = 1000, 100
#: Years per beat; the first is what play begins with.
_SPEEDS = {"normal": "1", "fast": "2", "slow": "0.5"}


def city_line(values: np.ndarray) -> str:
    """Draw the city's values over the years.

    Parameters
    ----------
    values : float array, shape (years,)
        The line passes over NaN.

    Returns
    -------
    str
        Address of an SVG picture that holds the picture itself; empty with fewer than two values.
    """
    known = np.flatnonzero(np.isfinite(values))
    if known.size < 2:
        return ""
    low, high = float(values[known].min()), float(values[known].max())
    step = _WIDTH / len(values)
    heights = 85 - 70 * (values - low) / ((high - low) or 1.0)
    points = " ".join(f"{step * (at + 0.5):.0f},{heights[at]:.0f}" for at in known)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' preserveAspectRatio='none'>"
        f"<polyline points='{points}' fill='none' stroke='#42669b' stroke-width='2.5' "
        "vector-effect='non-scaling-stroke'/>"
        "</svg>"
    )
    return f"data:image/svg+xml,{quote(svg)}"


def content(asked: Question) -> list[Component]:
    """Build the line and the years for a question; empty where there is no choice of years."""
    atlas, view, texts = asked.atlas, asked.view, asked.texts
    years = [year for year in years_with_values(atlas, view.level, view.indicator) if year]
    if len(years) < 2:
        return []
    at = [atlas.year_position(year) for year in years]
    values = atlas.cubes["city"].value[0, atlas.indicator_position(view.indicator), at]
    picture = city_line(values)
    buttons = [
        html.Button(
            str(year),
            className="year",
            type="button",
            title=texts("years.city", year=year, value=amount(asked, asked.indicator, value)),
            **attributes(data_view_year=str(year), aria_pressed=str(year == view.year).lower()),
        )
        for year, value in zip(years, values, strict=True)
    ]
    line = [html.Img(src=picture, alt="", className="years-line")] if picture else []
    return [*line, html.Div(buttons, className="years-buttons")]


def layout(texts: Texts) -> Component:
    """Lay out the card with play and its speed; the answer brings the years."""
    speeds = [html.Option(texts(f"years.speeds.{name}"), value=value) for name, value in _SPEEDS.items()]
    tools = [
        icon_button("years-play", "play", texts("years.play"), **attributes(aria_pressed="false")),
        html.Select(
            speeds,
            id="years-speed",
            className="years-speed",
            title=texts("years.speed"),
            **attributes(aria_label=texts("years.speed")),
        ),
    ]
    return html.Div(
        [html.Div(tools, className="years-tools"), html.Div(id="years-scale", className="years-scale")],
        id="years",
        className="years card",
        role="group",
        hidden=True,
        **attributes(aria_label=texts("years.title")),
    )


def register(app: Dash, services: Services) -> None:
    """Wire the answer to the card."""

    @app.callback(Output("years-scale", "children"), Output("years", "hidden"), Input("choropleth", "data"))
    def show(answer: Mapping[str, Any]) -> tuple[list[Component], bool]:
        scale = content(question(services, answer))
        return scale, not scale

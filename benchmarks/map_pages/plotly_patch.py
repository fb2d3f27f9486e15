"""plotly's map of areas; a server callback patches its numbers."""

from typing import Any

from dash import Dash, Input, Output, Patch, dcc, html
from flask import Response

from benchmarks.map_pages import naive, shell
from benchmarks.map_pages.country import INDICATORS, YEARS, country
from benchmarks.map_pages.leaflet_hideout import AREAS


def figure(ids: tuple[str, ...], rates: list[float], settings: dict[str, Any]) -> dict[str, Any]:
    """Draw the first rates in as many colour steps as the others have."""
    n = len(naive.COLOURS)
    steps = [(step / n, colour) for number, colour in enumerate(naive.COLOURS) for step in (number, number + 1)]
    (south, west), (north, east) = settings["extent"]
    trace = {
        "type": "choroplethmap",
        "geojson": AREAS,
        "featureidkey": "properties.id",
        "locations": ids,
        "z": rates,
        "zmin": 0,
        "zmax": 60,
        "colorscale": steps,
        "marker": {"line": {"width": 0.5, "color": "white"}},
        "showscale": False,
    }
    centre = {"lat": (south + north) / 2, "lon": (west + east) / 2}
    place = {"style": "white-bg", "center": centre, "zoom": 9}
    return {"data": [trace], "layout": {"map": place, "margin": dict.fromkeys("lrtb", 0), "uirevision": "same"}}


def make_page(areas: int) -> Dash:
    """Build the page."""
    drawn = country(areas)
    content = naive.collection(drawn).encode()
    settings = naive.settings(drawn)
    rates = drawn.rates
    app = Dash(__name__, compress=True, index_string=shell.index(["plotly_patch"], settings))
    graph = dcc.Graph(
        id="map",
        figure=figure(drawn.ids, rates[:, 0, -1].tolist(), settings),
        config={"showSendToCloud": False},
        style=shell.place(1),
    )
    app.layout = html.Div([dcc.Store(id="question"), graph])

    @app.server.get(AREAS)
    def give_areas() -> Response:
        return Response(content, mimetype="application/json")

    @app.callback(Output("map", "figure"), Input("question", "data"), prevent_initial_call=True)
    def show_rates(number: int) -> Patch:
        moment, indicator = divmod(number, len(INDICATORS))
        change = Patch()
        change["data"][0]["z"] = rates[:, indicator, -1 - moment % len(YEARS)].tolist()
        return change

    return app


if __name__ == "__main__":
    given = shell.arguments()
    shell.serve(make_page(given.areas), given.port)

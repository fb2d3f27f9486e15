"""dash-leaflet as it is often written: a server callback answers with all areas, their rates in the properties."""

import json
from typing import Any

import geopandas as gpd
from dash import Dash, Input, Output, dcc, html

from benchmarks.map_pages import leaflet_hideout, naive, shell
from benchmarks.map_pages.country import INDICATORS, YEARS, country


def make_page(areas: int) -> Dash:
    """Build the page; question and name of the pointed area go through the server."""
    drawn = country(areas)
    areas_of = gpd.GeoDataFrame({"id": drawn.ids, "name": drawn.names}, geometry=drawn.shapes, crs=4326)
    settings = naive.settings(drawn)
    rates = drawn.rates
    app = Dash(__name__, compress=True, index_string=shell.index(["leaflet", "leaflet_server"], settings))
    app.layout = html.Div(
        [dcc.Store(id="question", data=0), leaflet_hideout.maps(settings, canvas=False, data=None)],
    )

    @app.callback(Output("areas-0", "data"), Input("question", "data"))
    def show_areas(number: int) -> dict[str, Any]:
        moment, indicator = divmod(number, len(INDICATORS))
        shown = areas_of.assign(**{INDICATORS[0]: rates[:, indicator, -1 - moment % len(YEARS)]})
        content: dict[str, Any] = json.loads(shown.to_json())
        return content

    @app.callback(Output("named", "children"), Input("areas-0", "hoverData"))
    def show_name(feature: dict[str, Any] | None) -> str:
        return feature["properties"]["id"] if feature else ""

    return app


if __name__ == "__main__":
    given = shell.arguments()
    shell.serve(make_page(given.areas), given.port)

"""dash-leaflet as its manual shows it: GeoJSON by address, a style function, another ``hideout`` to recolour.

``--canvas`` draws with Leaflet's canvas instead of SVG.
"""

from typing import Any

import dash_leaflet as dl
from dash import ClientsideFunction, Dash, Input, Output, html
from flask import Response

from benchmarks.map_pages import naive, shell
from benchmarks.map_pages.country import INDICATORS, country

AREAS = "/areas.json"


def hideout(settings: dict[str, Any]) -> dict[str, Any]:
    """Give what the style function is told at first."""
    first = INDICATORS[0]
    return {"indicator": first, "bounds": settings["bounds"][first], "colours": naive.COLOURS, "selected": []}


def maps(settings: dict[str, Any], canvas: bool, **data: Any) -> html.Div:
    """Lay out the maps beside each other, each with all areas."""
    south_west, north_east = settings["extent"]
    centre = [(low + high) / 2 for low, high in zip(south_west, north_east, strict=True)]
    variable = {name: {"variable": f"bench.{name}"} for name in ("style", "hoverStyle")}
    layers = [
        dl.GeoJSON(id=f"areas-{number}", hideout=hideout(settings), **variable, **data)
        for number in range(settings["maps"])
    ]
    shells = [
        dl.Map(one, center=centre, zoom=10, zoomSnap=0.25, preferCanvas=canvas, style={"height": "100%"})
        for one in layers
    ]
    named = html.Div(id="named", style={"position": "fixed", "zIndex": 1000, "background": "white"})
    return html.Div([named, *shells], style=shell.place(settings["maps"]))


def make_page(areas: int, number_of_maps: int, canvas: bool) -> Dash:
    """Build the page; the name of the pointed area is written in the browser."""
    drawn = country(areas)
    content = naive.collection(drawn).encode()
    settings = naive.settings(drawn, number_of_maps)
    app = Dash(__name__, compress=True, index_string=shell.index(["leaflet", "leaflet_hideout"], settings))
    app.layout = maps(settings, canvas, url=AREAS)

    @app.server.get(AREAS)
    def give_areas() -> Response:
        return Response(content, mimetype="application/json")

    app.clientside_callback(
        ClientsideFunction("bench", "named"), Output("named", "children"), Input("areas-0", "hoverData")
    )
    return app


if __name__ == "__main__":
    given = shell.arguments("canvas")
    shell.serve(make_page(given.areas, given.maps, given.canvas), given.port)

"""The page as it is often written: GeoJSON with all properties through a callback, plotly.express, no compression.

The first map benchmark starts it beside the product, on the same delivery of the sample city, and compares.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import dash_leaflet as dl
import geopandas as gpd
import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
ZIPPED = "ahrenfurt_statistische_bezirke.zip/Statistische_Bezirke_Stand_2024/statistische_bezirke_2024.shp"
SHEETS = ("2 Altersgruppen", "3 SGB II")
COLOURS = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")


def read_city() -> Any:
    """Read the quarters and merge the sheets that carry their keys."""
    quarters = gpd.read_file(f"/vsizip/{SAMPLE}/{ZIPPED}").to_crs(4326)
    key = next(name for name in quarters.columns if quarters[name].astype(str).str.fullmatch(r"\d{4}").all())
    for number, sheet in enumerate(SHEETS):
        table = pd.read_excel(
            SAMPLE / "ahrenfurt_sozialmonitoring_2015-2024.xlsx", sheet_name=sheet, skiprows=5, header=None, dtype=str
        )
        table.columns = pd.Index([key, "name", *(f"t{number}_{column}" for column in range(2, table.shape[1]))])
        quarters = quarters.merge(table.drop(columns="name"), on=key, how="left")
    numeric = quarters.filter(regex=r"^t\d_").apply(pd.to_numeric, errors="coerce")
    quarters[numeric.columns] = numeric
    share = 100 * quarters["t1_11"] / quarters["t0_11"]
    return quarters.assign(value=share.fillna(0), label=quarters[key].astype(str))


def coloured(quarters: Any) -> dict[str, Any]:
    """Write the GeoJSON; each feature carries all its columns and its style."""
    classes = pd.qcut(quarters["value"].rank(method="first"), len(COLOURS), labels=False)
    content: dict[str, Any] = json.loads(quarters.to_json())
    for feature, colour in zip(content["features"], classes, strict=True):
        feature["properties"]["style"] = {"fillColor": COLOURS[int(colour)], "fillOpacity": 0.9, "color": "white"}
    return content


def make_page() -> Dash:
    """Lay out map, ranking and scatter; one callback fills each of them."""
    quarters = read_city()
    west, south, east, north = quarters.total_bounds
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.H1("Ahrenfurt"),
            dcc.Dropdown(options=["value"], value="value", id="indicator"),
            dl.Map(
                dl.GeoJSON(id="quarters"),
                center=[(south + north) / 2, (west + east) / 2],
                zoom=11,
                style={"height": "500px"},
            ),
            dcc.Graph(id="ranking"),
            dcc.Graph(id="scatter"),
        ]
    )

    @app.callback(Output("quarters", "data"), Input("indicator", "value"))
    def show_map(indicator: str) -> dict[str, Any]:
        return coloured(quarters.assign(value=quarters[indicator]))

    @app.callback(Output("ranking", "figure"), Input("indicator", "value"))
    def show_ranking(indicator: str) -> Any:
        return px.bar(quarters.sort_values(indicator, ascending=False), x="label", y=indicator)

    @app.callback(Output("scatter", "figure"), Input("indicator", "value"))
    def show_scatter(indicator: str) -> Any:
        return px.scatter(quarters, x="t0_11", y=indicator, hover_name="label")

    return app


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, required=True)
    make_page().run(port=arguments.parse_args().port, debug=False)

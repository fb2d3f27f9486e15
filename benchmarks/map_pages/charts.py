"""A scatter and a bar chart of the product's plotly bundle: highlighted by plotly, and by the product's overlay."""

from dash import Dash, dcc, html

from benchmarks.map_pages import naive, shell
from benchmarks.map_pages.country import country
from benchmarks.map_pages.ours import ASSETS
from callbacks import compression, frame
from callbacks.later import CHARTS, LeanDash


def make_page(areas: int) -> Dash:
    """Build the page; the driver draws the charts, so that nothing but them is measured."""
    drawn = country(areas)
    settings = {"ids": drawn.ids, "rates": list(naive.latest(drawn).values())[:2]}
    app = LeanDash(
        "benchmark",
        server=compression.compressing_server("benchmark"),
        assets_folder=str(ASSETS),
        assets_ignore=CHARTS.rpartition("/")[2],
        index_string=shell.index(["charts"], settings, frame.INDEX),
        compress=True,
    )
    charts = [
        html.Div(html.Div(id=name, style={"height": "330px"}), className="chart-box", style={"position": "relative"})
        for name in ("scatter", "bars")
    ]
    app.layout = html.Div([*charts, dcc.Store(id="address-selection"), dcc.Store(id="address-page")])
    return app


if __name__ == "__main__":
    given = shell.arguments()
    shell.serve(make_page(given.areas), given.port)

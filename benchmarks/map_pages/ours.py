"""The product's map and nothing beside it: its scripts, its routes, its shell, over the made-up country."""

from dash import Dash, dcc, html

from benchmarks.map_pages import naive, shell
from benchmarks.map_pages.atlas import atlas, services
from benchmarks.map_pages.country import INDICATORS, YEARS, country
from callbacks import compression, delivery, frame
from callbacks.explore import answer, compare
from callbacks.explore import map as map_part
from callbacks.later import CHARTS, LeanDash
from callbacks.shared.pieces import attributes
from callbacks.shared.services import texts_of

ASSETS = shell.DRIVERS.parents[2] / "assets"


def make_page(areas: int, number_of_maps: int) -> Dash:
    """Build the page; further maps are made by the product's own scripts, as the address asks."""
    made = atlas(country(areas))
    texts, offered = texts_of("de"), services(made)
    settings = {
        "areas": areas,
        "maps": number_of_maps,
        "project": made.project,
        "indicators": INDICATORS,
        "years": YEARS,
        "classes": len(naive.COLOURS),
    }
    app = LeanDash(
        "benchmark",
        server=compression.compressing_server("benchmark"),
        assets_folder=str(ASSETS),
        assets_ignore=CHARTS.rpartition("/")[2],
        index_string=shell.index(["ours"], settings, frame.INDEX),
        compress=True,
        suppress_callback_exceptions=True,
    )
    stage = html.Section(
        [map_part.layout(texts, made), compare.layout(texts, made)],
        className="explore-stage",
        style=shell.place(number_of_maps),
        **attributes(aria_label=texts("map.title")),
    )
    words = html.Div(id="frame-words", hidden=True, **attributes(data_words=frame.words(texts)))
    stores = [dcc.Store(id=name) for name in ("choropleth", "address-selection", "address-page")]
    app.layout = html.Div([words, *stores, stage])
    answer.register(app, offered)
    delivery.register(app.server, offered)
    compression.register(app.server)
    return app


if __name__ == "__main__":
    given = shell.arguments()
    shell.serve(make_page(given.areas, given.maps), given.port)

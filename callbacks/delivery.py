"""What the browser fetches by address: geometry once per level, one column per indicator and year.

The addresses change with the content, so browsers may keep the answers for ever.
"""

from collections.abc import Callable
from typing import cast, get_args

from flask import Flask, Response, abort, request

from analysis.index.recipe import RecipeError
from callbacks.shared.services import Services
from layers.categories import categories_bytes
from layers.columns import column_bytes, details_bytes
from layers.derived import asked_atlas, with_derived
from layers.difference import difference_bytes
from layers.id_tiles import id_tile_bytes
from layers.index.columns import index_columns_bytes
from layers.map_geometry import map_geometry_bytes
from layers.view import View
from loading.atlas import Atlas, LevelName

_FOR_EVER = "public, max-age=31536000, immutable"


def immutable(content: bytes) -> Response:
    """Answer with numbers that never change under their address."""
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Cache-Control"] = _FOR_EVER
    response.add_etag()
    return cast(Response, response.make_conditional(request))


def _level(atlas: Atlas, level: str) -> LevelName:
    if level not in get_args(LevelName) or level not in atlas.levels:
        abort(404)
    return cast(LevelName, level)


def register(server: Flask, services: Services) -> None:
    """Add the routes."""

    def found(project: str, level: str, what: Callable[..., bytes], *question: str | int) -> Response:
        try:
            atlas = with_derived(services.atlas(project), *(one for one in question[:1] if isinstance(one, str)))
            return immutable(what(atlas, _level(atlas, level), *question))
        except KeyError:
            abort(404)

    @server.get("/data/<project>/<level>/geometry.arcs")
    def geometry(project: str, level: str) -> Response:
        return found(project, level, map_geometry_bytes)

    @server.get("/data/<project>/<level>/ids/<int:z>/<int:x>/<int:y>.bin")
    def id_tile(project: str, level: str, z: int, x: int, y: int) -> Response:
        return found(project, level, id_tile_bytes, z, x, y)

    @server.get("/data/<project>/<level>/<path:indicator>/<int:year>.column")
    def numbers(project: str, level: str, indicator: str, year: int) -> Response:
        return found(project, level, column_bytes, indicator, year)

    @server.get("/data/<project>/<level>/<path:indicator>/<int:year>.details")
    def details(project: str, level: str, indicator: str, year: int) -> Response:
        return found(project, level, details_bytes, indicator, year)

    @server.get("/data/<project>/<level>/<path:indicator>/<int:year>-minus-<against>.column")
    def subtracted(project: str, level: str, indicator: str, year: int, against: str) -> Response:
        return found(project, level, difference_bytes, indicator, year, against)

    @server.get("/data/<project>/<level>/<path:indicator>/<int:year>-as-<show>.column")
    def categorised(project: str, level: str, indicator: str, year: int, show: str) -> Response:
        asked = {**request.args, "level": level, "i": indicator, "y": str(year), "show": show}
        try:
            atlas = asked_atlas(services.atlas(project), asked)
            view = View.from_query(asked, atlas)
            if (view.indicator, view.year) != (indicator, year):
                abort(404)
            return immutable(categories_bytes(atlas, view))
        except KeyError:
            abort(404)

    @server.get("/data/<project>/<level>/<token>/<int:year>.index")
    def ingredients(project: str, level: str, token: str, year: int) -> Response:
        try:
            return found(project, level, lambda atlas, at: index_columns_bytes(atlas, at, year, token))
        except RecipeError:
            abort(404)

    @server.get("/data/<path:unknown>")
    @server.get("/export/<path:unknown>")
    def nothing(unknown: str) -> Response:
        """Refuse what no other route knows, instead of answering with the page."""
        del unknown
        abort(404)

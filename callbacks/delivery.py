"""What the browser fetches by address: geometry once per level, one column per indicator and year.

The addresses change with the content, so browsers may keep the answers for ever.
"""

from typing import cast, get_args

from flask import Flask, Response, abort, request

from callbacks.shared.services import Services
from layers.columns import column_bytes
from layers.geometry import geometry_bytes
from loading.atlas import Atlas, LevelName

_FOR_EVER = "public, max-age=31536000, immutable"


def immutable(content: bytes) -> Response:
    """Answer with JSON that never changes under its address."""
    response = Response(content, mimetype="application/json")
    response.headers["Cache-Control"] = _FOR_EVER
    response.add_etag()
    return cast(Response, response.make_conditional(request))


def _level(atlas: Atlas, level: str) -> LevelName:
    if level not in get_args(LevelName) or level not in atlas.levels:
        abort(404)
    return cast(LevelName, level)


def register(server: Flask, services: Services) -> None:
    """Add the routes."""

    def atlas_of(project: str) -> Atlas:
        try:
            return services.atlas(project)
        except KeyError:
            abort(404)

    @server.get("/data/<project>/<level>/geometry.json")
    def geometry(project: str, level: str) -> Response:
        atlas = atlas_of(project)
        return immutable(geometry_bytes(atlas, _level(atlas, level)))

    @server.get("/data/<project>/<level>/<path:indicator>/<int:year>.json")
    def numbers(project: str, level: str, indicator: str, year: int) -> Response:
        atlas = atlas_of(project)
        try:
            return immutable(column_bytes(atlas, _level(atlas, level), indicator, year))
        except KeyError:
            abort(404)

    @server.get("/data/<path:unknown>")
    @server.get("/export/<path:unknown>")
    def nothing(unknown: str) -> Response:
        """Refuse what no other route knows, instead of answering with the page."""
        del unknown
        abort(404)

"""Pictures of base maps that lie on this machine, one tile per address."""

from typing import cast

from flask import Flask, Response, abort, request

from callbacks.shared.services import Services
from loading.basemaps.basemap import Basemap
from loading.basemaps.mbtiles import tile

_FOR_EVER = "public, max-age=31536000, immutable"


def register(server: Flask, services: Services) -> None:
    """Add the route; only names that were found at the start are known, so no address reaches another file."""
    files = {one.name: one for one in services.basemaps if one.path is not None}

    @server.get("/basemap/<name>/<int:z>/<int:x>/<int:y>")
    def basemap_picture(name: str, z: int, x: int, y: int) -> Response:
        return answer(files[name], z, x, y) if name in files else abort(404)

    @server.get("/basemap/<path:unknown>")
    def no_basemap(unknown: str) -> Response:
        """Refuse what no other route knows, instead of answering with the page."""
        del unknown
        abort(404)


def answer(basemap: Basemap, z: int, x: int, y: int) -> Response:
    """Answer with one picture; kept for ever where the address names the file's present state."""
    found = tile(basemap.path, z, x, y) if basemap.path else None
    if found is None:
        abort(404)
    picture, media_type = found
    response = Response(picture, mimetype=media_type)
    version = basemap.url.partition("?v=")[2]
    response.headers["Cache-Control"] = _FOR_EVER if request.args.get("v") == version else "no-cache"
    response.add_etag()
    return cast(Response, response.make_conditional(request))

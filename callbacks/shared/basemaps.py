"""What the browser has to know of the base maps, and the attribute that carries it."""

import json
from collections.abc import Iterable
from typing import Any

from loading.basemaps.basemap import Basemap
from texts import Texts
from texts.order import sort_key


def described(texts: Texts, basemaps: Iterable[Basemap]) -> list[dict[str, Any]]:
    """Describe base maps for ``assets/basemap.js``, in the order of their titles.

    Parameters
    ----------
    texts : Texts
    basemaps : iterable of Basemap

    Returns
    -------
    list of dict
        name, title, kind, url, host, layers, form, zooms, bounds, opacity, attribution; all of it text and
        numbers that the page writes as text, never as HTML.
    """
    return [
        {
            "name": one.name,
            "title": one.title(texts.language),
            "kind": one.kind,
            "url": one.url,
            "host": one.host,
            "layers": one.layers,
            "form": one.form,
            "zooms": one.zooms,
            "bounds": one.bounds,
            "opacity": one.opacity,
            "attribution": one.attribution,
        }
        for one in sorted(basemaps, key=lambda one: sort_key(one.title(texts.language)))
    ]


def carried(texts: Texts, basemaps: Iterable[Basemap]) -> str:
    """Write the descriptions as JSON, "" where there are none."""
    found = described(texts, basemaps)
    return json.dumps(found, ensure_ascii=False) if found else ""

"""What the naive pages draw: the country as GeoJSON with its numbers in the properties."""

import json
from typing import Any

import numpy as np
import shapely

from benchmarks.map_pages.country import EAST, INDICATORS, NORTH, SOUTH, WEST, Country, Numbers

COLOURS = ("#f1eef6", "#d0d1e6", "#a6bddb", "#74a9cf", "#3690c0", "#0570b0", "#034e7b")
DECIMALS = 6


def latest(country: Country) -> dict[str, list[float | None]]:
    """Give the latest rates by indicator; None where nothing was delivered."""
    rates = country.rates[:, :, -1]
    return {
        name: [None if np.isnan(rate) else rate for rate in rates[:, position].tolist()]
        for position, name in enumerate(INDICATORS)
    }


def quantiles(rates: Numbers) -> list[float]:
    """Give the upper bounds of seven classes with as many areas each."""
    return [float(bound) for bound in np.nanquantile(rates, np.linspace(0, 1, len(COLOURS) + 1)[1:])]


def geometries(country: Country) -> list[str]:
    """Write every area as the text of a GeoJSON geometry; the positions are good to a decimetre."""
    rounded = shapely.transform(country.shapes, lambda points: np.round(points, DECIMALS))
    written: list[str] = shapely.to_geojson(rounded).tolist()
    return written


def collection(country: Country) -> str:
    """Write the country as GeoJSON, every indicator's latest rates among the properties."""
    rates = latest(country)
    features = (
        json.dumps({"id": area, "name": country.names[at], **{name: rates[name][at] for name in INDICATORS}})
        for at, area in enumerate(country.ids)
    )
    written = (
        f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'
        for properties, geometry in zip(features, geometries(country), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(written)}]}}'


def settings(country: Country, maps: int = 1) -> dict[str, Any]:
    """Say what the drivers need: how much is drawn, where, with which classes."""
    bounds = {name: quantiles(country.rates[:, at, -1]) for at, name in enumerate(INDICATORS)}
    return {
        "areas": len(country.ids),
        "maps": maps,
        "extent": [[SOUTH, WEST], [NORTH, EAST]],
        "indicators": INDICATORS,
        "bounds": bounds,
        "colours": COLOURS,
    }

"""The made-up country as the Atlas that the product's own routes deliver."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pyproj
import shapely

from benchmarks.map_pages.country import INDICATORS, YEARS, Country, Numbers
from callbacks.shared.services import Services
from loading.atlas import Atlas, Cube, Indicator, Join, Quarters
from loading.reasons import Reason


def atlas(country: Country) -> Atlas:
    """Make the Atlas of a country: one level of areas and the whole."""
    n = len(country.ids)
    crs = pyproj.CRS.from_epsg(4326)
    nowhere = (-1,)
    whole = np.array([shapely.box(*shapely.total_bounds(country.shapes))])
    return Atlas(
        project=f"benchmark-{n}",
        title="Benchmark",
        levels={
            "quarter": Quarters("quarter", country.ids, country.names, nowhere * n, country.shapes, crs),
            "city": Quarters("city", ("city",), ("Benchmark",), nowhere, whole, crs),
        },
        cubes={"quarter": _cube(country.numerator, country.denominator), "city": _city(country)},
        indicators=tuple(_indicator(name) for name in INDICATORS),
        years=YEARS,
        join=Join("id", country.ids),
    )


def services(made: Atlas) -> Services:
    """Offer the Atlas, and nothing else, to the product's parts."""
    return cast(Services, SimpleNamespace(atlas=lambda _: made))


def _indicator(name: str) -> Indicator:
    words = {"de": f"Anteil {name}", "en": f"Share {name}"}
    return Indicator(name, words, words, "income", "rate", {"de": "Personen"}, {"de": "Einwohner"}, 100, {"de": "%"})


def _cube(numerator: Numbers, denominator: Numbers) -> Cube:
    blank = np.isnan(numerator)
    return Cube(
        value=100 * numerator / denominator,
        numerator=numerator.copy(),
        denominator=denominator.copy(),
        reason=np.where(blank, Reason.NOT_DELIVERED, Reason.VALUE).astype(np.uint8),
        residents=denominator[:, 0, :].copy(),
    )


def _city(country: Country) -> Cube:
    sums = [np.nansum(numbers, axis=0, keepdims=True) for numbers in (country.numerator, country.denominator)]
    return _cube(sums[0], sums[1])

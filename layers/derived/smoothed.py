"""Rates smoothed by empirical Bayes: towards the city, or towards the neighbours."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analysis.small_numbers import SmoothedRates, empirical_bayes, spatial_empirical_bayes
from layers.derived.counted import CountedRate, Numbers, counted_rate
from layers.derived.declared import declared, sentence
from layers.derived.numbers import Derived, DerivedNumbers
from layers.weights import area_weights
from loading.atlas import Atlas, LevelName


def eb(atlas: Atlas, indicator: str) -> Derived:
    """Draw the rates of small areas towards the city's rate.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        A rate with counts.

    Returns
    -------
    Derived
        In the rate's own unit, with the counts it comes from. Blanks keep their reason; the city keeps its rate.

    Raises
    ------
    KeyError
        If there is no such rate, or it was delivered without its counts.

    Notes
    -----
    See ``analysis.small_numbers.empirical_bayes``; every year and every level by itself.
    """
    base = counted_rate(atlas, indicator)
    return _smoothed("eb", base, lambda _level: empirical_bayes)


def ebs(atlas: Atlas, indicator: str) -> Derived:
    """Draw the rates of small areas towards the rate of the area and its neighbours together.

    Neighbours share a border or a corner (queen); an area that touches nobody is joined to the nearest one, and the
    note says which.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        A rate with counts.

    Returns
    -------
    Derived
        As :func:`eb`.

    Raises
    ------
    KeyError
        As :func:`eb`.

    Notes
    -----
    See ``analysis.small_numbers.spatial_empirical_bayes``.
    """
    base = counted_rate(atlas, indicator)

    def by_neighbours(level: LevelName) -> Callable[[Numbers, Numbers], SmoothedRates]:
        weights = area_weights(atlas, level, "queen", 0.0, True)
        return lambda part, whole: spatial_empirical_bayes(part, whole, weights.indptr, weights.indices)

    return _smoothed("ebs", base, by_neighbours, note=_with_bridges(atlas))


def _smoothed(
    kind: str, base: CountedRate, by: Callable[[LevelName], Callable[[Numbers, Numbers], SmoothedRates]], **changes: Any
) -> Derived:
    indicator = base.indicator
    numbers = {}
    for level in base.atlas.cubes:
        part, whole = base.counts(level)
        value = base.value(level)
        if level != "city":
            smooth = by(level)
            years = [smooth(part[:, at], whole[:, at]).rate for at in range(value.shape[1])]
            value = indicator.factor * np.stack(years, axis=1)
        numbers[level] = DerivedNumbers.of(value, base.reason(level), numerator=part, denominator=whole)
    about = {name: getattr(indicator, name) for name in ("factor", "numerator", "denominator", "share_of", "counts")}
    return Derived(declared(kind, indicator, **about, **changes), numbers)


def _with_bridges(atlas: Atlas) -> dict[str, str]:
    """Explain the method, and name the quarters that have a neighbour only because one was made for them."""
    names = atlas.levels["quarter"].names
    bridges = area_weights(atlas, "quarter", "queen", 0.0, True).bridges
    joined = ", ".join(f"{names[alone]} \N{EN DASH} {names[nearest]}" for alone, nearest in bridges)
    notes = sentence("ebs", "note")
    if not joined:
        return notes
    told = sentence("ebs", "bridged", pairs=joined)
    return {language: f"{note} {told[language]}" for language, note in notes.items()}

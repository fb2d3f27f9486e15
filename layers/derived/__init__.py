"""Indicators that are computed when they are asked for: their id is the question, ``kind:argument``.

A derived indicator stands in the Atlas beside the delivered ones for as long as a question needs it. Map, legend,
ranking, scatter, timelines, profile, table, comparison and exports therefore need to know nothing about it; the address
holds its id, so that every view of it is a link. A kind is one module here, one line in ``KINDS`` and its words in
``declared.json``.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from layers.derived.excess import excess
from layers.derived.index import dynamics, index
from layers.derived.numbers import Derived, DerivedNumbers
from layers.derived.ratio import ratio
from layers.derived.share import share
from layers.derived.smoothed import eb, ebs
from layers.derived.smr import smr
from layers.remembered import remembered
from loading.atlas import Atlas, Cube

KINDS: Final[Mapping[str, Callable[[Atlas, str], Derived]]] = {
    "dynamics": dynamics,
    "index": index,
    "ratio": ratio,
    "eb": eb,
    "ebs": ebs,
    "excess": excess,
    "smr": smr,
    "share": share,
}
#: Kinds that come from several indicators, by a recipe.
OF_RECIPES: Final = ("dynamics", "index")


def derived_id(kind: str, argument: str) -> str:
    """Name what is derived.

    Examples
    --------
    >>> derived_id("ratio", "A1")
    'ratio:A1'
    """
    return f"{kind}:{argument}"


def base_id(indicator: str) -> str:
    """Give the indicator that a derived one is about; any other id is given back as it is, that of an index too.

    Examples
    --------
    >>> base_id("ratio:A1"), base_id("A1"), base_id("index:townsend")
    ('A1', 'A1', 'index:townsend')
    """
    kind, _, argument = indicator.partition(":")
    return argument if kind in KINDS and kind not in OF_RECIPES and argument else indicator


def asked_atlas(atlas: Atlas, query: Mapping[str, object]) -> Atlas:
    """Give the Atlas with what the query of a view derives: its indicator (i) and its second one (x)."""
    return with_derived(atlas, *(str(query.get(name) or "") for name in ("i", "x")))


def with_derived(atlas: Atlas, *indicators: str) -> Atlas:
    """Add the derived ones among some indicators to an Atlas.

    Parameters
    ----------
    atlas : Atlas
        As it was loaded.
    *indicators : str
        Ids; those that are delivered, unknown or cannot be derived are passed over.

    Returns
    -------
    Atlas
        The same one where nothing is added. Otherwise one with the same project: what is remembered by project and
        indicator stays right, since a derived id says all that its numbers depend on.
    """
    known = {one.id for one in atlas.indicators}
    wanted = [one for one in dict.fromkeys(indicators) if one not in known and one.partition(":")[0] in KINDS]
    return _extended(atlas, tuple(wanted)) if wanted else atlas


# Few, since each holds a copy of all numbers: every part of a page asks for the same one within a moment.
@remembered(2)
def _extended(atlas: Atlas, indicators: tuple[str, ...]) -> Atlas:
    for found in (_derived(atlas, indicator) for indicator in indicators):
        atlas = _added(atlas, found) if found else atlas
    return atlas


@remembered(32)
def _derived(atlas: Atlas, indicator: str) -> Derived | None:
    kind, _, argument = indicator.partition(":")
    try:
        return KINDS[kind](atlas, argument)
    except KeyError:
        return None


def _added(atlas: Atlas, found: Derived) -> Atlas:
    at = len(atlas.indicators)
    cubes = {level: _with_layer(cube, found.numbers[level], at) for level, cube in atlas.cubes.items()}
    return replace(atlas, indicators=(*atlas.indicators, found.indicator), cubes=cubes)


def _with_layer(cube: Cube, numbers: DerivedNumbers, at: int) -> Cube:
    nothing = np.full(numbers.value.shape, np.nan)
    low, high = numbers.low, numbers.high

    def joined(old: NDArray[np.generic], new: NDArray[np.generic] | None) -> np.ndarray:
        return np.concatenate([old, (nothing if new is None else new)[:, None, :].astype(old.dtype)], axis=1)

    return Cube(
        value=joined(cube.value, numbers.value),
        numerator=joined(cube.numerator, numbers.numerator),
        denominator=joined(cube.denominator, numbers.denominator),
        reason=joined(cube.reason, numbers.reason),
        residents=cube.residents,
        ranges=cube.ranges if low is None or high is None else {**cube.ranges, at: (low, high)},
    )

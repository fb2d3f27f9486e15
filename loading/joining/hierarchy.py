"""Quarter, district, city: larger units found in columns, in a second layer or in the keys, never guessed."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pyproj
import shapely

from loading.choices.districts import DistrictChoice
from loading.joining.contiguity import adjacent_pairs, grouping_strength
from loading.joining.long_columns import only_digits
from loading.joining.naming import key_column, name_column, plain_names, split_key_and_name
from loading.joining.spelling import is_key_like
from loading.recognised import Boundaries

SMALLEST_STRENGTH = 0.25
LARGEST_SHARE_ALONE = 0.25
SMALLEST_SHARE_COVERED = 0.9
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}\.\d{1,2}\.\d{4}.*")
_DISTRICT_HINT = re.compile(r"(?i)bez|distr|kreis|land|ortsamt|region|parent|gemeinde|kunta")


@dataclass(frozen=True)
class Hierarchy:
    """The districts above the quarters.

    Attributes
    ----------
    source : {"layer", "columns", "key_prefix"}
        Where they were found.
    place : str
        The column, the layer's file, or the key's column.
    ids, names : tuple of str, m each
        In the order of the ids; a name equals its id where only one of the two is known.
    parents : int array, shape (n,)
        District of each quarter, -1 where unknown.
    """

    source: Literal["layer", "columns", "key_prefix"]
    place: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    parents: np.ndarray

    def is_chosen(self, choice: DistrictChoice | None) -> bool:
        """Whether a choice means these districts."""
        return choice is not None and (self.source, self.place, len(self.ids)) == (
            choice.source,
            choice.place,
            choice.n,
        )


@dataclass(frozen=True)
class _Neighbours:
    """Which quarters touch; looked up only where a grouping has to be doubted."""

    quarters: Boundaries

    @cached_property
    def pairs(self) -> np.ndarray:
        return adjacent_pairs(self.quarters.geometry)


def find_hierarchy(
    quarters: Boundaries, key: str, others: Sequence[Boundaries] = (), chosen: DistrictChoice | None = None
) -> Hierarchy | None:
    """Look for districts above the quarters.

    Parameters
    ----------
    quarters : Boundaries
        n polygons.
    key : str
        The column of keys.
    others : sequence of Boundaries
        Further layers delivered with them.
    chosen : DistrictChoice, optional
        What its owner decided; where that is not there, the districts are recognised.

    Returns
    -------
    Hierarchy or None
        What was chosen; else from a second layer with fewer polygons, else from a column, else from the beginning
        of the keys; None where the quarters stand alone. Of several the one nearest to the square root of n.

    Notes
    -----
    A grouping counts only if it follows the ground: neighbours share a district clearly more often than by
    chance, and few districts consist of one quarter.
    """
    number = len(quarters.geometry)
    if number < 4 or (chosen and chosen.source == "none"):
        return None
    wanted = [one for one in possible_hierarchies(quarters, key, others) if one.is_chosen(chosen)] if chosen else []
    if wanted:
        return wanted[0]
    neighbours = _Neighbours(quarters)
    for search in (_from_layers(quarters, others), _from_columns(quarters, key), _from_prefix(quarters, key)):
        fitting = [
            hierarchy
            for hierarchy in search
            if hierarchy.source == "layer" or _follows_the_ground(hierarchy.parents, neighbours.pairs)
        ]
        if fitting:
            return min(fitting, key=lambda hierarchy: _distance(hierarchy, number))
    return None


def possible_hierarchies(quarters: Boundaries, key: str, others: Sequence[Boundaries] = ()) -> list[Hierarchy]:
    """Give everything that could be districts, each once, whether or not it follows the ground.

    Parameters
    ----------
    quarters, key, others
        As in :func:`find_hierarchy`.

    Returns
    -------
    list of Hierarchy
        Layers first, then columns, then beginnings of the keys.
    """
    every = [*_from_layers(quarters, others), *_from_columns(quarters, key), *_from_prefix(quarters, key)]
    return list({(one.source, one.place, len(one.ids)): one for one in reversed(every)}.values())[::-1]


def groupings(quarters: Boundaries) -> list[Hierarchy]:
    """Give all units that stand in columns of a map and follow the ground, whatever their number."""
    pairs = adjacent_pairs(quarters.geometry)
    found = _from_columns(quarters, key_column(quarters.columns) or "")
    return [hierarchy for hierarchy in found if grouping_strength(hierarchy.parents, pairs) >= SMALLEST_STRENGTH]


def _distance(hierarchy: Hierarchy, number: int) -> float:
    hinted = bool(_DISTRICT_HINT.search(hierarchy.place))
    return round(2 * abs(math.log(len(hierarchy.ids) / math.sqrt(number)))) - hinted


def _sensible(groups: int, number: int) -> bool:
    return 2 <= groups <= number / 2


def _follows_the_ground(parents: np.ndarray, pairs: np.ndarray) -> bool:
    alone = (np.bincount(parents) == 1).sum() / len(parents)
    return alone <= LARGEST_SHARE_ALONE and grouping_strength(parents, pairs) >= SMALLEST_STRENGTH


def _from_layers(quarters: Boundaries, others: Sequence[Boundaries]) -> Iterator[Hierarchy]:
    sensible = [layer for layer in others if _sensible(len(layer.geometry), len(quarters.geometry))]
    points = shapely.point_on_surface(quarters.geometry) if sensible else quarters.geometry
    for layer in sensible:
        move = pyproj.Transformer.from_crs(quarters.crs, layer.crs, always_xy=True)
        moved = shapely.points(*move.transform(shapely.get_x(points), shapely.get_y(points)))
        inside, owner = shapely.STRtree(layer.geometry).query(moved, predicate="intersects")
        parents = np.full(len(points), -1)
        parents[inside] = owner
        if (parents >= 0).mean() < SMALLEST_SHARE_COVERED or len(np.unique(parents[parents >= 0])) < 2:
            continue
        yield _ordered("layer", layer.file, *_labels(layer), parents)


def _labels(layer: Boundaries) -> tuple[Sequence[str], Sequence[str]]:
    key = key_column(layer.columns)
    name = name_column(layer.columns, key)
    numbers = tuple(str(position + 1) for position in range(len(layer.geometry)))
    ids = layer.columns[key] if key else layer.columns[name] if name else numbers
    names = layer.columns[name] if name else ids
    split = split_key_and_name(ids)
    return (split[0] if split else ids), plain_names(names)


def _from_columns(quarters: Boundaries, key: str) -> Iterator[Hierarchy]:
    partitions: dict[bytes, list[str]] = {}
    for column, values in quarters.columns.items():
        usable = column != key and _sensible(len(set(values)), len(values))
        if usable and all(map(str.strip, values)) and not all(map(_DATE.fullmatch, values)):
            partitions.setdefault(_partition(values).tobytes(), []).append(column)
    for columns in partitions.values():
        yield _of_columns(quarters, columns)


def _partition(values: Sequence[str]) -> np.ndarray:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(value, len(seen)) for value in values])


def _of_columns(quarters: Boundaries, columns: Sequence[str]) -> Hierarchy:
    """Build districts from columns that group the quarters alike, one holding keys, one names."""
    texts = {column: quarters.columns[column] for column in columns}
    keys = next((column for column in columns if is_key_like(texts[column])), None)
    names = next((column for column in columns if not is_key_like(texts[column])), None)
    place = ", ".join(column for column in (keys, names) if column)
    groups = _partition(texts[columns[0]])
    first = [int(np.flatnonzero(groups == group)[0]) for group in range(groups.max() + 1)]
    ids = [texts[keys or names or columns[0]][row] for row in first]
    called = [texts[names or keys or columns[0]][row] for row in first]
    split = split_key_and_name(called)
    if split:
        ids, called = (ids if keys else list(split[0])), list(split[1])
    return _ordered("columns", place, ids, called, groups)


def _from_prefix(quarters: Boundaries, key: str) -> Iterator[Hierarchy]:
    if not is_key_like(quarters.columns[key]):
        key = key_column(quarters.columns) or key
    values = quarters.columns[key]
    lengths = set(map(len, values))
    if len(lengths) != 1 or not only_digits(values):
        return
    numbers = list(map(int, values))
    if max(numbers) - min(numbers) < 1.5 * len(set(numbers)):
        return  # a running number: its first digit says nothing about the place
    for length in range(1, lengths.pop()):
        beginnings = [value[:length] for value in values]
        if _sensible(len(set(beginnings)), len(values)):
            positions = {start: position for position, start in enumerate(sorted(set(beginnings)))}
            ids = list(positions)
            yield _ordered("key_prefix", key, ids, ids, np.array([positions[start] for start in beginnings]))


def _ordered(
    source: Literal["layer", "columns", "key_prefix"],
    place: str,
    ids: Sequence[str],
    names: Sequence[str],
    parents: np.ndarray,
) -> Hierarchy:
    """Drop districts without quarters and put the others in the order of their keys."""
    kept = sorted({int(parent) for parent in parents if parent >= 0}, key=lambda old: (len(ids[old]), ids[old]))
    moved = np.full(len(ids) + 1, -1)
    moved[kept] = np.arange(len(kept))
    return Hierarchy(source, place, tuple(ids[old] for old in kept), tuple(names[old] for old in kept), moved[parents])


def dissolve(geometry: np.ndarray, parents: np.ndarray, number: int) -> np.ndarray:
    """Unite quarters to the outlines of their districts.

    Parameters
    ----------
    geometry : object array of polygons, shape (n,)
    parents : int array, shape (n,)
        -1 where unknown.
    number : int
        How many districts.

    Returns
    -------
    object array of polygons, shape (number,)

    Examples
    --------
    >>> halves = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)
    >>> dissolve(halves, np.array([0, 0]), 1)[0].area
    2.0
    """
    united = np.empty(number, dtype=object)
    for district in range(number):
        united[district] = outline_of(geometry[parents == district])
    return united


def outline_of(parts: np.ndarray, known: shapely.Geometry | None = None) -> shapely.Geometry:
    """Unite areas along shared edges, which is fast; with overlaps or gaps in the edges, the thorough way.

    Parameters
    ----------
    parts : object array of polygons
    known : shapely.Geometry, optional
        Their outline as far as anybody knows; held to the same test as one that is made here.

    Returns
    -------
    shapely.Geometry
    """
    area = float(shapely.area(parts).sum())
    if known is not None and _covers(known, area):
        return known
    try:
        quick = shapely.coverage_union_all(parts)
    except shapely.GEOSException:
        return shapely.union_all(parts)
    return quick if _covers(quick, area) else shapely.union_all(parts)


def _covers(outline: shapely.Geometry, area: float) -> bool:
    return bool(shapely.is_valid(outline)) and math.isclose(shapely.area(outline), area, rel_tol=1e-9)

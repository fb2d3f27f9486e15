"""Quarters united because a table counts them together: drawn as one, so that no number is given twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from loading.recognised import Boundaries

_SIGN = "+"


@dataclass(frozen=True)
class United:
    """A map after some of its quarters have been united.

    Attributes
    ----------
    layer : Boundaries
        m polygons.
    ids, names : tuple of str, m each
        Those of a united quarter are its parts', with a plus between.
    target : int array, shape (n,)
        Where each polygon of the map as delivered has gone.
    first : int array, shape (m,)
        For each polygon the first one it is made of, as delivered.
    """

    layer: Boundaries
    ids: tuple[str, ...]
    names: tuple[str, ...]
    target: np.ndarray
    first: np.ndarray


def unite(layer: Boundaries, ids: Sequence[str], names: Sequence[str], groups: Sequence[Sequence[int]]) -> United:
    """Unite quarters.

    Parameters
    ----------
    layer : Boundaries
        n polygons.
    ids, names : sequence of str, n each
    groups : sequence of sequence of int
        Positions of quarters that become one; no quarter stands in two groups.

    Returns
    -------
    United
        A united quarter stands where its first part stood; in columns in which its parts differ it has the texts
        of all, with a plus between.
    """
    if not groups:
        unmoved = np.arange(len(ids))
        return United(layer, tuple(ids), tuple(names), unmoved, unmoved)
    leader = np.arange(len(ids))
    for group in groups:
        leader[list(group)] = min(group)
    first = np.unique(leader)
    target = np.searchsorted(first, leader)
    members = {int(target[min(group)]): sorted(group) for group in groups}
    geometry = layer.geometry[first].copy()
    for position, group in members.items():
        geometry[position] = shapely.union_all(layer.geometry[group])
    geometry.setflags(write=False)
    columns = {name: _merged(values, first, members, f" {_SIGN} ") for name, values in layer.columns.items()}
    return United(
        layer=replace(layer, columns=columns, geometry=geometry, outline=None),
        ids=_merged(ids, first, members, _SIGN),
        names=_merged(names, first, members, f" {_SIGN} "),
        target=target,
        first=first,
    )


def _merged(
    values: Sequence[str], first: np.ndarray, members: Mapping[int, Sequence[int]], sign: str
) -> tuple[str, ...]:
    merged = [values[position] for position in first.tolist()]
    for position, group in members.items():
        merged[position] = sign.join(dict.fromkeys(values[member] for member in group))
    return tuple(merged)

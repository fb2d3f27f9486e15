"""Quarters that are pieces of one quarter of another vintage: their numbers are its, divided by fixed shares."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.protection.quantity import Quantities, Quantity

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
Pieces = Mapping[int, list[IntArray]]
"""By the position of a year the areas that are pieces of one quarter, in groups."""

_FEWEST = 3
_EXACT = 1e-9
_SEED = 20260131


def split_areas(found: Quantities) -> Pieces:
    """Find quarters whose converted numbers are in the same proportion, whatever is counted.

    Parameters
    ----------
    found : Quantities

    Returns
    -------
    mapping of year to groups of areas
        Empty where no number was converted.

    Notes
    -----
    A crosswalk gives each new quarter a share of the numbers of an old one. Where a quarter was divided and nothing was
    added to its pieces, each piece tells all others, and all of them together are a count of real people: 0.6 and 1.4
    are 2. The project does not hold the crosswalk, but its numbers do: three that are in the same proportion to the
    ninth digit. A piece that other quarters were added to is told apart by nothing; see "vintages" in
    :data:`layers.protection.audit.NOT_COVERED`.
    """
    rows = found.places["quarter"]
    converted = [one for one in found.each if _is_converted(one, rows)]
    if not converted:
        return {}
    numbers = np.stack([one.true[rows] for one in converted], axis=1)
    broken: BoolArray = np.asarray(np.abs(numbers - np.round(numbers)) > _EXACT)
    of_years: BoolArray = np.asarray(broken.any(axis=0))
    pieces: dict[int, list[IntArray]] = {}
    always = [*_in_proportion(numbers[:, of_years], broken[:, of_years])]
    for year in np.flatnonzero(of_years.any(axis=0)).tolist():
        these = of_years[:, year]
        own = [*_in_proportion(numbers[:, these, year], broken[:, these, year])]
        groups = {tuple(group.tolist()) for group in [*own, *always]}
        pieces[year] = [np.array(group) + rows.start for group in sorted(groups)]
    return {year: groups for year, groups in pieces.items() if groups}


def _is_converted(one: Quantity, rows: slice, *, copies: bool = False) -> bool:
    if (one.copy_of >= 0 and not copies) or one.signed or any(role == "share" for _, role in one.roles):
        return False
    known = one.true[rows][np.isfinite(one.true[rows])]
    return bool((np.abs(known - np.round(known)) > _EXACT).any())


def _in_proportion(numbers: FloatArray, broken: BoolArray) -> Iterator[IntArray]:
    """Give groups of rows that are one another times a constant; those of whole numbers only are no pieces."""
    known = np.isfinite(numbers)
    enough = ((numbers > 0).sum(axis=1) >= _FEWEST) & broken.any(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(known, numbers / np.nansum(numbers, axis=1, keepdims=True), -1.0)
    places = np.flatnonzero(enough & np.array([len(np.unique(row[row > 0])) >= _FEWEST for row in parts], dtype=bool))
    weights = np.random.default_rng(_SEED).uniform(1.0, 2.0, numbers.shape[1])
    places = places[np.argsort(parts[places] @ weights, kind="stable")]
    alike = [bool(np.abs(parts[one] - parts[other]).max() <= _EXACT) for one, other in pairwise(places.tolist())]
    for group in np.split(places, np.flatnonzero(~np.array(alike, dtype=bool)) + 1):
        if len(group) > 1:
            yield np.sort(group)


def wholes_of_small(found: Quantities, offsets: Mapping[int, int], rules: Rules) -> Iterator[IntArray]:
    """Find divided counts of which a piece is small: what they were must not be known, as it tells each piece.

    Parameters
    ----------
    found : Quantities
    offsets : mapping of quantity to int
        First cell of each.
    rules : Rules

    Yields
    ------
    int64
        Cells of the pieces.
    """
    pieces = split_areas(found)
    for at, offset in offsets.items() if pieces else ():
        one = found.each[at]
        if not one.of_people or one.is_amount or not _is_converted(one, found.places["quarter"]):
            continue
        for year, groups in pieces.items():
            for group in groups:
                parts = one.true[group, year]
                if (parts > 0).all() and parts.min() < rules.minimum_numerator:
                    yield offset + group * one.numbers.shape[1] + year


def hide_pieces(found: Quantities, gone: dict[int, BoolArray], told: Mapping[int, BoolArray]) -> None:
    """Hide all pieces of a quarter where one is hidden.

    Parameters
    ----------
    found : Quantities
    gone : mapping of quantity to bool, shape (areas of all levels * years,)
        What is hidden; changed.
    told : mapping of quantity to bool, same shape
        What was delivered.
    """
    pieces = split_areas(found)
    for at in gone if pieces else ():
        if not _is_converted(found.each[at], found.places["quarter"], copies=True):
            continue
        every = gone[at].reshape(found.areas, -1).copy()
        for year, groups in pieces.items():
            for group in groups:
                every[group, year] |= every[group, year].any()
        gone[at] = every.ravel() & told[at]

"""What is said about files, numbers and places, as far as it may be said in public."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from loading.atlas import Atlas, Cube
from loading.errors import Finding
from loading.flags import Flag, FlaggedNumbers
from loading.persons.facilities import is_own_name
from loading.reasons import Reason
from loading.recognised import Facility

# Findings about outlines and keys; all others may speak of numbers, or quote what stands in columns of a file.
_STEMS = ("boundaries", "crs", "geojson", "geopackage", "hierarchy", "outlines")
_CODES = ("join.key_on_several_polygons", "join.only_map", "join.number_in_name", "join.zero_padding")


def public_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Keep what is said about maps; everything about tables could tell a number, or what was done to it."""
    kept = [one for one in findings if one.code in _CODES or one.code.split(".")[0] in _STEMS]
    return tuple(replace(one, spot=None, remedy=None, ignored="", about=()) for one in kept)


def public_facilities(facilities: Sequence[Facility]) -> tuple[Facility, ...]:
    """Keep places that have a name; of a running number or an id nobody knows whether somebody lives there."""
    return tuple(one for one in facilities if is_own_name(one.name))


def public_flags(atlas: Atlas, quarters: Cube, *, rounds: bool) -> tuple[FlaggedNumbers, ...]:
    """Keep the sources' reservations about numbers that are published; "less than half" would tell a zero apart."""
    kept = []
    for one in atlas.flagged:
        at, year = atlas.indicator_position(one.indicator), atlas.year_position(one.year)
        reason = quarters.reason[np.array(one.quarters, dtype=int), at, year]
        told = np.isin(reason, (Reason.VALUE, Reason.ZERO, Reason.TOO_SMALL))
        left = tuple(quarter for quarter, is_told in zip(one.quarters, told.tolist(), strict=True) if is_told)
        if left and not (rounds and one.flag == Flag.ROUNDED):
            kept.append(replace(one, quarters=left))
    return tuple(kept)

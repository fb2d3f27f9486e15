"""The areas of each level of a joined delivery: districts and city are their quarters united."""

import numpy as np

from loading.atlas import LevelName, Quarters
from loading.errors import Finding
from loading.joining.district_names import district_names
from loading.joining.hierarchy import dissolve, outline_of
from loading.joining.join import Joined
from loading.namesakes import named_otherwise, told_apart


def levels_of(joined: Joined, title: str) -> tuple[dict[LevelName, Quarters], list[Finding]]:
    """Give the areas of each level, every one with a name of its own.

    Parameters
    ----------
    joined : Joined
    title : str
        Of the city.

    Returns
    -------
    levels : dict of LevelName to Quarters
        Lowest first; no districts where quarters belong to none.
    findings : list of Finding
        Areas that are not called as delivered: :func:`loading.namesakes.named_otherwise`.
    """
    file, fine, crs = joined.boundaries.file, joined.boundaries.geometry, joined.boundaries.crs
    above, outermost, lies_in = np.zeros(len(fine), dtype=int), fine, list[str]()
    districts: dict[LevelName, Quarters] = {}
    renamed: list[Finding] = []
    if joined.hierarchy is not None:
        above, ids = joined.hierarchy.parents, joined.hierarchy.ids
        given = district_names(joined.hierarchy, joined.left_out)
        called = told_apart(given, ids)
        renamed += named_otherwise(file, given, ids, called)
        lies_in = [called[parent] if parent >= 0 else "" for parent in above]
        parts = dissolve(fine, above, len(ids))
        districts["district"] = Quarters("district", ids, called, (0,) * len(ids), parts, crs)
        outermost = np.concatenate([parts, fine[above < 0]])
    names = told_apart(joined.names, joined.ids, lies_in)
    renamed += named_otherwise(file, joined.names, joined.ids, names)
    city = np.empty(1, dtype=object)
    city[0] = outline_of(outermost, joined.boundaries.outline)
    levels: dict[LevelName, Quarters] = {
        "quarter": Quarters("quarter", joined.ids, names, tuple(above.tolist()), fine, crs),
        **districts,
        "city": Quarters("city", ("0",), (title,), (-1,), city, crs),
    }
    for areas in levels.values():
        areas.geometry.setflags(write=False)
    return levels, renamed

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
    fine, crs, hierarchy = joined.boundaries.geometry, joined.boundaries.crs, joined.hierarchy
    above, outermost, lies_in = np.zeros(len(fine), dtype=int), fine, list[str]()
    district: dict[LevelName, Quarters] = {}
    if hierarchy is not None:
        above, number = hierarchy.parents, len(hierarchy.ids)
        names = told_apart(district_names(hierarchy, joined.left_out), hierarchy.ids)
        lies_in = [names[parent] if parent >= 0 else "" for parent in above]
        parts = dissolve(fine, above, number)
        district["district"] = Quarters("district", hierarchy.ids, names, (0,) * number, parts, crs)
        outermost = np.concatenate([parts, fine[above < 0]])
    city = np.empty(1, dtype=object)
    city[0] = outline_of(outermost, joined.boundaries.outline)
    names = told_apart(joined.names, joined.ids, lies_in)
    levels: dict[LevelName, Quarters] = {
        "quarter": Quarters("quarter", joined.ids, names, tuple(above.tolist()), fine, crs),
        **district,
        "city": Quarters("city", ("0",), (title,), (-1,), city, crs),
    }
    for areas in levels.values():
        areas.geometry.setflags(write=False)
    return levels, named_otherwise(joined.boundaries.file, joined.names, joined.ids, names)

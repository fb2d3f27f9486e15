"""What sources say about the numbers of one indicator and year: provisional, revised, estimated, uncertain, rounded."""

from collections.abc import Mapping

from loading.atlas import Atlas, LevelName
from loading.flags import Flag


def flags(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Mapping[str, tuple[int, ...]]:
    """Give the areas whose number is delivered with a reservation.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
        Sources flag what they deliver for quarters; on the levels above, a sum has no flag of its own.
    indicator : str
    year : int

    Returns
    -------
    mapping of str to tuple of int
        Label of each flag, see :attr:`loading.flags.Flag.label`, to positions; empty where nothing is flagged.
    """
    if level != "quarter":
        return {}
    return {
        Flag(one.flag).label: one.quarters for one in atlas.flagged if (one.indicator, one.year) == (indicator, year)
    }


def labels(found: Mapping[str, tuple[int, ...]], number: int) -> list[list[str]]:
    """Give the labels of each area.

    Examples
    --------
    >>> labels({"provisional": (0, 2), "limited": (2,)}, 3)
    [['provisional'], [], ['provisional', 'limited']]
    """
    of_each: list[list[str]] = [[] for _ in range(number)]
    for label, positions in found.items():
        for position in positions:
            of_each[position].append(label)
    return of_each

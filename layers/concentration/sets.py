"""The smallest sets of areas for every share from 1 to 99 per cent, as a page or a command takes them along."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from analysis.concentration import PER_CENT, SmallestSets, smallest_sets
from layers.concentration.group import group_of
from layers.concentration.measured import concentration
from layers.concentration.reach import reach
from layers.remembered import remembered
from loading.atlas import Atlas, LevelName

Way = Literal["quarters", "residents"]
WAYS: tuple[Way, ...] = get_args(Way)
_DECIMALS = 6


@dataclass(frozen=True, eq=False)
class Sets:
    """The smallest sets, as few areas as possible and as few residents as possible.

    Attributes
    ----------
    ways : mapping of {"quarters", "residents"} to SmallestSets
        What "smallest" means.
    """

    ways: dict[Way, SmallestSets]

    def to_json(self) -> dict[str, dict[str, list[Any]]]:
        """Give, for each way, what a slider needs to look a set up.

        Returns
        -------
        dict
            "order": positions of the areas as they are taken; "cuts": how many of them reach 1, 2, ... 99 per cent
            of the group; "group" and "residents": what those hold, in per cent.
        """
        return {way: _looked_up(found) for way, found in self.ways.items()}


def _looked_up(found: SmallestSets) -> dict[str, list[Any]]:
    return {
        "order": found.order[: found.cuts[-1]].tolist(),
        "cuts": found.cuts.tolist(),
        "group": (100 * found.group_share[found.cuts]).round(_DECIMALS).tolist(),
        "residents": (100 * found.residents_share[found.cuts]).round(_DECIMALS).tolist(),
    }


@remembered(64)
def sets(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Sets | None:
    """Choose the smallest sets of areas that hold 1 to 99 per cent of an indicator's group.

    Where numbers of some areas are suppressed, shares are those of the city's own counts: a set of as many areas holds
    at least so much. Where these are not known either, they are shares of what the known areas have together.

    Returns
    -------
    Sets or None
        None where the concentration is refused.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    group, moment = group_of(atlas, level, indicator), atlas.year_position(year)
    if group is None or concentration(atlas, level, indicator, year, False).refused:
        return None
    part, whole = group.part[:, moment], group.whole[:, moment]
    known = reach(atlas, level, indicator, year)
    return Sets({way: smallest_sets(part, whole, by=way, known=(known.group, known.residents)) for way in WAYS})


def ids_by_share(atlas: Atlas, level: LevelName, found: SmallestSets) -> dict[int, list[str]]:
    """Name the areas of each set, by per cent."""
    ids = atlas.levels[level].ids
    return {share: [ids[at] for at in found.at(share).members.tolist()] for share in PER_CENT}

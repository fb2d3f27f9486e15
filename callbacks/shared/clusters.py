"""Words about clusters, for map and tab alike."""

from collections.abc import Sequence

from callbacks.shared.question import Question
from layers.told_protection import rounded_to
from layers.totals import at_least

_NAMED = 6


def people(asked: Question, residents: float, is_least: bool = False) -> str:
    """Write how many people live somewhere, or live there at least."""
    if residents != residents:
        return asked.texts("clusters.unknown_residents")
    n = round(residents)
    said = asked.texts("clusters.residents", n=n, people=asked.texts.number(n))
    about = asked.texts("totals.about", amount=said) if rounded_to(asked.atlas) > 1 else said
    return at_least(asked.texts, about, is_least)


def outline_areas(asked: Question, members: Sequence[int]) -> str:
    """Write which areas an outline holds: how many, or the name of the only one."""
    if len(members) == 1:
        return asked.atlas.levels[asked.view.level].names[members[0]]
    return asked.texts(f"map.levels.{asked.view.level}", n=len(members))


def outline_label(asked: Question, members: Sequence[int], residents: float, is_least: bool = False) -> str:
    """Write what stands beside an outline on the map: which areas, and how many people live there."""
    areas = outline_areas(asked, members)
    living = people(asked, residents, is_least)
    return asked.texts("clusters.outline", areas=areas, people=living) if residents > 0 else areas


def named(asked: Question, positions: Sequence[int], most: int = _NAMED) -> str:
    """Name areas, at most so many of them, and say how many more there are."""
    names = asked.atlas.levels[asked.view.level].names
    listed = ", ".join(names[position] for position in positions[:most])
    more = len(positions) - most
    return asked.texts("clusters.list.names_more", names=listed, n=more) if more > 0 else listed


def percent(asked: Question, fraction: float, is_least: bool = False) -> str:
    """Write a fraction in per cent, or that it is at least so much."""
    return at_least(asked.texts, f"{asked.texts.number(100 * fraction, 1)}\N{NO-BREAK SPACE}%", is_least)

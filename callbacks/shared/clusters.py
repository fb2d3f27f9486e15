"""Words about clusters, for map and tab alike."""

from collections.abc import Sequence

from callbacks.shared.question import Question

_NAMED = 6


def people(asked: Question, residents: float) -> str:
    """Write how many people live somewhere."""
    if residents != residents:
        return asked.texts("clusters.unknown_residents")
    n = round(residents)
    return asked.texts("clusters.residents", n=n, people=asked.texts.number(n))


def outline_areas(asked: Question, members: Sequence[int]) -> str:
    """Write which areas an outline holds: how many, or the name of the only one."""
    if len(members) == 1:
        return asked.atlas.levels[asked.view.level].names[members[0]]
    return asked.texts(f"map.levels.{asked.view.level}", n=len(members))


def outline_label(asked: Question, members: Sequence[int], residents: float) -> str:
    """Write what stands beside an outline on the map: which areas, and how many people live there."""
    areas = outline_areas(asked, members)
    return asked.texts("clusters.outline", areas=areas, people=people(asked, residents)) if residents > 0 else areas


def named(asked: Question, positions: Sequence[int], most: int = _NAMED) -> str:
    """Name areas, at most so many of them, and say how many more there are."""
    names = asked.atlas.levels[asked.view.level].names
    listed = ", ".join(names[position] for position in positions[:most])
    more = len(positions) - most
    return asked.texts("clusters.list.names_more", names=listed, n=more) if more > 0 else listed


def percent(asked: Question, fraction: float) -> str:
    """Write a fraction in per cent."""
    return f"{asked.texts.number(100 * fraction, 1)}\N{NO-BREAK SPACE}%"

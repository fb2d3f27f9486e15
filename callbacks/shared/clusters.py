"""Words about clusters, for map and tab alike."""

from collections.abc import Sequence

from callbacks.shared.question import Question
from layers.clusters import ClusterAnalysis, ClusterOptions

_NAMED = 6


def people(asked: Question, residents: float) -> str:
    """Write how many people live somewhere."""
    if residents != residents:
        return asked.texts("clusters.unknown_residents")
    n = round(residents)
    return asked.texts("clusters.residents", n=n, people=asked.texts.number(n))


def outline_label(asked: Question, members: int, residents: float) -> str:
    """Write what stands beside an outline on the map: how many areas, and how many people live there."""
    areas = asked.texts(f"map.levels.{asked.view.level}", n=members)
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


def settings_in_words(asked: Question, found: ClusterAnalysis) -> str:
    """Say in one line how clusters were looked for."""
    texts, options = asked.texts, found.options
    key = "clusters.settings"
    test = {
        "permutations": texts.number(options.permutations),
        "seed": str(options.seed),
        "alpha": alpha_in_percent(asked, options),
        "control": texts(f"{key}.{'with' if options.controlled else 'without'}_control"),
    }
    now = texts(
        f"{key}.now",
        method=texts(f"{key}.methods.{options.method}.name"),
        weights=texts(f"{key}.{options.weights}_long", reach=texts.number(options.reach)),
        test=texts(f"{key}.{'test_exact' if options.method == 'join' else 'test'}", **test),
    )
    return texts(f"{key}.smoothed_now", now=now) if options.smoothed else now


def alpha_in_percent(asked: Question, options: ClusterOptions) -> str:
    """Write the threshold without needless zeros."""
    rounded = round(100 * options.alpha, 2)
    return asked.texts.number(rounded, 0 if rounded == int(rounded) else 2)

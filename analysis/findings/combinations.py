"""Rule on combinations: quarters that are among the most concerned on many indicators at once."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.findings.burdens import TENTH, Burdens
from analysis.findings.figures import ALPHA, Figures
from analysis.findings.statement import Statement

FEWEST_INDICATORS = 4
FEWEST_TOPICS = 2
AT_LEAST = 0.5


def combinations(figures: Figures) -> Iterator[Statement]:
    """Say which quarters are concerned on many indicators at once; nothing where the one on show is context."""
    if figures.burdens is None or figures.direction == "context":
        return
    members = outstanding(figures.burdens)
    if not len(members):
        return
    times, compared = figures.burdens.high.sum(axis=1), figures.burdens.known.sum(axis=1)
    share = times[members] / compared[members]
    first = int(members[np.lexsort((members, -share, -times[members]))[0]])
    topics = {topic for topic, high in zip(figures.burdens.topics, figures.burdens.high[first], strict=True) if high}
    values = {
        "n": len(members),
        "times": int(times[first]),
        "of": int(compared[first]),
        "topics": len(topics),
        "indicators": int(figures.burdens.known.any(axis=0).sum()),
    }
    # A profile shows the one that was selected last: the one that is named.
    chosen = (*members[members != first].tolist(), first)
    yield Statement("findings.combination", values, (), {"names": (first,)}, chosen, 64, shown_by="profile")


def outstanding(found: Burdens) -> NDArray[np.intp]:
    """Choose the quarters concerned on at least half of their indicators, of two topics, more often than by chance.

    Returns
    -------
    int array
        Positions, ascending.

    Notes
    -----
    Were the m indicators of a quarter unrelated, it would be in the tenth k times or more with the probability
    ``P(B(m, 0.1) >= k)``. Chosen is who has ``n P <= 0.05`` (Bonferroni over the n quarters). Real indicators are
    related: what is told is that burdens meet, not that they are independent.

    Examples
    --------
    >>> from analysis.findings.burdens import burdens
    >>> numbers = np.random.default_rng(1).normal(size=(40, 8))
    >>> numbers[7] = 9
    >>> outstanding(burdens(numbers, [1] * 8, ("income", "work") * 4)).tolist()
    [7]
    """
    from scipy.special import bdtrc

    times, compared = found.high.sum(axis=1), found.known.sum(axis=1)
    kinds = {topic: number for number, topic in enumerate(dict.fromkeys(found.topics))}
    of_topic = np.array([kinds[topic] for topic in found.topics], dtype=np.intp)
    topics = np.stack([found.high[:, of_topic == kind].any(axis=1) for kind in kinds.values()], axis=1).sum(axis=1)
    many = (compared >= FEWEST_INDICATORS) & (times >= AT_LEAST * compared) & (topics >= FEWEST_TOPICS)
    by_chance = np.array([bdtrc(k - 1, m, TENTH) if k else 1.0 for k, m in zip(times, compared, strict=True)])
    return np.flatnonzero(many & (by_chance * int((compared > 0).sum()) <= ALPHA))

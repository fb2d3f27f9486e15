"""Who lives in clusters, where counts of some areas are suppressed."""

from collections.abc import Iterable
from dataclasses import replace

from analysis.clusters import ContiguousCluster
from layers.totals import Counts


def of_the_city(found: Iterable[ContiguousCluster], residents: Counts, group: Counts) -> tuple[ContiguousCluster, ...]:
    """Relate the people in clusters to the whole city, and mark the sums that are the least they can be.

    Shares of a whole that nobody knows are NaN.

    Parameters
    ----------
    found : iterable of ContiguousCluster
        Their shares are those of what is known.
    residents, group : Counts
        Of all areas.
    """
    if not residents.is_short and not group.is_short:
        return tuple(found)
    related = []
    for one in found:
        people, those = residents.of(one.members), group.of(one.members)
        least = [name for name, told in (("residents", people), ("group", those)) if told.at_least]
        related.append(replace(one, residents_share=people.share, group_share=those.share, at_least=frozenset(least)))
    return tuple(related)

"""Rules on clusters: where high values lie together beyond chance, that they do not, and who stands out alone."""

from collections.abc import Iterator, Sequence
from math import ceil

import numpy as np

from analysis.clusters import ContiguousCluster
from analysis.findings.clustering import Clustering
from analysis.findings.figures import ALPHA, Figures
from analysis.findings.living import is_known, living, residents_of
from analysis.findings.statement import Statement
from analysis.findings.where import MATERIAL

# Position in analysis.clusters.QUADRANTS, by the side of interest: among its like, and alone among others.
AMONG_LIKE = {1: 1, -1: 3}
ALONE = {1: 4, -1: 2}
MOST_NAMES = 3


def clusters(figures: Figures) -> Iterator[Statement]:
    """Say whether there are clusters, where, and who lives there."""
    found = figures.clustering
    if found is None:
        return
    joined = [one for one in found.clusters if one.kind == AMONG_LIKE[figures.side]]
    yield _clusters(figures, found, joined) if joined else _absence(found)
    yield from _alone(figures, found)


def _tests(found: Clustering) -> dict[str, float]:
    """Give what the test rests on; alpha in per cent."""
    return {
        "tested": found.tested,
        "permutations": found.permutations,
        "seed": found.seed,
        "alpha": 100 * found.alpha,
    }


def _clusters(figures: Figures, found: Clustering, joined: Sequence[ContiguousCluster]) -> Statement:
    centres = {_centre(figures, one): one for one in joined}
    names = sorted(centres, key=lambda quarter: (-_people(figures, centres[quarter].members), quarter))
    members = tuple(sorted(quarter for one in joined for quarter in one.members))
    several = "clusters_many" if len(joined) > MOST_NAMES else "clusters"
    code = several if len(joined) > 1 else "cluster" if len(members) > 1 else "cluster_core"
    low = "" if figures.side > 0 else "_low"
    living_there, then = _living(figures, members)
    values = {**living_there, **_tests(found), "n": len(joined), "areas": len(members)}
    return Statement(
        f"findings.{code}{low}",
        values,
        names={"names": tuple(names[:MOST_NAMES])},
        quarters=members,
        weight=95,
        then=then,
        shown_by="clusters",
    )


def _living(figures: Figures, members: Sequence[int]) -> tuple[dict[str, float], str]:
    if figures.is_group:
        shares, suffix = living(figures, members)
        if not is_known(shares):
            return _residents(figures, members)
        more, less = (shares["group_share"], shares["residents_share"])[:: figures.side]
        kind = "_alike" if more < MATERIAL * less else "" if figures.side > 0 else "_low"
        return shares, f"there{kind}{suffix}"
    return _residents(figures, members)


def _residents(figures: Figures, members: Sequence[int]) -> tuple[dict[str, float], str]:
    known = residents_of(figures, members)
    return known, "residents" if known else ""


def _people(figures: Figures, members: Sequence[int]) -> float:
    """Count the people of the group, else the residents, else nobody: the order in which clusters are named."""
    of = figures.group if figures.is_group else figures.residents[:, figures.now]
    return float(np.nansum(of[list(members)]))


def _centre(figures: Figures, cluster: ContiguousCluster) -> int:
    """Choose the quarter a cluster is named after: the one with most people concerned, else the most extreme."""
    return max(
        cluster.members, key=lambda quarter: (_people(figures, [quarter]), figures.shown[quarter] * figures.side)
    )


def _absence(found: Clustering) -> Statement:
    """Say plainly that no cluster can be shown, and whether neighbours are alike nevertheless.

    So many quarters at least ("least") have to be remarkable for the control of false discoveries to let any pass: the
    smallest p-value there can be is ``2 / (P + 1)``, that of i finds among m tests may be ``alpha i / m``.
    """
    least = ceil(2 * found.tested / (found.alpha * (found.permutations + 1)))
    alike = found.moran > 0 and found.p_moran <= ALPHA
    values = {**_tests(found), "least": least, **({"moran": found.moran, "p": found.p_moran} if alike else {})}
    code = "findings.no_cluster_but_alike" if alike else "findings.no_cluster"
    return Statement(code, values, weight=85, shown_by="clusters")


def _alone(figures: Figures, found: Clustering) -> Iterator[Statement]:
    """The quarter that differs most from its neighbours, of those that do so beyond chance."""
    alone = np.flatnonzero(found.marks == ALONE[figures.side])
    if not len(alone):
        return
    quarter = int(alone[np.argmax(np.abs(figures.shown[alone] - found.around[alone]))])
    values = {
        "n": len(alone),
        "value": float(figures.shown[quarter]),
        "around": float(found.around[quarter]),
        "p": float(found.p[quarter]),
        **_tests(found),
    }
    code = "findings.alone" if figures.side > 0 else "findings.alone_low"
    chosen = tuple(alone.tolist())
    yield Statement(code, values, ("value", "around"), {"names": (quarter,)}, chosen, 60, shown_by="clusters")

"""Whether, where and how surely like lies with like: global and local spatial association.

All local statistics take a :class:`PermutationPlan`, made once for the weights of a level and used for every indicator
and year. Quarters without a number are left out of values and neighbours, and named in the result.
"""

from analysis.clusters.bivariate_local_moran import bivariate_local_moran
from analysis.clusters.bivariate_moran import BivariateMoran, bivariate_moran
from analysis.clusters.contiguous import ContiguousCluster, contiguous
from analysis.clusters.false_discovery import FalseDiscovery, false_discovery
from analysis.clusters.getis_ord import GetisOrd, getis_ord
from analysis.clusters.guardrails import Guardrail, guardrails
from analysis.clusters.local_geary import LIKENESS, LocalGeary, local_geary
from analysis.clusters.local_join_count import LocalJoinCount, local_join_count
from analysis.clusters.local_moran import QUADRANTS, LocalMoran, local_moran, local_moran_many
from analysis.clusters.moran import Moran, moran
from analysis.clusters.permutations import PERMUTATIONS, SEED, PermutationPlan, permutation_plan

__all__ = [
    "LIKENESS",
    "PERMUTATIONS",
    "QUADRANTS",
    "SEED",
    "BivariateMoran",
    "ContiguousCluster",
    "FalseDiscovery",
    "GetisOrd",
    "Guardrail",
    "LocalGeary",
    "LocalJoinCount",
    "LocalMoran",
    "Moran",
    "PermutationPlan",
    "bivariate_local_moran",
    "bivariate_moran",
    "contiguous",
    "false_discovery",
    "getis_ord",
    "guardrails",
    "local_geary",
    "local_join_count",
    "local_moran",
    "local_moran_many",
    "moran",
    "permutation_plan",
]

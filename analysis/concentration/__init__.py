"""How unevenly a group lives in the city: Lorenz curve, D, Gini, isolation, Theil, smallest sets, ranges.

All functions take two arrays, one entry per quarter: ``group``, the people concerned, and ``residents``, all
people the rate refers to. A quarter counts only where both are known and somebody lives there; it is then left
out of the city's sums too. Every result depends on how the city is cut into quarters: show it with the level
and the number of quarters. :func:`measured` gives everything at once, or says why nothing is measured.
"""

from analysis.concentration.benchmark import CHILDREN_IN_SGB2, CityBenchmark, quarter_of_cities
from analysis.concentration.boundary_adjusted import dissimilarity_boundary_adjusted
from analysis.concentration.dissimilarity import dissimilarity
from analysis.concentration.dissimilarity_adjusted import dissimilarity_adjusted
from analysis.concentration.gini import gini
from analysis.concentration.isolation import eta_squared, isolation
from analysis.concentration.location_quotient import location_quotient
from analysis.concentration.lorenz import LorenzCurve, lorenz_curve
from analysis.concentration.measured import Concentration, measured, measured_over_years
from analysis.concentration.random_allocation import RandomAllocation, expected_by_chance, random_allocation
from analysis.concentration.ranges import Range, Ranges, bootstrap_ranges
from analysis.concentration.refusal import LEAST_AREAS, LEAST_PEOPLE, Refusal, refusal
from analysis.concentration.share_of_total import share_of_total
from analysis.concentration.smallest_set import PER_CENT, SmallestSet, SmallestSets, smallest_set, smallest_sets
from analysis.concentration.theil import TheilDecomposition, theil, theil_decomposition

__all__ = [
    "CHILDREN_IN_SGB2",
    "LEAST_AREAS",
    "LEAST_PEOPLE",
    "PER_CENT",
    "CityBenchmark",
    "Concentration",
    "LorenzCurve",
    "RandomAllocation",
    "Range",
    "Ranges",
    "Refusal",
    "SmallestSet",
    "SmallestSets",
    "TheilDecomposition",
    "bootstrap_ranges",
    "dissimilarity",
    "dissimilarity_adjusted",
    "dissimilarity_boundary_adjusted",
    "eta_squared",
    "expected_by_chance",
    "gini",
    "isolation",
    "location_quotient",
    "lorenz_curve",
    "measured",
    "measured_over_years",
    "quarter_of_cities",
    "random_allocation",
    "refusal",
    "share_of_total",
    "smallest_set",
    "smallest_sets",
    "theil",
    "theil_decomposition",
]

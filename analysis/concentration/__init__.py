"""How unevenly a group lives in the city: Lorenz curve, Gini, dissimilarity, isolation, location quotient.

All functions take two arrays, one entry per quarter: ``group``, the people concerned, and ``residents``, all
people the rate refers to. A quarter counts only where both are known and somebody lives there; it is then left
out of the city's sums too. Every result depends on how the city is cut into quarters: show it with the level
and the number of quarters.
"""

from analysis.concentration.dissimilarity import dissimilarity
from analysis.concentration.gini import gini
from analysis.concentration.isolation import eta_squared, isolation
from analysis.concentration.location_quotient import location_quotient
from analysis.concentration.lorenz import LorenzCurve, lorenz_curve
from analysis.concentration.share_of_total import share_of_total
from analysis.concentration.smallest_set import SmallestSet, smallest_set

__all__ = [
    "LorenzCurve",
    "SmallestSet",
    "dissimilarity",
    "eta_squared",
    "gini",
    "isolation",
    "location_quotient",
    "lorenz_curve",
    "share_of_total",
    "smallest_set",
]

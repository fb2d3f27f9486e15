"""How a group is spread over the areas of a level: from an indicator of the Atlas to its concentration."""

from layers.concentration.benchmark import benchmark_for
from layers.concentration.group import Group, group_of
from layers.concentration.measured import GroupConcentration, Refused, concentration, concentration_over_years
from layers.concentration.reach import Reach, reach
from layers.concentration.sets import WAYS, Sets, Way, ids_by_share, sets

__all__ = [
    "WAYS",
    "Group",
    "GroupConcentration",
    "Reach",
    "Refused",
    "Sets",
    "Way",
    "benchmark_for",
    "concentration",
    "concentration_over_years",
    "group_of",
    "ids_by_share",
    "reach",
    "sets",
]

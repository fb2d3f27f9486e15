"""What small quarters can carry: ranges, funnel, clear differences, smoothed rates, excess, standardised ratios."""

from analysis.small_numbers.difference import changed_clearly, differs_clearly
from analysis.small_numbers.empirical_bayes import SmoothedRates, empirical_bayes
from analysis.small_numbers.excess import Excess, excess
from analysis.small_numbers.funnel import ALARM, WARNING, Funnel, funnel, funnel_limits
from analysis.small_numbers.homogeneity import Homogeneity, homogeneity
from analysis.small_numbers.spatial_empirical_bayes import spatial_empirical_bayes
from analysis.small_numbers.standardised_ratio import (
    StandardisedRatio,
    expected_people,
    poisson_interval,
    standardised_ratio,
)
from analysis.small_numbers.wilson import wilson_interval

__all__ = [
    "ALARM",
    "WARNING",
    "Excess",
    "Funnel",
    "Homogeneity",
    "SmoothedRates",
    "StandardisedRatio",
    "changed_clearly",
    "differs_clearly",
    "empirical_bayes",
    "excess",
    "expected_people",
    "funnel",
    "funnel_limits",
    "homogeneity",
    "poisson_interval",
    "spatial_empirical_bayes",
    "standardised_ratio",
    "wilson_interval",
]

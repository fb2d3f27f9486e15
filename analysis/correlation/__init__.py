"""Which indicators go together: one pair with its line, or all pairs of many."""

from analysis.correlation.fisher import fisher_range
from analysis.correlation.matrix import CorrelationMatrix, correlation_matrix
from analysis.correlation.pairs import Correlation, Line, pearson, regression_line, spearman

__all__ = [
    "Correlation",
    "CorrelationMatrix",
    "Line",
    "correlation_matrix",
    "fisher_range",
    "pearson",
    "regression_line",
    "spearman",
]

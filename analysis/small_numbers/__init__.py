"""What small quarters can carry: ranges of shares, and whether a difference is more than chance."""

from analysis.small_numbers.difference import changed_clearly, differs_clearly
from analysis.small_numbers.wilson import wilson_interval

__all__ = ["changed_clearly", "differs_clearly", "wilson_interval"]

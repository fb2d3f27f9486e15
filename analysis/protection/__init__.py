"""Disclosure control on arrays: which counts are told, and the proof that none that is hidden can be worked out.

How it is used (arrays only; what a cell is - level, area, indicator, year - the caller knows)::

    cells = cells_of(counts, denominator=..., sensitive=..., withheld=..., fixed=...)   # flat, all that is published
    relations = Relations.joined([Relations.of_parts(quarter_cells, district_cells, len(cells)), ...])
    result = protect(cells, relations, PROFILES["ba"])        # Protected
    result.published    # NaN where hidden; multiples of 5 or 10 with rounding, which hides where nothing else helps
    result.state        # State per cell, for the internal audit only
    result.unproven     # must be empty; else refuse to publish
    loss(cells, relations, result)                            # Loss: cells and sums, beside two simpler ways

- Numerators *and* denominators are cells; a numerator names its denominator's cell. Derive every rate from
  ``published``: it is NaN where either is hidden, and exact decimals then tell nothing new.
- Put everything that will be public into ONE call: two calls that share a cell or a relation prove nothing jointly.
- A cell that the source has suppressed: count NaN and ``withheld``. One that was not delivered: NaN.
- ``attack(published, relations, low, high, denominator=...)`` bounds each cell; ``known(published, rules, ...)``
  gives ``low`` and ``high`` of somebody who knows the rules; ``requirement(...).met(low, high)`` tells the cells
  that are not placed too closely. Use them on what was read back from the published file.
- ``rank_bands`` is for ranks; ``rate_window`` tells what an attacker reads from a rate that was published by itself;
  ``fewest`` the fewest people that it can be of, where nobody has told of whom.
- Not covered: what people inside a town know themselves, and whoever repeats the choice of additional cells step by
  step. Free sums of rounded cells give counts back; only a fixed menu of sums is proven.
"""

from analysis.protection.attack import attack
from analysis.protection.bands import rank_bands
from analysis.protection.cells import Cells, cells_of
from analysis.protection.decimals import rate_window
from analysis.protection.fewest import fewest
from analysis.protection.loss import Loss, Share, every_relation, loss
from analysis.protection.primary import known, primary
from analysis.protection.protect import protect
from analysis.protection.protected import PROTECTED, Bounds, NothingFitsError, Protected, State
from analysis.protection.relations import Relations
from analysis.protection.requirement import Requirement, requirement
from analysis.protection.rules import METHODS, PROFILES, Method, Rules, RulesError

__all__ = [
    "METHODS",
    "PROFILES",
    "PROTECTED",
    "Bounds",
    "Cells",
    "Loss",
    "Method",
    "NothingFitsError",
    "Protected",
    "Relations",
    "Requirement",
    "Rules",
    "RulesError",
    "Share",
    "State",
    "attack",
    "cells_of",
    "every_relation",
    "fewest",
    "known",
    "loss",
    "primary",
    "protect",
    "rank_bands",
    "rate_window",
    "requirement",
]

"""One delivered column over quarters and years."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from loading.declaring.declaration import Refs
from loading.declaring.measures import has
from loading.declaring.wording import core

MOST_CLASSES = 10
Nature = Literal["count", "share", "value"]


@dataclass(frozen=True)
class Course:
    """One delivered column over quarters and years, possibly put together of several files.

    Attributes
    ----------
    refs : tuple of MeasureRef
        Where it stands.
    position : int
        Indicator that shows it best: the count itself, else the first that is computed from it.
    title : str
    nature : {"count", "share", "value"}
        Share: delivered ready, of a whole.
    values : float array, shape (quarters, years)
        NaN where there is no number; fractions already as per cent.
    reasons : uint8 array, same shape
    """

    refs: Refs
    position: int
    title: str
    nature: Nature
    values: np.ndarray
    reasons: np.ndarray

    @cached_property
    def delivered(self) -> np.ndarray:
        """Positions of the years with at least one number."""
        return np.flatnonzero(np.isfinite(self.values).any(axis=0))

    @cached_property
    def is_rank(self) -> bool:
        """Whether the numbers are ranks or classes, which change by steps."""
        known = np.unique(self.values[np.isfinite(self.values)])
        classes = len(known) <= MOST_CLASSES and not (known % 1).any()
        return self.nature == "value" and (classes or has("rank", core(self.title)))

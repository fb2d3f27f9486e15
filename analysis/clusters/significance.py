"""What all local statistics have in common: a pseudo p-value for each quarter."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from analysis.clusters.false_discovery import MAPPED, false_discovery


@dataclass(frozen=True, eq=False)
class LocalTest:
    """Pseudo p-values of quarters.

    Attributes
    ----------
    p : float64, shape (n,) or (m, n)
        ``(r + 1) / (P + 1)``, r being the draws in the smaller tail: folded, as esda and GeoDa give it. NaN where
        nothing could be tested: no number, no neighbours, or all numbers alike.
    left_out : bool, same shape
        Quarters without a number.
    permutations, seed : int
    """

    p: NDArray[np.float64]
    left_out: NDArray[np.bool_]
    permutations: int
    seed: int

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def two_sided(self) -> NDArray[np.float64]:
        """The chance of a result as far out on either side: twice the folded p-value, at most 1."""
        return np.minimum(2 * self.p, 1.0)

    def significant(self, alpha: float = 0.05, controlled: bool = True) -> NDArray[np.bool_]:
        """Tell which quarters are more than chance.

        Parameters
        ----------
        alpha : float
            Between 0 and 1.
        controlled : bool
            Whether the share of chance finds among all finds is held at alpha (of the two-sided p-values, by
            Benjamini and Hochberg; of a lone find twice as much is asked, see :func:`false_discovery`). Without
            control every quarter with ``p <= alpha`` counts, as esda and GeoDa mark them: of quarters without any
            pattern one in ten then counts at 0.05, since p is folded.

        Returns
        -------
        bool, shape of ``p``
            False where nothing was tested.
        """
        if controlled:
            return false_discovery(self.two_sided, alpha, MAPPED).significant
        return self.p <= alpha

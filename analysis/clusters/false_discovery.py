"""Which of many tests hold, so that few of those believed are chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAPPED = 0.5  # what is taken off the places of the quarters of a map


@dataclass(frozen=True, eq=False)
class FalseDiscovery:
    """The tests that hold.

    Attributes
    ----------
    significant : bool, shape (..., n)
    threshold : float64, shape (...)
        The largest p-value that still holds; 0 where none does.
    tests : int64, shape (...)
        Number of tests made, missing ones not counted.
    alpha : float
    """

    significant: NDArray[np.bool_]
    threshold: NDArray[np.float64]
    tests: NDArray[np.int64]
    alpha: float

    def __post_init__(self) -> None:
        for array in (self.significant, self.threshold, self.tests):
            array.setflags(write=False)

    def __repr__(self) -> str:
        return f"{self.significant.sum()} of {self.tests.sum()} tests hold at {self.alpha:g}"


def false_discovery(p: ArrayLike, alpha: float = 0.05, less: float = 0.0) -> FalseDiscovery:
    """Control the expected share of chance finds among all finds (Benjamini and Hochberg).

    Parameters
    ----------
    p : array of float, shape (..., n)
        Two-sided p-values; each row is judged by itself. NaN where nothing was tested. The folded pseudo p-values of
        local statistics have to be doubled first: see ``two_sided`` of their results.
    alpha : float
        Largest accepted share of chance finds, between 0 and 1.
    less : float
        Taken off the place of each p-value, at least 0 and below 1. 0 is the rule of Benjamini and Hochberg; with
        ``MAPPED`` a lone find needs half as large a p-value, the tenth hardly less than before.

    Returns
    -------
    FalseDiscovery

    Raises
    ------
    ValueError
        If alpha, less or a p-value does not lie between 0 and 1.

    Notes
    -----
    With m tests, those with the i smallest p-values hold, i being the largest with ``p_(i) <= alpha (i - less) / m``
    [1]_. Where nothing is there to be found, the chance of any find is at most alpha. It holds for tests that are
    independent or positively related, as those of neighbouring quarters are.

    Without ``less`` that chance is not below alpha, either, but alpha itself, so that nothing is left for two-sided
    tests, whose relation is not known to be positive, nor for p-values that are drawn. Chance makes lone finds, what
    is there comes in several: of 18,000 random maps as ``benchmarks/clusters_by_chance.py`` draws them 4.4 % showed
    anything, six in seven of these one single quarter. Therefore it is the lone find of which more is asked. Any
    limits ``alpha β(i) / m`` with β growing and ``β(i) <= i`` keep what the rule promises (self-consistency [2]_).

    References
    ----------
    .. [1] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
       Statistical Society B 57, 289-300.
    .. [2] Blanchard, G. and Roquain, E. (2008). Two simple sufficient conditions for FDR control. Electronic Journal
       of Statistics 2, 963-992.

    Examples
    --------
    >>> false_discovery([0.001, 0.012, 0.014, 0.04, 0.9])
    4 of 5 tests hold at 0.05
    >>> false_discovery([0.009, 0.4, 0.5, 0.6, 0.9]), false_discovery([0.009, 0.4, 0.5, 0.6, 0.9], less=MAPPED)
    (1 of 5 tests hold at 0.05, 0 of 5 tests hold at 0.05)
    """
    values = np.asarray(p, dtype=np.float64)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1, got {alpha}")
    if not 0 <= less < 1:
        raise ValueError(f"less must be at least 0 and below 1, got {less}")
    outside = (values < 0) | (values > 1)
    if outside.any():
        raise ValueError(f"p-values must lie between 0 and 1, got {values[outside][:3].tolist()}")
    tests = np.isfinite(values).sum(axis=-1)
    ordered = np.sort(values, axis=-1)
    limit = alpha * (np.arange(1, values.shape[-1] + 1) - less) / np.maximum(tests, 1)[..., None]
    threshold = np.where(ordered <= limit, ordered, 0.0).max(axis=-1, initial=0.0)
    significant = (values <= threshold[..., None]) & (threshold[..., None] > 0)
    return FalseDiscovery(significant, np.asarray(threshold), np.asarray(tests), alpha)

"""Which of many tests hold, so that few of those believed are chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


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


def false_discovery(p: ArrayLike, alpha: float = 0.05) -> FalseDiscovery:
    """Control the expected share of chance finds among all finds (Benjamini and Hochberg).

    Parameters
    ----------
    p : array of float, shape (..., n)
        Two-sided p-values; each row is judged by itself. NaN where nothing was tested. The folded pseudo p-values of
        local statistics have to be doubled first: see ``two_sided`` of their results.
    alpha : float
        Largest accepted share of chance finds, between 0 and 1.

    Returns
    -------
    FalseDiscovery

    Raises
    ------
    ValueError
        If alpha or a p-value does not lie between 0 and 1.

    Notes
    -----
    With m tests, those with the i smallest p-values hold, i being the largest with ``p_(i) <= alpha i / m`` [1]_.
    Where nothing is there to be found, the chance of any find is at most alpha. It holds for tests that are
    independent or positively related, as those of neighbouring quarters are.

    References
    ----------
    .. [1] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
       Statistical Society B 57, 289-300.

    Examples
    --------
    >>> false_discovery([0.001, 0.012, 0.014, 0.04, 0.9])
    4 of 5 tests hold at 0.05
    """
    values = np.asarray(p, dtype=np.float64)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1, got {alpha}")
    outside = (values < 0) | (values > 1)
    if outside.any():
        raise ValueError(f"p-values must lie between 0 and 1, got {values[outside][:3].tolist()}")
    tests = np.isfinite(values).sum(axis=-1)
    ordered = np.sort(values, axis=-1)
    limit = alpha * np.arange(1, values.shape[-1] + 1) / np.maximum(tests, 1)[..., None]
    threshold = np.where(ordered <= limit, ordered, 0.0).max(axis=-1, initial=0.0)
    significant = (values <= threshold[..., None]) & (threshold[..., None] > 0)
    return FalseDiscovery(significant, np.asarray(threshold), np.asarray(tests), alpha)

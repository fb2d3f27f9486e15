"""The first principal component: weights that the data themselves suggest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.standardisation import z_population


@dataclass(frozen=True, eq=False)
class PrincipalComponent:
    """What the indicators of one dimension have in common.

    Attributes
    ----------
    scores : float array, shape (n,)
        Mean 0; more is more disadvantage.
    weights : float array, shape (m,)
        Of the standardised indicators; their squares add up to 1.
    loadings : float array, shape (m,)
        Correlation of every indicator with the scores. One below 0 runs against the others: it does not measure
        the same thing, or its direction is wrong.
    eigenvalue : float
        0 to m.
    explained : float
        Fraction of the variance of all indicators, 0 to 1; NaN where no indicator tells quarters apart.
    """

    scores: NDArray[np.float64]
    weights: NDArray[np.float64]
    loadings: NDArray[np.float64]
    eigenvalue: float
    explained: float

    def __post_init__(self) -> None:
        for array in (self.scores, self.weights, self.loadings):
            array.setflags(write=False)


def first_component(parts: ArrayLike) -> PrincipalComponent:
    """Find the weighted sum of indicators that varies most between quarters.

    Parameters
    ----------
    parts : array of float, shape (n, m)
        More means more disadvantage. They are centred and scaled here, so that no unit counts more.

    Returns
    -------
    PrincipalComponent
        Its sign is chosen so that the loadings add up to more than 0.

    Raises
    ------
    ValueError
        If a number is missing; names the positions.

    Notes
    -----
    Eigenvector of the largest eigenvalue of the correlation matrix [1]_, as R's ``prcomp(center = TRUE,
    scale. = TRUE)`` gives it; a loading is ``weight · sqrt(eigenvalue)``.

    References
    ----------
    .. [1] Pearson, K. (1901). On lines and planes of closest fit to systems of points in space. Philosophical
       Magazine 2, 559-572.

    Examples
    --------
    >>> found = first_component([[1, 10], [2, 30], [3, 20]])
    >>> found.loadings.round(3).tolist(), round(found.explained, 2)
    ([0.866, 0.866], 0.75)
    """
    numbers = np.asarray(parts, dtype=np.float64)
    missing = np.flatnonzero(~np.isfinite(numbers).all(axis=1))
    if len(missing):
        raise ValueError(f"principal components need every number; missing at positions {missing[:3].tolist()}")
    z = z_population(numbers)
    values, vectors = np.linalg.eigh(z.T @ z / max(len(z), 1))
    largest, weights = max(float(values[-1]), 0.0), vectors[:, -1]
    # Loadings that add up to nothing have no direction of their own: the first indicator then gives it.
    towards = weights.sum() if abs(weights.sum()) > 1e-9 else weights[np.argmax(np.abs(weights) > 1e-9)]
    weights = weights * (1.0 if towards >= 0 else -1.0)
    total = float((z * z).sum()) / max(len(z), 1)
    explained = largest / total if total > 0 else float("nan")
    return PrincipalComponent(z @ weights, weights, weights * np.sqrt(largest), largest, explained)
